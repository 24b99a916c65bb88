"""What kind of writing an article is, by the source's own words for it: categories and parts of the address."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from unidecode import unidecode

from quotidien.model.articles import Genre

_WORDS = {
    Genre.SPONSORED: "sponsored advertorial partner-content paid-post branded-content patrocinado publirreportage",
    Genre.SATIRE: "satire sátira satira",
    Genre.RELEASE: "press-release press-releases communique-de-presse pressemitteilung comunicado-de-prensa",
    Genre.LIVE: "live live-blog liveblog liveticker en-direct en-vivo ao-vivo diretta",
    Genre.ANALYSIS: "analysis analyse analyses análisis analise analisi explainer décryptage hintergrund تحليل 解説",
    Genre.OPINION: "opinion opinions commentary comment commentisfree op-ed editorial editorials column columns "
    "tribune chronique meinung kommentar opinión opinião opinioni editoriale columna رأي 社説 オピニオン мнение",
}


def _folded(word: str) -> str:
    """Return the word in lower-case ASCII with hyphens, so that accents and spaces do not matter."""
    return "-".join(unidecode(word).lower().split())


_GENRES = {_folded(word): genre for genre, words in _WORDS.items() for word in words.split()}


def genre_of(url: str, categories: Iterable[str]) -> Genre:
    """Return the first genre that a category, then a folder of the address, names; news where none does.

    >>> genre_of("https://x.example/opinion/2026/why", ()), genre_of("", ("Press Release",))
    (<Genre.OPINION: 'opinion'>, <Genre.RELEASE: 'release'>)
    """
    folders = unquote(urlsplit(url).path).split("/")[1:-1]
    for word in (*categories, *folders):
        if genre := _GENRES.get(_folded(word)):
            return genre
    return Genre.NEWS
