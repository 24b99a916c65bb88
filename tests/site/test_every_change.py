"""After every change an incremental build's folder is byte-identical to a clean build's.

A state machine draws sequences of changes, and what the machine found or a person can think of stands below it as
plain examples. `QUOTIDIEN_EXAMPLES=500 pytest tests/site/test_every_change.py` looks longer.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from quotidien.content import editions, files, records
from quotidien.content.addresses import add_addresses
from quotidien.errors import DigestError
from quotidien.model import dates
from quotidien.model.articles import Verdict
from quotidien.model.editions import Correction
from quotidien.publish.addresses import published_addresses
from quotidien.site.writer import MARK
from tests.site import samples
from tests.site.changes import Desk, difference, evidence, rewrite, tree

LONG = "QUOTIDIEN_EXAMPLES" in os.environ
"""A long run also looks for the shortest way to a failure, which takes minutes."""
EXAMPLES = int(os.environ.get("QUOTIDIEN_EXAMPLES", "8"))
STEPS, BATCH = 12, 6

SLUGS = st.sampled_from(("bus", "ferry", "tram"))
SOURCES = st.sampled_from(("radio", "matin", "gone"))
FOLDERS = st.sampled_from(("articles/2026/11/23", "articles/2026/10/31", "articles/2026/12/01"))
MOMENTS = ("2026-11-23T12:00:00Z", "2026-11-30T23:30:00Z", "2026-10-31T23:30:00Z", "2025-12-31T23:30:00Z")
NAIVE = "2026-11-30 20:30"
"""Whose instant, and so whose address, depends on the site's zone."""
REGIONS = ("KE", "EG", "TZ, KE", "002", "")
TOPICS = (samples.ECONOMY, samples.SPORT, f"{samples.SPORT}, {samples.ECONOMY}", "")
WORDS = st.sampled_from(("One word", "Two word", "<Ünï> & co"))
BODIES = st.sampled_from(("", "One word.", "Two word.", "![sign]({static}/images/sign.png)", "[On]({filename}%s)"))
IMAGES = st.sampled_from(("images/mark.png", "images/sign.png"))
DAYS = st.sampled_from((date(2026, 11, 24), date(2026, 11, 25), date(2026, 10, 31), date(2025, 12, 31)))
LINES = {
    "Title": ("One word", "Two word", "<Ünï> & co"),
    "Summary": ("One sentence.", "Two sentence.", None),
    "Subtitle": ("One word", None),
    "Authors": ("Amina W.", "Amina W., Zoé", None),
    "Lang": ("fr", "ar", "ja"),
    "Slug": ("one", "two", None),
    "Rights": ("full", "excerpt", "link"),
    "Genre": ("opinion", "news"),
    "Access": ("subscription", None),
    "Image": ("images/sign.png", None),
    "Modified": ("2026-11-24T01:00:00Z", None),
    "Source": ("radio", "matin", None),
    "Source_url": ("https://radio.example/one", None),
}
SITE = {
    "name": ("The Ledger", "The Lodger"),
    "tagline": ("News, to its end", ""),
    "zone": ("Europe/Paris", "Asia/Tokyo", "America/New_York"),
    "language": ("en", "fr"),
    "url": ("https://ledger.example/news", "https://ledger.example"),
    "publisher": ("Ledger Press", "Lodger Press"),
}
DIGESTS = (
    {"slug": "fr", "name": "Le Registre", "language": "fr", "languages": ["fr"], "zone": "Europe/Paris"},
    {"slug": "fr", "name": "Le Registre", "language": "fr", "zone": "Asia/Tokyo"},
    {"slug": "africa", "name": "Africa", "regions": ["002"]},
)
SOURCE = {
    "name": ("Radio Rift", "Radio Riff"),
    "licence": ("CC BY 4.0", ""),
    "enabled": (False, True),
    "country": ("KE", "FR", ""),
    "languages": (["en"], ["en", "sw"], []),
    "homepage": ("https://radio.example/", "https://rift.example/"),
    "owner": ("Rift", ""),
    "rights": ("full", "excerpt", "link"),
}
TEMPLATES = st.sampled_from(
    ("base.html", "article.html", "story.html", "month.html", "region.html", "today.html", "404.html", "gone.html")
)


