"""A slice of a source, and the new folder that it becomes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from sdkscribe.disk import Contents, found_files, refusal, replace_files
from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.model_kinds import Models
from sdkscribe.overlay import load_overlay
from sdkscribe.source import Source
from sdkscribe.spec_texts import read_text
from sdkscribe.steps import transcribe_again
from sdkscribe.swap import exclusive
from sdkscribe.vendoring.contents import Slice
from sdkscribe.vendoring.lock import LOCK
from sdkscribe.vendoring.notices import notices_in


def slice_of(
    source: Source,
    *,
    only: Sequence[str],
    overlays: Sequence[Path],
    package: str,
    models: Models | None = None,
) -> Slice:
    """What a folder will be made of. Raises `SdkscribeError` with all that can't be carried over."""
    _refuse_equal_names(overlays)
    read = [load_overlay(path) for path in overlays]
    spec = transcribe_again(source, only=only, overlays=read, is_spelled=True)
    return Slice(
        spec=spec,
        package=package,
        overlays={path.name: read_text(path) for path in overlays},
        notices=notices_in(source.files),
        models=models,
    )


def ensure_free(folder: Path) -> None:
    """Raises `SdkscribeError` for a folder that holds anything."""
    place = Path(os.path.realpath(folder))
    if (place / LOCK).exists():
        raise refusal(
            folder, "is vendored already", "`sdkscribe update` brings it to another version"
        )
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise refusal(folder, "is in use", "name a folder that is empty, or not there yet")


def write_new(files: Contents, folder: Path) -> None:
    """Writes a folder that does not hold anything yet, in one step."""
    place = Path(os.path.realpath(folder))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(place):
            ensure_free(folder)
            replace_files(files, found_files(place), place)
    except OSError as error:
        raise refusal(folder, f"can't be written: {error.strerror}") from error


def _refuse_equal_names(overlays: Sequence[Path]) -> None:
    names = [path.name for path in overlays]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SdkscribeError(
            Problem(
                message=f"two overlays are called {name}",
                hint="the folder keeps a copy of each: give them names of their own",
            )
            for name in twice
        )
