"""Quotidien: many news sources, one finite, dated digest, as a static site."""

import importlib

__version__ = "0.1.0"


def register() -> None:
    """Let Pelican build our site; called once a build, by Pelican.

    Raises ImportError where the package was imported under a second name, which would make two of every class.
    """
    if __name__ != "quotidien":
        raise ImportError(f"Quotidien must be imported as `quotidien`, not `{__name__}`: put its folder on sys.path")
    importlib.import_module("quotidien.site.plugin").connect()  # only Pelican's run needs the site
