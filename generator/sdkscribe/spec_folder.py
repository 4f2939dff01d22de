"""A spec as it lies in a folder: read, and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sdkscribe.resolve import resolve
from sdkscribe.spec import Spec
from sdkscribe.spec_texts import read_texts
from sdkscribe.spec_yaml import load


def read_spec(folder: Path) -> Spec:
    """The spec in a folder. Raises `SdkscribeError` with every problem and its file."""
    return spec_of(read_texts(folder), folder)


def spec_of(texts: Mapping[str, str], folder: Path) -> Spec:
    """The spec that the texts of a folder's files hold."""
    spec = load(texts, shown_in=folder)
    return resolve(spec, file_of=lambda module: f"{(folder / module).as_posix()}.yaml")
