import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quotidien import config
from quotidien.errors import FixConfiguration
from quotidien.model.editions import Digest
from quotidien.model.sources import Rights, Source

ROOT = Path(__file__).resolve().parents[1]
CASES = Path(__file__).parent / "data" / "config"

SITE = '[site]\nname = "World"\nurl = "https://world.example"\ncontact = "desk@world.example"\npublisher = "The desk"\n'
DIGEST = '[[digest]]\nslug = "world"\nname = "World"\n'
SOURCE = (
    '[[source]]\nslug = "rift"\nname = "Rift"\nhomepage = "https://rift.example/"\nfeeds = ["https://rift.example/f"]\n'
)
MAIN = SITE + DIGEST

Load = Callable[..., config.Project]
Faults = Callable[..., list[str]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def read(main: str | bytes = MAIN, sources: str | bytes = SOURCE) -> config.Project:
        for name, content in (("quotidien.toml", main), ("sources.toml", sources)):
            (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return config.load(tmp_path)

    return read


@pytest.fixture
def faults(load: Load) -> Faults:
    def read(main: str | bytes = MAIN, sources: str | bytes = SOURCE) -> list[str]:
        with pytest.raises(FixConfiguration) as caught:
            load(main, sources)
        return [str(fault) for fault in caught.value.faults]

    return read


# -- What is right ---------------------------------------------------------------------------------------------------


def test_a_whole_configuration_is_read_with_every_key() -> None:
    project = config.load(CASES / "whole")
    assert project.site == config.Site(
        name="The World",
        url="https://world.example/news",
        contact="desk@world.example",
        publisher="The desk",
        zone="Europe/Paris",
        language="fr",
    )
    assert project.digests == (
        Digest(slug="world", name="World"),
        Digest(
            slug="africa",
            name="L’Afrique",
            language="fr",
            languages=("fr", "en-GB"),
            zone="Africa/Nairobi",
            hour=5,
            size=12,
            regions=("002", "KE"),
            topics=("medtop:04000000",),
            sources=("rift",),
        ),
    )
    assert project.limits == config.Limits(timeout_s=5.0, private_addresses=True)
    assert project.publish == config.Publish("htdocs")


def test_sources_come_in_the_order_of_their_slugs() -> None:
    assert config.load(CASES / "whole").sources == (
        Source("matin", "Le Matin", "https://matin.example/", ("https://matin.example/feed",)),
        Source(
            slug="rift",
            name="Radio Rift",
            homepage="https://rift.example/",
            feeds=("https://rift.example/feed", "https://rift.example/feed.json"),
            country="KE",
            languages=("en", "sw"),
            rights=Rights.FULL,
            licence="CC BY 4.0",
            owner="Rift Trust",
            weight=2.0,
            regions=("KE",),
            topics=("medtop:04000000",),
            pace_s=3.0,
            enabled=False,
        ),
    )


@pytest.mark.parametrize(("url", "base"), [("https://world.example/", ""), ("https://x.example/a/b/", "/a/b")])
def test_the_base_is_the_folder_that_the_address_ends_in(load: Load, url: str, base: str) -> None:
    assert load(MAIN.replace("https://world.example", url)).site.base == base


def test_the_folders_of_a_project_follow_from_its_root(load: Load, tmp_path: Path) -> None:
    project = load()
    assert [project.content, project.cache, project.reports, project.output, project.theme] == [
        tmp_path / name for name in ("content", ".cache", "reports", "output", "theme")
    ]


def test_a_whole_number_is_good_for_seconds_and_becomes_a_fraction(load: Load) -> None:
    assert repr(load(MAIN + "[limits]\npace_s = 2\n").limits.pace_s) == "2.0"


def test_a_mark_of_byte_order_and_windows_line_ends_do_no_harm(load: Load) -> None:
    project = load(("\ufeff" + MAIN).replace("\n", "\r\n"), ("\ufeff" + SOURCE).replace("\n", "\r\n"))
    assert project.digests[0].name == "World"


def test_a_name_stays_on_one_line_so_that_no_header_or_title_breaks(load: Load) -> None:
    project = load(MAIN.replace('"desk@world.example"', '"desk@world.example\\r\\nX-Evil: 1"'))
    assert project.site.contact == "desk@world.example X-Evil: 1"


def test_the_shipped_files_are_right() -> None:
    assert len(config.load(ROOT).sources) > 20


def test_every_default_that_the_shipped_file_shows_in_a_comment_is_the_default(load: Load) -> None:
    lines = (ROOT / "quotidien.toml").read_text("utf-8").partition("[limits]")[2].partition("[publish]")[0].splitlines()
    shown = "\n".join(line.removeprefix("# ") for line in lines if " = " in line)
    assert shown.count(" = ") >= len(dataclasses.fields(config.Limits))
    assert load(f"{MAIN}[limits]\n{shown}\n").limits == config.Limits()


# -- Every fault at once, each on its line ---------------------------------------------------------------------------


def test_ten_faults_in_two_files_are_all_reported_with_their_lines_and_the_nearest_key() -> None:
    with pytest.raises(FixConfiguration) as caught:
        config.load(CASES / "ten-faults")
    expected = (CASES / "ten-faults" / "expected.txt").read_text("utf-8").splitlines()
    assert len(expected) >= 10
    assert [str(fault) for fault in caught.value.faults] == expected
    assert str(caught.value).splitlines() == expected


def test_a_missing_file_is_named_and_the_other_is_judged_all_the_same(tmp_path: Path) -> None:
    shutil.copy(CASES / "ten-faults" / "sources.toml", tmp_path)
    with pytest.raises(FixConfiguration) as caught:
        config.load(tmp_path)
    files = [fault.file for fault in caught.value.faults]
    assert files == ["quotidien.toml", "sources.toml", "sources.toml", "sources.toml"]
    assert "is missing" in caught.value.faults[0].what


def test_an_empty_folder_lacks_both_files(tmp_path: Path) -> None:
    with pytest.raises(FixConfiguration) as caught:
        config.load(tmp_path)
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("quotidien.toml", 1), ("sources.toml", 1)]


def test_a_missing_list_of_sources_is_not_also_blamed_on_the_digest_that_names_one(load: Load, tmp_path: Path) -> None:
    load(MAIN + 'sources = ["rift"]\n')
    (tmp_path / "sources.toml").unlink()
    with pytest.raises(FixConfiguration) as caught:
        config.load(tmp_path)
    assert [fault.file for fault in caught.value.faults] == ["sources.toml"]


def test_a_folder_in_the_place_of_a_file_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "quotidien.toml").mkdir()
    (tmp_path / "sources.toml").write_text(SOURCE)
    with pytest.raises(FixConfiguration, match=r"quotidien\.toml:1: cannot be read"):
        config.load(tmp_path)


