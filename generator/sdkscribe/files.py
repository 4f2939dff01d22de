"""A folder's files, as they should be: compared with the disk (`check`) or put there (`write`).

Made from one map of relative paths to contents; a manifest in the folder tells what sdkscribe made,
so that nothing else is ever overwritten or removed. It must not know what the files say.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.manifest import MANIFEST, digest, read_manifest, with_manifest
from sdkscribe.swap import discard_leftovers, exclusive, replace_folder

_NAMED = 10

Files: TypeAlias = Mapping[str, str | bytes]
_Expected: TypeAlias = dict[str, bytes]
_Found: TypeAlias = dict[str, bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One file that is not on disk as it should be: `expected` is what it should hold (None where
    there should be no file), `found` what it holds (None where that was not read)."""

    path: str
    kind: Literal["missing", "changed", "extra"]
    expected: bytes | None = None
    found: bytes | None = None

    def __str__(self) -> str:
        return f"{self.kind}: {self.path}"

    def unified_diff(self) -> str:
        """From what is on disk to what should be there; an extra file is only named."""
        if self.expected is None:
            return f"Only on disk: {self.path}\n"
        try:
            found, expected = (self.found or b"").decode(), self.expected.decode()
        except UnicodeDecodeError:
            return f"Binary files differ: {self.path}\n"
        before = "/dev/null" if self.found is None else f"a/{self.path}"
        diff = difflib.unified_diff(_lines(found), _lines(expected), before, f"b/{self.path}")
        return "".join(map(_ended, diff))


def check(files: Files, folder: Path) -> tuple[Difference, ...]:
    """What `write` would change, by path; empty if the folder holds these files and no others."""
    expected = with_manifest(files)
    place = Path(os.path.realpath(folder))
    if not place.parent.is_dir():
        return _differences(expected, {})
    try:
        with exclusive(place):
            return _differences(expected, _found(place, expected.keys()))
    except OSError as error:
        raise _refusal(folder, f"can't be read: {error.strerror}") from error


def ensure_writable(files: Files, folder: Path) -> None:
    """Raises what `write` would raise for what is in the folder, and writes nothing: to be called
    for each of several folders before the first of them is written."""
    expected = with_manifest(files)
    place = Path(os.path.realpath(folder))
    if place.parent.is_dir():
        try:
            with exclusive(place):
                _found_without_risk(expected, place, folder)
        except OSError as error:
            raise _refusal(folder, f"can't be written: {error.strerror}") from error


def write(files: Files, folder: Path) -> tuple[Difference, ...]:
    """Makes the folder hold these files, all or nothing, and returns what that changed.

    A file that stays the same keeps its modification time, and a folder that does is not touched.
    Raises `SdkscribeError`, with nothing changed, where the folder holds a file that sdkscribe
    did not make, or that was edited since.
    """
    expected = with_manifest(files)
    place = Path(os.path.realpath(folder))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(place):
            return _write(expected, place, folder)
    except OSError as error:
        raise _refusal(folder, f"can't be written: {error.strerror}") from error


def _write(expected: _Expected, place: Path, folder: Path) -> tuple[Difference, ...]:
    found = _found_without_risk(expected, place, folder)
    differences = _differences(expected, found)
    discard_leftovers(place)
    if differences:
        kept = {path for path, content in expected.items() if found.get(path) == content}
        replace_folder(place, lambda new: _build(expected, kept, place, new))
    return differences


def _found_without_risk(expected: _Expected, place: Path, folder: Path) -> _Found:
    """What is there, where all of it may be replaced."""
    made = read_manifest(place, shown_as=folder)
    found = _found(place, expected.keys() | made.keys())
    if found != expected:
        _refuse_to_lose(expected, found, made, folder)
        _refuse_in_use(place, folder)
    return found


def _build(expected: _Expected, kept: Set[str], old: Path, new: Path) -> None:
    for folder in {(new / path).parent for path in expected}:
        folder.mkdir(parents=True, exist_ok=True)
    for path, content in expected.items():
        if path in kept:
            _keep(old / path, new / path)
        else:
            (new / path).write_bytes(content)


def _keep(old: Path, new: Path) -> None:
    try:
        new.hardlink_to(old)
    except OSError:  # not every file system has hard links
        shutil.copy2(old, new)


def _refuse_to_lose(
    expected: _Expected, found: _Found, made: Mapping[str, str], folder: Path
) -> None:
    """What is neither as sdkscribe made it nor as it will be is somebody's work."""
    foreign: list[str] = []
    edited: list[str] = []
    for path, content in sorted(found.items()):
        if content is not None and (path == MANIFEST or content == expected.get(path)):
            continue
        if path not in made:
            foreign.append(path)
        elif content is None or digest(content) != made[path]:
            edited.append(path)
    problems = [
        Problem(message=f"{what}: {_listed(paths)}", location=Location(path=str(folder)), hint=hint)
        for what, paths, hint in (
            ("files that sdkscribe did not make", foreign, "move them out, or write elsewhere"),
            ("edited by hand", edited, "move the edit out, or delete the file"),
        )
        if paths
    ]
    if problems:
        raise SdkscribeError(problems)


def _listed(paths: list[str]) -> str:
    rest = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + rest


def _refuse_in_use(place: Path, folder: Path) -> None:
    if Path.cwd().is_relative_to(place):
        raise _refusal(folder, "is the working directory", "run sdkscribe from outside of it")
    if place.is_dir() and not os.access(place, os.W_OK):
        raise _refusal(folder, "can't be written: it is read-only")


# ----------------------------------------------------------------- what is there, and should be


def _differences(expected: _Expected, found: _Found) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            path=path,
            kind=_kind(is_expected=path in expected, is_found=path in found),
            expected=expected.get(path),
            found=found.get(path),
        )
        for path in sorted(expected.keys() | found.keys())
        if path not in expected or expected[path] != found.get(path)
    )


def _kind(*, is_expected: bool, is_found: bool) -> Literal["missing", "changed", "extra"]:
    if not is_expected:
        return "extra"
    return "changed" if is_found else "missing"


def _found(folder: Path, to_read: Set[str]) -> _Found:
    """Every file there, but for Python's caches. The content is None for a path that need not be
    read, and for what is no regular file: a link is never followed."""
    return {
        path: (
            Path(entry).read_bytes()
            if path in to_read and entry.is_file(follow_symlinks=False)
            else None
        )
        for path, entry in (_walk(folder, "") if folder.exists() else ())
    }


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


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _refusal(folder: Path, message: str, hint: str | None = None) -> SdkscribeError:
    return SdkscribeError(Problem(message=message, location=Location(path=str(folder)), hint=hint))
