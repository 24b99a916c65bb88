"""A story's summary: whole sentences, each with the source that wrote it, at most one from a source."""

from collections.abc import Sequence
from dataclasses import dataclass

from quotidien.model import languages, text
from quotidien.model.stories import Sentence

SENTENCES = 3
_LONGEST_WORDS = 45


@dataclass(frozen=True, slots=True)
class Lead:
    """What one article offers a summary: its source, the source's owner, its language, and the words we may show."""

    source: str
    owner: str
    language: str
    lead: str


def summarise(leads: Sequence[Lead], language: str) -> tuple[Sentence, ...]:
    """Return at most three first sentences in `language`, in the order of `leads`, one an owner, no two alike."""
    found: list[Sentence] = []
    owners: set[str] = set()
    sources: set[str] = set()
    for lead in leads:
        if lead.owner in owners or lead.source in sources or languages.base(lead.language) != languages.base(language):
            continue
        first = next(iter(text.sentences(lead.lead)), "")
        if not first or text.word_count(first) > _LONGEST_WORDS or any(first == each.text for each in found):
            continue
        owners.add(lead.owner)
        sources.add(lead.source)
        found.append(Sentence(first, lead.source))
    return tuple(found[:SENTENCES])


def brief(lead: str, most_words: int) -> str:
    """Return the whole sentences of `lead` that fit in `most_words`, else its first where rights let it stand."""
    kept = text.leading_sentences(lead, most_words)
    return kept or text.leading_sentences(next(iter(text.sentences(lead)), ""), text.EXCERPT_WORDS)
