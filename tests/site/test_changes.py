import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from quotidien.site.changes import Seen, look
from quotidien.site.ledger import FILE, Ledger

TRAM, MINA, TEAM = "articles/2026/11/23/tram.md", "articles/2026/11/23/mina.md", "pages/team.md"
RECORDS = "records/2026/11/23.jsonl"
ALL = {TRAM, MINA, TEAM, RECORDS}
OLD = 1_700_000_000
HERE = "articles/2026/11/23"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Desk:
    """A folder of content, and a ledger that keeps what a build saw of it."""

    def __init__(self, root: Path, ledger: Path | None = None) -> None:
        self.root, self.content = root, root / "content"
        self.content.mkdir(parents=True, exist_ok=True)
        self._later = OLD
        self.ledger, _ = Ledger.open(ledger or root / "cache" / FILE, "trust")

    def put(self, path: str, text: str, at: int = OLD) -> None:
        """Write a file that changed long ago; one that is new changes its folder as well."""
        file = self.content / path
        is_new = not file.exists()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        os.utime(file, (at, at))
        if is_new:
            self.stir()

    def touch(self, path: str, at: int) -> None:
        """Have a file look as if it had changed at another time."""
        os.utime(self.content / path, (at, at))

    def stir(self) -> None:
        """Have all folders look as if something had come or gone there, long enough ago."""
        self._later += 1
        for folder in (self.content, *self.content.rglob("*/")):
            os.utime(folder, (self._later, self._later), follow_symlinks=False)

    def look(self) -> Seen:
        """Look, and remember what was seen as a build does."""
        seen = look(self.ledger, self.content)
        for path, stamp in seen.stamps.items():
            row = (path, path.rpartition("/")[0], stamp, b"hash", "")
            self.ledger.run("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)", row)
        self.ledger.run_all("DELETE FROM file WHERE path = ?", [(path,) for path in seen.gone])
        self.ledger.commit()
        return seen

    def git(self, *words: str) -> None:
        who = ("-c", "user.name=Desk", "-c", "user.email=desk@ledger.example", "-c", "gc.auto=0")
        subprocess.run([shutil.which("git") or "git", *who, *words], cwd=self.root, check=True, capture_output=True)  # noqa: S603

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Changed")


def fill(desk: Desk) -> Desk:
    for path in sorted(ALL):
        desk.put(path, f"Title: {path}\n")
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterable[Desk]:
    """A newsroom that a build has looked at once."""
    desk = fill(Desk(tmp_path))
    desk.look()
    yield desk
    desk.ledger.close()


def seen(desk: Desk) -> tuple[set[str], set[str]]:
    found = desk.look()
    return set(found.stamps), set(found.gone)


# By size and time


def test_a_first_look_sees_everything(tmp_path: Path):
    assert seen(fill(Desk(tmp_path))) == (ALL, set())


def test_an_empty_newsroom_holds_nothing(tmp_path: Path):
    assert seen(Desk(tmp_path)) == (set(), set())


def test_a_second_look_sees_nothing(desk: Desk):
    assert seen(desk) == (set(), set())


def test_what_is_seen_is_sorted(tmp_path: Path):
    assert list(fill(Desk(tmp_path)).look().stamps) == sorted(ALL)


def test_a_file_that_grew_is_seen(desk: Desk):
    desk.put(TRAM, "Title: much, much longer than before\n")
    assert seen(desk) == ({TRAM}, set())


def test_a_file_of_the_same_size_and_another_time_is_seen(desk: Desk):
    desk.touch(TRAM, OLD + 1)
    assert seen(desk) == ({TRAM}, set())


def test_a_file_that_is_older_than_before_is_seen(desk: Desk):
    desk.touch(TRAM, OLD - 1)
    assert seen(desk) == ({TRAM}, set())


def test_a_file_that_was_added_is_seen_alone(desk: Desk):
    desk.put(f"{HERE}/new.md", "Title: New\n")
    assert seen(desk) == ({f"{HERE}/new.md"}, set())


def test_a_file_in_a_new_folder_is_seen(desk: Desk):
    desk.put("articles/2026/12/01/new.md", "Title: New\n")
    assert seen(desk) == ({"articles/2026/12/01/new.md"}, set())


def test_a_file_that_was_deleted_is_gone_once(desk: Desk):
    (desk.content / TRAM).unlink()
    desk.stir()
    assert seen(desk) == (set(), {TRAM})
    assert seen(desk) == (set(), set())


