"""One target of the configuration, from its source to the files of its spec and of its package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sdkscribe.config import Target
from sdkscribe.errors import SourceUnreachableError
from sdkscribe.files import Files
from sdkscribe.naming import with_names_of
from sdkscribe.spec_texts import SPEC_FILE
from sdkscribe.steps import SpecTexts, generate_package, pin_of, spec_in, transcribe_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A target's files with the folders that they belong in. `unread` says why the source was not
    read, where the package was made from the committed spec instead."""

    folders: tuple[tuple[Files, Path], ...]
    unread: str | None = None


def make_target(target: Target, *, root: Path, say: Callable[[str], None]) -> Made:
    """Read, transcribe and generate a target. Its source is pinned by the committed spec's hash;
    where the source cannot be reached, the committed spec stands for it."""
    try:
        spec = transcribe_source(
            target.source,
            only=target.only,
            overlays=target.overlays,
            integrity=_pinned(target),
            root=root,
            say=say,
        )
    except SourceUnreachableError as error:
        if not _is_committed(target):
            raise
        return Made(folders=(_package(target, spec_in(target.spec)),), unread=str(error))
    try:
        if _is_committed(target):
            spec = with_names_of(target.spec, spec, package=target.package)
        package = _package(target, spec)
    finally:  # texts may be written beside, and what was read is kept whatever happens
        texts = spec.texts()
    return Made(folders=((texts, target.spec), package))


def _package(target: Target, spec: SpecTexts) -> tuple[Files, Path]:
    return generate_package(spec, package=target.package), target.out


def _is_committed(target: Target) -> bool:
    return (target.spec / SPEC_FILE).exists()


def _pinned(target: Target) -> str | None:
    """The committed spec's integrity, where it is of the same package and version."""
    if not _is_committed(target):
        return None
    pin = pin_of(target.spec)
    return pin.integrity if target.source == pin.source else None
