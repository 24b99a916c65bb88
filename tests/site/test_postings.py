from collections.abc import Iterator
from pathlib import Path

import pytest

from quotidien.site.keys import Marks
from quotidien.site.ledger import FILE, Ledger
from quotidien.site.listings import HEAD
from quotidien.site.postings import NOWHERE, Numbered, Postings
from quotidien.site.scopes import Listing

KENYA, EGYPT, OURS = Listing("world", "region", "KE"), Listing("world", "region", "EG"), Listing("", "ours", "")


class Desk:
    """A ledger in which three articles stand: a new one in two listings, two old ones in one; a build later."""

    def __init__(self, path: Path) -> None:
        self.ledger, _ = Ledger.open(path, "trust")
        self.posted: dict[int, bytes] = {}
        first = self.build({1: (-9, "2026-11", KENYA, EGYPT), 2: (-5, "2026-09", KENYA), 3: (-4, "2026-09", KENYA)})
        assert first == {"head KE", "head EG"}

    def build(self, wanted: dict[int, tuple[object, ...] | None]) -> set[str]:
        """Post pieces (rank, month, listings), or take them out; return what is marked."""
        marks = Marks()
        postings = Postings(self.ledger, marks, new=not self.posted)
        for id_, place in wanted.items():
            numbered = NOWHERE if place is None else self._numbered(postings, *place)
            self.posted[id_] = postings.post(id_, self.posted.get(id_, b""), numbered, f"{id_} changed")
        postings.settle()
        self.marks = {self._named(key): reason for key, reason in marks.reasons.items()}
        return set(self.marks)

    def _numbered(self, postings: Postings, rank: int, month: str, *listings: Listing) -> Numbered:
        return postings.numbered(rank, [(listing, month) for listing in listings])

    def _named(self, key: str) -> str:
        kind, number, *month = key.split()
        (code,) = self.ledger.one("SELECT code FROM listing WHERE id = ?", number) or (number,)
        return " ".join((kind, code, *month))

    def held(self, listing: Listing) -> tuple[int, dict[str, int], list[int]]:
        """Return what a listing is said to hold, in all and by month, and what stands in it, newest first."""
        id_, total = self.ledger.one("SELECT id, total FROM listing WHERE code = ?", listing.code)
        months = dict(self.ledger.all("SELECT month, total FROM month WHERE listing = ?", id_))
        return total, months, self.ledger.column("SELECT piece FROM posting WHERE listing = ? ORDER BY rank", id_)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Three articles in two listings."""
    opened = Desk(tmp_path / FILE)
    yield opened
    opened.ledger.close()


def test_listings_are_counted_in_all_and_by_month(desk: Desk):
    assert desk.held(KENYA) == (3, {"2026-11": 1, "2026-09": 2}, [1, 2, 3])
    assert desk.held(EGYPT) == (1, {"2026-11": 1}, [1])


def test_one_that_comes_touches_the_heads_and_the_month_that_it_stands_in(desk: Desk):
    assert desk.build({4: (-8, "2026-11", KENYA)}) == {"head KE", "month KE 2026-11"}
    assert desk.held(KENYA) == (4, {"2026-11": 2, "2026-09": 2}, [1, 4, 2, 3])


def test_one_that_stays_touches_them_too_since_it_may_look_otherwise(desk: Desk):
    before = desk.held(KENYA)
    assert desk.build({2: (-5, "2026-09", KENYA)}) == {"head KE", "month KE 2026-09"}
    assert desk.held(KENYA) == before


def test_one_that_moves_touches_the_month_that_it_left_too(desk: Desk):
    assert desk.build({3: (-8, "2026-11", KENYA)}) == {"head KE", "month KE 2026-11", "month KE 2026-09"}
    assert desk.held(KENYA) == (3, {"2026-11": 2, "2026-09": 1}, [1, 3, 2])


def test_one_that_leaves_a_listing_touches_it(desk: Desk):
    assert desk.build({1: (-9, "2026-11", KENYA)}) == {"head KE", "head EG", "month KE 2026-11", "month EG 2026-11"}
    assert desk.held(EGYPT) == (0, {}, [])


def test_one_that_is_gone_stands_nowhere(desk: Desk):
    desk.build({2: None})
    assert desk.held(KENYA) == (2, {"2026-11": 1, "2026-09": 1}, [1, 3])


def test_one_that_comes_back_stands_where_it_stood(desk: Desk):
    before = desk.held(KENYA)
    desk.build({2: None})
    desk.build({2: (-5, "2026-09", KENYA)})
    assert desk.held(KENYA) == before


def test_a_month_that_comes_marks_those_beside_it(desk: Desk):
    marked = desk.build({4: (-7, "2026-10", KENYA)})
    assert marked == {"head KE", "month KE 2026-10", "month KE 2026-11", "month KE 2026-09"}
    assert desk.marks["month KE 2026-09"] == "2026-10 beside it came or went"


def test_a_month_that_goes_marks_those_beside_it(desk: Desk):
    desk.build({4: (-7, "2026-10", KENYA)})
    assert desk.build({4: None}) == {"head KE", "month KE 2026-10", "month KE 2026-11", "month KE 2026-09"}


def test_a_month_at_the_end_marks_the_one_before_it_alone(desk: Desk):
    marked = desk.build({4: (-10, "2026-12", KENYA)})
    assert marked == {"head KE", "month KE 2026-12", "month KE 2026-11"}


def test_a_listing_that_outgrows_its_head_marks_all_its_months(desk: Desk):
    for number in range(4, HEAD + 1):
        assert "month KE 2026-09" not in desk.build({number: (-8, "2026-11", KENYA)})
    assert {"month KE 2026-11", "month KE 2026-09"} <= desk.build({HEAD + 1: (-8, "2026-11", KENYA)})
    assert "month KE 2026-09" in desk.build({HEAD + 1: None})


def test_a_listing_that_is_new_has_its_head_marked(desk: Desk):
    japan = Listing("world", "region", "JP")
    assert "head JP" in desk.build({2: (-5, "2026-09", KENYA, japan)})
    assert desk.held(japan)[0] == 1


def test_what_sitemaps_name_touches_the_sitemap_of_its_month(desk: Desk):
    assert {"sitemap 2026-09"} <= desk.build({2: (-5, "2026-09", OURS)})


def test_two_that_are_taken_in_at_once_and_again_are_counted_once(desk: Desk):
    marks = Marks()
    postings = Postings(desk.ledger, marks, new=False)
    (kenya,) = desk.ledger.one("SELECT id FROM listing WHERE code = 'KE'")
    wanted = (-8, ((kenya, "2026-11"),))
    postings.post(4, postings.post(4, b"", wanted, "first"), wanted, "second")
    postings.settle()
    assert desk.held(KENYA) == (4, {"2026-11": 2, "2026-09": 2}, [1, 4, 2, 3])
