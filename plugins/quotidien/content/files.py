"""Whole files, atomically: what a reader or a kill can meet is the old file or the new one, never a part."""

import hashlib
import os
import tempfile
import unicodedata
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with LF, through a temporary file beside it that is renamed into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as part:
            part.write(_with_lf(text))
            part.flush()
            os.fsync(part.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def hash_of(text: str) -> str:
    """Return 16 hexadecimal digits of SHA-256 over `text` with LF and in NFC, as records and seals keep it."""
    return hashlib.sha256(unicodedata.normalize("NFC", _with_lf(text)).encode()).hexdigest()[:16]


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
