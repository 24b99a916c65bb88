from msgspec.structs import replace

from quotidien.site import scopes
from quotidien.site.facts import encode
from tests.site import samples


def test_equal_scopes_have_equal_encodings_and_others_have_others():
    desk = samples.newsdesk()
    for kind in (scopes.ArticleScope, scopes.StoryScope, scopes.HeadScope, scopes.EditionScope, scopes.MonthScope):
        first, *others = desk.scopes(kind)
        assert encode(first) == encode(replace(first))
        assert all(encode(first) != encode(other) for other in others)


def test_what_is_listed_is_hashed_by_its_path_and_compared_whole():
    (listed, *_) = samples.newsdesk().scopes(scopes.HeadScope)[0].newest
    other = replace(listed, body="<p>Other</p>")
    assert hash(listed) == hash(other)
    assert listed != other


def test_a_year_is_not_taken_for_a_month():
    assert type(samples.newsdesk().scopes(scopes.YearScope)[0]) is not scopes.PeriodScope
