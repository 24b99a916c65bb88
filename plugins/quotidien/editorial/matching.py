"""Finding listed words in plain text of any script: it knows letters, case and word boundaries, not what words mean."""

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

_SAME = (("’", "'"), ("ё", "е"), ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي"), ("ة", "ه"))
_CLITICS = frozenset(
    [and_ + to + the for and_, to, the in product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال"))]
    + ["لل", "ولل", "فلل"]
)
"""What Arabic writes as one word with the next: and, so, in, to, like, the, and their sequences."""
_LONGEST_CLITIC = max(map(len, _CLITICS))


class Match(NamedTuple):
    """A listed `word` that stands at text[start:end]."""

    start: int
    end: int
    word: str


class _Pattern(NamedTuple):
    word: str
    capitals: tuple[int, ...]
    is_stem: bool


class Matcher:
    """Finds the longest listed words in a text, left to right, none overlapping another.

    A word's capital letters must be capitals in the text, its small letters may be either. A word ends where its run
    of letters ends, or anywhere after it begins where it is listed as a stem (`econom*`). Scripts without spaces have
    no boundaries, save that a run of katakana is one word. Apostrophes, ё and the seats of hamza count as equal.
    `clitics` lets Arabic's prefixed particles and article stand before a word.
    """

    def __init__(self, words: Iterable[str], *, clitics: bool = False) -> None:
        patterns: dict[str, _Pattern] = {}
        for word in words:
            stem = word.removesuffix("*")
            capitals = tuple(i for i, letter in enumerate(stem) if letter.isupper())
            for form in _forms(_fold(stem), clitics=clitics):
                patterns.setdefault(form, _Pattern(word, capitals, word.endswith("*")))
        self._patterns = tuple(patterns.values())
        self._automaton = AhoCorasick(list(patterns)) if patterns else None
        self._clitics = clitics

    def find(self, text: str) -> list[Match]:
        """Return the matches in the order of the text."""
        if self._automaton is None or not text:
            return []
        folded = _fold(text)
        searched = folded.encode("utf-8", "replace").decode()  # the automaton takes no lone surrogates
        raw = self._automaton.find_matches_as_indexes(searched, overlapping=True)
        return _longest([match for found in raw if (match := self._check(text, folded, found))])

    def _check(self, text: str, folded: str, found: tuple[int, int, int]) -> Match | None:
        index, start, end = found
        before, after = folded[start - 1 : start], folded[end : end + 1]
        if before.isalnum() and _joined(before, folded[start]) and not (self._clitics and _is_clitic(folded, start)):
            return None
        word, capitals, is_stem = self._patterns[index]
        if after.isalnum() and _joined(folded[end - 1], after):
            if not is_stem:
                return None
            end = _word_end(folded, end)
        if any(text[start + i].islower() for i in capitals):
            return None
        return Match(start, end, word)


def _fold(text: str) -> str:
    """Return `text` in lower case with equal letters made one, at the same length: offsets stay true."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    for letter, same in _SAME:
        lower = lower.replace(letter, same)
    return lower


def _forms(word: str, *, clitics: bool) -> tuple[str, ...]:
    """Return the word and, in Arabic, how it is written after `li-`, which swallows the article's first letter."""
    return (word, "لل" + word[2:]) if clitics and word.startswith("ال") and len(word) > 3 else (word,)


def _is_clitic(folded: str, start: int) -> bool:
    begin = start
    while begin and folded[begin - 1].isalnum() and start - begin <= _LONGEST_CLITIC:
        begin -= 1
    return folded[begin:start] in _CLITICS


def _joined(left: str, right: str) -> bool:
    """Say whether two neighbouring letters belong to one word."""
    if left < "\u0e00" and right < "\u0e00":
        return True
    if "\u30a0" <= left <= "\u30ff" and "\u30a0" <= right <= "\u30ff":
        return True
    return not (_is_unspaced(left) or _is_unspaced(right))


def _is_unspaced(letter: str) -> bool:
    """Say whether the letter's script runs words together: Thai, Lao, Khmer, Burmese, kana, Han; Hangul's particles."""
    return "\u0e00" <= letter <= "\u0eff" or "\u1000" <= letter <= "\u17ff" or letter >= "\u2e80"


def _word_end(folded: str, end: int) -> int:
    while end < len(folded) and folded[end].isalnum() and _joined(folded[end - 1], folded[end]):
        end += 1
    return end


def _longest(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    reached = 0
    for match in sorted(matches, key=lambda m: (m.start, -m.end, -len(m.word), m.word)):
        if match.start >= reached:
            kept.append(match)
            reached = match.end
    return kept
