"""A vendored slice of a small package."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import Run, write
from vendoring.acme import ACME, DIR


@pytest.fixture
def vendored(run: Run, tmp_path: Path) -> Path:
    write(tmp_path / "acme", ACME)
    assert run("vendor", "acme", "--only", "things", "--into", DIR).status == 0
    return DIR
