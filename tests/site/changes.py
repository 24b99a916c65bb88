"""A newsroom on disk between two builds: what people and programs do to its files, and the clean build it must equal.

Knows how each kind of file is changed; does not know in which order, which is what the tests are about.
"""

import difflib
import json
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quotidien.config import Project, load
from quotidien.content import articles, files, header, records, stories
from quotidien.errors import Fault, FixConfiguration
from quotidien.model import dates, urls
from quotidien.model.articles import Article, Evidence
from quotidien.model.stories import Sentence, Story
from quotidien.site.build import build
from quotidien.site.builder import Wish
from quotidien.site.writer import MARK
from tests.site import samples

Tree = Mapping[str, bytes]
Outcome = Tree | tuple[Fault, ...]
"""What a build leaves: every folder and file of its output, or what a person must mend first."""

_verified: Callable[[Project], object] = partial(build, wish=Wish(verify=True))
_LEFT_OUT = shutil.ignore_patterns("output", "elsewhere", ".cache", ".git", "plugins", "theme")
_CHILD = """
import sys
from pathlib import Path
from quotidien.config import load
from quotidien.site.build import build
from quotidien.site.builder import Wish
project = load(Path(sys.argv[1]))
print("begins", flush=True)
build(project)
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes, and every folder in it as a name with a slash at its end."""
    return {
        path.relative_to(folder).as_posix() + "/" * path.is_dir(): b"" if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
    }


def outcome(project: Project, *, verify: bool = False) -> Outcome:
    """Build, and return what it left."""
    try:
        (_verified if verify else build)(project)
    except FixConfiguration as error:
        return error.faults
    return tree(project.output)


def difference(ours: Outcome, clean: Outcome) -> str:
    """Say in a few lines where a build differs from a clean one, "" where it does not."""
    if not isinstance(ours, Mapping) or not isinstance(clean, Mapping):
        return "" if ours == clean else f"this build: {_told(ours)}\nclean build: {_told(clean)}"
    lines = [f"lacks {name}" for name in sorted(clean.keys() - ours.keys())[:9]]
    lines += [f"should not hold {name}" for name in sorted(ours.keys() - clean.keys())[:9]]
    changed = sorted(name for name in ours.keys() & clean.keys() if ours[name] != clean[name])
    lines += [f"{len(changed)} files differ: {', '.join(changed[:9])}"] if changed else []
    for name in changed[:3]:
        pair = [each[name].decode("utf-8", "replace").splitlines() for each in (clean, ours)]
        lines += islice(difflib.unified_diff(*pair, f"clean/{name}", f"this/{name}", n=0, lineterm=""), 12)
    return "\n".join(lines)


def _told(result: Outcome) -> str:
    return f"{len(result)} files" if isinstance(result, Mapping) else "; ".join(map(str, result))


def rewrite(file: Path, body: str | None = None, /, **lines: str | None) -> None:
    """Set lines of a file's header as an editor does (`None` takes one out), and its body where one is given."""
    sheet = header.parse(file.read_text("utf-8"), file.name)
    kept = [(line.key, line.value) for line in sheet.lines if line.key not in lines]
    given = [(key, value) for key, value in lines.items() if value is not None]
    file.write_text(header.format_sheet([*kept, *given], sheet.body if body is None else body), "utf-8")


def evidence(codes: Iterable[str], word: str = "tram") -> tuple[Evidence, ...]:
    """Return the reasons that a record gives for tags."""
    return tuple(Evidence(code, 1.0, (word,), ("title",)) for code in codes)


