"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from command_line import PACKAGE, Ran, Run, write
from sdkscribe.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def run_command(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["sdkscribe", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Ran(status=int(ended.value.code or 0), out=captured.out, err=captured.err)

    return run_command


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write(tmp_path / "acme", PACKAGE)
