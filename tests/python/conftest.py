"""The kitchen's package, generated once and importable."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from python.kitchen import kitchen
from sdkscribe.python.generate import generate
from server import Server

PACKAGE = "generated_kitchen"


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the kitchen's package, whose parent is on the import path."""
    root = tmp_path_factory.mktemp("packages")
    write(root / PACKAGE, generate(kitchen(), package=PACKAGE))
    sys.path.insert(0, str(root))
    yield root / PACKAGE
    sys.path.remove(str(root))


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
