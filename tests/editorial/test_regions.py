import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.editorial.regions import LEAST_WEIGHT, tag_regions
from quotidien.model.articles import Document, Evidence
from quotidien.model.sources import Source

SOURCE = Source("paper", "The Paper", "https://paper.example/", ())


def source(**fields) -> Source:
    return Source("paper", "The Paper", "https://paper.example/", (), **fields)


def titled(title: str, language: str = "en", **fields) -> Document:
    return Document(title, fields.pop("summary", ""), fields.pop("text", ""), language, **fields)


def codes(document: Document, origin: Source = SOURCE) -> list[str]:
    return [evidence.code for evidence in tag_regions(document, origin)]


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("en", "Kenyan farmers wait for rain as Ethiopia fills its dam", ["KE", "ET"]),
        ("en", "Ivory Coast and the Democratic Republic of Congo sign a cocoa pact", ["CI", "CD"]),
        ("fr", "Les agriculteurs sénégalais et l’Iran signent un accord", ["SN", "IR"]),
        ("fr", "Aux États-Unis, la Maison-Blanche recule", ["US"]),
        ("es", "La presidenta mexicana viaja a Perú", ["MX", "PE"]),
        ("de", "Frankreichs Präsident trifft die polnische Regierung", ["FR", "PL"]),
        ("de", "Streit um Hilfe für die Niederlande und die Schweiz", ["NL", "CH"]),
        ("pt", "Moçambicanos e angolanos negociam em Maputo", ["MZ", "AO"]),
        ("it", "I ministri tedeschi arrivano a Roma", ["DE", "IT"]),
        ("nl", "Belgische boeren rijden naar Den Haag", ["BE", "NL"]),
        ("ru", "Власти Казахстана договорились с Узбекистаном о воде", ["KZ", "UZ"]),
        ("ru", "Французские фермеры вышли на улицы Парижа", ["FR"]),
        ("ar", "محادثات بين السودان وتشاد", ["SD", "TD"]),
        ("ja", "韓国とベトナムが貿易協定に署名", ["KR", "VN"]),
        ("zh", "肯尼亚与埃塞俄比亚签署协议", ["KE", "ET"]),
        ("tr", "Yunanistan'da deprem, İtalya yardım gönderdi", ["GR", "IT"]),
        ("sw", "Rais wa Kenya akutana na waziri wa Ufaransa", ["KE", "FR"]),
    ],
)
def test_countries_are_found_in_the_document_s_language(language: str, title: str, expected: list[str]) -> None:
    assert codes(titled(title, language)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("South Sudan counts its votes", ["SS"]),
        ("Guinea-Bissau closes its border", ["GW"]),
        ("Papua New Guinea opens a road", ["PG"]),
        ("Equatorial Guinea drills again", ["GQ"]),
        ("A new port for Nigeria", ["NG"]),
        ("A new port for Niger", ["NE"]),
        ("Women march in the rain", []),
        ("Patrols in the South China Sea", []),
        ("The Dominican Republic holds a vote", ["DO"]),
        ("Northern Ireland and Ireland agree on trade", ["GB", "IE"]),
    ],
)
def test_the_longest_whole_name_wins(title: str, expected: list[str]) -> None:
    assert codes(titled(title)) == expected


@pytest.mark.parametrize(
    "title",
    [
        "A guinea pig ate from fine china on a turkey farm",
        "Michael Jordan sells his house",
        "Georgia reports record peaches",
        "Jordan scores twice before half-time",
        "They told us to polish the chad off the ballots",
        "LET US EAT",
    ],
)
def test_words_that_mean_other_things_tag_nothing_alone(title: str) -> None:
    assert codes(titled(title)) == []


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Georgia counts its votes", "Crowds filled the centre of Tbilisi on Sunday.", ["GE"]),
        ("Jordan opens its border", "Trucks left Amman before dawn.", ["JO"]),
    ],
)
def test_a_second_witness_makes_a_doubtful_word_count(title: str, text: str, expected: list[str]) -> None:
    assert codes(titled(title, text=text)) == expected


def test_the_source_s_country_is_a_second_witness() -> None:
    assert codes(titled("Georgia counts its votes"), source(country="GE")) == ["GE"]


def test_the_source_s_country_alone_tags_nothing() -> None:
    assert codes(titled("A comet will pass on Friday"), source(country="GE")) == []


@pytest.mark.parametrize("word", ["والسودان", "بالسودان", "للسودان", "السودان", "وللسودان"])
def test_arabic_particles_before_a_name_do_not_hide_it(word: str) -> None:
    assert codes(titled(f"اتفاق جديد {word} اليوم", "ar")) == ["SD"]


