"""A spec as it lies in a folder: read, and checked as a whole."""

from __future__ import annotations

from pathlib import Path

from sdkscribe.resolve import resolve
from sdkscribe.spec import Spec
from sdkscribe.spec_yaml import load


def read_spec(folder: Path) -> Spec:
    """The spec in a folder. Raises `SdkscribeError` with every problem and its file."""
    return resolve(load(folder), file_of=lambda module: f"{(folder / module).as_posix()}.yaml")
