"""Articles grouped a second into a window of other articles, on one core.

Invented events, each told by one to eight articles in words of its own among common ones; `--window` articles have
their stories already. `joined` says how many of the new ones joined a story: a grouping that does nothing is fast.
"""

import argparse
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from parts import prose
from parts.measuring import Figures, Option, alone, figure, medians, start

from quotidien import data
from quotidien.editorial.clusters import WINDOW, Candidate, group

RUNS = 3
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def main(parameters: argparse.Namespace) -> Figures:
    """Group new articles in a process that does nothing else."""
    figures, run = alone("group", "join", parameters.window, parameters.articles)
    return {**figures, "peak_mb": figure(run.peak_mb)}


def join(window: int, new: int) -> Figures:
    """Return articles a second, the median of three passes, and how many of them joined a story."""
    told = _tell(window + new)
    known, arrived = told[:window], [replace(each, story="") for each in told[window:]]
    (seconds,) = medians(RUNS, lambda: group(arrived, known))
    joined = sum(1 for assignment in group(arrived, known) if assignment.evidence)
    return {"articles_per_s": figure(new / seconds), "group_s": figure(seconds), "joined": joined}


def _tell(articles: int) -> list[Candidate]:
    """Return articles, the oldest first, each in its story, over the time that grouping looks back."""
    chance, writer = random.Random(articles), prose.Invented(articles)
    countries = [code for code in sorted(data.regions()) if code.isalpha()]
    told: list[Candidate] = []
    for number in count():
        if len(told) >= articles:
            break
        names, country = writer.rare(12), chance.choice(countries)
        begin = NOW - WINDOW * chance.random()
        for part in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 8))):
            path = f"articles/2026/11/24/e{number}-{part}.md"
            title = " ".join([*chance.sample(names, 5), *writer.words(5)])
            lead = " ".join([*chance.sample(names, 8), *writer.words(30)])
            published = min(NOW, begin + timedelta(hours=8) * chance.random())
            id_ = f"{number}-{part}"
            told.append(Candidate(path, id_, title, lead, "en", published, (country,), f"event{number}"))
    return sorted(told[:articles], key=lambda each: each.published)


if __name__ == "__main__":
    start(
        main,
        Option("window", 30_000, 3000, "articles whose stories are known: three days"),
        Option("articles", 1000, 300, "new articles"),
    )
