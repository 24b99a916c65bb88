"""Stock Pelican's settings for `build`: the pages that we make too, and nothing else; its output is set outside."""

import os
from pathlib import Path

SITENAME = "Benchmark"
SITEURL = "https://digest.example"
PATH = os.environ["BENCHMARK_CONTENT"]
THEME = str(Path(__file__).resolve().parent)
THEME_STATIC_PATHS = []
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = []
STATIC_PATHS = []
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PLUGINS = []

ARTICLE_URL = "articles/{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
DAY_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/{date:%d}/index.html"
DIRECT_TEMPLATES = ["index"]
PAGINATED_TEMPLATES = {"tag": None}
DEFAULT_PAGINATION = 40
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""

FEED_ALL_ATOM = "feed.atom"
TAG_FEED_ATOM = "tags/{slug}/feed.atom"
FEED_MAX_ITEMS = 40
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
