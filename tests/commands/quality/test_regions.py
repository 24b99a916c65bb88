"""Scores of the region tags on tiny folders in the formats of the sets."""

import gzip
import json
from pathlib import Path

import pytest

from quotidien.commands.quality import regions
from quotidien.editorial.regions import tag_regions
from quotidien.errors import FixConfiguration
from quotidien.model.articles import Document, Evidence
from quotidien.model.sources import Source

SCORERS = [
    regions.geo_cliff,
    regions.geo_geovirus,
    regions.geo_geowebnews,
    regions.geo_lgl,
    regions.geo_reuters21578,
    regions.geo_trnews,
    regions.ref_geo,
]
WORDS = {"kenyan": "KE", "french": "FR", "african": "002", "american": "US"}


def _by_word(document: Document, source: Source) -> tuple[Evidence, ...]:
    """Answer with the codes of the four words that the tests' texts use, in their order."""
    words = f"{document.title} {document.text}".lower().replace(".", " ").split()
    codes = dict.fromkeys(WORDS[word] for word in words if word in WORDS)
    return tuple(Evidence(code, 1.0, (), ()) for code in codes)


def _nothing(document: Document, source: Source) -> tuple[Evidence, ...]:
    return ()


class _Always:
    """A tagger that gives one answer to all and remembers what it was shown."""

    def __init__(self, *codes: str) -> None:
        self.codes = codes
        self.seen: list[tuple[Document, Source]] = []

    def __call__(self, document: Document, source: Source) -> tuple[Evidence, ...]:
        self.seen.append((document, source))
        return tuple(Evidence(code, 1.0, (), ()) for code in self.codes)


