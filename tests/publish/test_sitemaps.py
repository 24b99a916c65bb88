def test_a_sitemap_lists_only_addresses_of_the_site(site, findings):
    text = (site / "sitemap.xml").read_text().replace("https://digest.example/base", "http://localhost:8000")
    assert findings({"sitemap.xml": text}) == [
        "sitemap.xml: http://localhost:8000/stories/rain/ is not below https://digest.example/base/ (sitemaps)"
    ]


def test_a_sitemap_that_is_not_xml_is_found(findings):
    assert "sitemap.xml: is no XML" in findings({"sitemap.xml": "<urlset>"})[0]


def test_a_list_of_feeds_that_is_not_xml_is_found(findings):
    assert "feeds.opml: is no XML" in findings({"feeds.opml": "<opml>&"})[0]
