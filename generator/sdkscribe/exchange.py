"""Two folders that trade their names in one step, where the operating system has such a step.

Python has no function for it: Linux and macOS are asked through the C library. It must not know what
the folders are.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_WORKING_FOLDER = -100
_EXCHANGE = 2  # the same number for both systems


def exchange(one: Path, other: Path) -> bool:
    """Whether the two have traded their names. They have not where the system or the file system has
    no such step; whoever looks sees both as they were, or both traded."""
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux":
        step = getattr(ctypes.CDLL(None), "renameat2", None)
        arguments = (_AT_WORKING_FOLDER, names[0], _AT_WORKING_FOLDER, names[1], _EXCHANGE)
        return step is not None and step(*arguments) == 0
    if sys.platform == "darwin":
        step = getattr(ctypes.CDLL(None), "renamex_np", None)
        return step is not None and step(*names, _EXCHANGE) == 0
    return False
