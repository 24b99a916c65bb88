"""Which language a text is written in: py3langid among the languages that can be meant, and what the source declares."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from quotidien.model.languages import base, canonical
from quotidien.model.text import word_count

DEFAULT = "en"
"""What is returned where neither text nor source tells anything."""
SURE = 0.99
ENOUGH_WORDS = 20
_MOST_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Detected:
    """A language (a BCP 47 tag) and how probable it is, 0 to 1; 0 where nothing in the text says so."""

    language: str
    probability: float


def detect_language(text: str, candidates: tuple[str, ...] = ()) -> Detected:
    """Return the most probable base language of `text` among `candidates` (BCP 47 tags), among all where there are none.

    Candidates that the model does not know are left out; where it knows none, or the text has no letters, the first
    candidate is returned with probability 0.

    >>> detect_language("Le ministre a présenté sa réforme hier soir.", ("en", "fr")).language
    'fr'
    """
    wanted = [language for language in dict.fromkeys(map(base, candidates)) if language in _model().labels]
    fallback = Detected(base(candidates[0]) if candidates else DEFAULT, 0.0)
    if not any(letter.isalpha() for letter in text) or (candidates and not wanted):
        return fallback
    return _best(_model().rank(text[:_MOST_CHARACTERS]), wanted)


def choose_language(text: str, declared: tuple[str, ...], configured: tuple[str, ...]) -> Detected:
    """Return the language of an article from a source that declares its languages, in a newsroom that reads some.

    The text decides among all of them. An answer that the source does not declare is taken only from a text of at
    least 20 words and with a probability above .99; else the source's first language stands. The tag is the declared
    one where there is one ("pt-BR" for a text found to be "pt").
    """
    tags = {base(tag): canonical(tag) or tag for tag in reversed((*declared, *configured))}
    found = detect_language(text, (*declared, *configured))
    known = {base(tag) for tag in declared}
    sure = found.probability > SURE and word_count(text) >= ENOUGH_WORDS
    if found.language in known or not known or sure:
        return Detected(tags.get(found.language, found.language), found.probability)
    return Detected(tags[base(declared[0])], 0.0)


def _best(scores: Iterable[tuple[str, float]], wanted: list[str]) -> Detected:
    """Return the best of the wanted languages; the probabilities are made to add up to 1 among them."""
    kept = [(language, score) for language, score in scores if language in wanted or not wanted]
    total = math.fsum(score for _, score in kept)
    if not total:
        return Detected(kept[0][0], 0.0)
    return Detected(kept[0][0], round(kept[0][1] / total, 4))


@cache
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
