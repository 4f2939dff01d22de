"""The walk through vendoring does what the document shows, command by command."""

from __future__ import annotations

from pathlib import Path

from walk import walked

DOCUMENT = Path(__file__).parent.parent / "docs/vendoring.md"
REFRESH = "PYTHONPATH=generator:tests python -m walk docs/vendoring.md"


def test_the_walk_has_the_outputs_that_the_document_shows(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    text = DOCUMENT.read_text()
    assert walked(text, tmp_path / "project") == text, f"read it, then: {REFRESH}"
