"""Pelican's settings, which follow from `quotidien.toml` alone: `pelicanconf.py` and `invoke build` share them."""

from typing import Any

from quotidien.config import Project

PROJECT, WISH, REPORT, OPEN = "QUOTIDIEN_PROJECT", "QUOTIDIEN_WISH", "QUOTIDIEN_REPORT", "QUOTIDIEN_OPEN"
"""Our own settings: the configuration, what is asked for besides (a Wish), who is told what was done (a Built), and
the ExitStack that closes what Pelican leaves open where it fails between its two halves.
"""
_NONE: tuple[str, ...] = ()


def pelican_settings(project: Project) -> dict[str, Any]:
    """Return the settings for Pelican 4.12: its own generators idle, all pages and feeds come from our plugin.

    Files below `content/extra/` land at the root of the site, those below `content/images/` in `/images/`.
    """
    return {
        PROJECT: project,
        "SITENAME": project.site.name,
        "SITEURL": project.site.url,
        "TIMEZONE": project.site.zone,
        "DEFAULT_LANG": project.site.language,
        "LOCALE": ["C.UTF-8", "en_US.UTF-8", "C"],
        "PATH": str(project.content),
        "OUTPUT_PATH": str(project.output),
        "THEME": str(project.theme),
        "PLUGINS": ["quotidien"],
        "STATIC_PATHS": ["images", "extra"],
        "EXTRA_PATH_METADATA": _extra(project),
        "STATIC_CHECK_IF_MODIFIED": True,
        "DELETE_OUTPUT_DIRECTORY": False,
        "ARTICLE_PATHS": [],
        "PAGE_PATHS": [],
        **_idle(),
    }


def _extra(project: Project) -> dict[str, dict[str, str]]:
    folder = project.content / "extra"
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {f"extra/{name}": {"path": name} for name in files}


def _idle() -> dict[str, Any]:
    """Return what keeps Pelican from making pages and feeds of its own."""
    feeds = ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS", "TRANSLATION_FEED_ATOM")
    pages = ("AUTHOR_SAVE_AS", "CATEGORY_SAVE_AS", "TAG_SAVE_AS")
    return {"DIRECT_TEMPLATES": [], **dict.fromkeys(feeds), **dict.fromkeys(pages, "")}
