"""Scores of the region tags: which countries a document is about, and which is the main one."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from quotidien import data
from quotidien.commands.quality import labelled, measures
from quotidien.commands.quality.labelled import NO_SOURCE, Row
from quotidien.commands.quality.places import Locator, country, located
from quotidien.commands.quality.scores import Part, Score
from quotidien.editorial.gazetteer import gazetteer
from quotidien.editorial.regions import tag_regions
from quotidien.model.articles import Document, Evidence
from quotidien.model.languages import base
from quotidien.model.sources import Source

Tagger = Callable[[Document, Source], tuple[Evidence, ...]]
Resolver = Callable[[str, str], frozenset[str]]
"""From (language, name) to the regions' codes that the name stands for."""

NOW: Mapping[str, str] = {"SU": "RU", "DD": "DE", "YU": "RS", "CS": "CZ", "YD": "YE", "AN": "CW", "ZR": "CD"}
"""Codes of states of 1987 that are no more, and the country where their capital now lies."""
GENERIC = frozenset({"com", "org", "net", "edu", "gov", "mil", "us"})
"""Domains that newspapers of the United States have; those of other countries mostly have their country's own."""
LITERAL = frozenset({"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"})
"""GeoWebNews' types of toponyms that mean a place, not a people, a government or a language."""

_PARAGRAPH = re.compile(r"\n {4,}|\n\s*\n")
_CODE_NOTE = re.compile(r"-alt-.*")


def geo_reuters21578(folder: Path, tag: Tagger = tag_regions) -> Score:
    """Score the countries of each story against those that Reuters' editors gave it (none counts as none)."""
    codes = _reuters_codes(folder)
    stories = labelled.rows(folder, "docs.jsonl", "docs.jsonl.gz")
    unknown = sorted({place for story in stories for place in story["places"]} - codes.keys())
    if unknown:
        raise labelled.lacking(folder / "places_iso3166.tsv", f"has no code for {', '.join(unknown)}")
    pairs = [
        ({codes[place] for place in story["places"]}, set(_countries(tag(_wire(story), NO_SOURCE))))
        for story in stories
    ]
    figures = {"micro_f1": measures.micro_f1(pairs), "macro_f1": measures.macro_f1(pairs)}
    return Score("geo_reuters21578", len(pairs), figures)


def geo_trnews(folder: Path, tag: Tagger = tag_regions) -> Score:
    """Score the countries of each article's toponyms, and the one that has most of them as the main one."""
    judged = _by_domain(folder, tag)
    pairs = [(set(wanted), set(found)) for wanted, found, _ in judged]
    main = [wanted[0] == _first(found) for wanted, found, _ in judged]
    figures = {"country_f1": measures.micro_f1(pairs), "main": measures.mean(main)}
    return Score("geo_trnews", len(judged), figures, hits={"main": sum(main)})


def geo_lgl(folder: Path, tag: Tagger = tag_regions) -> Score:
    """Score the main country of local papers' articles; of those about another country than their source's too."""
    judged = _by_domain(folder, tag)
    main = [wanted[0] == _first(found) for wanted, found, _ in judged]
    abroad = [wanted[0] == _first(found) for wanted, found, home in judged if wanted[0] != home]
    figures = {"main": measures.mean(main), "main_abroad": measures.mean(abroad)}
    return Score("geo_lgl", len(judged), figures, hits={"main": sum(main), "main_abroad": sum(abroad)})


def geo_cliff(folder: Path, tag: Tagger = tag_regions) -> Score:
    """Score the country that each article is about, where a person gave one; the set's text begins with its title."""
    articles = [row for row in labelled.rows(folder, "docs.jsonl") if row["handCodedCountryCode"]]
    found = [_first(_countries(tag(labelled.document("", row["text"], "en"), NO_SOURCE))) for row in articles]
    main = [row["handCodedCountryCode"] == code for row, code in zip(articles, found, strict=True)]
    return Score("geo_cliff", len(main), {"main": measures.mean(main)}, hits={"main": sum(main)})


def geo_geovirus(folder: Path, tag: Tagger = tag_regions, locate: Locator = located) -> Score:
    """Score the set of countries in which an article's toponyms lie."""
    return _located_score("geo_geovirus", labelled.rows(folder, "docs.jsonl"), tag, locate)


def geo_geowebnews(folder: Path, tag: Tagger = tag_regions, locate: Locator = located) -> Score:
    """Score the set of countries in which an article's literal toponyms lie."""
    literal = [
        {**row, "toponyms": [each for each in row["toponyms"] if each["type"] in LITERAL]}
        for row in labelled.rows(folder, "docs.jsonl")
    ]
    return _located_score("geo_geowebnews", literal, tag, locate)


