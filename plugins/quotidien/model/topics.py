"""A topic: an IPTC Media Topic. The table itself is in `quotidien.data`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """`code` is a medtop code ("medtop:11000000"), `slug` is frozen, `parent` a code, "" at the top level.

    `name` is the English label; `names` holds IPTC's own labels by language, for those that it publishes.
    """

    code: str
    slug: str
    name: str
    parent: str
    names: tuple[tuple[str, str], ...] = ()
