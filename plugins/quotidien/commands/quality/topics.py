"""Scores of the topic tags, and of what is told apart as no news or another language, on labelled documents."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from quotidien.commands.quality import labelled, measures
from quotidien.commands.quality.labelled import NO_SOURCE
from quotidien.commands.quality.scores import Part, Score
from quotidien.editorial.languages import Detected, detect_language
from quotidien.editorial.topics import is_not_news, tag_topics
from quotidien.model.articles import Document, Evidence
from quotidien.model.languages import base
from quotidien.model.sources import Source

Tagger = Callable[[Document, Source], tuple[Evidence, ...]]
Refusal = Callable[[Document], str]
Detector = Callable[[str, tuple[str, ...]], Detected]

NOT_NEWS = "not_news"


class Labels(NamedTuple):
    """What three sets call one topic."""

    telegram: str
    masakhanews: str
    sib200: str


LABELS: Mapping[str, Labels] = {
    "": Labels("other", "", ""),  # no topic found
    "medtop:01000000": Labels("entertainment", "entertainment", "entertainment"),  # arts, culture and entertainment
    "medtop:02000000": Labels("society", "politics", "politics"),  # crime, law and justice
    "medtop:03000000": Labels("society", "politics", "geography"),  # disaster, accident and emergency incident
    "medtop:04000000": Labels("economy", "business", "politics"),  # economy, business and finance
    "medtop:05000000": Labels("society", "politics", "science/technology"),  # education
    "medtop:06000000": Labels("science", "politics", "geography"),  # environment
    "medtop:07000000": Labels("science", "health", "health"),  # health
    "medtop:08000000": Labels("other", "entertainment", "entertainment"),  # human interest
    "medtop:09000000": Labels("economy", "business", "politics"),  # labour
    "medtop:10000000": Labels("other", "entertainment", "travel"),  # lifestyle and leisure
    "medtop:11000000": Labels("society", "politics", "politics"),  # politics and government
    "medtop:12000000": Labels("society", "religion", "politics"),  # religion
    "medtop:13000000": Labels("technology", "technology", "science/technology"),  # science and technology
    "medtop:14000000": Labels("society", "politics", "politics"),  # society
    "medtop:15000000": Labels("sports", "sports", "sports"),  # sport
    "medtop:16000000": Labels("society", "politics", "politics"),  # conflict, war and peace
    "medtop:17000000": Labels("other", "politics", "geography"),  # weather
}
"""What the sets call each Media Topic.

Telegram's are from its contest's task: society is politics, elections, legislation, incidents and crime, science
has health, biology and physics, other is news that is none of these. The two others have no label for the rest; it
goes where their own articles of the kind go: what states do to politics, what lands and skies do to geography. Our
one topic for science and technology is the contest's technology, of which it has more.
"""


def topics_dpa_iptc(folder: Path, tag: Tagger = tag_topics) -> Score:
    """Score how often the main topic is among the top-level topics that the agency's editors gave, where they did."""
    items = [row for row in labelled.rows(folder, "labels.jsonl") if row["top_level"]]
    read = [read_newsml(folder / "newsml" / row["file"]) for row in items]
    found = [_main(tag(document, NO_SOURCE)) for document in read]
    hits = [code.removeprefix("medtop:") in row["top_level"] for row, code in zip(items, found, strict=True)]
    return Score("topics_dpa_iptc", len(hits), {"any_top": measures.mean(hits)}, hits={"any_top": sum(hits)})


def topics_tgcontest(folder: Path, tag: Tagger = tag_topics, refuse: Refusal = is_not_news) -> Score:
    """Score the contest's one label an article, and what is told to be no news; no topic counts as "other"."""
    by_language: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in labelled.rows(folder, "*.jsonl"):
        document = labelled.document(row["title"], row["text"], row["lang"], url=row["url"])
        found = NOT_NEWS if refuse(document) else _labels(document, tag).telegram
        by_language[row["lang"]].append((row["label"], found))
    pairs = [pair for found in by_language.values() for pair in found]
    parts = {language: Part(len(found), _contest(found)) for language, found in by_language.items()}
    return Score("topics_tgcontest", len(pairs), _contest(pairs), parts, {"accuracy": sum(a == b for a, b in pairs)})


