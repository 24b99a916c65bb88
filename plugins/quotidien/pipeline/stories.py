"""Stories of a run: each new article joins or founds one, and a story of two articles or more has its file."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from quotidien.config import Project
from quotidien.content import stories
from quotidien.content.articles import parse_article
from quotidien.content.library import resolved
from quotidien.editorial import clusters, summaries
from quotidien.editorial.clusters import Assignment, Candidate
from quotidien.editorial.slugs import free_slug
from quotidien.model import dates, languages
from quotidien.model.articles import Article, Record, Verdict
from quotidien.model.sources import Rights, Source
from quotidien.model.stories import Story
from quotidien.pipeline.known import Known


def changed_stories(
    project: Project, known: Known, fresh: Sequence[Article], written: Mapping[str, Article], lost: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """Group the new articles, and return path and text of every story file that is to be written.

    `written` are the articles that this run writes, by path; `lost` the ids of stories that lost an article. A file
    that a person touched is left alone. Raises FixConfiguration where an article of the last days cannot be read, and
    writes nothing itself.
    """

    def read(path: str) -> Article:
        if path in written:
            return resolved(written[path], known.at(path))
        text = (project.content / path).read_text("utf-8")
        return resolved(parse_article(text, path, project.site.zone), known.at(path))

    touched = {record.story for path in written if (record := known.at(path)) and record.story}
    changed = group_new(fresh, [read(path) for path in in_window(known, fresh)], known) | touched | lost
    sources = {source.slug: source for source in project.sources}
    preferred = [languages.base(digest.language) for digest in project.digests]
    paths = {story.id: story.path for story in stories.read_stories(project.content)} if changed else {}
    found: dict[str, str] = {}
    for id_, covered in sorted(coverage(known, changed).items()):
        if len(covered) > 1:
            story = compose(id_, paths.get(id_, ""), [read(record.path) for record in covered], sources, preferred)
            story = story if story.path else replace(story, path=new_path(project.content, story, found))
            if text := _to_write(project.content / story.path, story):
                found[story.path] = text
    return tuple(found.items())


def _to_write(file: Path, story: Story) -> str:
    """Return the text of a story's file; "" where a person touched it or its bytes stay."""
    before = file.read_text("utf-8") if file.exists() else ""
    text = stories.format_story(story)
    return "" if before and (before == text or stories.is_touched(before)) else text


def group_new(new: Sequence[Article], window: Iterable[Article], known: Known) -> frozenset[str]:
    """Give every new article its story, in its record; return the ids of the stories that changed.

    An editor's `Story:` stands above any likeness.
    """
    by_hand = [Assignment(article.path, article.story) for article in new if article.story]
    ordered = sorted((each for each in new if not each.story), key=lambda each: (each.published, each.url, each.path))
    assigned = clusters.group([candidate(each, "") for each in ordered], _candidates(window, known))
    for assignment in (*by_hand, *assigned):
        if record := known.at(assignment.path):
            known.put(replace(record, story=assignment.story, grouping=assignment.evidence))
    return frozenset(assignment.story for assignment in (*by_hand, *assigned))


def candidate(article: Article, story: str) -> Candidate:
    """Return what grouping reads of an article."""
    return Candidate(
        path=article.path,
        id=article.id,
        title=article.title,
        lead=article.summary or article.subtitle,
        language=article.language,
        published=article.published,
        regions=article.regions or (),
        story=story,
    )


def _candidates(window: Iterable[Article], known: Known) -> list[Candidate]:
    found = []
    for article in window:
        record = known.at(article.path)
        if story := article.story or (record.story if record else ""):
            found.append(candidate(article, story))
    return found


def coverage(known: Known, ids: frozenset[str]) -> dict[str, list[Record]]:
    """Return the kept records of these stories, each list in the order of publication."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in known:
        if record.story in ids and record.verdict is Verdict.KEPT:
            found[record.story].append(record)
    return {story: sorted(records, key=lambda each: (each.published, each.url)) for story, records in found.items()}


def compose(
    id_: str, path: str, articles: Sequence[Article], sources: Mapping[str, Source], preferred: Sequence[str]
) -> Story:
    """Return the story that `articles` (founding one first) make, in the words of its most central article.

    `preferred` are the digests' languages in their order: the first that the coverage has gives the words.
    """
    chosen = _central(articles, preferred)
    ordered = [chosen, *(each for each in articles if each.path != chosen.path)]
    leads = [
        summaries.Lead(each.source, _owner(each, sources), each.language, each.summary)
        for each in ordered
        if each.rights is not Rights.LINK
    ]
    return Story(
        id=id_,
        path=path,
        title=chosen.title,
        published=min(each.published for each in articles),
        language=chosen.language,
        articles=tuple(each.path for each in articles),
        regions=_prevailing([each.regions or () for each in articles]),
        topics=_prevailing([each.topics or () for each in articles]),
        summary=summaries.summarise(leads, chosen.language),
    )


def new_path(content: Path, story: Story, planned: Container[str] = ()) -> str:
    """Return the file that a story gets with its second article, and keeps: none that exists or is in `planned`."""

    def is_taken(slug: str) -> bool:
        path = stories.story_path(story.published, slug)
        return path in planned or (content / path).exists()

    return stories.story_path(story.published, free_slug(story.title, story.id, is_taken))


def _central(articles: Sequence[Article], preferred: Sequence[str]) -> Article:
    """Return the most central article in the first preferred language that the coverage has, else of all."""
    for language in preferred:
        spoken = [each for each in articles if languages.base(each.language) == language]
        if spoken:
            break
    else:
        spoken = list(articles)
    best = clusters.central([candidate(each, "") for each in spoken])
    return next(each for each in spoken if each.path == best.path)


def _owner(article: Article, sources: Mapping[str, Source]) -> str:
    source = sources.get(article.source)
    return source.owner or source.slug if source else article.source


def _prevailing(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the codes that at least half of the articles have, the most common first; a main code counts twice."""
    listed = list(lists)
    counts = Counter(code for codes in listed for code in codes)
    weights = counts + Counter(codes[0] for codes in listed if codes)
    kept = [code for code, n in counts.items() if 2 * n >= len(listed)]
    return tuple(sorted(kept, key=lambda code: (-weights[code], code)))


def in_window(records: Iterable[Record], new: Sequence[Article]) -> list[str]:
    """Return the files of the kept articles near enough in time to any of `new` to share a story with it."""
    if not new:
        return []
    first = dates.iso(min(each.published for each in new) - clusters.WINDOW)
    last = dates.iso(max(each.published for each in new) + clusters.WINDOW)
    fresh = {each.path for each in new}
    return sorted(
        record.path
        for record in records
        if record.verdict is Verdict.KEPT and record.path not in fresh and first <= record.published <= last
    )
