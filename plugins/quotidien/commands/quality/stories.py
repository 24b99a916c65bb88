"""Scores of the grouping of articles into stories: all at once, as a stream, in other orders, across languages.

The system under test sees what the pipeline would hand it: title, first sentences, language, time, and the regions
that the product itself finds. Ids are hashes, so that a label in a set's own id tells nothing.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from quotidien import data
from quotidien.commands.quality import labelled, measures
from quotidien.commands.quality.labelled import NO_SOURCE, Row
from quotidien.commands.quality.scores import Part, Score
from quotidien.editorial import clusters
from quotidien.editorial.clusters import Assignment, Candidate
from quotidien.editorial.regions import tag_regions
from quotidien.editorial.topics import tag_topics
from quotidien.model import dates, urls
from quotidien.model.articles import Document
from quotidien.model.sources import Source

Grouping = Callable[[Sequence[Candidate], Sequence[Candidate]], Sequence[Assignment]]
"""From new articles and those of the last days, which have their stories, to the new ones' stories."""
Stories = Mapping[str, str]
"""Each article's story, or its cluster's label, by the article's path."""

ORDERS = 5
"""How many shuffles a set is grouped in; their seeds are 0 to 4."""
A_DAY = 50
"""How many articles a run of the stream brings."""
SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""When all articles of a set without dates were published."""

_SLUG = re.compile(r"[^a-z]+")


def cluster_ecbplus(folder: Path, group: Grouping = clusters.group) -> Score:
    """Score the clusters of ECB+, which has no dates: all of one day, in five shuffled orders, the mean.

    `b3_f1` groups each order at once, `stream_b3_f1` in runs of 50, `order_b3_f1` compares the orders' stories.
    """
    rows = labelled.rows(folder, "docs.jsonl")
    candidates = [_candidate(n, labelled.document("", row["text"], "en"), SOME_DAY) for n, row in enumerate(rows)]
    wanted = _by_path(candidates, [row["cluster"] for row in rows])
    orders = _orders(candidates)
    together = [_stories(group(order, ())) for order in orders]
    figures = {
        "b3_f1": measures.mean(_b3_f1(wanted, found) for found in together),
        "stream_b3_f1": measures.mean(_b3_f1(wanted, _stream(order, group)) for order in orders),
        "order_b3_f1": _agreement(together),
    }
    return Score("cluster_ecbplus", len(rows), figures)


def cluster_basil(folder: Path, group: Grouping = clusters.group) -> Score:
    """Score the clusters of BASIL, whose few articles a month hardly ever meet: so a dense stream as well.

    `b3_f1` groups all at their own dates at once. `stream_b3_f1` keeps their order but lets 50 articles fall on each
    day, a run a day, so that each story is a needle among the others' articles. `order_b3_f1` compares the stories of
    five shuffled orders, grouped at once.
    """
    rows = labelled.rows(folder, "docs.jsonl")
    read = [labelled.document(row["title"], row["text"], "en", url=row.get("url") or "") for row in rows]
    candidates = [_candidate(n, each, dates.parse(rows[n]["date"])) for n, each in enumerate(read)]
    wanted = _by_path(candidates, [row["cluster"] for row in rows])
    ordered = sorted(candidates, key=_by_time)
    dense = [replace(each, published=SOME_DAY + n * timedelta(days=1) / A_DAY) for n, each in enumerate(ordered)]
    figures = {
        "b3_f1": _b3_f1(wanted, _stories(group(ordered, ()))),
        "stream_b3_f1": _b3_f1(wanted, _stream(dense, group)),
        "order_b3_f1": _agreement([_stories(group(order, ())) for order in _orders(candidates)]),
    }
    return Score("cluster_basil", len(rows), figures)


def cluster_tgpairs(folder: Path, group: Grouping = clusters.group) -> Score:
    """Score which pairs of articles are one story; all articles of a set are grouped at once, as of one day.

    Each pair alone would leave the rarity of words, and with it the likeness of articles, without meaning.
    """
    pairs = labelled.rows(folder, "pairs.jsonl")
    documents = dict.fromkeys(_of_pair(pair, which) for pair in pairs for which in ("first", "second"))
    candidates = {each: _candidate(n, each, SOME_DAY) for n, each in enumerate(documents)}
    stories = _stories(group(list(candidates.values()), ()))
    by_language: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for pair in pairs:
        first, second = (stories[candidates[_of_pair(pair, which)].path] for which in ("first", "second"))
        by_language[pair["lang"]].append((pair["same_story"], first == second))
    judged = [each for found in by_language.values() for each in found]
    parts = {language: Part(len(found), {"f1": _positive_f1(found)}) for language, found in by_language.items()}
    hits = {"f1": sum(wanted == found for wanted, found in judged)}
    return Score("cluster_tgpairs", len(judged), {"f1": _positive_f1(judged)}, parts, hits)


def cluster_xling(folder: Path, group: Grouping = clusters.group) -> Score:
    """Score stories told in many languages, grouped at once in the order of time; and each article's main tags."""
    rows = labelled.rows(folder, "docs.jsonl")
    read = [labelled.document(row["title"], row["text"], row["lang"]) for row in rows]
    homes = [replace(NO_SOURCE, country=row["country"]) for row in rows]
    candidates = [_candidate(n, each, dates.parse(rows[n]["published"]), homes[n]) for n, each in enumerate(read)]
    wanted = _by_path(candidates, [row["story"] for row in rows])
    found = _stories(group(sorted(candidates, key=_by_time), ()))
    tags = [_main_tags(row, each, home) for row, each, home in zip(rows, read, homes, strict=True)]
    by_language: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row, judged in zip(rows, tags, strict=True):
        by_language[row["lang"]].append(judged)
    pairs = [(_pairs_across(candidates, wanted), _pairs_across(candidates, found))]
    figures = {"b3_f1": _b3_f1(wanted, found), "pair_f1": measures.micro_f1(pairs), **_tag_figures(tags)}
    parts = {language: Part(len(judged), _tag_figures(judged)) for language, judged in by_language.items()}
    return Score("cluster_xling", len(rows), figures, parts)


