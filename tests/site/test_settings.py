from pathlib import Path

from pelican.settings import DEFAULT_CONFIG

from quotidien.site.settings import pelican_settings
from tests.site import samples


def test_the_address_comes_from_the_configuration(tmp_path: Path):
    settings = pelican_settings(samples.project(tmp_path))
    assert (settings["SITEURL"], settings["OUTPUT_PATH"]) == ("https://ledger.example/news", str(tmp_path / "output"))


def test_pelican_makes_no_page_and_no_feed_of_its_own(tmp_path: Path):
    settings = pelican_settings(samples.project(tmp_path))
    idle = [key for key in DEFAULT_CONFIG if "FEED" in key and key.endswith(("ATOM", "RSS"))]
    assert idle
    assert not any(settings[key] for key in idle)
    assert not settings["ARTICLE_PATHS"]
    assert not settings["PAGE_PATHS"]
    assert not settings["DIRECT_TEMPLATES"]


def test_extra_files_land_at_the_root(tmp_path: Path):
    (tmp_path / "content/extra/deep").mkdir(parents=True)
    (tmp_path / "content/extra/deep/x.txt").write_text("x")
    assert pelican_settings(samples.project(tmp_path))["EXTRA_PATH_METADATA"] == {
        "extra/deep/x.txt": {"path": "deep/x.txt"}
    }


def test_every_setting_is_one_that_pelican_reads(tmp_path: Path):
    known = {*DEFAULT_CONFIG, "TIMEZONE", "QUOTIDIEN_PROJECT"}
    assert set(pelican_settings(samples.project(tmp_path))) <= known
