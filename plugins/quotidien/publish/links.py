"""Every link inside the site leads to a file, and to an id that stands in it."""

from collections.abc import Iterator, Mapping

from quotidien.publish.built import Built, Examined, Finding, Place

_TOP = frozenset({"", "top"})
"""Fragments that need no id (HTML Standard, section 7.4.6.4)."""


def check(built: Built, examined: Mapping[str, Examined]) -> tuple[Finding, ...]:
    """Return the links that lead nowhere; `examined` holds every page, feed and sitemap by its path."""
    finder = _Finder(built, examined)
    return tuple(
        Finding(path, "links", f"{link} {fault}")
        for path, file in sorted(examined.items())
        for link, fault in finder.faults(path, file)
    )


class _Finder:
    """Remembers where rooted and absolute links lead: most pages share most of them."""

    def __init__(self, built: Built, examined: Mapping[str, Examined]) -> None:
        self._built = built
        self._examined = examined
        self._known: dict[str, str] = {}

    def faults(self, path: str, file: Examined) -> Iterator[tuple[str, str]]:
        base = self._built.address(path)
        for link in sorted(file.links):
            if fault := self._fault(link, base):
                yield link, fault

    def _fault(self, link: str, base: str) -> str:
        if not link.startswith(("/", "http:", "https:")):
            return self._judge(self._built.locate(link, base))
        if link not in self._known:
            self._known[link] = self._judge(self._built.locate(link, base))
        return self._known[link]

    def _judge(self, place: Place) -> str:
        target = self._examined.get(place.path, Examined())
        if place.fault or not place.path.endswith(".html"):
            return place.fault
        known = place.fragment in _TOP or place.fragment in target.ids
        return "" if known else f"names an id that {place.path} does not have"
