"""`invoke check`: what must be put right before a site is published."""

from quotidien.commands import terminal
from quotidien.config import Project
from quotidien.content.addresses import read_addresses
from quotidien.errors import Fault, FixConfiguration
from quotidien.publish.checks import Finding, check_addresses, check_site
from quotidien.publish.editions import check_editions


def run(project: Project) -> None:
    """Check output and content. Raises FixConfiguration with all findings where there are any."""
    found = findings(project)
    if found:
        raise FixConfiguration(tuple(Fault(each.path, 0, f"{each.what} [{each.check}]") for each in found))
    terminal.console().print("Checked: every link leads somewhere, every feed parses, every budget holds.")


def findings(project: Project) -> tuple[Finding, ...]:
    """Return everything that is wrong with the built site and the frozen editions."""
    return (
        *check_editions(project.content),
        *check_site(project.output, project.site.url),
        *check_addresses(project.output, read_addresses(project.content)),
    )