def topics_masakhanews(folder: Path, tag: Tagger = tag_topics) -> Score:
    """Score the one label an article: weighted F1, the mean of the languages'."""
    parts = {}
    for language, names in _languages(folder, "*/*.tsv.gz").items():
        rows = [row for path in names for row in labelled.table(path)]
        read = [labelled.document(row["headline"], row["text"], language, url=row["url"]) for row in rows]
        pairs = [(row["category"], _labels(each, tag).masakhanews) for row, each in zip(rows, read, strict=True)]
        parts[language] = Part(len(pairs), {"weighted_f1": measures.weighted_f1(pairs)})
    return _averaged("topics_masakhanews", parts)


def topics_sib200(folder: Path, tag: Tagger = tag_topics, detect: Detector = detect_language) -> Score:
    """Score the one label a sentence, and the sentence's language among the folder's: the means of the languages'."""
    files = _languages(folder, "*/*.tsv", "*/*.tsv.gz")
    candidates = tuple(sorted({base(language) for language in files}))
    parts = {}
    for language, names in files.items():
        rows = [row for path in names for row in labelled.table(path)]
        read = [labelled.document("", row["text"], language) for row in rows]
        right = [row["category"] == _labels(each, tag).sib200 for row, each in zip(rows, read, strict=True)]
        told = [detect(each.text, candidates).language == base(language) for each in read]
        parts[language] = Part(len(rows), {"accuracy": measures.mean(right), "language": measures.mean(told)})
    return _averaged("topics_sib200", parts)


def read_newsml(path: Path) -> Document:
    """Return the article of a NewsML-G2 item without its slug line, which holds the editors' topics.

    Raises FixConfiguration where the file is missing or no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = etree.parse(path, parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise labelled.lacking(path, f"cannot be read: {error}") from error
    lines = [" ".join(str(part) for part in each.itertext()) for each in _paragraphs(tree)]
    language = tree.find(".//{*}contentMeta/{*}language")
    teasers = [each.text or "" for each in tree.iterfind(".//{*}description") if "teaser" in each.get("role", "")]
    return labelled.document(
        (tree.findtext(".//{*}contentMeta/{*}headline") or "").strip(),
        "\n".join(" ".join(line.split()) for line in lines),
        language.get("tag", "") if language is not None else "",
        summary=" ".join(teasers).strip(),
    )


def _paragraphs(tree: etree._ElementTree) -> list[etree._Element]:
    """Return the paragraphs of the article itself: not its header's, and not the teaser again."""
    sections = [
        each for each in tree.iterfind(".//{*}inlineXML//{*}section") if "main" in each.get("class", "").split()
    ]
    found = [each for section in sections for each in section.iterfind(".//{*}p")]
    return [each for each in found if "teaser" not in each.get("class", "").split()]


def _main(found: Sequence[Evidence]) -> str:
    return found[0].code if found else ""


def _labels(document: Document, tag: Tagger) -> Labels:
    """Return what the sets call the document's main topic."""
    return LABELS[_main(tag(document, NO_SOURCE))]


def _contest(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    refused = [(wanted == NOT_NEWS, found == NOT_NEWS) for wanted, found in pairs]
    return {
        "accuracy": measures.mean(wanted == found for wanted, found in pairs),
        "not_news_recall": measures.mean(found for wanted, found in refused if wanted),
        "not_news_precision": measures.mean(wanted for wanted, found in refused if found),
    }


def _languages(folder: Path, *patterns: str) -> dict[str, list[Path]]:
    """Return the files of each language's folder by its tag, with a script only where two share a language."""
    by_folder: defaultdict[str, list[Path]] = defaultdict(list)
    for path in labelled.files(folder, *patterns):
        by_folder[labelled.language_tag(path.parent.name)].append(path)
    shared = [base(tag) for tag in by_folder]
    return {tag if shared.count(base(tag)) > 1 else base(tag): paths for tag, paths in by_folder.items()}


def _averaged(name: str, parts: Mapping[str, Part]) -> Score:
    figures = {
        figure: measures.mean(part.figures[figure] for part in parts.values())
        for figure in next(iter(parts.values())).figures
    }
    return Score(name, sum(part.n for part in parts.values()), figures, parts)
