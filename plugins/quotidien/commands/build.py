"""`invoke build`: render the site through Pelican."""

from quotidien.commands import terminal
from quotidien.config import Project
from quotidien.site.build import Built, build


def run(project: Project) -> Built:
    """Build into the project's output folder and say how much that was."""
    built = build(project)
    terminal.console().print(f"Built {built.pages} files in {project.output}.", soft_wrap=True)
    return built
