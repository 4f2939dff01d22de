"""The package that these tests vendor, and the folder that it becomes."""

from __future__ import annotations

from pathlib import Path

from command_line import PACKAGE

LICENSE = "Copyright Acme. May be used.\n"
ACME = {**PACKAGE, "LICENSE": LICENSE, "NOTICE.txt": "Acme.\n", "LICENSE-py.py": "print('!')\n"}
DIR = Path("src/app/_vendor/acme_api")
OVERLAY = """\
patches:
  - file: resources/things.yaml
    at: /types/Thing/properties/name/description
    was: Its name.
    is: The name that it has.
    reason: reads better
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def edit(path: Path, text: str) -> None:
    """Adds a line to a file."""
    path.write_text(path.read_text() + text)
