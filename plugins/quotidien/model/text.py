"""Plain text: whitespace, words, sentences, the excerpt that rights allow, reading time."""

import html
import re
import unicodedata

EXCERPT_WORDS = 60
EXCERPT_SHARE = 0.15
WORDS_A_MINUTE = 230
"""Silent reading of non-fiction, adults: Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047 (238, rounded)."""

_TAG = re.compile(r"<(?:!--.*?--|/?[A-Za-z][^<>]*)>", re.DOTALL)
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u1780-\u17ff]")
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…؟۔।])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[¿¡]*[^\Wa-zà-ÿ_])|(?<=[。！？])[」』”）]*")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Rep|Gov|St|Jr|Sr|No|Nr|vs|etc|Inc|Ltd|Co|Corp|M|Mme|Mlle|Sra|Sr"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|approx|bzw|z\.B|d\.h|u\.a|p\.ex|art))\.$"
)


def plain(markup: str) -> str:
    r"""Return the text of a title or a line that may hold markup: no tags, no entities, no control characters, NFC.

    >>> plain("<b>A &amp;amp; B</b>\n &lt;i&gt;now&lt;/i&gt;")
    'A & B now'
    """
    for _ in range(2):
        markup = html.unescape(_TAG.sub(" ", markup))
    text = _CONTROL.sub("", _TAG.sub(" ", markup))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def word_count(text: str) -> int:
    """Count words as a reader would; in scripts without spaces two characters count as one word.

    >>> word_count("It’s 3.5 m deep"), word_count("東京で雨")
    (4, 2)
    """
    unspaced = len(_CJK.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + (unspaced + 1) // 2


def sentences(text: str) -> list[str]:
    """Split a paragraph into whole sentences, in any script; abbreviations do not end one.

    >>> sentences("Mr. Li left. “Why?” she asked. 雨だ。風だ。")
    ['Mr. Li left.', '“Why?” she asked.', '雨だ。', '風だ。']
    """
    found: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        sentence = text[start : match.end()].strip()
        if sentence and not _ABBREVIATION.search(sentence):
            found.append(sentence)
            start = match.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def excerpt(text: str, whole_words: int) -> str:
    """Return the leading whole sentences that the rights rule allows: 60 words and 15 % of a text of `whole_words`.

    "" where not even the first sentence fits. `text` is one or more paragraphs.
    """
    allowed = min(EXCERPT_WORDS, int(whole_words * EXCERPT_SHARE))
    return leading_sentences(text, allowed)


def leading_sentences(text: str, most_words: int) -> str:
    """Return the leading whole sentences of `text` that hold at most `most_words` words together.

    >>> leading_sentences("One two. Three four. Five.", 4)
    'One two. Three four.'
    """
    kept: list[str] = []
    words = 0
    for sentence in sentences(_SPACE.sub(" ", text)):
        words += word_count(sentence)
        if words > most_words:
            break
        kept.append(sentence)
    return " ".join(kept)


def minutes(words: int) -> int:
    """Return the reading time of so many words, in whole minutes, at least 1."""
    return max(1, round(words / WORDS_A_MINUTE))