def change(**strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a rule of a method that changes the project, and count it towards the next build."""

    def decorate(method: Callable[..., None]) -> Callable[..., None]:
        @wraps(method)
        def counted(self: "EveryChange", **drawn: Any) -> None:
            self.pending += 1
            method(self, **drawn)

        return rule(**strategies)(counted)

    return decorate


def where(pattern: str, least: int = 1) -> Callable[[Any], Any]:
    """Let a rule run only where `content/` holds files that `pattern` finds."""
    return precondition(lambda self: len(self.desk.found(pattern)) >= least)


is_built = precondition(lambda self: (self.desk.output / MARK).exists())
with_ledger = precondition(lambda self: self.desk.ledger.exists())
data = st.data()
ARTICLES, STORIES, EDITIONS, PAGES = "articles/**/*.md", "stories/**/*.md", "editions/*/*.md", "pages/**/*.md"


class EveryChange(RuleBasedStateMachine):
    """Every change that can come over a newsroom; several of them, then a build that is compared."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.desk = Desk.open(Path(self.folder.name).resolve() / "paper")
        self.desk.build()
        self.pending = 0
        self.verify = False

    def pick(self, data: st.DataObject, pattern: str) -> str:
        return data.draw(st.sampled_from(self.desk.found(pattern)), label="file")

    def touch(self, data: st.DataObject, pattern: str) -> Path:
        return self.desk.content / self.pick(data, pattern)

    # -- Building -------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        self.pending = 0
        while faults := self.desk.compare(verify=self.verify):
            self.desk.mend(faults)
        self.verify = False

    @invariant()
    def enough_has_changed_to_build(self) -> None:
        if self.pending >= BATCH:
            self.compare()

    def teardown(self) -> None:
        try:
            if self.pending:
                self.compare()
        finally:
            self.desk.close()
            self.folder.cleanup()

    @precondition(lambda self: self.pending)
    @rule()
    def built(self) -> None:
        self.compare()

    @rule()
    def built_elsewhere(self) -> None:
        self.desk.mend(self.desk.compare(output="elsewhere"))

    @change(after_ms=st.integers(0, 400))
    def build_killed(self, after_ms: int) -> None:
        self.desk.kill(after_ms / 1000)

    @change(data=data)
    def build_failed_at_one_page(self, data: st.DataObject) -> None:
        pages = [name for name in self.desk.built() if name.endswith("index.html")]
        path = "/" + data.draw(st.sampled_from(pages or [""]), label="page").removesuffix("index.html")
        template = self.desk.root / "theme/templates/base.html"
        before = template.read_text("utf-8")
        template.write_text(f'{before}{{% if path == "{path}" %}}{{{{ nothing.here }}}}{{% endif %}}', "utf-8")
        with suppress(DigestError):
            self.desk.build()
        template.write_text(before, "utf-8")

    # -- Articles -------------------------------------------------------------------------------------------------

    @change(
        slug=SLUGS, folder=FOLDERS, source=SOURCES, moment=st.sampled_from(MOMENTS), region=st.sampled_from(REGIONS)
    )
    def article_collected(self, slug: str, folder: str, source: str, moment: str, region: str) -> None:
        at = dates.parse(moment)
        codes = tuple(region.split(", ")) if region else ()
        url = f"https://{source}.example/{slug}"
        path = f"{folder}/{slug}.md"
        self.desk.collect(
            samples.article(slug, path=path, published=at, collected=at, source=source, url=url, regions=codes)
        )

    @change(slug=SLUGS, moment=st.sampled_from((*MOMENTS, NAIVE)), body=BODIES, data=data)
    def article_written_by_hand(self, slug: str, moment: str, body: str, data: st.DataObject) -> None:
        self.desk.write(f"articles/{slug}.md", self.filled(data, body), Title=f"By hand: {slug}", Date=moment)

    def filled(self, data: st.DataObject, body: str) -> str:
        return body % f"/{self.pick(data, '[ap]*s/**/*.md')}" if "%" in body else body

    @where(ARTICLES)
    @change(key=st.sampled_from(sorted(LINES)), data=data)
    def article_edited(self, key: str, data: st.DataObject) -> None:
        rewrite(self.touch(data, ARTICLES), **{key: data.draw(st.sampled_from(LINES[key]), label=key)})

    @where(ARTICLES)
    @change(body=BODIES, data=data)
    def article_rewritten(self, body: str, data: st.DataObject) -> None:
        rewrite(self.touch(data, ARTICLES), self.filled(data, body))

    @where(ARTICLES)
    @change(data=data, taken_down=st.booleans())
    def article_deleted(self, data: st.DataObject, taken_down: bool) -> None:
        path = self.pick(data, ARTICLES)
        (self.desk.content / path).unlink()
        if taken_down:
            self.desk.decide_again(path, verdict=Verdict.REMOVED)

    @where(ARTICLES)
    @change(slug=SLUGS, data=data)
    def article_renamed(self, slug: str, data: st.DataObject) -> None:
        path = self.pick(data, ARTICLES)
        self.desk.move(path, PurePosixPath(path).with_name(f"{slug}.md").as_posix())

    @where(ARTICLES)
    @change(folder=FOLDERS, data=data)
    def article_moved_to_another_day(self, folder: str, data: st.DataObject) -> None:
        path = self.pick(data, ARTICLES)
        self.desk.move(path, f"{folder}/{PurePosixPath(path).name}")

    @where(ARTICLES, least=2)
    @change(data=data)
    def articles_swapped(self, data: st.DataObject) -> None:
        paths = data.draw(st.permutations(self.desk.found(ARTICLES)), label="files")
        self.desk.swap(*paths[:2])

    @where(ARTICLES)
    @change(moment=st.sampled_from((*MOMENTS, NAIVE)), data=data)
    def article_dated_anew(self, moment: str, data: st.DataObject) -> None:
        rewrite(self.touch(data, ARTICLES), Date=moment)

    @where(ARTICLES)
    @change(status=st.sampled_from(("draft", "published", "withdrawn", "removed")), data=data)
    def article_of_another_status(self, status: str, data: st.DataObject) -> None:
        rewrite(self.touch(data, ARTICLES), Status=status)

    @where(ARTICLES)
    @change(region=st.sampled_from((*REGIONS, None)), topic=st.sampled_from((*TOPICS, None)), data=data)
    def article_tagged_by_an_editor(self, region: str | None, topic: str | None, data: st.DataObject) -> None:
        rewrite(self.touch(data, ARTICLES), Regions=region, Topics=topic)

    # -- Records --------------------------------------------------------------------------------------------------

    def recorded(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from([each.path for each in records.read_records(self.desk.content)]), label="of")

    @where("records/**/*.jsonl")
    @change(region=st.sampled_from(REGIONS), topic=st.sampled_from(TOPICS), word=WORDS, data=data)
    def article_tagged_by_a_run(self, region: str, topic: str, word: str, data: st.DataObject) -> None:
        tags = [evidence(codes.split(", ") if codes else (), word) for codes in (region, topic)]
        self.desk.decide_again(self.recorded(data), regions=tags[0], topics=tags[1])

    @where("records/**/*.jsonl")
    @where(STORIES)
    @change(data=data, leaves=st.booleans())
    def article_grouped_by_a_run(self, data: st.DataObject, leaves: bool) -> None:
        story = "" if leaves else self.desk.id_of(self.pick(data, STORIES))
        self.desk.decide_again(self.recorded(data), story=story)

    @where("records/**/*.jsonl")
    @change(data=data)
    def records_of_a_day_lost(self, data: st.DataObject) -> None:
        self.touch(data, "records/**/*.jsonl").unlink()

    # -- Stories --------------------------------------------------------------------------------------------------

    @where(ARTICLES, least=2)
    @change(slug=SLUGS, data=data)
    def story_told(self, slug: str, data: st.DataObject) -> None:
        self.desk.tell(slug, data.draw(st.permutations(self.desk.found(ARTICLES)), label="coverage")[:3])

    @where(ARTICLES)
    @where(STORIES)
    @change(data=data, leaves=st.booleans())
    def article_moved_to_a_story_by_an_editor(self, data: st.DataObject, leaves: bool) -> None:
        story = None if leaves else self.desk.id_of(self.pick(data, STORIES))
        rewrite(self.touch(data, ARTICLES), Story=story)

    @where(ARTICLES)
    @where(STORIES)
    @change(data=data)
    def story_of_other_articles(self, data: st.DataObject) -> None:
        paths = data.draw(st.lists(st.sampled_from(self.desk.found(ARTICLES)), max_size=3, unique=True), label="lists")
        rewrite(self.touch(data, STORIES), Articles=", ".join(paths))

    @where(STORIES)
    @change(word=WORDS, region=st.sampled_from(REGIONS), data=data)
    def story_edited(self, word: str, region: str, data: st.DataObject) -> None:
        rewrite(self.touch(data, STORIES), f"- {word}. [radio]", Title=word, Regions=region)

    @where(STORIES)
    @change(data=data)
    def story_deleted(self, data: st.DataObject) -> None:
        self.touch(data, STORIES).unlink()

    @where(STORIES)
    @change(data=data, parted=st.booleans())
    def story_merged(self, data: st.DataObject, parted: bool) -> None:
        heir = None if parted else self.desk.id_of(self.pick(data, STORIES))
        rewrite(self.touch(data, STORIES), Merged_into=heir)

    @where(STORIES)
    @change(data=data, by_path=st.booleans())
    def story_linked_to_an_earlier_one(self, data: st.DataObject, by_path: bool) -> None:
        path = self.pick(data, STORIES)
        rewrite(self.touch(data, STORIES), Earlier=path if by_path else self.desk.id_of(path))

    # -- Editions and pages ---------------------------------------------------------------------------------------

    @change(day=DAYS, digest=st.sampled_from(("world", "fr")))
    def edition_cut(self, day: date, digest: str) -> None:
        edition = samples.edition(day, digest=digest, path=editions.edition_path(digest, day))
        files.write(self.desk.content / edition.path, editions.format_edition(edition))

    def revise(self, path: str, **fields: Any) -> None:
        file = self.desk.content / path
        edition = editions.parse_edition(file.read_text("utf-8"), path)
        file.write_text(editions.format_edition(replace(edition, **fields)), "utf-8")

    @where(EDITIONS)
    @change(word=WORDS, data=data)
    def edition_corrected(self, word: str, data: st.DataObject) -> None:
        self.revise(self.pick(data, EDITIONS), title=word, corrections=(Correction("2026-11-25", word),))

    @where(EDITIONS)
    @change(body=BODIES, data=data)
    def edition_introduced(self, body: str, data: st.DataObject) -> None:
        self.revise(self.pick(data, EDITIONS), introduction=self.filled(data, body))

    @where(EDITIONS)
    @change(data=data)
    def edition_deleted(self, data: st.DataObject) -> None:
        self.touch(data, EDITIONS).unlink()

    @change(name=st.sampled_from(("team", "house/team", "links")), title=WORDS, body=BODIES, data=data)
    def page_written(self, name: str, title: str, body: str, data: st.DataObject) -> None:
        self.desk.write(f"pages/{name}.md", self.filled(data, body), Title=title)

    @where(PAGES)
    @change(data=data)
    def page_deleted(self, data: st.DataObject) -> None:
        self.touch(data, PAGES).unlink()

    # -- Files as they are ----------------------------------------------------------------------------------------

    @change(name=IMAGES, text=st.sampled_from(("one", "two")))
    def image_drawn(self, name: str, text: str) -> None:
        files.write(self.desk.content / name, text)

    @where("images/*")
    @change(data=data)
    def image_removed(self, data: st.DataObject) -> None:
        self.touch(data, "images/*").unlink()

    @change(name=st.sampled_from(("CNAME", "robots.txt", "who/is.txt")), text=st.sampled_from(("one", "two")))
    def extra_file_put(self, name: str, text: str) -> None:
        files.write(self.desk.content / "extra" / name, text)

    @where("extra/**/*")
    @change(data=data)
    def extra_file_removed(self, data: st.DataObject) -> None:
        self.touch(data, "extra/**/*").unlink()

    # -- Settings, sources, theme ---------------------------------------------------------------------------------

    @change(key=st.sampled_from(sorted(SITE)), data=data)
    def setting_changed(self, key: str, data: st.DataObject) -> None:
        tables = self.desk.settings("quotidien.toml")
        tables["site"][key] = data.draw(st.sampled_from(SITE[key]), label=key)
        self.desk.set("quotidien.toml", tables)

    @change(digest=st.sampled_from(DIGESTS), stays=st.booleans())
    def second_digest_changed(self, digest: dict[str, Any], stays: bool) -> None:
        tables = self.desk.settings("quotidien.toml")
        others = [each for each in tables["digest"] if each["slug"] != digest["slug"]]
        self.desk.set("quotidien.toml", tables | {"digest": [*others, digest] if stays else others})

    @change(place=st.integers(0, 3), key=st.sampled_from(sorted(SOURCE)), data=data)
    def source_changed(self, place: int, key: str, data: st.DataObject) -> None:
        listed = self.desk.settings("sources.toml")["source"]
        listed[place % len(listed)][key] = data.draw(st.sampled_from(SOURCE[key]), label=key)
        self.desk.set("sources.toml", {"source": listed})

    @change(place=st.integers(0, 3))
    def source_removed(self, place: int) -> None:
        listed = self.desk.settings("sources.toml")["source"]
        del listed[place % len(listed) : place % len(listed) + (len(listed) > 1)]
        self.desk.set("sources.toml", {"source": listed})

    @change(slug=SOURCES)
    def source_added(self, slug: str) -> None:
        listed = [each for each in self.desk.settings("sources.toml")["source"] if each["slug"] != slug]
        home = f"https://{slug}.example/"
        added = {"slug": slug, "name": slug.title(), "homepage": home, "feeds": [f"{home}rss"], "country": "TZ"}
        self.desk.set("sources.toml", {"source": [*listed, added]})

    @change(name=TEMPLATES, mark=st.sampled_from(("<!-- 1 -->", "<!-- 2 -->")))
    def template_changed(self, name: str, mark: str) -> None:
        self.desk.edit_theme(f"templates/{name}", "{% endblock %}", f"{mark}{{% endblock %}}")

    @change(name=st.sampled_from(("lists", "words", "why")))
    def part_of_templates_changed(self, name: str) -> None:
        self.desk.edit_theme(f"templates/parts/{name}.html", "{% endmacro %}", "<!-- 3 -->{% endmacro %}")

    @change(old=st.sampled_from(("#8a1c13", "#8a1c14", "66rem")), new=st.sampled_from(("#8a1c13", "#8a1c14")))
    def stylesheet_changed(self, old: str, new: str) -> None:
        self.desk.edit_theme("static/style.css", old, new)

    @change(old=st.sampled_from(("Archives", "À propos")), new=st.sampled_from(("Archives", "À propos")))
    def translation_changed(self, old: str, new: str) -> None:
        self.desk.edit_theme("translations/fr/LC_MESSAGES/quotidien.po", f'msgstr "{old}', f'msgstr "{new}')

    # -- What was published, built and remembered -----------------------------------------------------------------

    @change()
    def published(self) -> None:
        add_addresses(self.desk.content, published_addresses(self.desk.output))

    @is_built
    @change(data=data, text=st.sampled_from((None, "", "rubbish")))
    def output_file_deleted_or_altered(self, data: st.DataObject, text: str | None) -> None:
        static = ()
        names = [name for name in self.desk.built() if text is None or not name.startswith(static)]
        file = self.desk.output / data.draw(st.sampled_from(names), label="output")
        file.unlink() if text is None else file.write_text(text, "utf-8")
        self.verify = True

    @is_built
    @change(name=st.sampled_from(("stray.html", "articles/stray/index.html", "index.html.part")))
    def strange_file_put_into_the_output(self, name: str) -> None:
        files.write(self.desk.output / name, "strange\n")
        self.verify = True

    @change()
    def output_lost(self) -> None:
        shutil.rmtree(self.desk.output, ignore_errors=True)

    @with_ledger
    @change()
    def ledger_deleted(self) -> None:
        self.desk.ledger.unlink()

    @with_ledger
    @change(share=st.sampled_from((0.0, 0.3, 0.6, 0.99)))
    def ledger_cut_off(self, share: float) -> None:
        os.truncate(self.desk.ledger, int(self.desk.ledger.stat().st_size * share))

    @with_ledger
    @change()
    def ledger_of_rubbish(self) -> None:
        self.desk.ledger.write_bytes(b"rubbish " * 1000)

    @with_ledger
    @change(version=st.sampled_from((0, 999)))
    def ledger_of_another_version(self, version: int) -> None:
        with suppress(sqlite3.DatabaseError), sqlite3.connect(self.desk.ledger) as ledger:
            ledger.execute(f"PRAGMA user_version = {version}")

    @with_ledger
    @change()
    def ledger_put_back_from_before(self) -> None:
        """Leave a ledger that is older than the output, as a cache carried from another run is."""
        before = self.desk.ledger.read_bytes()
        with suppress(DigestError):
            self.desk.build()
        self.desk.ledger.write_bytes(before)
        self.verify = True

    @change()
    def cache_lost(self) -> None:
        shutil.rmtree(self.desk.root / ".cache", ignore_errors=True)

    # -- Git ------------------------------------------------------------------------------------------------------

    @precondition(lambda self: not (self.desk.root / ".git").exists())
    @change()
    def put_under_git(self) -> None:
        (self.desk.root / ".gitignore").write_text("/output/\n/elsewhere/\n/.cache/\n", "utf-8")
        self.desk.git("init", "-q")
        self.committed_to_git()
        self.desk.git("tag", "first")

    @precondition(lambda self: (self.desk.root / ".git").exists())
    @change()
    def committed(self) -> None:
        self.committed_to_git()

    def committed_to_git(self) -> None:
        self.desk.git("add", "-A")
        self.desk.git("commit", "-q", "--allow-empty", "-m", "Changed")

    @precondition(lambda self: (self.desk.root / ".git").exists())
    @change(commit=st.sampled_from(("HEAD", "first")))
    def went_back(self, commit: str) -> None:
        self.desk.git("reset", "-q", "--hard", commit)


def test_after_every_change_an_incremental_build_equals_a_clean_one():
    run_state_machine_as_test(
        EveryChange,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            phases=(Phase.reuse, Phase.generate, *((Phase.shrink,) if LONG else ())),
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
        ),
    )


