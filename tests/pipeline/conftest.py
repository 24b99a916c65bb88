"""The fixture that the pipeline's tests share."""

from pathlib import Path

import pytest

from quotidien.config import Limits, Project, Publish, Site
from quotidien.model.editions import Digest
from quotidien.model.sources import Rights
from tests.pipeline.newsdesk import Newsdesk, ScriptedFetcher, source


@pytest.fixture
def newsdesk(tmp_path: Path) -> Newsdesk:
    """Return a project with three sources, one of each kind of rights, whose feeds are empty."""
    (tmp_path / "content").mkdir()
    project = Project(
        root=tmp_path,
        site=Site("Test", "https://digest.example", "editor@digest.example", "Test Press"),
        digests=(Digest("world", "World"), Digest("fr", "Monde", language="fr", languages=("fr",))),
        sources=(source("alpha"), source("beta", Rights.FULL), source("gamma", Rights.LINK)),
        limits=Limits(),
        publish=Publish(),
        output=tmp_path / "output",
        theme=tmp_path / "theme",
    )
    desk = Newsdesk(project, ScriptedFetcher())
    for each in project.sources:
        desk.feed(each.slug)
    return desk
