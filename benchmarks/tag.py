"""Documents tagged a second, on one core: regions, topics, both, and language.

Documents of 400 words in every language that the sample newsroom writes, made of its sentences. `start_s` is what the
first document of each language costs, since it loads the tables.
"""

import argparse
import time
from collections.abc import Callable

from parts import prose
from parts.measuring import Figures, Option, alone, figure, medians, start

from quotidien.editorial.languages import detect_language
from quotidien.editorial.regions import tag_regions
from quotidien.editorial.topics import tag_topics
from quotidien.model.articles import Document
from quotidien.model.sources import Source

RUNS = 3
SOURCE = Source("alpha", "Alpha", "https://alpha.example/", ())


def main(parameters: argparse.Namespace) -> Figures:
    """Tag documents in a process that does nothing else."""
    figures, run = alone("tag", "tag", parameters.documents, parameters.words)
    return {**figures, "peak_mb": figure(run.peak_mb)}


def tag(count: int, words: int) -> Figures:
    """Return documents a second, medians of three passes by turns over the same documents."""
    documents = _documents(count, words)
    spoken = prose.spoken()
    started = time.perf_counter()
    for document in documents[: len(spoken)]:
        _tag(document)
        detect_language(document.text, spoken)
    start_s = time.perf_counter() - started
    calls: dict[str, Callable[[Document], object]] = {
        "regions": lambda document: tag_regions(document, SOURCE),
        "topics": lambda document: tag_topics(document, SOURCE),
        "both": _tag,
        "language": lambda document: detect_language(document.text, spoken),
    }
    seconds = medians(RUNS, *(lambda call=call: [call(each) for each in documents] for call in calls.values()))
    rates = {f"{name}_documents_per_s": figure(count / s) for name, s in zip(calls, seconds, strict=True)}
    return {"languages": len(spoken), **rates, "start_s": figure(start_s)}


def _tag(document: Document) -> object:
    return tag_regions(document, SOURCE), tag_topics(document, SOURCE)


def _documents(count: int, words: int) -> list[Document]:
    """Return documents in each language by turns: a title, and a text of so many words that begins with the lead."""
    spoken = prose.spoken()
    writers = {language: prose.Newsroom(language) for language in spoken}
    found: list[Document] = []
    for number in range(count):
        language = spoken[number % len(spoken)]
        text = writers[language].text(words)
        found.append(Document(writers[language].text(1), "", text, language))
    return found


if __name__ == "__main__":
    start(
        main,
        Option("documents", 4000, 700, "how many documents"),
        Option("words", 400, 400, "words in each document"),
    )