# -- The nastiest, one by one ---------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a newsroom that was built once."""
    opened = Desk.open(tmp_path / "paper")
    opened.build()
    yield opened
    opened.close()


def shown(desk: Desk, name: str) -> str:
    """Build, compare, and return the text of a file of the output, "" where there is none."""
    assert desk.compare() == ()
    file = desk.output / name
    return file.read_text("utf-8") if file.exists() else ""


def hand_write(desk: Desk, first: int, end: int) -> None:
    """Write tiny articles about Japan, numbered from `first` to before `end`, each older than the last."""
    for number in range(first, end):
        moment = f"2026-11-20T10:{59 - number // 60:02}:{59 - number % 60:02}Z"
        name = f"articles/2026/11/20/{number:03}.md"
        desk.write(name, "Tiny.", Title=f"Number {number:03}", Date=moment, Regions="JP")


def test_a_story_that_shrinks_to_one_article_leads_to_it_and_grows_again(desk: Desk):
    file, story = desk.content / samples.TRAMWAY.path, "stories/2026/11/23/tram/index.html"
    text = file.read_text("utf-8")
    file.unlink()
    assert 'http-equiv="refresh" content="0; url=/news/articles/2026/11/23/tram/"' in shown(desk, story)
    file.write_text(text, "utf-8")
    assert "refresh" not in shown(desk, story)


