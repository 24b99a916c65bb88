import pytest

from quotidien import data
from quotidien.model.regions import Region, ancestors

WORLD = {
    region.code: region
    for region in (
        Region("001", "world", "World", ""),
        Region("002", "africa", "Africa", "001"),
        Region("202", "sub-saharan-africa", "Sub-Saharan Africa", "002"),
        Region("KE", "kenya", "Kenya", "202"),
    )
}


@pytest.mark.parametrize(
    ("code", "areas"), [("KE", ("202", "002", "001")), ("202", ("002", "001")), ("002", ("001",)), ("001", ())]
)
def test_ancestors_come_nearest_first_and_the_world_last(code: str, areas: tuple[str, ...]) -> None:
    assert ancestors(code, WORLD) == areas


def test_a_code_that_the_table_lacks_is_an_error_and_not_an_empty_answer() -> None:
    with pytest.raises(KeyError):
        ancestors("ZZ", WORLD)


@pytest.mark.parametrize("code", sorted(data.regions()))
def test_every_region_of_the_table_lies_in_the_world(code: str) -> None:
    assert code == "001" or ancestors(code, data.regions())[-1] == "001"
