"""The theme: a page's template and inputs to its bytes, in the page's language.

Templates see a page's inputs and the filters named here, nothing else; a name that they misspell is an error.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from gettext import NullTranslations
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Impossible, TemplateData
from jinja2.runtime import Context
from markupsafe import Markup, escape

import quotidien
from quotidien.config import Site
from quotidien.errors import Fault, FixConfiguration, ReportBug
from quotidien.model import dates, languages
from quotidien.site.pages import Page
from quotidien.site.words import Words, catalogue, words_of

REMEMBERED = 20_000
"""So many pieces that `once` rendered stay in memory, for each language and zone."""
KEPT = 4096


class Theme:
    """The templates of `folder` for a site; those in `overrides` win, as Pelican's THEME_TEMPLATES_OVERRIDES has it.

    `cache` is a folder for compiled templates: it may be missing, hold what is broken, or refuse to be written to.
    """

    def __init__(self, folder: Path, site: Site, overrides: Sequence[str] = (), cache: Path | None = None) -> None:
        compiled = _Compiled(cache) if cache else None
        self._environment: Callable[[str, str], Environment] = lru_cache(maxsize=None)(
            lambda language, zone: _environment(folder, site, overrides, words_of(language, zone), compiled)
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


class _Bucket(Bucket):
    """A compiled template led by its hash: what is broken or foreign is compiled anew, and never unpickled."""

    def load_bytecode(self, f: IO[bytes]) -> None:
        seal, code = f.read(32), f.read()
        if sha256(code).digest() == seal:
            super().load_bytecode(BytesIO(code))

    def write_bytecode(self, f: IO[bytes]) -> None:
        code = BytesIO()
        super().write_bytecode(code)
        f.write(sha256(code.getvalue()).digest() + code.getvalue())


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates in a folder, which need not be there nor be writable.

    Each is good for one source under one version of us and of Jinja. Jinja writes them atomically.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._versions = f"{quotidien.__version__} {version('jinja2')} "
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        checksum = self.get_source_checksum(self._versions + source)
        bucket = _Bucket(environment, self.get_cache_key(name, filename), checksum)
        with suppress(OSError):
            self.load_bytecode(bucket)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().set_bucket(bucket)


def _shown(value: object) -> str:
    """Return what `escape` does, sooner for what is markup already: half of what templates show."""
    return value if type(value) is Markup else escape(value)


class _Generator(CodeGenerator):
    """Compiles from a template's source alone, whatever the language and the address of the site.

    Jinja would put in what a filter makes of a constant; here all values are left to the rendering.
    """

    def _output_child_to_const(self, node: Any, frame: Any, finalize: Any) -> str:
        if not isinstance(node, TemplateData):
            raise Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Context(Context):
    """Calls what templates call without asking whether it wants the context: nothing that they see does."""

    def call(
        self, called: Callable[..., Any], /, *values: Any, _loop_vars: Any = (), _block_vars: Any = (), **named: Any
    ) -> Any:
        del _loop_vars, _block_vars
        return called(*values, **named)


class _Environment(Environment):
    """Jinja's, without the work that it does at each page for what we do not use."""

    code_generator_class = _Generator
    context_class = _Context
    shown = staticmethod(_shown)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, optimized=False)
        self.get_template = lru_cache(maxsize=None)(self.get_template)  # type: ignore[method-assign]

    def make_globals(self, d: Any) -> Any:
        """Return the environment's globals themselves where a template has none of its own."""
        return super().make_globals(d) if d else self.globals


def _environment(
    folder: Path, site: Site, overrides: Sequence[str], words: Words, compiled: BytecodeCache | None
) -> Environment:
    environment = _Environment(
        loader=FileSystemLoader([*overrides, str(folder / "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=compiled,
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals |= _gettext(catalogue(folder / "translations", words.language))
    environment.globals |= {"page_language": words.language, "weekdays": words.weekdays()}
    environment.filters.update(_filters(site, words))
    return environment


def _gettext(translations: NullTranslations) -> dict[str, Callable[..., Markup]]:
    """Return Jinja's newstyle functions, which escape the values; a message without any is translated once."""
    plain = lru_cache(maxsize=KEPT)(lambda message: Markup(translations.gettext(message) % {}))  # noqa: S704

    def gettext(message: str, /, **values: object) -> Markup:
        return _filled(translations.gettext(message), values) if values else plain(message)

    def ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
        return _filled(translations.ngettext(one, many, number), {"num": number} | values)

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def _filled(message: str, values: dict[str, object]) -> Markup:
    shown = {name: value if isinstance(value, int | float) else escape(value) for name, value in values.items()}
    return Markup(message % shown)  # noqa: S704 - the theme's own words


def _listed(names: tuple[str, ...], words: Words) -> Markup:
    """Return names, which are text, as a list in a sentence, each apart from the direction of what surrounds it."""
    return Markup(words.listed(f"<bdi>{escape(str(name))}</bdi>" for name in names))  # noqa: S704 - each is escaped


def _flow(tag: str, page: str) -> Markup:
    """Return the direction of what is in language `tag` as an attribute, "" where the page's is the same."""
    direction = languages.direction(tag)
    return Markup() if direction == languages.direction(page) else Markup(' dir="{}"').format(direction)


def _tongue(tag: str, page: str) -> Markup:
    """Return the language `tag` as attributes, "" where the page is in it."""
    return Markup(' lang="{}"{}').format(tag, _flow(tag, page)) if tag and tag != page else Markup()


def _ours(tag: str, page: str) -> Markup:
    """Return the page's direction as an attribute, for its own words inside what flows as `tag` does."""
    return Markup(' dir="{}"').format(languages.direction(page)) if _flow(tag, page) else Markup()


def _once() -> Callable[..., Markup]:
    """Return a filter that calls a macro once for equal values, which must be all that it depends on."""

    @lru_cache(maxsize=REMEMBERED, typed=True)
    def remembered(macro: Callable[..., Markup], *values: object, **named: object) -> Markup:
        return macro(*values, **named)

    def once(macro: Callable[..., Markup], *values: object, **named: object) -> Markup:
        try:
            return remembered(macro, *values, **named)
        except TypeError:  # a value that has no hash may change
            return macro(*values, **named)

    return once


def _filters(site: Site, words: Words) -> dict[str, Callable[..., Any]]:
    base = site.base
    page = words.language
    kept = lru_cache(maxsize=KEPT, typed=True)
    listed = kept(lambda names: _listed(names, words))
    return {
        "href": lambda path: base + path,
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
        "listed": lambda names: listed(tuple(names)),
        "language": words.language_name,
        "iso": dates.iso,
        "direction": kept(languages.direction),
        "tongue": kept(lambda tag: _tongue(tag, page)),
        "flow": kept(lambda tag: _flow(tag, page)),
        "ours": kept(lambda tag: _ours(tag, page)),
        "once": _once(),
    }
