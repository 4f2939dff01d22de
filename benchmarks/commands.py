"""The programs that are measured, of the environment that this runs in."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection
from pathlib import Path

from sdkscribe.cache import cache_root

_BIN = Path(sys.executable).parent
SDKSCRIBE = str(_BIN / "sdkscribe")
CODEGEN = str(_BIN / "datamodel-codegen")
OURS = "sdkscribe"


SYNCED = ("spec", "generated")
"""What `sync` makes in a project."""


def cache_of_its_own(work: Path, *, forgotten: Collection[str] = ()) -> Callable[[], None]:
    """Make the cache that `work/cache` is, with the archives from npm that are cached already. What is
    given back empties it of all others, and removes the folders of `work` to be forgotten too."""
    (work / "cache").mkdir()
    (work / "cache" / "npm").symlink_to(cache_root() / "npm")

    def forget() -> None:
        for made in ("cache/made", "cache/latest", *forgotten):
            shutil.rmtree(work / made, ignore_errors=True)

    return forget