@pytest.mark.parametrize("age", ["as written", "equal"])
def test_two_articles_of_one_size_swap_their_paths(desk: Desk, age: str):
    one, other = (f"articles/2026/11/22/{name}.md" for name in ("one", "two"))
    desk.write(one, "", Title="First", Date="2026-11-22T10:00:00Z", Regions="KE")
    desk.write(other, "", Title="Other", Date="2026-11-22T11:00:00Z", Regions="EG")
    if age == "equal":
        for path in (one, other):
            os.utime(desk.content / path, (1_700_000_000, 1_700_000_000))
    assert "First" in shown(desk, one.replace(".md", "/index.html"))
    desk.swap(one, other)
    assert "Other" in shown(desk, one.replace(".md", "/index.html"))


def test_an_article_moves_to_the_month_before_and_its_old_month_vanishes(desk: Desk):
    rewrite(desk.content / samples.QUIET.path, Date="2026-10-31T10:00:00Z")
    assert samples.QUIET.title in shown(desk, "regions/japan/2026/10/index.html")
    assert not (desk.output / "regions/japan/2026/11").exists()


def test_the_edition_before_is_today_once_the_newest_is_deleted(desk: Desk):
    (desk.content / "editions/world/2026-11-24.md").unlink()
    assert 'href="/news/2026/11/23/"' in shown(desk, "index.html")
    assert "2026/11/24" not in shown(desk, "2026/11/23/index.html")


