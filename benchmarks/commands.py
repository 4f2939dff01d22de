"""The programs that are measured, of the environment that this runs in."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from sdkscribe.cache import cache_root

_BIN = Path(sys.executable).parent
SDKSCRIBE = str(_BIN / "sdkscribe")
CODEGEN = str(_BIN / "datamodel-codegen")
OURS = "sdkscribe"


def cache_of_its_own(work: Path) -> Callable[[], None]:
    """Make the cache that `work/cache` is, with the archives from npm that are cached already. What is
    given back empties it of all others, and removes what `sync` made in `work`."""
    (work / "cache").mkdir()
    (work / "cache" / "npm").symlink_to(cache_root() / "npm")

    def forget() -> None:
        for made in ("spec", "generated", "cache/made", "cache/latest"):
            shutil.rmtree(work / made, ignore_errors=True)

    return forget


def forget_what_was_made() -> None:
    """Empty the cache of all but the archives from npm."""
    for folder in ("made", "latest"):
        shutil.rmtree(cache_root() / folder, ignore_errors=True)
