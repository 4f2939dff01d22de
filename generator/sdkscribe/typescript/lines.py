"""The lines that declarations and their members are on, for reports that point there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sdkscribe.errors import Location
from sdkscribe.typescript.declarations import Declared
from sdkscribe.typescript.literals import string_text
from sdkscribe.typescript.source_files import SourceFiles
from sdkscribe.typescript.syntax import Node, child, text

_BODIES = ("interface_body", "object_type", "class_body")


def declaration_lines(
    files: Mapping[str, bytes], wanted: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str, str, Location]]:
    """Module, dotted name, member (empty for the declaration itself) and line, for the declarations with
    these modules and names that there are."""
    known = SourceFiles(contents=files)
    for module in sorted({module for module, _ in wanted}):
        path = known.declaration_path(module)
        if path is not None:
            for name, declared in known.declarations(module).declared.items():
                if (module, name) in wanted:
                    for member, node in _members(declared):
                        location = Location(path=path, line=node.start_point.row + 1)
                        yield module, name, member, location


def _members(declared: Declared) -> Iterator[tuple[str, Node]]:
    yield "", declared.node
    body = child(declared.node, "body") or child(declared.node, "value")
    if body is not None and body.type in _BODIES:
        for node in body.named_children:
            name = child(node, "name")
            if name is not None:
                quoted = name.type == "string"
                yield string_text(name) if quoted else text(name), node
