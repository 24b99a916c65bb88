"""`invoke quality`: one set's line, the table of all, or the raising of floors."""

from collections.abc import Callable, Mapping
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from quotidien.commands import terminal
from quotidien.commands.quality import archives, articles, articles_fundus, feeds, floors, regions, stories, topics
from quotidien.commands.quality.scores import Score
from quotidien.errors import Fault, FixConfiguration

SETS: Mapping[str, Callable[[Path], Score]] = {
    "feeds_feedparser": feeds.feeds_feedparser,
    "feeds_feedvalidator": feeds.feeds_feedvalidator,
    "feeds_gofeed": feeds.feeds_gofeed,
    "feeds_real": feeds.feeds_real,
    "feeds_opml": feeds.feeds_opml,
    "warc": archives.warc,
    "articles_aeb": articles.articles_aeb,
    "articles_trafilatura": articles.articles_trafilatura,
    "articles_readability": articles.articles_readability,
    "articles_newspaper4k": articles.articles_newspaper4k,
    "articles_fundus": articles_fundus.articles_fundus,
    "geo_reuters21578": regions.geo_reuters21578,
    "geo_trnews": regions.geo_trnews,
    "geo_lgl": regions.geo_lgl,
    "geo_cliff": regions.geo_cliff,
    "geo_geovirus": regions.geo_geovirus,
    "geo_geowebnews": regions.geo_geowebnews,
    "ref_geo": regions.ref_geo,
    "topics_dpa_iptc": topics.topics_dpa_iptc,
    "topics_tgcontest": topics.topics_tgcontest,
    "topics_masakhanews": topics.topics_masakhanews,
    "topics_sib200": topics.topics_sib200,
    "cluster_ecbplus": stories.cluster_ecbplus,
    "cluster_basil": stories.cluster_basil,
    "cluster_tgpairs": stories.cluster_tgpairs,
    "cluster_xling": stories.cluster_xling,
}


def score(name: str, folder: Path) -> Score:
    """Score the set called `name` in `folder`. Raises FixConfiguration where there is no such set or no such data."""
    if name not in SETS:
        raise FixConfiguration((Fault("invoke quality", 0, f"{name!r} is none of: all, {', '.join(SETS)}"),))
    return SETS[name](folder)


def run(root: Path, name: str, data: Path, *, raise_floors: bool) -> None:
    """Print one set's line (`data` is its folder), or for "all" the table (`data` holds a folder a set).

    `raise_floors` moves the floors of what was scored to better figures, and writes `docs/quality.md` anew.
    """
    screen = terminal.console()
    if name == "all":
        scores = [score(each, data / each) for each in SETS if (data / each).is_dir()]
        show(screen, scores, floors.read_floors(root))
    else:
        scores = [score(name, data)]
        screen.print(scores[0].line(), soft_wrap=True, markup=False)
    if raise_floors:
        moved = floors.raised(floors.read_floors(root), scores)
        floors.write_floors(root, moved, floors.read_known(root))


def show(screen: Console, scores: list[Score], laid: floors.Floors) -> None:
    """Print every figure beside its floor."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("set", "figure"):
        table.add_column(heading, no_wrap=True)
    for heading in ("n", "ours", "floor", "hits"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("")
    for each in scores:
        for figure, value in sorted(each.figures.items()):
            floor = laid.get(each.set, {}).get(figure)
            remark = "under its floor" if floor is not None and floors.is_under(figure, value, floor) else ""
            hits = f"{each.hits[figure]}/{each.n}" if figure in each.hits else ""
            shown = "" if floor is None else f"{floor:.4f}"
            table.add_row(each.set, figure, str(each.n), f"{value:.4f}", shown, hits, remark)
    screen.print(table)
