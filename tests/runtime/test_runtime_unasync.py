"""The sync modules are what the async ones make them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkscribe.unasync import RUNTIME, main, sync_modules


def test_the_committed_sync_modules_are_up_to_date() -> None:
    stale = [p.name for p, text in sync_modules().items() if p.read_text(encoding="utf-8") != text]
    assert stale == [], "run python -m sdkscribe.unasync"
    assert main(["--check"]) == 0


def test_each_async_module_has_its_sync_twin() -> None:
    expected = {path.name.removeprefix("a") for path in RUNTIME.glob("async_*.py")}
    assert {path.name for path in RUNTIME.glob("sync_*.py")} == expected


def test_no_word_of_async_is_left() -> None:
    for path, text in sync_modules().items():
        assert "async" not in text.lower(), path.name
        assert "await" not in text, path.name


def test_a_substitution_that_is_never_used_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "async_x.py").write_text("async def f(): ...\n")
    with pytest.raises(ValueError, match=r"never used: .*aclose"):
        sync_modules(tmp_path)
