"""Our figures on labelled data that nobody here wrote, held by their floors where the data lies beside the checkout."""

from pathlib import Path

import pytest

from quotidien.commands.quality import floors
from quotidien.commands.scoring import SETS, score

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
FLOORS = floors.read_floors(ROOT)


def test_every_set_has_its_floors():
    assert sorted(FLOORS) == sorted(SETS)


def test_the_page_is_the_one_that_the_floors_make():
    assert (ROOT / floors.PAGE).read_text("utf-8") == floors.page(FLOORS, floors.read_known(ROOT))


@pytest.mark.parametrize("name", sorted(SETS))
def test_no_figure_falls_under_its_floor(name):
    if not (DATA / name).is_dir():
        pytest.skip(f"the labelled data of {name} (../shared/data) is not beside this checkout")
    figures = score(name, DATA / name).figures
    assert sorted(figures) == sorted(FLOORS[name])
    floor = FLOORS[name]
    assert {
        each: (value, floor[each]) for each, value in figures.items() if floors.is_under(each, value, floor[each])
    } == {}