def test_an_edition_cut_late_stands_between_its_neighbours(desk: Desk):
    late = samples.edition(date(2026, 11, 2))
    files.write(desk.content / late.path, editions.format_edition(late))
    assert "/news/2026/11/02/" in shown(desk, "2026/10/31/index.html")
    (desk.content / late.path).unlink()
    assert "/news/2026/11/02/" not in shown(desk, "2026/11/23/index.html")


def test_the_41st_article_of_a_listing_pushes_the_oldest_off_its_head(desk: Desk):
    hand_write(desk, 0, 39)
    assert "Number 038" in shown(desk, "regions/japan/index.html")
    desk.write("articles/2026/11/22/new.md", "", Title="New", Date="2026-11-22", Regions="JP")
    assert "Number 038" not in shown(desk, "regions/japan/index.html")
    (desk.content / samples.QUIET.path).unlink()
    assert "Number 038" in shown(desk, "regions/japan/index.html")


def test_the_101st_article_of_a_month_opens_its_second_page(desk: Desk):
    hand_write(desk, 0, 99)
    second = "regions/japan/2026/11/2/index.html"
    assert not shown(desk, second)
    hand_write(desk, 99, 100)
    assert "Number 099" in shown(desk, second)
    (desk.content / "articles/2026/11/20/007.md").unlink()
    assert not shown(desk, second)


