import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.editorial.topics import LEAST_WEIGHT, is_not_news, tag_topics
from quotidien.model.articles import Document, Evidence
from quotidien.model.sources import Source

SOURCE = Source("paper", "The Paper", "https://paper.example/", ())


def document(title: str, language: str = "en", **fields) -> Document:
    return Document(title, fields.pop("summary", ""), fields.pop("text", ""), language, **fields)


def codes(read: Document, origin: Source = SOURCE) -> list[str]:
    return [evidence.code.removeprefix("medtop:")[:2] for evidence in tag_topics(read, origin)]


@pytest.mark.parametrize(
    ("language", "title", "main"),
    [
        ("en", "Striker scores twice as the league leaders win the cup semi-final", "15"),
        ("en", "Central bank raises interest rates to slow inflation", "04"),
        ("en", "Earthquake kills dozens; rescuers search for survivors", "03"),
        ("en", "Ceasefire holds as troops leave the frontline", "16"),
        ("fr", "Grève : les syndicats rejettent le plan social", "09"),
        ("fr", "Le parquet requiert dix ans de prison ferme contre l'escroc", "02"),
        ("es", "La vacuna contra el dengue llega a los hospitales", "07"),
        ("es", "Los diputados aprueban la moción de censura contra el presidente", "11"),
        ("de", "Forscher entdecken mit dem Teleskop einen neuen Planeten", "13"),
        ("de", "Der Wetterdienst warnt vor Unwettern und Starkregen", "17"),
        ("pt", "Desmatamento na Amazônia cai e emissões recuam", "06"),
        ("it", "Il papa riceve i vescovi in Vaticano", "12"),
        ("nl", "Leraren en leerlingen terug op school na de vakantie", "05"),
        ("ru", "Сборная по футболу выиграла матч чемпионата", "15"),
        ("ar", "المنتخب يفوز في نصف نهائي كأس العالم لكرة القدم", "15"),
        ("ar", "ارتفاع التضخم والبنك المركزي يرفع أسعار الفائدة", "04"),
        ("ja", "地震で家屋が倒壊、消防が救助に", "03"),
    ],
)
def test_the_main_topic_of_a_headline_is_found(language: str, title: str, main: str) -> None:
    assert codes(document(title, language))[0] == main


def test_a_weak_word_alone_gives_no_topic() -> None:
    assert codes(document("A green door")) == []


def test_a_text_without_known_words_has_no_topic() -> None:
    assert codes(document("Zzz qqq", text="Lorem ipsum dolor sit amet.")) == []


@pytest.mark.parametrize(
    ("url", "categories", "main"),
    [
        ("https://paper.example/sport/2026/11/a-name.html", (), "15"),
        ("https://paper.example/2026/a-name.html", ("Politique",), "11"),
        ("https://paper.example/2026/a-name.html", ("Wirtschaft",), "04"),
        ("https://paper.example/%D9%85%D9%86/a", ("ثقافة",), "01"),
        ("https://paper.example/a", ("Climate Change",), "06"),
    ],
)
def test_the_source_s_sections_count_in_any_language(url: str, categories: tuple[str, ...], main: str) -> None:
    assert codes(document("A name", "xx", url=url, categories=categories)) == [main]


def test_the_last_part_of_an_address_is_no_section() -> None:
    assert codes(document("A name", url="https://paper.example/2026/sport")) == []


def test_a_section_outweighs_a_few_words() -> None:
    read = document("The minister at the match", url="https://paper.example/sport/x.html")
    assert codes(read)[0] == "15"


def test_the_longest_phrase_is_the_one_that_counts() -> None:
    (found,) = tag_topics(document("World Cup begins"), SOURCE)
    assert found.words == ("World Cup",)


def test_a_stem_matches_only_from_the_beginning_of_a_word() -> None:
    assert codes(document("Unelectable and preelection are odd words")) == []
    assert tag_topics(document("Elections near"), SOURCE)[0].words == ("Elections",)


def test_there_are_at_most_three() -> None:
    title = "Football election vaccine film inflation earthquake ceasefire school"
    assert len(codes(document(title))) == 3


def test_topics_that_the_source_always_has_are_added_with_the_source_as_witness() -> None:
    always = Source("paper", "The Paper", "https://paper.example/", (), topics=("medtop:12000000",))
    found = tag_topics(document("Football final tonight"), always)
    assert [evidence.code for evidence in found] == ["medtop:15000000", "medtop:12000000"]
    assert found[1] == Evidence("medtop:12000000", 1.0, ("The Paper",), ("source",))


def test_evidence_says_what_was_found_and_where() -> None:
    read = document("Football returns", summary="The league begins.", url="https://paper.example/sport/x.html")
    (found,) = tag_topics(read, SOURCE)
    assert found.words == ("Football", "league", "sport")
    assert found.where == ("title", "summary", "category")
    assert found.weight == pytest.approx(6 + 2 + 12)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Your horoscope for Monday", "horoscope"),
        ("Horoscope du jour : Bélier", "horoscope"),
        ("الأبراج اليوم", "horoscope"),
        ("今日の運勢", "horoscope"),
        ("Lottozahlen am Samstag", "lottery numbers"),
        ("The winning lottery numbers for Friday", "lottery numbers"),
        ("Code promo : dix euros offerts", "advertising"),
        ("Kreuzworträtsel der Woche", "crossword or puzzle"),
    ],
)
def test_a_title_can_say_that_it_is_no_news(title: str, reason: str) -> None:
    assert is_not_news(document(title)) == reason


@pytest.mark.parametrize(
    "title", ["Minister resigns over lottery contract", "The crosswords of history", "Astrologers meet in Delhi", ""]
)
def test_news_about_such_things_is_news(title: str) -> None:
    assert is_not_news(document(title)) == ""


TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("football école الحرب 選挙 İß’ ")), max_size=120)


@given(TEXTS, TEXTS, st.sampled_from(["en", "fr", "ar", "ja", "ru", "de", "xx", ""]), st.text(max_size=40))
def test_any_text_is_read_and_evidence_stands_in_it(title: str, text: str, language: str, path: str) -> None:
    read = Document(title, "", text, language, url=f"https://paper.example/{path}", categories=(path,))
    is_not_news(read)
    for evidence in tag_topics(read, SOURCE):
        assert evidence.weight >= LEAST_WEIGHT
        assert all(word in title or word in text or word in read.url or word in path for word in evidence.words)
