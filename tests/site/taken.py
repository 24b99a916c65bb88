"""Articles that were taken into a ledger without files, in an order that the test chooses."""

from collections.abc import Iterable
from pathlib import Path

from quotidien.model.articles import Article
from quotidien.site.composing import Composer
from quotidien.site.facts import article_facts
from quotidien.site.intake import Intake
from quotidien.site.ledger import FILE, Ledger
from quotidien.site.newsroom import open_newsroom
from tests.site import samples


def composer(folder: Path, articles: Iterable[Article]) -> Composer:
    """Return what composes the scopes of a newsroom that holds these articles alone."""
    room = open_newsroom(samples.project(folder))
    ledger, new = Ledger.open(folder / FILE, "trust")
    intake = Intake(ledger, room, new=new)
    for article in articles:
        intake.take(article_facts(room, article, None, b"hash"), "stamp")
    intake.settle()
    return Composer(ledger, room)


def crowd(count: int, **fields: object) -> list[Article]:
    """Return articles of one second whose addresses do not sort as their files do."""
    return [
        samples.article(f"s{count - number:04}", path=f"articles/2026/11/23/f{number:04}.md", **fields)
        for number in range(count)
    ]