def _candidate(number: int, document: Document, published: datetime, source: Source = NO_SOURCE) -> Candidate:
    """Return what the pipeline would let grouping see of an article; `number` tells copies of one text apart."""
    id_ = urls.identifier(f"{number} {document.title} {document.text}")
    return Candidate(
        path=id_,
        id=id_,
        title=document.title,
        lead=document.summary,
        language=document.language,
        published=published,
        regions=tuple(evidence.code for evidence in tag_regions(document, source)),
    )


def _by_time(candidate: Candidate) -> tuple[datetime, str]:
    return candidate.published, candidate.path


def _by_path(candidates: Sequence[Candidate], labels: Sequence[str]) -> Stories:
    return {candidate.path: label for candidate, label in zip(candidates, labels, strict=True)}


def _stories(assignments: Iterable[Assignment]) -> Stories:
    return {assignment.path: assignment.story for assignment in assignments}


def _stream(ordered: Sequence[Candidate], group: Grouping) -> Stories:
    """Group in runs, each beside the articles of the last days as earlier runs left them."""
    known: list[Candidate] = []
    for start in range(0, len(ordered), A_DAY):
        run = ordered[start : start + A_DAY]
        first = min(each.published for each in run)
        stories = _stories(group(run, [each for each in known if first - each.published <= clusters.WINDOW]))
        known += [replace(each, story=stories[each.path]) for each in run]
    return {each.path: each.story for each in known}


def _orders(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    return [random.Random(seed).sample(candidates, len(candidates)) for seed in range(ORDERS)]  # noqa: S311 - no secret


def _b3_f1(wanted: Stories, found: Stories) -> float:
    return measures.b_cubed(wanted, found)[2]


def _agreement(clusterings: Sequence[Stories]) -> float:
    """Return the mean B-cubed F1 of each two clusterings of the same articles."""
    return measures.mean(_b3_f1(one, other) for one, other in combinations(clusterings, 2))


def _of_pair(pair: Row, which: str) -> Document:
    return labelled.document(
        pair[f"{which}_title"], pair[f"{which}_text"], pair["lang"], url=pair.get(f"{which}_url") or ""
    )


def _positive_f1(judged: Sequence[tuple[bool, bool]]) -> float:
    wanted, found = ({n for n, verdicts in enumerate(judged) if verdicts[which]} for which in (0, 1))
    return measures.micro_f1([(wanted, found)])


def _pairs_across(candidates: Sequence[Candidate], stories: Stories) -> set[tuple[str, str]]:
    """Return the pairs of articles in different languages that are one story."""
    return {
        (one.path, other.path)
        for one, other in combinations(candidates, 2)
        if one.language != other.language and stories[one.path] == stories[other.path]
    }


def _main_tags(row: Row, document: Document, source: Source) -> tuple[bool, bool]:
    """Say whether the main country and the main topic are those of the labels, which name topics as IPTC does."""
    countries = [evidence.code for evidence in tag_regions(document, source) if evidence.code.isalpha()]
    topics = [_SLUG.sub("-", data.topics()[each.code].name.lower()) for each in tag_topics(document, source)]
    return countries[:1] == row["regions"][:1], topics[:1] == [row["topic"]]


def _tag_figures(judged: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    return {"main": measures.mean(main for main, _ in judged), "topic": measures.mean(topic for _, topic in judged)}
