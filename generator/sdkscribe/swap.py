"""One folder replaced by another, whole: whoever looks, even after a kill, finds the old or the new.

The new tree is built beside the folder and complete before it takes the folder's name, in one step
where the system has one. Elsewhere it takes two renames: a process killed between them leaves the
folder missing with both trees beside it, and the next run puts the new one in. This holds against
kills, not against power cuts. It must not know what is inside.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sdkscribe.exchange import exchange

if sys.platform != "win32":
    import fcntl


@contextmanager
def exclusive(*folders: Path) -> Generator[None, None, None]:
    """One run at a time in the folders' parents, which exist; interrupted swaps are completed."""
    with ExitStack() as stack:
        for parent in sorted({folder.parent for folder in folders}):  # nobody waits in a circle
            stack.enter_context(_locked(parent))
        for folder in folders:
            new, old = _beside(folder)
            if not os.path.lexists(folder) and new.is_dir() and old.is_dir():
                new.rename(folder)
        yield


@contextmanager
def _locked(parent: Path) -> Generator[None, None, None]:
    if sys.platform == "win32":  # there no folder can be opened: runs must not overlap
        yield
        return
    opened = os.open(parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems lock no folders
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def discard_leftovers(folder: Path) -> None:
    """Removes what killed runs have left beside the folder."""
    for leftover in _beside(folder):
        if leftover.is_dir():
            shutil.rmtree(leftover)


def replace_folder(folder: Path, build: Callable[[Path], None]) -> None:
    """Puts what `build` makes of an empty folder in the place of `folder`, which need not exist.

    To be called within `exclusive`, without leftovers. If `build` raises, nothing has changed.
    """
    new, old = _beside(folder)
    with ExitStack() as undo:
        new.mkdir()
        undo.callback(shutil.rmtree, new, ignore_errors=True)
        build(new)
        undo.pop_all()
    if not folder.is_dir():
        new.rename(folder)
        return
    shutil.copymode(folder, new)
    if exchange(new, folder):
        shutil.rmtree(new, ignore_errors=True)
        return
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _beside(folder: Path) -> tuple[Path, Path]:
    """The new tree until it is in place (then the old one, where the two traded their names), and
    the old one from then on until it is removed."""
    return (
        folder.with_name(f".{folder.name}.sdkscribe-new"),
        folder.with_name(f".{folder.name}.sdkscribe-old"),
    )
