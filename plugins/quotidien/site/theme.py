"""The theme: a page's template and inputs to its bytes, in the page's language.

Templates see a page's inputs and the filters named here, nothing else; a name that they misspell is an error.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from quotidien.config import Site
from quotidien.errors import Fault, FixConfiguration, ReportBug
from quotidien.model import dates, languages
from quotidien.site.pages import Page
from quotidien.site.words import Words, catalogue, words_of


class Theme:
    """The templates of `folder` for a site; those in `overrides` win, as Pelican's THEME_TEMPLATES_OVERRIDES has it."""

    def __init__(self, folder: Path, site: Site, overrides: Sequence[str] = ()) -> None:
        self._environment: Callable[[str, str], Environment] = lru_cache(maxsize=None)(
            lambda language, zone: _environment(folder, site, overrides, words_of(language, zone))
        )

    def render(self, page: Page) -> bytes:
        """Return the page as UTF-8. Raises FixConfiguration for a template's syntax, ReportBug for its names."""
        try:
            template = self._environment(page.language, page.zone).get_template(page.template)
            return template.render(page.inputs).encode()
        except TemplateSyntaxError as error:
            fault = Fault(error.filename or page.template, error.lineno, error.message or "cannot be read")
            raise FixConfiguration((fault,)) from error
        except TemplateError as error:
            raise ReportBug(f"{page.template} cannot show {page.path}: {error}", url=page.path) from error


def _environment(folder: Path, site: Site, overrides: Sequence[str], words: Words) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([*overrides, str(folder / "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    translations = catalogue(folder / "translations", words.language)
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {"page_language": words.language, "weekdays": words.weekdays()}
    environment.filters.update(_filters(site, words))
    return environment


def _listed(names: Iterable[str], words: Words) -> Markup:
    """Return names as a list in a sentence, each kept apart from the direction of what surrounds it."""
    return Markup(words.listed(Markup("<bdi>{}</bdi>").format(name) for name in names))  # noqa: S704 - each is escaped


def _filters(site: Site, words: Words) -> dict[str, Callable[..., Any]]:
    return {
        "href": lambda path: site.base + path,
        "absolute": lambda path: site.url + path,
        "html": Markup,
        "day": words.day,
        "short_day": words.short_day,
        "time": words.time,
        "zone": words.zone_name,
        "dated": words.dated,
        "local": words.local,
        "month": words.month,
        "month_name": words.month_name,
        "number": words.number,
        "listed": lambda names: _listed(names, words),
        "language": words.language_name,
        "iso": dates.iso,
        "direction": lru_cache(maxsize=None)(languages.direction),
    }
