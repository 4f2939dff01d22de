"""The generator as files: where its templates are, and a digest of all that decides what it makes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sdkscribe.digests import digest_of

_CODE = Path(__file__).parent
_PLACES = (_CODE / "templates", _CODE.parents[1] / "templates")
TEMPLATES = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
"""The templates, and the runtime in them: in the installed package, or at the project's root."""

_LIBRARIES = (
    "jinja2",
    "pyyaml",
    "ruff",
    "tree-sitter",
    "tree-sitter-javascript",
    "tree-sitter-typescript",
)


@cache
def generator_digest() -> str:
    """Tells this generator from any that could make something else of the same input: its code, its
    templates, the libraries that it uses, and Python."""
    versions = [sys.version, *(f"{library} {version(library)}" for library in _LIBRARIES)]
    return digest_of([*versions, *_own_files()])


def _own_files() -> Iterator[str | bytes]:
    """The name and the content of each file."""
    for folder, pattern in ((_CODE, "*.py"), (TEMPLATES, "*.jinja"), (TEMPLATES, "*.py")):
        for path in sorted(folder.rglob(pattern)):
            yield path.relative_to(folder).as_posix()
            yield path.read_bytes()
