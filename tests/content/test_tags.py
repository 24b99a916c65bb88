import pytest

from quotidien.content import tags


def test_what_a_header_names_is_held_to_the_tables():
    assert tags.regions("KE, 002") == ("KE", "002")
    assert tags.topics("medtop:04000000") == ("medtop:04000000",)
    assert tags.language("PT_br") == "pt-BR"


@pytest.mark.parametrize(("read", "line"), [(tags.regions, "KE, Kenya"), (tags.topics, "sport"), (tags.language, "??")])
def test_what_no_table_knows_is_an_error(read, line: str):
    with pytest.raises(ValueError, match="is no "):
        read(line)
