"""A vendored folder held to its lock: which files are edited, missing or extra.

It needs the folder and nothing else: no network, no source. With the files as they were generated,
which the folder's own spec gives again, an edit is shown as a diff.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from sdkscribe.disk import Found, found_files, refusal
from sdkscribe.manifest import digest
from sdkscribe.swap import exclusive
from sdkscribe.text_diff import unified_diff
from sdkscribe.vendoring.contents import INGREDIENTS, ensure_whole, generated_again, read_slice
from sdkscribe.vendoring.lock import LOCK, Lock, load_lock

Kind: TypeAlias = Literal["edited", "missing", "extra", "conflict"]
_CONFLICT = re.compile(rb"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A file that is not as it was made. A `conflict` is one of an update, not yet resolved."""

    path: str
    kind: Kind

    @property
    def is_an_edit(self) -> bool:
        """Whether it is a change of the code that a project may mean. Without a file, or with another
        spec, nobody could tell what was changed."""
        return self.kind in ("edited", "extra") and not self.path.startswith(INGREDIENTS)

    def __str__(self) -> str:
        return f"{self.kind}: {self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendored:
    """A vendored folder as it lies on disk: its lock, and all its files."""

    folder: Path
    lock: Lock
    found: Found


def read_vendored(folder: Path) -> Vendored:
    """Raises `SdkscribeError` where there is no lock, or it is damaged."""
    place = Path(os.path.realpath(folder))
    if not place.parent.is_dir():
        raise refusal(folder, "there is no such folder")
    try:
        with exclusive(place):
            lock, found = load_lock(folder), found_files(place)
    except OSError as error:
        raise refusal(folder, f"can't be read: {error.strerror}") from error
    return Vendored(folder=folder, lock=lock, found=found)


def deviations(vendored: Vendored) -> tuple[Deviation, ...]:
    """By path; empty for a folder that is as it was made."""
    return tuple(_deviations(vendored.lock.hashes, vendored.found))


def has_conflict(content: bytes | None) -> bool:
    """Whether a file holds the markers of an unresolved conflict."""
    return content is not None and _CONFLICT.search(content) is not None


def diff_of_edits(vendored: Vendored, edits: tuple[Deviation, ...]) -> Iterator[str]:
    """A unified diff for each file that is edited, from what was generated. Raises `SdkscribeError`
    where the spec in the folder is not whole."""
    lock, found = vendored.lock, vendored.found
    ensure_whole(lock, found, vendored.folder)
    made = generated_again(read_slice(vendored.folder, lock, found), lock)
    for edit in edits:
        before, after = made.get(edit.path), found.get(edit.path)
        if edit.kind == "missing":
            continue
        if before is None and edit.path in lock.hashes:
            yield f"No diff of {edit.path}: sdkscribe {lock.generator} generated another text\n"
        else:
            yield unified_diff(edit.path, before, after)


def _deviations(hashes: Mapping[str, str], found: Found) -> Iterator[Deviation]:
    for path in sorted((hashes.keys() | found.keys()) - {LOCK}):
        content = found.get(path)
        if path not in found:
            yield Deviation(path=path, kind="missing")
        elif content is None or digest(content) != hashes.get(path):
            yield Deviation(path=path, kind=_kind(content, is_locked=path in hashes))


def _kind(content: bytes | None, *, is_locked: bool) -> Kind:
    if has_conflict(content):
        return "conflict"
    return "edited" if is_locked else "extra"
