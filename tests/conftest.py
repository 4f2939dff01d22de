"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import PACKAGE, Ran, Run, write
from sdkscribe.cache import cache_root
from sdkscribe.cli import main
from soak import load_profile

load_profile()

_RECURSION_LIMIT = sys.getrecursionlimit()


@pytest.fixture(autouse=True)
def own_recursion_limit() -> None:
    """mypy raises the limit of the process that it runs in, for good. Whether input is nested too
    deeply must not hang on which tests came before."""
    sys.setrecursionlimit(_RECURSION_LIMIT)


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of the tests' own: nothing that was made before them is taken for made by them. The
    archives from npm in it are the user's."""
    folder, archives = tmp_path_factory.mktemp("cache"), cache_root() / "npm"
    archives.mkdir(parents=True, exist_ok=True)
    (folder / "npm").symlink_to(archives)
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, "SDKSCRIBE_CACHE", str(folder))
        yield


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