def test_a_file_in_another_encoding_is_named_with_the_byte(faults: Faults) -> None:
    assert faults(MAIN.replace("World", "Monde été").encode("latin-1")) == [
        "quotidien.toml:2: is not UTF-8 at byte 21: save it as UTF-8"
    ]


@pytest.mark.parametrize(
    ("extra", "line"),
    [("zone = Paris\n", 9), ('name = "again"\n', 9), ("sources = [\n", 9)],
    ids=["a word without quotes", "a key twice", "a list without end"],
)
def test_what_is_no_toml_is_reported_on_the_line_where_it_breaks(faults: Faults, extra: str, line: int) -> None:
    (fault,) = faults(MAIN + extra)
    assert fault.startswith(f"quotidien.toml:{line}: is not TOML")


def test_an_empty_main_file_lacks_everything_and_says_so(faults: Faults) -> None:
    found = faults("")
    assert [f"[site] lacks {name!r}" in "\n".join(found) for name in ("name", "url", "contact", "publisher")] == [
        True
    ] * 4
    assert "quotidien.toml:1: wants at least one [[digest]], in double brackets" in found


def test_an_empty_list_of_sources_is_a_fault(faults: Faults) -> None:
    assert faults(sources="") == ["sources.toml:1: wants at least one [[source]], in double brackets"]


# -- Tables ----------------------------------------------------------------------------------------------------------


def test_the_only_table_in_double_brackets_is_told_to_use_single_ones(faults: Faults) -> None:
    assert faults(MAIN.replace("[site]", "[[site]]")) == [
        "quotidien.toml:1: write [site] once, in single brackets",
    ]


def test_a_list_of_tables_in_single_brackets_is_told_to_use_double_ones(faults: Faults) -> None:
    assert faults(MAIN.replace("[[digest]]", "[digest]")) == [
        "quotidien.toml:6: wants at least one [[digest]], in double brackets"
    ]


def test_an_unknown_table_is_named_with_the_nearest_known_one(faults: Faults) -> None:
    assert faults(MAIN + "[Limits]\nrequests = 3\n") == [
        "quotidien.toml:9: unknown table [Limits]; did you mean 'limits'?"
    ]


