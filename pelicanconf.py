"""Pelican's settings: all of them follow from `quotidien.toml`, so that `pelican` and `invoke build` agree."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))

from quotidien.config import load  # noqa: E402 - the package lies in the folder named above
from quotidien.site.settings import pelican_settings  # noqa: E402

globals().update(pelican_settings(load(ROOT)))