def _write(folder: Path, *rows: dict[str, object]) -> Path:
    (folder / "docs.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return folder


def _reuters(folder: Path, *stories: tuple[str, list[str]]) -> Path:
    rows = [{"title": "", "dateline": "", "body": body, "places": places} for body, places in stories]
    lines = "\n".join(json.dumps(row) for row in rows)
    (folder / "docs.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    table = "place\tiso3166_alpha2\nkenya\tKE\nfrance\tFR\nussr\tSU\neast-germany\tDD\n"
    (folder / "places_iso3166.tsv").write_text(table, "utf-8")
    return folder


def _article(text: str, *countries: str | None, domain: str = "news.example") -> dict[str, object]:
    toponyms = [{"phrase": "x", "country": name, "lat": 0.0, "lon": 0.0} for name in countries]
    return {"title": "", "text": text, "domain": domain, "toponyms": toponyms}


def _point(text: str, *points: tuple[str, float], type_: str = "Literal") -> dict[str, object]:
    toponyms = [{"name": name, "type": type_, "lat": lat, "lon": 0.0} for name, lat in points]
    return {"title": "", "text": text, "toponyms": toponyms}


def _halves(latitude: float, longitude: float) -> str:
    return "FR" if latitude > 0 else "KE"


def _ref(folder: Path, *names: tuple[str, str, str]) -> Path:
    lines = "".join("\t".join(name) + "\n" for name in names)
    table = f"locale\tcode\tname\n{lines}".encode()
    (folder / "cldr48_territories.tsv.gz").write_bytes(gzip.compress(table))
    (folder / "un_m49.tsv").write_text("code\ttype\tname\tiso3166_alpha3\tparent\n002\t1\tAfrica\t\t001\n", "utf-8")
    (folder / "countries.json").write_text('[{"cca2": "KE"}, {"cca2": "FR"}]', "utf-8")
    return folder


@pytest.mark.parametrize("score", SCORERS)
def test_a_missing_folder_is_a_fault_of_the_call(score, tmp_path):
    with pytest.raises(FixConfiguration, match="nowhere"):
        score(tmp_path / "nowhere")


# -- Reuters --------------------------------------------------------------------------------------------------------


def test_right_countries_of_wire_stories_score_one(tmp_path):
    folder = _reuters(tmp_path, ("A Kenyan affair.", ["kenya"]), ("A French affair.", ["france"]), ("Nothing.", []))

    score = regions.geo_reuters21578(folder, _by_word)

    assert (score.n, score.figures) == (3, {"micro_f1": 1.0, "macro_f1": 1.0})


def test_no_answer_scores_nothing(tmp_path):
    folder = _reuters(tmp_path, ("A Kenyan affair.", ["kenya"]))

    assert regions.geo_reuters21578(folder, _nothing).figures == {"micro_f1": 0.0, "macro_f1": 0.0}


def test_areas_are_neither_right_nor_wrong(tmp_path):
    folder = _reuters(tmp_path, ("An African and Kenyan affair.", ["kenya"]))

    assert regions.geo_reuters21578(folder, _by_word).figures["micro_f1"] == 1.0


def test_a_country_that_the_editors_did_not_give_costs_precision(tmp_path):
    folder = _reuters(tmp_path, ("A Kenyan affair.", ["kenya"]), ("A French affair.", []))

    score = regions.geo_reuters21578(folder, _by_word)

    assert score.figures == {"micro_f1": pytest.approx(2 / 3), "macro_f1": 1.0}


def test_states_that_are_no_more_count_as_those_of_today(tmp_path):
    folder = _reuters(tmp_path, ("A summit.", ["ussr", "east-germany"]))

    assert regions.geo_reuters21578(folder, _Always("RU", "DE")).figures["micro_f1"] == 1.0


def test_a_place_without_a_code_is_named(tmp_path):
    folder = _reuters(tmp_path, ("A summit.", ["atlantis"]))

    with pytest.raises(FixConfiguration, match="atlantis"):
        regions.geo_reuters21578(folder, _by_word)


def test_the_lines_of_a_wire_story_are_joined_so_that_names_stay_whole(tmp_path):
    folder = _reuters(tmp_path, ("Ministers of the United\nKingdom met.\n    They left.", []))
    tagger = _Always()

    regions.geo_reuters21578(folder, tagger)

    assert tagger.seen[0][0].text == "Ministers of the United Kingdom met.\nThey left."


# -- Articles with toponyms -----------------------------------------------------------------------------------------


def test_the_country_with_most_toponyms_is_the_main_one(tmp_path):
    folder = _write(tmp_path, _article("French then Kenyan.", "Kenya", "France", "France"))

    score = regions.geo_trnews(folder, _by_word)

    assert score.figures == {"country_f1": 1.0, "main": 1.0}
    assert score.hits == {"main": 1}


def test_the_right_countries_in_the_wrong_order_miss_the_main_one(tmp_path):
    folder = _write(tmp_path, _article("French then Kenyan.", "Kenya", "Kenya", "France"))

    assert regions.geo_trnews(folder, _by_word).figures == {"country_f1": 1.0, "main": 0.0}


def test_an_area_before_the_country_does_not_take_its_place(tmp_path):
    folder = _write(tmp_path, _article("African and Kenyan.", "Kenya"))

    assert regions.geo_trnews(folder, _by_word).figures["main"] == 1.0


def test_an_article_without_a_located_toponym_is_not_scored(tmp_path):
    folder = _write(tmp_path, _article("Kenyan.", "Kenya"), {**_article("French."), "toponyms": []})

    assert regions.geo_trnews(folder, _by_word).n == 1


def test_stories_about_another_country_than_the_papers_are_scored_apart(tmp_path):
    folder = _write(
        tmp_path,
        _article("American.", "United States", domain="daily.com"),
        _article("Kenyan.", "France", domain="daily.com"),
    )

    assert regions.geo_lgl(folder, _by_word).figures == {"main": 0.5, "main_abroad": 0.0}


@pytest.mark.parametrize(
    ("domain", "code"),
    [("a.co.uk", "GB"), ("b.ie", "IE"), ("daily.com", "US"), ("weekly.org.eg", "EG"), ("x.example", "")],
)
def test_the_tagger_is_told_the_country_of_the_papers_domain(tmp_path, domain, code):
    folder = _write(tmp_path, _article("Kenyan.", "Kenya", domain=domain))
    tagger = _Always()

    regions.geo_lgl(folder, tagger)

    assert [source.country for _, source in tagger.seen] == [code]


def test_a_title_that_the_text_repeats_is_read_once(tmp_path):
    folder = _write(tmp_path, {**_article("Kenya votes. Polls are open.", "Kenya"), "title": "Kenya votes"})
    tagger = _Always()

    regions.geo_lgl(folder, tagger)

    assert (tagger.seen[0][0].title, tagger.seen[0][0].text) == ("Kenya votes", "Polls are open.")


def test_the_labels_of_an_article_do_not_reach_the_tagger(tmp_path):
    plain = _write(tmp_path, _article("A meeting.", "Kenya"))

    assert regions.geo_lgl(plain, tag_regions).figures["main"] == 0.0


def test_the_focus_of_an_article_is_the_first_country(tmp_path):
    folder = _write(
        tmp_path,
        {"text": "Kenyan then French.", "handCodedCountryCode": "KE"},
        {"text": "Nothing.", "handCodedCountryCode": "FR"},
        {"text": "French.", "handCodedCountryCode": ""},
    )

    score = regions.geo_cliff(folder, _by_word)

    assert (score.n, score.figures, score.hits) == (2, {"main": 0.5}, {"main": 1})


def test_points_are_turned_into_countries(tmp_path):
    folder = _write(tmp_path, _point("French and Kenyan.", ("Lyon", 45.0), ("Kisumu", -0.1)))

    assert regions.geo_geovirus(folder, _by_word, _halves).figures == {"country_f1": 1.0}
    assert regions.geo_geovirus(folder, _nothing, _halves).figures == {"country_f1": 0.0}


def test_only_literal_toponyms_are_wanted(tmp_path):
    folder = _write(
        tmp_path,
        _point("Kenyan.", ("Kisumu", -0.1)),
        _point("French.", ("Lyon", 45.0), type_="Metonymic"),
    )

    score = regions.geo_geowebnews(folder, _by_word, _halves)

    assert (score.n, score.figures) == (1, {"country_f1": 1.0})


# -- Names ----------------------------------------------------------------------------------------------------------


def test_names_that_resolve_to_their_code_alone_are_right(tmp_path):
    names = {("fr", "Kenya"): {"KE"}, ("fr", "Afrique"): {"002"}, ("de", "Frankreich"): {"FR", "KE"}}
    folder = _ref(tmp_path, ("fr-CA", "KE", "Kenya"), ("fr", "002", "Afrique"), ("de", "FR", "Frankreich"))

    score = regions.ref_geo(folder, lambda locale, name: frozenset(names[locale[:2], name]))

    assert (score.n, score.figures) == (3, {"resolved": pytest.approx(2 / 3)})
    assert {tag: (part.n, part.figures["resolved"]) for tag, part in score.by_language.items()} == {
        "fr": (2, 1.0),
        "de": (1, 0.0),
    }


def test_codes_that_are_no_region_and_names_of_two_regions_are_left_out(tmp_path):
    folder = _ref(tmp_path, ("en", "EU", "European Union"), ("en", "KE", "Same"), ("en", "FR", "Same"))

    assert regions.ref_geo(folder).n == 0


def test_a_variant_of_a_name_stands_for_the_same_code(tmp_path):
    folder = _ref(tmp_path, ("en", "KE", "Kenya"), ("en", "KE-alt-short", "Kenya"), ("en", "KE-alt-variant", "Kenia"))

    assert regions.ref_geo(folder).n == 2


def test_the_gazetteer_resolves_a_name_in_its_own_language():
    assert regions.resolved("ja", "ケニア") == {"KE"}
    assert regions.resolved("en", "Georgia") == {"GE"}
    assert regions.resolved("fr", "table") == frozenset()
