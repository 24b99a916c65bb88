from quotidien.site import frames
from quotidien.site.frames import Link
from tests.site import samples

ROOM = samples.newsroom()
WORLD, FRENCH = (frames.frame_of(ROOM, view) for view in ROOM.views)


def test_a_frame_speaks_the_language_of_its_digest():
    assert (WORLD.language, FRENCH.language) == ("en", "fr")
    assert frames.region_link(FRENCH, "KE", 3) == Link("Kenya", "/fr/regions/kenya/", 3)
    assert frames.language_link(FRENCH, "ar").text == "Arabe"


def test_a_frame_leads_to_the_other_digests():
    assert WORLD.digests == (Link("Le Registre", "/fr/", language="fr"),)
    assert FRENCH.digests == (Link("The Ledger", "/", language="en"),)


def test_pages_that_exist_once_have_the_sites_language_and_zone():
    frame = frames.root_frame(ROOM)
    assert (frame.home, frame.language, frame.zone) == ("/", "en", "Europe/Paris")


def test_crumbs_lead_from_the_continent():
    assert [crumb.text for crumb in frames.region_crumbs(WORLD, "KE")] == ["Africa", "Kenya"]
    assert [crumb.path for crumb in frames.topic_crumbs(WORLD, samples.ECONOMY)] == ["/topics/economy-and-business/"]


def test_a_continent_is_its_own_crumb():
    assert [crumb.text for crumb in frames.region_crumbs(WORLD, "002")] == ["Africa"]


def test_the_world_needs_no_crumb_above_it():
    assert [crumb.text for crumb in frames.region_crumbs(WORLD, "001")] == ["World"]
