"""`invoke publish`: check the built site, put it where readers find it, and remember what was published."""

from quotidien.commands import check, terminal
from quotidien.config import Project
from quotidien.content.addresses import add_addresses
from quotidien.errors import Fault, FixConfiguration
from quotidien.publish.checks import published_addresses
from quotidien.publish.editions import seal_corrected
from quotidien.publish.targets import publish_directory

TARGETS = ("directory",)


def run(project: Project, to: str) -> None:
    """Publish to the target called `to`. Raises FixConfiguration where there is no such target or a check fails."""
    if to not in TARGETS:
        raise FixConfiguration((Fault("invoke publish", 0, f"--to {to!r} is none of: {', '.join(TARGETS)}"),))
    check.run(project)
    target = project.root / project.publish.directory
    published = publish_directory(project.output, target)
    seal_corrected(project.content)
    add_addresses(project.content, published_addresses(project.output))
    terminal.console().print(
        f"Published {published.files} files to {target}: {published.changed} new or changed, "
        f"{published.removed} removed.",
        soft_wrap=True,
    )
