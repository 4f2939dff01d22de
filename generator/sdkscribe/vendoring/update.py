"""A vendored folder made anew, with the edits in it: for each file, what becomes of the three of it.

The three are the file as it was generated, as it lies there, and as it is generated now. Nothing of a
person's is ever lost: it is kept, merged, or stands between conflict markers, and it is said which.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from sdkscribe.disk import Contents, found_files, refusal, refuse_in_use, replace_files
from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.manifest import digest
from sdkscribe.python.generate import begin
from sdkscribe.python.keeping_names import keep_names, names_before
from sdkscribe.source import open_source
from sdkscribe.swap import exclusive
from sdkscribe.vendoring.contents import (
    INGREDIENTS,
    OVERLAYS,
    Slice,
    ensure_whole,
    generated_again,
    read_slice,
    vendored_files,
)
from sdkscribe.vendoring.lock import LOCK
from sdkscribe.vendoring.merge import merge
from sdkscribe.vendoring.vendor import slice_of
from sdkscribe.vendoring.verify import Vendored, has_conflict

Fate: TypeAlias = Literal["kept", "merged", "conflict", "orphaned", "restored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file that was not as it was made: an edit `kept` where the update changes
    nothing, `merged` with what it changes, in `conflict` with that, or `orphaned`, kept in a file
    that is no longer generated; a missing file `restored`."""

    path: str
    fate: Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """The folder as it will be: every file, and what became of those that a person changed. `before`
    is the folder as it was read."""

    before: Vendored
    files: Contents
    outcomes: tuple[Outcome, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """The paths of what will be written or removed."""
        found = self.before.found
        paths = self.files.keys() | found.keys()
        return tuple(sorted(p for p in paths if self.files.get(p) != found.get(p)))

    @property
    def has_conflict(self) -> bool:
        return any(outcome.fate == "conflict" for outcome in self.outcomes)


def slice_now(vendored: Vendored) -> Slice:
    """What the folder was made of. Raises `SdkscribeError` where that is no longer whole."""
    ensure_whole(vendored.lock, vendored.found, vendored.folder)
    return read_slice(vendored.folder, vendored.lock, vendored.found)


def slice_then(
    vendored: Vendored,
    old: Slice,
    source: str | None,
    *,
    only: Sequence[str],
    overlays: Sequence[Path],
    say: Callable[[str], None],
) -> Slice:
    """What the folder will be made of: what is not given stays as it was, and what was there is called
    as it was."""
    lock = vendored.lock
    if source is None and not only and not overlays:
        return old
    locked = f"{lock.source.name}@{lock.source.version}"
    named = source or locked
    opened = open_source(
        named, integrity=lock.source.integrity if named == locked else None, say=say
    )
    new = slice_of(
        opened,
        only=only or lock.only,
        overlays=overlays or [vendored.folder / OVERLAYS / name for name in lock.overlays],
        package=lock.package,
        models=lock.models,
    )
    is_same = new.spec.package.name == old.spec.package.name and new.models is None
    return _with_names_of(old, new) if is_same else new


def _with_names_of(old: Slice, new: Slice) -> Slice:
    free = begin(new.spec, package=new.package)
    earlier = names_before(old.spec, package=old.package)
    package, _ = keep_names(new.spec, free, earlier, package=new.package)
    return replace(new, spec=replace(new.spec, names=package.spec.names))


def plan_update(vendored: Vendored, old: Slice, new: Slice) -> Update:
    """The folder after an update from one slice to another. Raises `SdkscribeError` where something
    there stands in the way, or an edit can't be merged."""
    made = vendored_files(new)
    yours = _regular_files(vendored)
    _refuse_conflicts(vendored.folder, yours)
    source = new.spec.package
    three = _Three(
        vendored=vendored,
        old=old,
        yours=yours,
        made=made,
        version=f"{source.name} {source.version}",
    )
    files: dict[str, bytes] = {LOCK: made[LOCK]}
    outcomes: list[Outcome] = []
    for path in sorted((vendored.lock.hashes.keys() | yours.keys() | made.keys()) - {LOCK}):
        content, fate = three.settle(path)
        if content is not None:
            files[path] = content
        if fate is not None:
            outcomes.append(Outcome(path=path, fate=fate))
    return Update(before=vendored, files=dict(sorted(files.items())), outcomes=tuple(outcomes))


def write_update(update: Update) -> None:
    """Puts the update in the folder's place, in one step. Raises `SdkscribeError`, with nothing
    changed, where the folder is no longer what the update was planned for."""
    folder = update.before.folder
    place = Path(os.path.realpath(folder))
    try:
        with exclusive(place):
            found = found_files(place)
            if found != update.before.found:
                raise refusal(folder, "has changed meanwhile", "run the update again")
            refuse_in_use(place, folder)
            replace_files(update.files, found, place)
    except OSError as error:
        raise refusal(folder, f"can't be written: {error.strerror}") from error


@dataclass(kw_only=True)
class _Three:
    """The three states of every file; the first is made again only when an edit needs it."""

    vendored: Vendored
    old: Slice
    yours: Contents
    made: Contents
    version: str

    @cached_property
    def base(self) -> Contents:
        return generated_again(self.old, self.vendored.lock)

    def settle(self, path: str) -> tuple[bytes | None, Fate | None]:
        """What the file will hold, None where there will be none, and what to say of it."""
        was = self.vendored.lock.hashes.get(path)
        yours, made = self.yours.get(path), self.made.get(path)
        if yours is None:
            return made, "restored" if made is not None and was is not None else None
        if digest(yours) == was or yours == made:
            return made, None
        if made is None:
            return yours, "orphaned" if was is not None else None
        if digest(made) == was:
            return yours, "kept"
        merged = merge(self.base.get(path), yours, made, path=path, version=self.version)
        return merged.content, "conflict" if merged.has_conflict else "merged"


def _regular_files(vendored: Vendored) -> dict[str, bytes]:
    links = [path for path, content in vendored.found.items() if content is None]
    if links:
        raise SdkscribeError(
            Problem(
                message="is a link or another thing that is no file",
                location=Location(path=(vendored.folder / path).as_posix()),
                hint="put the file itself in its place, or move it out of the folder",
            )
            for path in links
        )
    return {path: content for path, content in vendored.found.items() if content is not None}


def _refuse_conflicts(folder: Path, yours: Mapping[str, bytes]) -> None:
    problems = list(_conflicts(folder, yours))
    if problems:
        raise SdkscribeError(problems)


def _conflicts(folder: Path, yours: Mapping[str, bytes]) -> Iterator[Problem]:
    for path, content in yours.items():
        if not path.startswith(INGREDIENTS) and has_conflict(content):
            yield Problem(
                message="holds the markers of a conflict",
                location=Location(path=(folder / path).as_posix()),
                hint="resolve it first",
            )
