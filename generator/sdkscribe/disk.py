"""A folder's files as they lie on disk: read, or replaced as a whole by others.

It must not know what the files are, nor who may change them: those who call it have decided that.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import TypeAlias

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.swap import discard_leftovers, replace_folder

Contents: TypeAlias = Mapping[str, bytes]
Found: TypeAlias = Mapping[str, bytes | None]
"""Every file of a folder by its path in it. The content is None where it was not read."""


def found_files(folder: Path, to_read: Set[str] | None = None) -> dict[str, bytes | None]:
    """Every file there, but for Python's caches. The content is None for a path that need not be
    read, and for what is no regular file: a link is never followed."""
    return {
        path: _content(entry) if to_read is None or path in to_read else None
        for path, entry in (_walk(folder, "") if folder.exists() else ())
    }


def replace_files(expected: Contents, found: Found, place: Path) -> None:
    """Makes the folder hold these files and no others, in one step. `found` is what it holds; a file
    that stays the same keeps its modification time. To be called within `swap.exclusive`."""
    discard_leftovers(place)
    if found != expected:
        kept = {path for path, content in expected.items() if found.get(path) == content}
        replace_folder(place, lambda new: _build(expected, kept, place, new))


def refuse_in_use(place: Path, shown_as: Path) -> None:
    """Raises `SdkscribeError` for a folder that somebody stands in, or that is read-only."""
    if Path.cwd().is_relative_to(place):
        raise refusal(shown_as, "is the working directory", "run sdkscribe from outside of it")
    if place.is_dir() and not os.access(place, os.W_OK):
        raise refusal(shown_as, "can't be written: it is read-only")


def refusal(folder: Path, message: str, hint: str | None = None) -> SdkscribeError:
    return SdkscribeError(Problem(message=message, location=Location(path=str(folder)), hint=hint))


def _build(expected: Contents, kept: Set[str], old: Path, new: Path) -> None:
    for folder in {path.rpartition("/")[0] for path in expected}:
        (new / folder).mkdir(parents=True, exist_ok=True)
    for path, content in expected.items():
        if path in kept:
            _keep(f"{old}/{path}", f"{new}/{path}")
        else:
            _put(f"{new}/{path}", content)


def _put(path: str, content: bytes) -> None:
    with open(path, "xb") as file:  # noqa: PTH123 - of thousands of files, each costs a Path
        file.write(content)


def _keep(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:  # not every file system has hard links
        shutil.copy2(old, new)


def _content(entry: os.DirEntry[str]) -> bytes | None:
    if not entry.is_file(follow_symlinks=False):
        return None
    with open(entry, "rb") as file:  # noqa: PTH123 - as above
        return file.read()


def _walk(folder: Path | str, below: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        listed = list(entries)
    for entry in listed:
        if entry.name == "__pycache__" or entry.name.endswith(".pyc"):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{below}{entry.name}/")
        else:
            yield below + entry.name, entry
