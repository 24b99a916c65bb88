"""Which language a text is written in: py3langid among those that can be meant, and what the source declares."""

from copy import copy
from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from quotidien.model.languages import base, canonical
from quotidien.model.text import word_count

DEFAULT = "en"
"""What is returned where neither text nor source tells anything."""
SURE = 0.99
ENOUGH_WORDS = 20
_MOST_CHARACTERS = 300
"""Enough to tell: py3langid is right on .9999 of sentences, and its cost grows with the text."""


@dataclass(frozen=True, slots=True)
class Detected:
    """A language (a BCP 47 tag) and how probable it is, 0 to 1; 0 where nothing in the text says so."""

    language: str
    probability: float


def detect_language(text: str, candidates: tuple[str, ...] = ()) -> Detected:
    """Return the most probable base language of `text` among `candidates` (BCP 47 tags); without any, among all.

    Candidates that the model does not know are left out; where it knows none, or the text has no letters, the first
    candidate is returned with probability 0.

    >>> detect_language("Le ministre a présenté sa réforme hier soir.", ("en", "fr")).language
    'fr'
    """
    wanted = tuple(sorted({base(tag) for tag in candidates} & set(_model().labels)))
    fallback = Detected(base(candidates[0]) if candidates else DEFAULT, 0.0)
    if not any(letter.isalpha() for letter in text) or (candidates and not wanted):
        return fallback
    language, probability = _restricted(wanted).classify(text[:_MOST_CHARACTERS])
    return Detected(language, round(probability, 4))


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


@cache
def _restricted(languages: tuple[str, ...]) -> LanguageIdentifier:
    """Return a model that knows these languages only, all where there are none; the large tables are shared."""
    model = copy(_model())
    model.set_languages(languages or None)
    return model


@cache
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