def test_an_unknown_table_that_is_near_to_nothing_is_named_alone(faults: Faults) -> None:
    assert faults(MAIN + "[colours]\n") == ["quotidien.toml:9: unknown table [colours]"]


def test_a_key_before_the_first_table_is_told_that_it_is_none(faults: Faults) -> None:
    assert faults("\nnames = 3\n" + MAIN) == ["quotidien.toml:2: unknown table [names]"]


def test_the_sources_do_not_belong_in_the_main_file(faults: Faults) -> None:
    assert faults(MAIN + SOURCE)[0].startswith("quotidien.toml:9: unknown table [source]")


def test_a_table_inside_another_is_an_unknown_key_on_its_own_line_and_does_not_move_the_next(faults: Faults) -> None:
    found = faults(sources=SOURCE + '[source.terms]\nby = "hand"\n' + SOURCE.replace("rift", "matin") + "weight = 11\n")
    assert found == [
        "sources.toml:6: unknown key 'terms' in [source]",
        "sources.toml:13: weight wants a number from 0 to 10, not 11",
    ]


# -- Keys ------------------------------------------------------------------------------------------------------------


def test_a_wrong_value_in_the_third_source_names_its_line(faults: Faults) -> None:
    three = "".join(SOURCE.replace("rift", slug) + "\n" for slug in ("one", "two", "three"))
    assert faults(sources=three + 'languages = ["en", "english please"]\n') == [
        "sources.toml:19: languages 'english please' is no language tag: use BCP 47, such as en or pt-BR"
    ]


@pytest.mark.parametrize(
    "before",
    [
        'languages = [\n  "en",\n  "fr",\n]\n',
        'tagline = """\n[site]\nzone = 3\n"""\n',
        "tagline = '''\nzone = \"\"\"\n'''\n",
        'tagline = "a\u2028b\u0085c"\n\n\n',
        "# zone = 3\n#\n\n",
    ],
    ids=["array", "text", "literal text", "strange line ends", "comments"],
)
def test_what_spans_lines_keeps_the_numbers_of_later_ones_right(faults: Faults, before: str) -> None:
    main = DIGEST + before if before.startswith("languages") else SITE + before
    rest = SITE if before.startswith("languages") else DIGEST
    line = (main + rest).count("\n") + 1
    assert faults(main + rest + 'zone = "Nowhere"\n')[-1].startswith(f"quotidien.toml:{line}: zone 'Nowhere'")


def test_a_quoted_key_has_its_line_too(faults: Faults) -> None:
    assert faults(MAIN + '"hour" = 99\n') == ["quotidien.toml:9: hour wants a number from 0 to 23, not 99"]


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("hour", "true", "hour wants a whole number, not True"),
        ("hour", "6.5", "hour wants a whole number, not 6.5"),
        ("hour", "-1", "hour wants a number from 0 to 23, not -1"),
        ("size", "0", "size wants a number from 1 to 200, not 0"),
        ("zone", '"Mars/Olympus"', "zone 'Mars/Olympus' is no time zone: use an IANA name such as Europe/Paris"),
        (
            "zone",
            '"../../etc/passwd"',
            "zone '../../etc/passwd' is no time zone: use an IANA name such as Europe/Paris",
        ),
        ("zone", '""', "zone '' is no time zone: use an IANA name such as Europe/Paris"),
        ("language", "7", "language wants text in quotes, not 7"),
        ("language", '"qq"', "language 'qq' is no language that dates and names can be written in"),
        ("languages", '"en"', "languages wants a list in brackets, not 'en'"),
        ("regions", '["ZZ"]', "regions 'ZZ' is no region: use an ISO 3166-1 or UN M49 code"),
        ("regions", '["ke"]', "regions 'ke' is no region: use an ISO 3166-1 or UN M49 code; did you mean 'KE'?"),
        (
            "topics",
            '["medtop:0400000"]',
            "topics 'medtop:0400000' is no topic: use an IPTC medtop code; did you mean 'medtop:04000000'?",
        ),
        ("sources", '["rif"]', "no source is called 'rif'; did you mean 'rift'?"),
        ("hours", "6", "unknown key 'hours' in [digest]; did you mean 'hour'?"),
    ],
)
def test_a_wrong_value_says_what_would_be_right(faults: Faults, key: str, value: str, what: str) -> None:
    assert faults(f"{MAIN}{key} = {value}\n") == [f"quotidien.toml:9: {what}"]


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("country", '"002"', "country '002' is no ISO 3166-1 code of a country"),
        ("country", '"ke"', "country 'ke' is no ISO 3166-1 code of a country; did you mean 'KE'?"),
        ("rights", '"Full"', "rights 'Full' is none of full, excerpt, link"),
        ("weight", "nan", "weight wants a number from 0 to 10, not nan"),
        ("weight", "inf", "weight wants a number from 0 to 10, not inf"),
        ("weight", '"2"', "weight wants a number, not '2'"),
        ("enabled", '"no"', "enabled wants true or false, not 'no'"),
        ("enabled", "1", "enabled wants true or false, not 1"),
        ("feed", '["https://rift.example/f"]', "unknown key 'feed' in [source]; did you mean 'feeds'?"),
    ],
)
def test_a_wrong_value_of_a_source_says_what_would_be_right(faults: Faults, key: str, value: str, what: str) -> None:
    assert faults(sources=f"{SOURCE}{key} = {value}\n") == [f"sources.toml:6: {what}"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            '"rift"',
            '"Radio Rift"',
            "2: slug 'Radio Rift' is no slug: use lower-case letters a-z, digits and single hyphens",
        ),
        ('"rift"', '"../rift"', "2: slug '../rift' is no slug: use lower-case letters a-z, digits and single hyphens"),
        ('"Rift"', '"  "', "3: name may not be empty"),
        ('"https://rift.example/"', '"rift.example"', "4: homepage 'rift.example' is no http(s) address"),
        (
            '["https://rift.example/f"]',
            '["javascript:alert(1)"]',
            "5: feeds 'javascript:alert(1)' is no http(s) address",
        ),
        ('["https://rift.example/f"]', "[]", "5: feeds may not be empty"),
    ],
)
def test_what_every_source_needs_is_judged_on_its_line(faults: Faults, old: str, new: str, what: str) -> None:
    assert faults(sources=SOURCE.replace(old, new)) == [f"sources.toml:{what}"]