def test_the_address_of_a_published_article_says_gone_until_it_comes_back(desk: Desk):
    add_addresses(desk.content, published_addresses(desk.output))
    file, page = desk.content / samples.QUIET.path, "articles/2026/11/23/minato/index.html"
    text = file.read_text("utf-8")
    file.unlink()
    assert "This page is gone" in shown(desk, page)
    file.write_text(text, "utf-8")
    assert samples.QUIET.title in shown(desk, page)


def test_a_link_follows_an_article_whose_address_the_zone_decides(desk: Desk):
    desk.write("articles/late.md", "Late.", Title="Late", Date="2026-11-22 20:30")
    desk.write("pages/links.md", "[Late]({filename}/articles/late.md)", Title="Links")
    assert "/articles/2026/11/22/late/" in shown(desk, "pages/links/index.html")
    tables = desk.settings("quotidien.toml")
    tables["site"]["zone"] = "America/New_York"
    desk.set("quotidien.toml", tables)
    assert "/articles/2026/11/23/late/" in shown(desk, "pages/links/index.html")


def test_a_source_that_leaves_the_list_keeps_its_page_and_gets_its_name_back(desk: Desk):
    listed = desk.settings("sources.toml")["source"]
    desk.set("sources.toml", {"source": [each for each in listed if each["slug"] != "radio"]})
    assert "Radio Rift" not in shown(desk, "sources/radio/index.html")
    desk.set("sources.toml", {"source": listed})
    assert "Radio Rift" in shown(desk, "sources/radio/index.html")


