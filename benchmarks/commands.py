"""The programs that are measured, of the environment that this runs in."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sdkscribe.cache import cache_root

_BIN = Path(sys.executable).parent
SDKSCRIBE = str(_BIN / "sdkscribe")
CODEGEN = str(_BIN / "datamodel-codegen")
OURS = "sdkscribe"


def forget_what_was_made() -> None:
    """Empty the cache of all but the archives from npm."""
    for folder in ("made", "latest"):
        shutil.rmtree(cache_root() / folder, ignore_errors=True)