@dataclass(frozen=True, slots=True)
class Desk:
    """The newsroom of `samples.on_disk` in `root`, with a theme of its own that can be edited."""

    root: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @classmethod
    def open(cls, root: Path) -> "Desk":
        """Write the newsroom into `root`; nothing is built yet."""
        root.mkdir()
        samples.on_disk(root)
        (root / "theme").unlink()
        shutil.copytree(samples.ROOT / "theme", root / "theme")
        with (root / "quotidien.toml").open("a", encoding="utf-8") as settings:
            settings.write("[limits]\nprocesses = 1\n")  # so small a newsroom needs no others
        return cls(root)

    @property
    def project(self) -> Project:
        """The configuration as its files say now."""
        return load(self.root)

    @property
    def content(self) -> Path:
        """The folder of what is written."""
        return self.root / "content"

    @property
    def output(self) -> Path:
        """The folder of what is built."""
        return self.root / "output"

    @property
    def ledger(self) -> Path:
        """What the build remembers; absent where it keeps none."""
        return self.root / ".cache" / "ledger.sqlite"

    def found(self, pattern: str) -> list[str]:
        """Return the files below `content/` that a pattern finds, sorted."""
        paths = (path for path in self.content.glob(pattern) if path.is_file())
        return sorted(path.relative_to(self.content).as_posix() for path in paths)

    def built(self) -> list[str]:
        """Return the files of the output that a person may delete or alter: all but the mark that makes it ours."""
        return sorted(name for name in tree(self.output) if not name.endswith("/") and name != MARK)

    # -- Building -------------------------------------------------------------------------------------------------

    def build(self) -> None:
        """Build it incrementally."""
        build(self.project)

    def clean(self) -> Outcome:
        """Return what a build without past makes of the same files, somewhere else."""
        with TemporaryDirectory(dir=self.root.parent) as folder:
            root = Path(folder) / "clean"
            shutil.copytree(self.root, root, ignore=_LEFT_OUT)
            (root / "plugins").symlink_to(samples.ROOT / "plugins")
            (root / "theme").symlink_to(self.root / "theme")
            return outcome(load(root))

    def compare(self, *, verify: bool = False, output: str = "output") -> tuple[Fault, ...]:
        """Build, and hold it against a clean build: the same tree, or the same faults, which are returned."""
        ours = outcome(replace(self.project, output=self.root / output), verify=verify)
        found = difference(ours, self.clean())
        assert not found, found
        return () if isinstance(ours, Mapping) else ours

    def mend(self, faults: Iterable[Fault]) -> None:
        """Take away every file that a fault names."""
        for fault in faults:
            (self.root / fault.file).unlink(missing_ok=True)

    def start(self) -> subprocess.Popen[str]:
        """Start a build in a process of its own, and return once it has begun."""
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", _CHILD, str(self.root)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": str(samples.ROOT / "plugins")},
            start_new_session=True,
        )
        self.started.append(process)
        assert process.stdout
        process.stdout.readline()
        return process

    def kill(self, after_s: float) -> None:
        """Start a build and kill it after a while, if it has not ended by then; its workers are left to themselves."""
        process = self.start()
        try:
            process.wait(after_s)
        except subprocess.TimeoutExpired:
            process.kill()
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)

    def close(self) -> None:
        """End what killed builds left; each is waited for only now, so that its number is still its own."""
        for process in self.started:
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            assert process.stdout
            process.stdout.close()

    def git(self, *words: str) -> None:
        """Run a git command on the project."""
        who = ("-c", "user.name=Desk", "-c", "user.email=desk@ledger.example", "-c", "gc.auto=0")
        command = [shutil.which("git") or "git", *who, *words]
        subprocess.run(command, cwd=self.root, check=True, capture_output=True)  # noqa: S603

    # -- Articles and their records -------------------------------------------------------------------------------

    def collect(self, article: Article, story: str = "") -> None:
        """Admit an article: its file without tags, and the record that holds them."""
        files.write(self.content / article.path, articles.format_article(replace(article, regions=None, topics=None)))
        line = replace(
            samples.record(article), story=story, collected=dates.iso(article.published), language=article.language
        )
        others = [each for each in records.read_records(self.content) if each.path != article.path]
        records.write_records(self.content, [*others, line])

    def write(self, name: str, body: str, **lines: str) -> None:
        """Write a file by hand."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header.format_sheet(list(lines.items()), body), "utf-8")

    def decide_again(self, path: str, **fields: Any) -> None:
        """Change the record of an article, as a later run does."""
        every = [replace(each, **fields) if each.path == path else each for each in records.read_records(self.content)]
        records.write_records(self.content, every)

    def move(self, old: str, new: str) -> None:
        """Rename a file below `content/`, over one that is there."""
        (self.content / new).parent.mkdir(parents=True, exist_ok=True)
        (self.content / old).replace(self.content / new)

    def swap(self, one: str, other: str) -> None:
        """Let two files take each other's name."""
        self.move(one, "spare")
        self.move(other, one)
        self.move("spare", other)

    # -- Stories --------------------------------------------------------------------------------------------------

    def tell(self, slug: str, coverage: Iterable[str]) -> None:
        """Found a story of these articles."""
        moment = datetime(2026, 11, 23, 10, tzinfo=UTC)
        story = Story(
            id=urls.identifier(slug),
            path=stories.story_path(moment, slug),
            title=f"Story {slug}",
            published=moment,
            language="en",
            articles=tuple(coverage),
            summary=(Sentence(f"What {slug} is about.", "radio"),),
        )
        files.write(self.content / story.path, stories.format_story(story))

    def id_of(self, path: str) -> str:
        """Return the id of the story in a file."""
        return stories.parse_story((self.content / path).read_text("utf-8"), path).id

    # -- Settings, theme ------------------------------------------------------------------------------------------

    def settings(self, file: str) -> dict[str, Any]:
        """Return the tables of `quotidien.toml` or `sources.toml`."""
        return tomllib.loads((self.root / file).read_text("utf-8"))

    def set(self, file: str, tables: Mapping[str, Any]) -> None:
        """Write such a file anew."""
        text = "\n".join(
            f"{'[[' if isinstance(value, list) else '['}{name}{']]' if isinstance(value, list) else ']'}\n"
            + "".join(f"{key} = {json.dumps(each, ensure_ascii=False)}\n" for key, each in table.items())
            for name, value in tables.items()
            for table in (value if isinstance(value, list) else [value])
        )
        (self.root / file).write_text(text, "utf-8")

    def edit_theme(self, name: str, old: str, new: str) -> None:
        """Put `new` for the first `old` of a file of the theme that holds it."""
        file = self.root / "theme" / name
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
