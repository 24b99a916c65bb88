"""One site, built once: tests of what it holds only read it."""

from pathlib import Path

import pytest

from quotidien.config import Project
from quotidien.site.build import build
from tests.site import samples


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of a built site; nobody writes into it."""
    project = samples.on_disk(tmp_path_factory.mktemp("site"))
    build(project)
    return project


@pytest.fixture(scope="session")
def site(built: Project) -> Path:
    """Return the output folder of the built site."""
    return built.output
