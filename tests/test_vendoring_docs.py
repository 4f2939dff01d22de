"""The walk through vendoring does what the document shows, command by command."""

from __future__ import annotations

import re
from pathlib import Path

from walk import walked

DOCUMENT = Path(__file__).parent.parent / "docs/vendoring.md"
FILES = re.compile(r"\d+ files")


def test_the_walk_has_the_outputs_that_the_document_shows(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    text = DOCUMENT.read_text()
    outputs = walked(text, tmp_path / "project")
    assert FILES.sub("", outputs) == FILES.sub("", text), "`make walk` writes the outputs anew"