def test_a_file_that_was_renamed_is_gone_and_seen(desk: Desk):
    (desk.content / TRAM).rename(desk.content / HERE / "bus.md")
    desk.stir()
    assert seen(desk) == ({f"{HERE}/bus.md"}, {TRAM})


def test_two_files_of_one_size_and_time_that_swapped_places_are_seen(desk: Desk):
    desk.put(MINA, "Title: one\n")
    desk.put(TRAM, "Title: two\n")
    desk.look()
    for old, new in ((TRAM, "spare"), (MINA, TRAM), ("spare", MINA)):
        (desk.content / old).rename(desk.content / new)
    desk.stir()
    assert seen(desk) == ({TRAM, MINA}, set())


def test_with_a_folder_all_its_files_are_gone(desk: Desk):
    shutil.rmtree(desk.content / "articles/2026")
    desk.stir()
    assert seen(desk) == (set(), {TRAM, MINA})


def test_a_folder_that_came_back_is_seen_again(desk: Desk):
    (desk.content / "articles/2026").rename(desk.content / "kept")
    desk.look()
    (desk.content / "kept").rename(desk.content / "articles/2026")
    desk.stir()
    assert seen(desk) == ({TRAM, MINA}, set())


def test_the_list_of_addresses_is_seen_when_it_comes_changes_and_goes(desk: Desk):
    steps = []
    for number, text in enumerate(("/about/\n", "/about/\n/fr/\n")):
        desk.put("addresses.txt", text, OLD + number)
        steps.append(seen(desk))
    steps.append(seen(desk))
    (desk.content / "addresses.txt").unlink()
    steps.append(seen(desk))
    came = ({"addresses.txt"}, set())
    assert steps == [came, came, (set(), set()), (set(), {"addresses.txt"})]


@pytest.mark.parametrize(
    "path", ["extra/robots.md", "notes.md", "articles/notes.txt", "articles/.tram.md.part", "articles/addresses.txt"]
)
def test_a_file_that_is_not_ours_is_not_seen(desk: Desk, path: str):
    desk.put(path, "not ours")
    assert seen(desk) == (set(), set())


def test_a_lock_of_an_editor_that_leads_nowhere_is_not_seen(desk: Desk):
    (desk.content / HERE / ".#tram.md").symlink_to("desk@machine.4711")
    desk.stir()
    assert seen(desk) == (set(), set())


def test_a_file_that_may_change_again_within_its_stamp_is_seen_until_it_settled(desk: Desk):
    ahead = 4_000_000_000
    desk.touch(TRAM, ahead)
    assert [seen(desk), seen(desk)] == [({TRAM}, set())] * 2
    desk.touch(TRAM, OLD)
    assert [seen(desk), seen(desk)] == [({TRAM}, set()), (set(), set())]


# By git


@pytest.fixture
def checkout(tmp_path: Path) -> Iterable[Desk]:
    """A newsroom under git that a build has looked at once; no time of any file means anything."""
    desk = fill(Desk(tmp_path / "here"))
    (desk.root / ".gitignore").write_text("/cache/\n")
    desk.git("init", "-q")
    desk.commit()
    desk.look()
    yield desk
    desk.ledger.close()


@needs_git
def test_what_was_committed_and_seen_is_not_seen_again_whatever_its_time(checkout: Desk):
    for path in ALL:
        checkout.touch(path, OLD + 7)
    assert seen(checkout) == (set(), set())


@needs_git
def test_a_fresh_clone_with_a_carried_ledger_sees_what_the_commits_since_changed(checkout: Desk, tmp_path: Path):
    checkout.put(TRAM, "Title: Edited\n")
    checkout.put(f"{HERE}/new.md", "Title: New\n")
    (checkout.content / MINA).unlink()
    checkout.commit()
    checkout.git("clone", "-q", ".", str(tmp_path / "there"))
    checkout.ledger.close()
    shutil.copytree(checkout.root / "cache", tmp_path / "carried")
    clone = Desk(tmp_path / "there", tmp_path / "carried" / FILE)
    assert seen(clone) == ({TRAM, f"{HERE}/new.md"}, {MINA})
    assert seen(clone) == (set(), set())
    clone.ledger.close()


@needs_git
def test_an_edit_is_seen_until_one_look_after_its_commit(checkout: Desk):
    checkout.put(TRAM, "Title: Edited\n")
    looks = [seen(checkout), seen(checkout)]
    checkout.commit()
    looks += [seen(checkout), seen(checkout)]
    assert looks == [({TRAM}, set())] * 3 + [(set(), set())]


