"""The cut: from everything under `content/` to the editions that are due, written once and frozen."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from quotidien.config import Project
from quotidien.content import editions, files
from quotidien.content.library import Library, read_library
from quotidien.editorial import ranking
from quotidien.editorial.digests import belongs
from quotidien.editorial.editions import Due, Offer, compose, due_editions, takes
from quotidien.model import languages
from quotidien.model.articles import Article, Genre
from quotidien.model.editions import Digest, Edition, Reference
from quotidien.model.sources import Source
from quotidien.model.stories import Story


def cut(project: Project, now: datetime, since: date | None = None) -> tuple[Edition, ...]:
    """Write every edition that is due at `now` and has material; return them, digest by digest, oldest first.

    A story that an earlier edition of the digest carried does not come again.
    """
    library = read_library(project.content, project.site.zone)
    desk = _Desk.of(project, library)
    return tuple(edition for digest in project.digests for edition in _cut_digest(project, digest, desk, now, since))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What offers are made from."""

    library: Library
    sources: Mapping[str, Source]
    stories: Mapping[str, Story]

    @classmethod
    def of(cls, project: Project, library: Library) -> Self:
        return cls(
            library, {source.slug: source for source in project.sources}, {story.id: story for story in library.stories}
        )

    def collected(self, article: Article) -> datetime:
        record = self.library.records.get(article.path)
        return datetime.fromisoformat(record.collected) if record else article.collected or article.published

    def source(self, article: Article) -> Source:
        return self.sources.get(article.source) or Source(article.source, article.source, "", ())


def _cut_digest(project: Project, digest: Digest, desk: _Desk, now: datetime, since: date | None) -> Iterator[Edition]:
    standing = [edition for edition in desk.library.editions if edition.digest == digest.slug]
    carried = {item.id for edition in standing for section in edition.sections for item in section.items}
    coverage = _coverage(digest, desk.library)
    cuts = {edition.day: edition.cut for edition in standing}
    for due in due_editions(digest, cuts, now, since, project.limits.backfill_days):
        offers = [_offer(digest, desk, due, articles) for id_, articles in coverage.items() if id_ not in carried]
        taken = [offer for offer in offers if takes(due, offer, project.limits.age_h)]
        if taken:
            edition = compose(digest, editions.edition_path(digest.slug, due.day), due, taken)
            files.write(project.content / edition.path, editions.format_edition(edition))
            carried |= {item.id for section in edition.sections for item in section.items}
            yield edition


def _coverage(digest: Digest, library: Library) -> Mapping[str, Sequence[Article]]:
    """Return the articles that belong in the digest, oldest first, by story."""
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for article in sorted(library.articles, key=lambda each: (each.published, each.path)):
        if article.genre is not Genre.SPONSORED and belongs(digest, article):
            found[article.story or article.id].append(article)
    return found


def _offer(digest: Digest, desk: _Desk, due: Due, coverage: Sequence[Article]) -> Offer:
    """Return what the story is at the cut: its articles published until then, in the digest's words."""
    articles = [each for each in coverage if each.published <= due.cut]
    story = desk.stories.get(coverage[0].story)
    spoken = [each for each in articles if languages.base(each.language) == languages.base(digest.language)]
    face = next((each for each in (spoken or articles) if story and each.title == story.title), None)
    face = face or next(iter(spoken or articles), coverage[0])
    page = story.path if story and len(articles) > 1 else face.path
    owners = [(desk.source(each).owner or desk.source(each).slug, desk.source(each).weight) for each in articles]
    return Offer(
        id=face.story or face.id,
        page=page.removesuffix(".md"),
        headline=face.title,
        lead=face.summary,
        language=face.language,
        regions=face.regions or (),
        topics=face.topics or (),
        owners=tuple(owner for owner, _ in owners),
        references=tuple(
            Reference(desk.source(each).name, each.url, each.language, each.subscription)
            for each in articles
            if each.url
        ),
        arrivals=tuple((each.published, desk.collected(each)) for each in articles),
        rank=ranking.rank(owners, max((each.published for each in articles), default=due.cut), due.cut),
    )