def test_an_editors_file_stands_in_for_one_of_ours_until_it_is_removed(desk: Desk):
    files.write(desk.content / "extra/robots.txt", "mine\n")
    assert shown(desk, "robots.txt") == "mine\n"
    (desk.content / "extra/robots.txt").unlink()
    assert "mine" not in shown(desk, "robots.txt")


def test_what_was_deleted_while_the_cache_was_lost_leaves_the_output(desk: Desk):
    (desk.content / samples.HARBOUR.path).unlink()
    shutil.rmtree(desk.root / ".cache", ignore_errors=True)
    assert not shown(desk, "articles/2026/11/23/mina/index.html")


def test_two_outputs_of_one_project_do_not_mistake_each_other(desk: Desk):
    rewrite(desk.content / samples.TRAM.path, Title="Elsewhere first")
    assert desk.compare(output="elsewhere") == ()
    assert "Elsewhere first" in shown(desk, "articles/2026/11/23/tram/index.html")


def test_a_build_that_failed_at_one_page_is_made_good_by_the_next(desk: Desk):
    rewrite(desk.content / samples.TRAM.path, Title="Before the fall")
    desk.edit_theme("templates/sources.html", "{% endblock %}", "{{ nothing.here }}{% endblock %}")
    with pytest.raises(DigestError):
        desk.build()
    desk.edit_theme("templates/sources.html", "{{ nothing.here }}", "")
    assert "Before the fall" in shown(desk, "articles/2026/11/23/tram/index.html")


