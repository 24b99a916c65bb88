"""One module a task: the only place that puts the stages together."""

from quotidien.commands import build, check, collect, cut, demo, development, digest, publish, serve

__all__ = ["build", "check", "collect", "cut", "demo", "development", "digest", "publish", "serve"]