@pytest.mark.parametrize("url", ["https://world.example/?a=1", "https://world.example/#top"])
def test_the_address_of_the_site_ends_in_a_folder(faults: Faults, url: str) -> None:
    assert faults(MAIN.replace("https://world.example", url)) == [
        f"quotidien.toml:3: url {url!r} has more than a host and folders"
    ]


def test_large_numbers_are_written_so_that_a_person_can_read_them(faults: Faults) -> None:
    assert faults(MAIN + "[limits]\nfeed_bytes = 10\n") == [
        "quotidien.toml:10: feed_bytes wants a number from 1_000 to 1_000_000_000, not 10"
    ]


# -- Slugs beside one another ----------------------------------------------------------------------------------------


def test_each_second_use_of_a_slug_is_a_fault_where_it_stands(faults: Faults) -> None:
    assert faults(sources=SOURCE * 3) == [
        f"sources.toml:{line}: slug 'rift' stands twice: give each [[source]] its own" for line in (7, 12)
    ]


def test_two_sources_without_a_slug_lack_one_and_are_not_called_twins(faults: Faults) -> None:
    assert faults(sources=SOURCE.replace('slug = "rift"\n', "") * 2) == [
        "sources.toml:1: [source] lacks 'slug'",
        "sources.toml:5: [source] lacks 'slug'",
    ]


TAKEN = (
    "regions topics languages sources stories articles archive search subscribe about policies status theme images "
    "static drafts pages 2026 0000"
).split()


@pytest.mark.parametrize("slug", TAKEN)
def test_a_second_digest_cannot_take_the_name_of_a_folder_of_the_site(faults: Faults, slug: str) -> None:
    assert faults(MAIN + DIGEST.replace('"world"', f'"{slug}"')) == [
        f"quotidien.toml:10: slug {slug!r} is a folder of the site: choose another"
    ]


@pytest.mark.parametrize("slug", TAKEN)
def test_the_first_digest_may_since_it_lives_at_the_root(load: Load, slug: str) -> None:
    assert load(MAIN.replace('"world"', f'"{slug}"')).digests[0].slug == slug


@pytest.mark.parametrize("slug", ["20260", "202", "region", "fr"])
def test_a_slug_that_only_resembles_a_folder_is_free(load: Load, slug: str) -> None:
    assert load(MAIN + DIGEST.replace('"world"', f'"{slug}"')).digests[1].slug == slug


def test_a_digest_with_another_fault_is_told_of_its_folder_too(faults: Faults) -> None:
    found = faults(MAIN + DIGEST.replace('"world"', '"about"') + "hour = 25\n")
    assert [fault.partition(": ")[0] for fault in found] == ["quotidien.toml:10", "quotidien.toml:12"]
