"""Why a page is as it is: from what it was made, and why the last build did or did not render it."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from quotidien.config import Project
from quotidien.errors import Fault, FixConfiguration
from quotidien.site.addresses import output_file
from quotidien.site.ledger import FILE, Ledger

_SHARED = "the configuration, the theme, the editor's own pages in the footer, and the versions of what builds it"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one output file: its kind, what it was made from, and what the last builds decided about it."""

    name: str
    kind: str
    made_from: tuple[str, ...]
    decided: str


def explain(project: Project, place: str) -> Explanation:
    """Explain the file that answers `place`: an address, a path on the site, or a file below the output folder.

    Raises FixConfiguration where there was no build yet, or none that made such a file.
    """
    path = project.cache / FILE
    if not path.is_file():
        raise FixConfiguration((Fault("invoke build", 0, "nothing was built yet: run it without --explain first"),))
    ledger = Ledger(path, readonly=True)
    try:
        return _explain(ledger, _name(project, place))
    finally:
        ledger.close()


def _name(project: Project, place: str) -> str:
    path = unquote(urlsplit(place).path).removeprefix(project.site.base) if "://" in place else place
    name = path.removeprefix(f"{project.output.name}/") if not path.startswith("/") else path
    name = output_file(name) if name.startswith("/") or name.endswith("/") else name
    return name if Path(name).suffix else f"{name}/index.html".lstrip("/")


def _explain(ledger: Ledger, name: str) -> Explanation:
    row = ledger.one("SELECT scope, kind FROM output WHERE path = ?", name)
    if row is None:
        like = f"%{name.removesuffix('/index.html').rpartition('/')[2]}%"
        near = ledger.column("SELECT path FROM output WHERE path LIKE ? ORDER BY path LIMIT 3", like)
        hint = f"; there are {', '.join(near)}" if near else ""
        raise FixConfiguration((Fault("--explain", 0, f"no build made a file {name!r}{hint}"),))
    key, kind = row
    return Explanation(name, kind, (*_sources(ledger, key), _SHARED), _decided(ledger, key))


def _decided(ledger: Ledger, key: str) -> str:
    """Return what the last builds decided about a scope."""
    last = int(ledger.meta("build") or 0)
    row = ledger.one("SELECT reason, build, rendered FROM scope WHERE key = ?", key)
    if row is None:
        return "it answers for a published address that nothing else makes any more"
    reason, build, rendered = row
    outcome = "rendered: what it shows is other" if rendered else "not rendered: what it shows is as it was"
    if build == last:
        return f"looked at in the last build ({build}), since {reason}; {outcome}"
    unseen = f"not looked at in the last build ({last}): nothing that it is made from changed"
    return f"{unseen}; last in build {build}, since {reason}"


def _sources(ledger: Ledger, key: str) -> tuple[str, ...]:
    """Return what a scope is made from, in words: files where it is made from few."""
    kind, _, rest = key.partition(" ")
    if kind in {"article", "story"}:
        return tuple(f"content/{path}" for path in _of_piece(ledger, rest))
    if kind in {"page", "edition"}:
        return (f"content/{rest}", *(f"content/{path}" for path in _linked(ledger, rest)))
    if kind in {"head", "month"}:
        number, _, month = rest.partition(" ")
        query = "SELECT digest, kind, code, total FROM listing WHERE id = ?"
        digest, sort, code, total = ledger.one(query, number) or ("", "listing", number, 0)
        what = f"the {sort} {code!r}" + (f" of the digest {digest!r}" if digest else "")
        return (f"{month} in {what}" if month else f"the newest of {total:,} in {what}, and its counts",)
    return (f"everything under content/ that counts in the scope {key!r}",)


def _of_piece(ledger: Ledger, path: str) -> list[str]:
    """Return an article's or a story's file, the records of it, and the files of its story."""
    records = ledger.column("SELECT file FROM record WHERE path = ?", path)
    story = ledger.column("SELECT story FROM piece WHERE path = ? AND story <> ''", path)
    query = "SELECT path FROM piece WHERE story = ? AND path <> ? ORDER BY path"
    others = ledger.column(query, story[0], path) if story else []
    return [path, *records, *others, *_linked(ledger, path)]


def _linked(ledger: Ledger, path: str) -> list[str]:
    query = "SELECT piece.path FROM link JOIN piece ON piece.path = target WHERE holder = ? ORDER BY target"
    return ledger.column(query, path)
