"""The lines that declarations and their members are on, for reports that point there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sdkscribe.typescript.declarations import Declared
from sdkscribe.typescript.literals import string_text
from sdkscribe.typescript.source_files import SourceFiles
from sdkscribe.typescript.syntax import Node, child, text

_BODIES = ("interface_body", "object_type", "class_body")


class DeclaredLine(NamedTuple):
    """Where a declaration starts, by its dotted name, or one of its members."""

    name: str
    member: str
    line: int


def declared_lines(files: SourceFiles, module: str) -> Iterator[DeclaredLine]:
    """The lines of all that a module declares. The module must exist."""
    for name, declared in files.declarations(module).declared.items():
        for member, node in _members(declared):
            yield DeclaredLine(name, member, node.start_point.row + 1)


def _members(declared: Declared) -> Iterator[tuple[str, Node]]:
    yield "", declared.node
    body = child(declared.node, "body") or child(declared.node, "value")
    if body is not None and body.type in _BODIES:
        for node in body.named_children:
            name = child(node, "name")
            if name is not None:
                quoted = name.type == "string"
                yield string_text(name) if quoted else text(name), node
