from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotidien.publish.checks import check_site

URL = "https://digest.example/base"
NAMES = ("index.html", "feed.atom", "feed.rss", "feed.json", "sitemap.xml", "feeds.opml", "theme/style.css")
FRAGMENTS = st.sampled_from(
    "<html <a href= # //[ javascript:x ' \" > <h1> </h1> <body class=body> <img srcset=', ,'> <script> {\"items\":"
    " [{}] [1] null \"id\":1 <feed xmlns='http://www.w3.org/2005/Atom'> <entry> <content type='html'> </feed> <rss>"
    " <channel> <meta http-equiv=refresh content='0;url=x'> \x00 &#0; ] } , <?xml?> <!DOCTYPE> ".split(" ")
)
GARBAGE = st.binary(max_size=200) | st.lists(FRAGMENTS, max_size=12).map(lambda parts: " ".join(parts).encode())


def test_a_whole_site_has_no_findings(findings):
    assert findings({}) == []


def test_findings_are_sorted_by_file_and_named_after_their_check(site):
    (site / "zz.html").write_text("<p>")
    (site / "aa.html").write_text('<html lang="en"><title>A</title><h1>A</h1><a href="nowhere/">A</a>')
    found = check_site(site, URL)
    assert [finding.path for finding in found] == sorted(finding.path for finding in found)
    assert str(found[0]) == "aa.html: nowhere/ leads to no file (links)"


def test_a_slash_at_the_end_of_the_address_does_not_matter(site):
    assert check_site(site, f"{URL}/") == check_site(site, URL) == ()


def test_a_site_at_the_root_of_its_host_is_checked_alike(tmp_path):
    (tmp_path / "index.html").write_text(
        '<html lang="en"><title>A</title><h1>A</h1><a href="/b/">B</a><a href="/">A</a>'
    )
    assert [finding.what for finding in check_site(tmp_path, "https://digest.example")] == ["/b/ leads to no file"]


def test_an_output_that_is_missing_or_empty_may_not_be_published(tmp_path):
    assert [finding.what for finding in check_site(tmp_path / "none", URL)] == ["holds no file: build the site first"]


def test_a_page_that_is_not_utf_8_is_found(findings):
    assert "is no HTML page in UTF-8" in findings({"more.html": b"\xff\xfe"})[0]


def test_an_empty_page_is_found(findings):
    assert "is no HTML page" in findings({"more.html": b""})[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(files=st.dictionaries(st.sampled_from(NAMES), GARBAGE, min_size=1))
def test_nothing_raises_for_bad_files(tmp_path, files):
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    broken_feeds = {name for name, data in files.items() if name.startswith("feed.")}
    assert broken_feeds <= {finding.path for finding in check_site(tmp_path, URL)}
