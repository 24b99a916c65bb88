"""Plain text: whitespace, words, sentences, the excerpt that rights allow, reading time."""

import html
import re
import unicodedata
from collections.abc import Iterator

EXCERPT_WORDS = 60
EXCERPT_SHARE = 0.15
WORDS_A_MINUTE = 230
"""Silent reading of non-fiction, adults: Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047 (238, rounded)."""

_TAG = re.compile(r"<(?:!--(?:(?!<!--).)*?--|/?[A-Za-z][^<>]*)>", re.DOTALL)
_CODE = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 8
"""How often markup may be escaped over; no honest title is more than twice."""
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\uff66-\uff9f\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
_MARKS = dict.fromkeys(
    [0x200C, 0x200D, *(code for code in range(0x300, 0x1800) if unicodedata.category(chr(code)).startswith("M"))]
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?…؟۔।॥።။։])(?:[\"'”’“»)\]]|[\u00a0\u202f ]»)*\s+(?=(?:[\"'“‘„‚»(\[¿¡]|«\s?)*([^\W_]))"
    r"|(?<=[。！？])[」』”）]*(?![。！？」』”）])"
)
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_]|(?<![\d.,])\b\d{1,2}|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Rep|Gov|St|Jr|Sr|No|Nr|vs|etc|Inc|Ltd|Co"
    r"|Corp|Mme|Mlle|Sra|Sr|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|approx|ca|Mio|Mrd|Tsd|bzw|z\.B|d\.h|u\.a|p\.ex|art|им|ул|др|проф"
    r"|акад|ген|св|डॉ|प्रो))\.$"
)

_LONGEST_ENDING = 40
"""More characters than an abbreviation at a sentence's end has, with quotation marks and space after it."""


def plain(markup: str) -> str:
    r"""Return the text of a title or a line that may hold markup: no tags, no entities, no control characters, NFC.

    Scripts and styles go with their content. What would break a file or a feed goes too: lone surrogates and the two
    codes that XML forbids.

    >>> plain("<b>A &amp;amp; B</b>\n &lt;i&gt;now&lt;/i&gt;")
    'A & B now'
    """
    markup = _CODE.sub(" ", markup)
    for _ in range(_DEEPEST):
        bare = _TAG.sub(" ", unicodedata.normalize("NFC", _CONTROL.sub("", html.unescape(markup))))
        if bare == markup:
            break
        markup = bare
    return _SPACE.sub(" ", markup).strip()


def unmarked(text: str) -> str:
    r"""Return `text` without combining marks and joiners, so that `\w+` finds the words of Indic scripts whole.

    >>> unmarked("हिन्दी")
    'हनद'
    """
    return text if text.isascii() else text.translate(_MARKS)


def word_count(text: str) -> int:
    """Count words as a reader would; in scripts without spaces two characters count as one word.

    >>> word_count("It’s 3.5 m deep"), word_count("東京で雨")
    (4, 2)
    """
    if text.isascii():
        return len(_WORD.findall(text))
    unspaced = len(_UNSPACED.findall(text))
    return len(_WORD.findall(unmarked(_UNSPACED.sub(" ", text)))) + (unspaced + 1) // 2


def sentences(text: str) -> list[str]:
    """Split a paragraph into whole sentences, in any script; abbreviations and ordinals (`24.`) do not end one.

    In doubt two stay together, since an excerpt may only show whole ones.

    >>> sentences("Mr. Li left. “Why?” she asked. 雨だ。風だ。")
    ['Mr. Li left.', '“Why?” she asked.', '雨だ。', '風だ。']
    """
    return list(_sentences(text))


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences one by one, so that who needs the first few reads no further."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        ending = text[max(start, match.end() - _LONGEST_ENDING) : match.end()].strip()
        if ending and not (match[1] or "").islower() and not _ABBREVIATION.search(ending):
            yield text[start : match.end()].strip()
            start = match.end()
    if rest := text[start:].strip():
        yield rest


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
    text = _SPACE.sub(" ", text).strip()
    end = words = 0
    for sentence in _sentences(text):
        words += word_count(sentence)
        if words > most_words:
            break
        end = text.index(sentence, end) + len(sentence)
    return text[:end]


def reading_minutes(text: str) -> int:
    """Return the reading time of a whole text, in minutes; words are what white space divides, where it divides them.

    >>> reading_minutes("one " * 700), reading_minutes("")
    (3, 1)
    """
    return minutes(len(text.split()) if text.isascii() else word_count(text))


def minutes(words: int) -> int:
    """Return the reading time of so many words, in whole minutes, at least 1."""
    return max(1, round(words / WORDS_A_MINUTE))
