"""One module a task: the only place that puts the stages together.

Each is imported when it is first asked for (`commands.build`), so that a task starts with no more than it needs.
"""

from importlib import import_module
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    """Return the module of a task (PEP 562)."""
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{name}":
            raise
        raise AttributeError(f"no command is called {name!r}") from error