def test_a_fault_is_named_again_until_it_is_mended(desk: Desk):
    (desk.content / "images/mark.png").unlink()
    assert [fault.file for fault in desk.compare()] == ["content/articles/how-we-count.md"]
    assert desk.compare() == desk.compare() != ()
    files.write(desk.content / "images/mark.png", "drawn again\n")
    assert shown(desk, "images/mark.png") == "drawn again\n"


def test_a_first_build_that_failed_is_made_good_by_the_next(tmp_path: Path):
    desk = Desk.open(tmp_path / "paper")
    desk.edit_theme("templates/404.html", "{% endblock %}", "{{ nothing.here }}{% endblock %}")
    with pytest.raises(DigestError):
        desk.build()
    desk.edit_theme("templates/404.html", "{{ nothing.here }}", "")
    assert desk.compare() == ()


def test_two_images_swap_their_names(desk: Desk):
    files.write(desk.content / "images/sign.png", "another\n")
    assert shown(desk, "images/sign.png") == "another\n"
    desk.swap("images/sign.png", "images/mark.png")
    assert shown(desk, "images/mark.png") == "another\n"


def test_a_new_word_of_a_translation_is_on_every_page_of_its_language(desk: Desk):
    assert "À propos" in shown(desk, "fr/about/index.html")
    desk.edit_theme("translations/fr/LC_MESSAGES/quotidien.po", 'msgstr "À propos"', 'msgstr "Qui sommes-nous"')
    assert "Qui sommes-nous" in shown(desk, "fr/about/index.html")


def test_an_altered_output_is_repaired_when_asked(desk: Desk):
    (desk.output / "index.html").write_text("altered", "utf-8")
    (desk.output / "feed.atom").unlink()
    (desk.output / "images/mark.png").write_text("altered", "utf-8")
    (desk.output / "theme/style.css").write_text("altered", "utf-8")
    files.write(desk.output / "stray.html", "nobody's")
    assert desk.compare(verify=True) == ()


def test_an_output_that_is_lost_is_made_anew_without_asking(desk: Desk):
    shutil.rmtree(desk.output)
    assert shown(desk, "index.html")


def _of_another_version(ledger: Path) -> None:
    with sqlite3.connect(ledger) as opened:
        opened.execute("PRAGMA user_version = 999")
    opened.close()


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        _of_another_version,
        lambda ledger: ledger.write_bytes(b""),
        lambda ledger: ledger.write_bytes(b"rubbish " * 1000),
        lambda ledger: os.truncate(ledger, ledger.stat().st_size // 2),
    ],
    ids=["deleted", "of another version", "empty", "rubbish", "cut off"],
)
def test_a_harmed_ledger_costs_a_full_build_and_nothing_else(desk: Desk, harm: Callable[[Path], object]):
    (desk.content / samples.HARBOUR.path).unlink()
    rewrite(desk.content / samples.TRAM.path, Title="After the harm")
    harm(desk.ledger)
    assert "After the harm" in shown(desk, "articles/2026/11/23/tram/index.html")


def test_of_two_builds_at_once_neither_spoils_the_other(desk: Desk):
    rewrite(desk.content / samples.TRAM.path, Title="Both at once")
    both = [desk.start(), desk.start()]
    assert 0 in [process.wait(60) for process in both]
    assert difference(tree(desk.output), desk.clean()) == ""


def test_a_difference_is_told_with_its_files_and_lines():
    ours = {"a.html": b"one\ntwo\n", "b.html": b"", "c.html": b"same"}
    clean = {"a.html": b"one\nnew\n", "c.html": b"same", "d.html": b""}
    assert difference(ours, clean).splitlines() == [
        "lacks d.html", "should not hold b.html", "1 files differ: a.html", "--- clean/a.html", "+++ this/a.html",
        "@@ -2 +2 @@", "-new", "+two",
    ]  # fmt: skip
    assert difference(clean, dict(clean)) == ""
