"""Work beside this process, on another core: in a copy of it, which ends with the work.

The copy has all that this process has, and gives back what it made as text and bytes alone. Where there
are no copies (on other systems than Linux, on a single core), or where one comes to nothing, the work is
done here when it is asked for: what it gives, or raises, is the same.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from functools import cache
from typing import NoReturn, TypeVar, cast

from sdkscribe.packing import Packing

Made = TypeVar("Made")

_PACKING = Packing(())


def has_copies() -> bool:
    """Whether work beside this process gains anything."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def beside(work: Callable[[], Made]) -> Callable[[], Made]:
    """Begins the work, and gives what waits for its result: mappings and sequences of text and bytes."""
    if not has_copies():
        return cache(work)
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _work(work, writing)
    os.close(writing)
    return cache(lambda: _result(process, reading, work))


def _work(work: Callable[[], object], writing: int) -> NoReturn:
    """In the copy: it says nothing, and leaves without what a process does at its end."""
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(_PACKING.pack(work()))
    finally:
        os._exit(0)


def _result(process: int, reading: int, work: Callable[[], Made]) -> Made:
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    os.waitpid(process, 0)
    try:
        return cast("Made", _PACKING.unpack(content))
    except (EOFError, pickle.UnpicklingError):
        return work()
