from quotidien.site import frames
from quotidien.site.frames import Frame, Instance, Link
from quotidien.site.newsroom import open_newsroom
from tests.site import samples

ROOM = open_newsroom(samples.project())
WORLD, FRENCH = ROOM.frames["world"], ROOM.frames["fr"]


def test_a_link_speaks_the_language_of_its_frame():
    assert frames.region_link(FRENCH, "KE", 3) == Link("Kenya", "/fr/regions/kenya/", 3)
    assert frames.topic_link(FRENCH, samples.SPORT).text == "Sport"
    assert frames.language_link(FRENCH, "ar") == Link("Arabe", "/fr/languages/ar/")
    assert frames.language_link(WORLD, "ar") == Link("Arabic", "/languages/ar/")


def test_the_words_of_a_frame_follow_its_language_and_zone():
    assert FRENCH.words.local(samples.CUT).isoformat() == "2026-11-24T06:00:00+01:00"
    assert FRENCH.words.language_name("fr") == "français"


def test_crumbs_lead_from_the_continent():
    assert [crumb.text for crumb in frames.region_crumbs(WORLD, "KE")] == ["Africa", "Kenya"]
    assert [crumb.path for crumb in frames.topic_crumbs(WORLD, samples.ECONOMY)] == ["/topics/economy-and-business/"]


def test_a_continent_is_its_own_crumb():
    assert [crumb.text for crumb in frames.region_crumbs(WORLD, "002")] == ["Africa"]


def test_the_world_needs_no_crumb_above_it():
    assert [crumb.text for crumb in frames.region_crumbs(WORLD, "001")] == ["World"]


def test_an_instance_fills_no_pattern_unless_it_says_so():
    frame = Frame("/", "One", "en", "UTC", samples.SITE, (), ())
    assert Instance(frame, {}).where == {}