@pytest.mark.parametrize("title", ["المصريون يصوتون", "والمصرية تفوز", "للمصريين في الخارج"])
def test_arabic_peoples_are_found_in_their_forms(title: str) -> None:
    assert codes(titled(title, "ar")) == ["EG"]


def test_an_arabic_word_that_only_holds_a_name_is_not_one() -> None:
    assert codes(titled("الوضع المالي للشركة", "ar")) == []


@pytest.mark.parametrize("title", ["マリオの新作ゲームが発売", "中国地方は大雪の見込み"])
def test_japanese_words_that_hold_a_name_are_left_alone(title: str) -> None:
    assert codes(titled(title, "ja")) == []


def test_japanese_names_need_no_spaces() -> None:
    assert codes(titled("南スーダンの首都ジュバで米国大使が会見", "ja")) == ["SS", "US"]


def test_a_japanese_pair_stands_for_both() -> None:
    assert codes(titled("日米首脳会談が始まる", "ja")) == ["JP", "US"]


def test_the_title_outweighs_the_body() -> None:
    body = "The talks began on Monday. " * 12 + "Peru joined. Peru signed. Peru left."
    assert codes(titled("Chile hosts a summit", text=body))[0] == "CL"


def test_one_mention_far_down_gives_no_tag() -> None:
    body = "The comet was seen again on Friday by many people. " * 12 + "It was also seen in Peru."
    assert codes(titled("A comet returns", text=body)) == []


def test_a_dateline_counts() -> None:
    with_line, without = (
        tag_regions(titled("Rains return", text=text), SOURCE)[0].weight
        for text in ("NAIROBI, Nov 10 — Farmers began to plant.", "In Nairobi farmers began to plant.")
    )
    assert with_line > without


def test_capitals_tell_a_name_from_a_pronoun() -> None:
    assert codes(titled("US sends us a letter")) == ["US"]
    assert tag_regions(titled("US sends us a letter"), SOURCE)[0].words == ("US",)


def test_a_headline_in_capitals_is_read() -> None:
    assert codes(titled("BRAZIL COFFEE EXPORTS RISE")) == ["BR"]


def test_an_area_is_tagged_where_no_country_in_it_is() -> None:
    assert codes(titled("Drought spreads across Africa")) == ["002"]
    assert codes(titled("Drought spreads from Kenya across Africa")) == ["KE"]


def test_the_source_s_own_categories_count() -> None:
    found = tag_regions(titled("A vote is held", categories=("Kenya",)), SOURCE)
    assert [(evidence.code, evidence.where) for evidence in found] == [("KE", ("category",))]


def test_tags_that_the_source_always_has_are_added_with_the_source_as_witness() -> None:
    found = tag_regions(titled("Chile hosts a summit"), source(regions=("NZ",)))
    assert found[0].code == "CL"
    assert found[1] == Evidence("NZ", 1.0, ("The Paper",), ("source",))


def test_a_tag_that_was_found_too_keeps_its_words_and_gains_the_source() -> None:
    (found,) = tag_regions(titled("Chile hosts a summit"), source(regions=("CL",)))
    assert found.words == ("Chile", "The Paper")
    assert found.where == ("title", "source")


def test_there_are_at_most_five_and_the_source_s_own_is_one_of_them() -> None:
    title = "Chile, Peru, Bolivia, Brazil, Ecuador and Colombia meet"
    found = codes(titled(title), source(regions=("NZ",)))
    assert len(found) == 5
    assert "NZ" in found


def test_evidence_says_what_was_found_and_where() -> None:
    document = titled("Peru votes", summary="Peruvians queued.", text="LIMA, May 3 — Lima was quiet. Peru waits.")
    (found,) = tag_regions(document, SOURCE)
    assert found.words == ("Peru", "Peruvians", "LIMA", "Lima")
    assert found.where == ("title", "summary", "text")
    assert found.weight == round(found.weight, 2) >= LEAST_WEIGHT


def test_an_unknown_language_falls_back_on_english_names() -> None:
    assert codes(titled("Zambia ti yan aare tuntun", "xx")) == ["ZM"]


TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("الصينوب日本マリFrance İß’ ")), max_size=120)


@given(TEXTS, TEXTS, st.sampled_from(["en", "fr", "ar", "ja", "ru", "de", "zh-Hant", "th", "xx", ""]))
def test_any_text_is_read_and_evidence_stands_in_it(title: str, text: str, language: str) -> None:
    for evidence in tag_regions(Document(title, "", text, language), SOURCE):
        assert evidence.weight >= LEAST_WEIGHT
        assert 1 <= len(evidence.words) <= 8
        assert all(word in title or word in text for word in evidence.words)
