"""Which articles report one event: each new article joins a story of the last days or founds one.

Weighted similarity of titles and leads: words count by their rarity in the window (inverse document frequency), the
title twice; names and figures alone compare articles in different languages. A decision knows only its arguments.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from unidecode import unidecode

from quotidien.model import text
from quotidien.model.articles import Evidence

WINDOW = timedelta(hours=72)
"""How far apart in time two articles on one event may be published."""
SAME_LANGUAGE = 0.26
ACROSS_LANGUAGES = 0.30
COMMON = 0.05
"""A word in more than this part of the window's articles (and in more than twenty) does not make two of them near."""
SHARED_WORDS = 3
"""How many telling words two articles share at the least; one or two rare ones alone make twins of strangers."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_PUNCTUATION = ".,;:!?…()[]{}<>«»“”„‘’\"'—–-।؟،"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What grouping reads of one article. `story` is "" for a new one, else the id of the story that it is in."""

    path: str
    id: str
    title: str
    lead: str
    language: str
    published: datetime
    regions: tuple[str, ...] = ()
    story: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The story that an article joins, or its own id where it founds one; evidence where it joins."""

    path: str
    story: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Vector:
    weights: Mapping[str, float]
    names: Mapping[str, float]
    telling: tuple[str, ...]


def group(new: Sequence[Candidate], window: Iterable[Candidate]) -> tuple[Assignment, ...]:
    """Assign each of `new`, in the order given, to a story among `window` and those before it.

    `window` holds the articles of the last days with their stories. The answer depends on the order of `new` alone,
    not on that of `window`.
    """
    known = sorted(window, key=lambda each: (each.published, each.path))
    vectors = _vectors([*known, *new])
    stories: defaultdict[str, list[Candidate]] = defaultdict(list)
    by_word: defaultdict[str, set[str]] = defaultdict(set)
    assigned: list[Assignment] = []

    def join(candidate: Candidate, story: str) -> None:
        stories[story].append(candidate)
        for word in vectors[candidate.path].telling:
            by_word[word].add(story)

    for candidate in known:
        join(candidate, candidate.story)
    for candidate in new:
        shared = Counter(story for word in vectors[candidate.path].telling for story in by_word[word])
        near = {story: stories[story] for story, words in sorted(shared.items()) if words >= SHARED_WORDS - 1}
        assignment = _decide(candidate, near, vectors)
        join(candidate, assignment.story)
        assigned.append(assignment)
    return tuple(assigned)


def central(coverage: Sequence[Candidate]) -> Candidate:
    """Return the article that is most like all the others of its story; the earliest of equals."""
    vectors = _vectors(coverage)

    def likeness(candidate: Candidate) -> float:
        return round(
            sum(_cosine(vectors[candidate.path].weights, vectors[other.path].weights) for other in coverage), 6
        )

    return min(coverage, key=lambda each: (-likeness(each), each.published, each.path))


def _decide(
    candidate: Candidate, near: Mapping[str, Sequence[Candidate]], vectors: Mapping[str, _Vector]
) -> Assignment:
    best: tuple[float, str, Candidate] | None = None
    for story, coverage in near.items():
        in_time = [each for each in coverage if abs(each.published - candidate.published) <= WINDOW]
        scored = [(_likeness(candidate, each, vectors), each) for each in in_time]
        passing = [(score, each) for score, each in scored if score > 0]
        if 2 * len(passing) < len(scored) or not passing:
            continue
        score = sum(score for score, _ in passing) / len(passing)
        nearest = max(passing, key=lambda pair: (pair[0], pair[1].path))[1]
        if best is None or score > best[0]:
            best = (score, story, nearest)
    if best is None:
        return Assignment(candidate.path, candidate.id)
    score, story, nearest = best
    shared = _shared(vectors[candidate.path].weights, vectors[nearest.path].weights)
    words = _as_written(shared, candidate)[:8]
    return Assignment(candidate.path, story, (Evidence(story, round(score, 2), words, (nearest.path,)),))


def _likeness(one: Candidate, other: Candidate, vectors: Mapping[str, _Vector]) -> float:
    """Return the similarity of two articles, 0.0 where it is too small to mean one event."""
    if one.regions and other.regions and not set(one.regions) & set(other.regions):
        return 0.0
    same = one.language.split("-")[0] == other.language.split("-")[0]
    ours, theirs = vectors[one.path], vectors[other.path]
    left, right = (ours.weights, theirs.weights) if same else (ours.names, theirs.names)
    score = _cosine(left, right)
    least = SAME_LANGUAGE if same else ACROSS_LANGUAGES
    return score if score >= least and len(_shared(left, right)) >= SHARED_WORDS else 0.0


def _vectors(candidates: Sequence[Candidate]) -> dict[str, _Vector]:
    counts = {each.path: _word_counts(each) for each in candidates}
    documents = Counter(word for count, _ in counts.values() for word in count)
    total = len(counts) + 1
    rarity = {word: math.log(total / n) for word, n in documents.items()}
    most = max(20, COMMON * total)

    def weigh(words: Mapping[str, float]) -> dict[str, float]:
        return {word: (1 + math.log(n)) * rarity[word] for word, n in sorted(words.items())}

    def vector(counts: Mapping[str, float], names: set[str]) -> _Vector:
        named = {word: n for word, n in counts.items() if word in names}
        return _Vector(weigh(counts), weigh(named), tuple(word for word in sorted(counts) if documents[word] <= most))

    return {path: vector(count, names) for path, (count, names) in counts.items()}


def _word_counts(candidate: Candidate) -> tuple[Counter[str], set[str]]:
    """Return the folded words with their counts, a title's twice, and which of them are names or figures."""
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for words, weight in ((candidate.title, 2), (candidate.lead, 1)):
        for word in _WORD.findall(text.unmarked(words)):
            for part in _pieces(word):
                counts[part] += weight
                if word[0].isdigit() or word[0].isupper():
                    names.add(part)
    return counts, names


def _as_written(parts: Sequence[str], candidate: Candidate) -> tuple[str, ...]:
    """Return the candidate's own words for folded ones, each once; a pair of CJK characters stands for itself."""
    written = {part: part for part in parts}
    for token in reversed(f"{candidate.title} {candidate.lead}".split()):
        if not _UNSPACED.search(token):
            for word in _WORD.findall(text.unmarked(token)):
                written |= dict.fromkeys(_pieces(word), token.strip(_PUNCTUATION))
    return tuple(dict.fromkeys(written[part] for part in parts))


def _pieces(word: str) -> list[str]:
    """Fold a word to ASCII and to its first seven letters, so that inflected forms meet; pair up CJK characters."""
    if _UNSPACED.search(word):
        return [word[place : place + 2] for place in range(max(1, len(word) - 1))]
    stem = max(re.split("[’']", word), key=len)
    folded = re.sub(r"[^a-z0-9]", "", unidecode(stem).lower())
    return [folded[:7]] if len(folded) > 2 or folded.isdigit() else []


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    dot = sum(weight * other[word] for word, weight in one.items() if word in other)
    if not dot:
        return 0.0
    return dot / math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> list[str]:
    """Return the words that both have, the most telling first."""
    return sorted(one.keys() & other.keys(), key=lambda word: (-one[word] * other[word], word))
