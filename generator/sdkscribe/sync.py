"""One target of the configuration, from its source to the files of its spec and of its package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sdkscribe.config import Target
from sdkscribe.errors import SourceUnreachableError
from sdkscribe.files import Files
from sdkscribe.overlay import load_overlay
from sdkscribe.python.generate import generate
from sdkscribe.source import open_source
from sdkscribe.spec import Spec
from sdkscribe.spec_folder import read_spec
from sdkscribe.spec_yaml import dump
from sdkscribe.transcribe import transcribe


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A target's files with the folders that they belong in. `unread` says why the source was not
    read, where the package was made from the committed spec instead."""

    folders: tuple[tuple[Files, Path], ...]
    unread: str | None = None


def make_target(target: Target, *, root: Path, say: Callable[[str], None]) -> Made:
    """Read, transcribe and generate a target. Its source is pinned by the committed spec's hash;
    where the source cannot be reached, the committed spec stands for it."""
    committed = read_spec(target.spec) if (target.spec / "spec.yaml").exists() else None
    try:
        spec = _transcribed(target, committed, root, say)
    except SourceUnreachableError as error:
        if committed is None:
            raise
        return Made(folders=(_package(target, committed),), unread=str(error))
    return Made(folders=((dict(dump(spec)), target.spec), _package(target, spec)))


def _transcribed(
    target: Target, committed: Spec | None, root: Path, say: Callable[[str], None]
) -> Spec:
    pinned = _pinned(committed, target.source)
    source = open_source(target.source, integrity=pinned, root=root, say=say)
    overlays = [load_overlay(path) for path in target.overlays]
    return transcribe(source, only=target.only, overlays=overlays)


def _package(target: Target, spec: Spec) -> tuple[Files, Path]:
    return dict(generate(spec, package=target.package)), target.out


def _pinned(committed: Spec | None, source: str) -> str | None:
    """The committed spec's integrity, where it is of the same package and version."""
    if committed is None:
        return None
    package = committed.package
    return package.integrity if source == f"{package.name}@{package.version}" else None
