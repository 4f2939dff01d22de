"""A folder's files, as they should be: compared with the disk (`check`) or put there (`write`).

Made from one map of relative paths to contents; a manifest in the folder tells what sdkscribe made,
so that nothing else is ever overwritten or removed. It must not know what the files say.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from sdkscribe.disk import Contents, Found, found_files, refusal, refuse_in_use, replace_files
from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.manifest import MANIFEST, digest, read_manifest, with_manifest
from sdkscribe.swap import exclusive
from sdkscribe.text_diff import unified_diff

_NAMED = 10

Files: TypeAlias = Mapping[str, str | bytes]


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
        return unified_diff(self.path, self.found, self.expected)


def check(files: Files, folder: Path) -> tuple[Difference, ...]:
    """What `write` would change, by path; empty if the folder holds these files and no others."""
    expected = with_manifest(files)
    place = Path(os.path.realpath(folder))
    if not place.parent.is_dir():
        return _differences(expected, {})
    try:
        with exclusive(place):
            return _differences(expected, found_files(place, expected.keys()))
    except OSError as error:
        raise refusal(folder, f"can't be read: {error.strerror}") from error


def write(files: Files, folder: Path) -> tuple[Difference, ...]:
    """Makes the folder hold these files, all or nothing, and returns what that changed.

    A file that stays the same keeps its modification time, and a folder that does is not touched.
    Raises `SdkscribeError`, with nothing changed, where the folder holds a file that sdkscribe
    did not make, or that was edited since.
    """
    (differences,) = write_all([(files, folder)])
    return differences


def write_all(folders: Sequence[tuple[Files, Path]]) -> tuple[tuple[Difference, ...], ...]:
    """The same for several folders: all of them are looked at before the first is written."""
    wanted = [_Wanted.of(files, folder) for files, folder in folders]
    with ExitStack() as stack:
        for each in wanted:
            with _refusing(each.folder):
                stack.enter_context(_parents(each.place))
        if wanted:
            with _refusing(wanted[0].folder):
                stack.enter_context(exclusive(*(each.place for each in wanted)))
        found: list[Found] = []
        for each in wanted:
            with _refusing(each.folder):
                found.append(_found_without_risk(each.contents, each.place, each.folder))
        for each, there in zip(wanted, found, strict=True):
            with _refusing(each.folder):
                replace_files(each.contents, there, each.place)
        return tuple(
            _differences(each.contents, there) for each, there in zip(wanted, found, strict=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What is to be in a folder, which is called `folder` and is in truth at `place`."""

    folder: Path
    place: Path
    contents: Contents

    @staticmethod
    def of(files: Files, folder: Path) -> _Wanted:
        place = Path(os.path.realpath(folder))
        return _Wanted(folder=folder, place=place, contents=with_manifest(files))


@contextmanager
def _refusing(folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise refusal(folder, f"can't be written: {error.strerror}") from error


@contextmanager
def _parents(place: Path) -> Generator[None]:
    """The folders that a folder lies in; those that had to be made go again if nothing is put there."""
    missing = [parent for parent in place.parents if not parent.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for parent in missing:
            with suppress(OSError):
                parent.rmdir()


def _found_without_risk(expected: Contents, place: Path, folder: Path) -> Found:
    """What is there, where all of it may be replaced."""
    made = read_manifest(place, shown_as=folder)
    found = found_files(place, expected.keys() | made.keys())
    if found != expected:
        _refuse_to_lose(expected, found, made, folder)
        refuse_in_use(place, folder)
    return found


def _refuse_to_lose(
    expected: Contents, found: Found, made: Mapping[str, str], folder: Path
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


# ----------------------------------------------------------------- what is there, and should be


def _differences(expected: Contents, found: Found) -> tuple[Difference, ...]:
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
