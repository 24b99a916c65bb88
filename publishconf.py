"""Pelican's settings for publishing: the same, since the site's address stands in `quotidien.toml`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403 - a settings file hands on all of another's names