@needs_git
def test_an_edit_that_was_taken_back_is_seen_once_more(checkout: Desk):
    checkout.put(TRAM, "Title: Edited\n")
    checkout.look()
    checkout.git("checkout", "-q", "--", "content")
    assert [seen(checkout), seen(checkout)] == [({TRAM}, set()), (set(), set())]


@needs_git
def test_a_file_that_git_does_not_know_yet_is_seen_each_time(checkout: Desk):
    checkout.put(f"{HERE}/new.md", "Title: New\n")
    assert [seen(checkout), seen(checkout)] == [({f"{HERE}/new.md"}, set())] * 2


@needs_git
def test_a_file_that_git_ignores_is_seen_as_well(checkout: Desk):
    (checkout.root / ".gitignore").write_text("/cache/\nsecret.md\n")
    checkout.put("pages/secret.md", "Title: Secret\n")
    assert seen(checkout) == ({"pages/secret.md"}, set())


@needs_git
def test_a_file_that_git_never_knew_is_gone_when_it_is_deleted(checkout: Desk):
    checkout.put(f"{HERE}/new.md", "Title: New\n")
    checkout.look()
    (checkout.content / HERE / "new.md").unlink()
    assert [seen(checkout), seen(checkout)] == [(set(), {f"{HERE}/new.md"}), (set(), set())]


@needs_git
def test_a_deletion_is_told_before_and_after_its_commit(checkout: Desk):
    (checkout.content / TRAM).unlink()
    assert seen(checkout) == (set(), {TRAM})
    checkout.commit()
    assert [seen(checkout), seen(checkout)] == [(set(), {TRAM}), (set(), set())]


@needs_git
def test_a_file_that_was_renamed_in_a_commit_is_gone_and_seen(checkout: Desk):
    checkout.git("mv", f"content/{TRAM}", f"content/{HERE}/bus.md")
    checkout.commit()
    assert seen(checkout) == ({f"{HERE}/bus.md"}, {TRAM})


@needs_git
def test_a_name_in_another_script_is_seen_as_it_is(checkout: Desk):
    checkout.put(f"{HERE}/香港.md", "Title: 香港\n")
    checkout.commit()
    assert seen(checkout) == ({f"{HERE}/香港.md"}, set())


@needs_git
def test_what_is_not_ours_is_not_seen_in_a_checkout_either(checkout: Desk):
    for path in ("extra/robots.md", "notes.md", "articles/notes.txt", "images/mark.png"):
        checkout.put(path, "not ours")
    checkout.commit()
    assert seen(checkout) == (set(), set())


@needs_git
def test_the_way_back_to_an_older_commit_is_a_change_like_any_other(checkout: Desk):
    checkout.put(TRAM, "Title: Edited\n")
    checkout.commit()
    checkout.look()
    checkout.git("reset", "-q", "--hard", "HEAD~")
    assert seen(checkout) == ({TRAM}, set())


@needs_git
def test_a_folder_that_git_ignores_is_seen_by_its_stamps(tmp_path: Path):
    desk = fill(Desk(tmp_path))
    (desk.root / ".gitignore").write_text("/cache/\n/content/\n")
    desk.git("init", "-q")
    desk.commit()
    looks = [seen(desk), seen(desk)]
    desk.touch(TRAM, OLD + 1)
    assert [*looks, seen(desk)] == [(ALL, set()), (set(), set()), ({TRAM}, set())]


@needs_git
def test_a_checkout_without_a_commit_is_seen_by_its_stamps(tmp_path: Path):
    desk = fill(Desk(tmp_path))
    desk.git("init", "-q")
    assert [seen(desk), seen(desk)] == [(ALL, set()), (set(), set())]


@needs_git
def test_where_git_does_not_know_the_last_commit_all_files_are_seen(checkout: Desk):
    shutil.rmtree(checkout.root / ".git")
    checkout.git("init", "-q")
    checkout.put(MINA, "Title: Edited\n", OLD + 1)
    checkout.commit()
    assert seen(checkout) == ({MINA}, set())
    assert seen(checkout) == (set(), set())


@needs_git
def test_what_was_seen_while_git_was_away_is_not_forgotten_when_it_comes_back(checkout: Desk):
    before = (checkout.content / TRAM).read_text("utf-8")
    (checkout.root / ".git").rename(checkout.root / "away")
    checkout.put(TRAM, "Title: Edited\n", OLD + 1)
    assert TRAM in checkout.look().stamps
    (checkout.root / "away").rename(checkout.root / ".git")
    checkout.put(TRAM, before)
    assert seen(checkout) == ({TRAM}, set())