def resolved(language: str, name: str) -> frozenset[str]:
    """Return the regions that the gazetteer finds in a name alone, in a text of that language.

    The tagger itself would give no region for a doubtful word ("Georgia") that stands alone, as it should.
    """
    words = gazetteer(language)
    return frozenset(toponym.code for match in words.matcher.find(name) for toponym in words.toponyms[match.word])


def ref_geo(folder: Path, resolve: Resolver = resolved) -> Score:
    """Score which of CLDR's names for countries and M49 areas stand for their code and no other, in their language.

    Left out are codes that are neither (EU, ZZ, Ascension) and names that one locale gives to two codes.
    """
    known = {row["code"] for row in labelled.table(_only(folder, "un_m49.tsv"))} | _iso_codes(folder)
    named: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in labelled.table(_only(folder, "cldr*_territories.tsv*")):
        if (code := _CODE_NOTE.sub("", row["code"])) in known:
            named[row["locale"], row["name"]].add(code)
    by_language: defaultdict[str, list[bool]] = defaultdict(list)
    for (locale, name), codes in sorted(named.items()):
        if len(codes) == 1:
            by_language[base(locale)].append(resolve(locale, name) == codes)
    hits = [hit for found in by_language.values() for hit in found]
    parts = {tag: Part(len(found), {"resolved": measures.mean(found)}) for tag, found in by_language.items()}
    return Score("ref_geo", len(hits), {"resolved": measures.mean(hits)}, parts, {"resolved": sum(hits)})


def _reuters_codes(folder: Path) -> dict[str, str]:
    listed = labelled.table(_only(folder, "places_iso3166.tsv"))
    return {row["place"]: NOW.get(row["iso3166_alpha2"], row["iso3166_alpha2"]) for row in listed}


def _wire(story: Row) -> Document:
    """Return a wire story with its lines, broken for a teleprinter, joined to paragraphs, dateline first."""
    paragraphs = [" ".join(part.split()) for part in _PARAGRAPH.split(story["body"] or "")]
    dateline = " ".join((story["dateline"] or "").split())
    text = "\n".join(paragraph for paragraph in paragraphs if paragraph)
    return labelled.document(" ".join((story["title"] or "").split()), f"{dateline} {text}".strip(), "en")


def _by_domain(folder: Path, tag: Tagger) -> list[tuple[list[str], list[str], str]]:
    """Return (countries wanted, countries found, the source's country) of each article with a located toponym."""
    judged = []
    for row in labelled.rows(folder, "docs.jsonl"):
        wanted = _by_count(map(country, row["toponyms"]))
        home = _home(row["domain"])
        if wanted:
            judged.append((wanted, _countries(tag(_article(row), replace(NO_SOURCE, country=home))), home))
    return judged


def _located_score(name: str, rows: Sequence[Row], tag: Tagger, locate: Locator) -> Score:
    wanted = [{code for each in row["toponyms"] if (code := country(each, locate))} for row in rows]
    pairs = [
        (codes, set(_countries(tag(_article(row), NO_SOURCE))))
        for row, codes in zip(rows, wanted, strict=True)
        if codes
    ]
    return Score(name, len(pairs), {"country_f1": measures.micro_f1(pairs)})


def _article(row: Row) -> Document:
    """Return an article whose text may begin with its title once more."""
    title = row.get("title") or ""
    body = row["text"].removeprefix(title).lstrip(" .\n") if title else row["text"]
    return labelled.document(title, body, "en", url=row.get("url") or "")


def _countries(found: Iterable[Evidence]) -> list[str]:
    return [evidence.code for evidence in found if evidence.code.isalpha()]


def _first(codes: Sequence[str]) -> str:
    return codes[0] if codes else ""


def _by_count(codes: Iterable[str]) -> list[str]:
    """Return the codes by how often they occur, of equals the one that came first."""
    return [code for code, _ in Counter(code for code in codes if code).most_common()]


def _home(domain: str) -> str:
    """Return the country that a domain's last label stands for."""
    last = domain.rsplit(".", 1)[-1].lower()
    code = "US" if last in GENERIC else "GB" if last == "uk" else last.upper()
    return code if code in data.regions() else ""


def _iso_codes(folder: Path) -> set[str]:
    return {row["cca2"] for row in labelled.listed(_only(folder, "countries.json"))}


def _only(folder: Path, pattern: str) -> Path:
    return labelled.files(folder, pattern)[0]
