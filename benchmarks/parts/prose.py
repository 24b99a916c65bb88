"""Text to measure with, the same for the same seed: the sample newsroom's own sentences, or invented words."""

import random
import tomllib
from functools import cache
from itertools import accumulate

from parts.measuring import ROOT
from quotidien.model import languages, text

VOCABULARY = 30_000
_ONSETS = "b c d f g h j k l m n p r s t v z br cl dr fl gr pl st tr".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = ("", "", "n", "r", "s", "l", "t", "nd", "st")


class Newsroom:
    """Documents in a language of the sample newsroom, made of its sentences in any order."""

    def __init__(self, language: str, seed: int = 0) -> None:
        self._sentences = _sentences()[language]
        self._chance = random.Random(seed)

    def text(self, words: int) -> str:
        """Return so many words, or up to a sentence more."""
        found: list[str] = []
        count = 0
        while count < words:
            sentence, length = self._chance.choice(self._sentences)
            found.append(sentence)
            count += length
        return "\n\n".join(" ".join(found[place : place + 4]) for place in range(0, len(found), 4))


class Invented:
    """Words that no language has, as often as words are (Zipf): what is written with them is like nothing else."""

    def __init__(self, seed: int = 0) -> None:
        self._chance = random.Random(seed)
        self._words, self._weights = _vocabulary()

    def words(self, count: int) -> list[str]:
        """Return words as they come."""
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)

    def rare(self, count: int) -> list[str]:
        """Return words as seldom as names are, with a capital."""
        return [self._chance.choice(self._words[1000:]).capitalize() for _ in range(count)]

    def sentence(self, count: int) -> str:
        """Return a sentence of so many words."""
        return " ".join(self.words(count)).capitalize() + "."

    def paragraphs(self, count: int) -> list[str]:
        """Return paragraphs of three sentences, about 45 words each."""
        return [" ".join(self.sentence(15) for _ in range(3)) for _ in range(count)]


@cache
def spoken() -> tuple[str, ...]:
    """Return the base languages that the sample newsroom writes."""
    return tuple(sorted(_sentences()))


@cache
def _sentences() -> dict[str, list[tuple[str, int]]]:
    """Return each language's sentences with their numbers of words."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted((ROOT / "demo" / "newsroom").glob("*.toml")):
        site = tomllib.loads(path.read_text("utf-8"))
        for article in site.get("articles", ()):
            listed = found.setdefault(languages.base(site["language"]), [])
            listed += [(each, text.word_count(each)) for each in text.sentences(article["text"].replace("#", ""))]
    return found


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Return the words, the commonest first, and their summed frequencies."""
    chance = random.Random(0)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        syllables = 1 + (len(words) > 200) + (len(words) > 4000)
        parts = [chance.choice(each) for _ in range(syllables) for each in (_ONSETS, _VOWELS, _CODAS)]
        words["".join(parts)] = None
    return list(words), list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
