"""Every error that Quotidien raises on purpose.

The tree is drawn by what the caller can do::

    DigestError
    ├── TryLater        the source may answer next time: time-out, 5xx, 429
    ├── DropItem        this entry, page or file cannot be used: not a feed, too large, no date
    ├── FixConfiguration  a person must change a file; it lists every fault at once
    └── ReportBug       Quotidien contradicts itself

Each carries the source's slug and the URL (or path) it is about, so that a log line can name them.
"""

from dataclasses import dataclass


class DigestError(Exception):
    """The root. `source` is a source's slug or "", `url` an address, a path or ""."""

    def __init__(self, message: str, *, source: str = "", url: str = "") -> None:
        super().__init__(message)
        self.source = source
        self.url = url

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the fields when a worker process sends the error home."""
        return (_rebuild, (type(self), self.args, vars(self)))


def _rebuild(kind: type[DigestError], args: tuple[object, ...], fields: dict[str, object]) -> DigestError:
    error = kind.__new__(kind, *args)
    vars(error).update(fields)
    return error


class TryLater(DigestError):
    """The source may answer on the next run; `retry_after_s` says when it asked to be left alone until."""

    def __init__(self, message: str, *, source: str = "", url: str = "", retry_after_s: float = 0.0) -> None:
        super().__init__(message, source=source, url=url)
        self.retry_after_s = retry_after_s


class DropItem(DigestError):
    """One entry, page or file cannot be used; the run goes on without it."""


class ReportBug(DigestError):
    """Quotidien contradicts itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file that a person wrote: where it is and what to do."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


class FixConfiguration(DigestError):
    """A person must change one or more files. `faults` holds all of them, in file order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
