"""One module a task: the only place that puts the stages together."""

from quotidien.commands import build, check, collect, cut, demo, development, digest, publish, serve
from quotidien.commands.quality import run as quality

__all__ = ["build", "check", "collect", "cut", "demo", "development", "digest", "publish", "quality", "serve"]
