"""One site in a ledger and one that was built: tests of what they hold only read them."""

from pathlib import Path

import pytest

from quotidien.config import Project
from quotidien.site.build import build
from tests.site import samples
from tests.site.samples import Newsdesk


@pytest.fixture(scope="session")
def desk() -> Newsdesk:
    """Return the small newsroom of `samples`."""
    return samples.newsdesk()


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
