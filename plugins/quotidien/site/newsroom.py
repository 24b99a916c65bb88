"""What all pages of a site share: its configuration, its digests, its sources and the editor's own pages.

Its fingerprint is part of every page's: a change here makes every page anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from quotidien.config import Project
from quotidien.model.editions import Digest
from quotidien.model.sources import Source
from quotidien.site import addresses
from quotidien.site.frames import Frame, Link


@dataclass(frozen=True, slots=True, eq=False)
class Newsroom:
    """What pages share: `homes` leads from a digest's slug to its path ("/" for the first), `frames` to its frame.

    There is one a build. The frame of "" is that of pages which exist once, in the site's language and zone; `sources`
    are by slug.
    """

    project: Project
    digests: tuple[Digest, ...]
    homes: Mapping[str, str]
    frames: Mapping[str, Frame]
    sources: Mapping[str, Source]

    def source(self, slug: str, url: str = "") -> Source:
        """Return a source; one that left the list keeps its page, and the host of its article's `url` as home page."""
        if slug in self.sources:
            return self.sources[slug]
        parts = urlsplit(url)
        homepage = f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
        return Source(slug, slug, homepage, (), enabled=False)

    def digest(self, slug: str) -> Digest:
        """Return a digest."""
        return next(digest for digest in self.digests if digest.slug == slug)

    def absolute(self, path: str) -> str:
        """Return the whole address of a path on the site."""
        return self.project.site.url + path


def open_newsroom(project: Project, pages: Iterable[Link] = ()) -> Newsroom:
    """Return what the pages of `project` share; `pages` are links to the editor's own."""
    homes = {digest.slug: addresses.home(digest, first=not place) for place, digest in enumerate(project.digests)}
    own = tuple(pages)
    site, first = project.site, project.digests[0]
    frames = {digest.slug: _frame(project, homes, digest, own) for digest in project.digests}
    root = _frame(project, homes, first, own)
    frames[""] = Frame("/", root.name, site.language, site.zone, site, root.digests, own)
    sources = {source.slug: source for source in sorted(project.sources, key=lambda each: each.slug)}
    return Newsroom(project, project.digests, homes, frames, sources)


def _frame(project: Project, homes: Mapping[str, str], digest: Digest, pages: tuple[Link, ...]) -> Frame:
    others = tuple(
        Link(each.name, homes[each.slug], language=each.language) for each in project.digests if each is not digest
    )
    return Frame(homes[digest.slug], digest.name, digest.language, digest.zone, project.site, others, pages)
