"""One target of the configuration, from its source to the files of its spec and of its package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sdkscribe.config import Target
from sdkscribe.files import Files
from sdkscribe.generate import generate
from sdkscribe.overlay import load_overlay
from sdkscribe.source import open_source
from sdkscribe.spec import Spec
from sdkscribe.spec_yaml import dump, load
from sdkscribe.transcribe import transcribe


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A target's files with the folders that they belong in: the spec, then the package."""

    folders: tuple[tuple[Files, Path], ...]


def make_target(target: Target, *, root: Path, say: Callable[[str], None]) -> Made:
    """Read, transcribe and generate a target. Its source is pinned by the committed spec's hash."""
    committed = load(target.spec) if (target.spec / "spec.yaml").exists() else None
    source = open_source(
        target.source, integrity=_pinned(committed, target.source), root=root, say=say
    )
    overlays = [load_overlay(path) for path in target.overlays]
    spec = transcribe(source, only=target.only, overlays=overlays)
    package = dict(generate(spec, package=target.package))
    return Made(folders=((dict(dump(spec)), target.spec), (package, target.out)))


def _pinned(committed: Spec | None, source: str) -> str | None:
    """The committed spec's integrity, where it is of the same package and version."""
    if committed is None:
        return None
    package = committed.package
    return package.integrity if source == f"{package.name}@{package.version}" else None
