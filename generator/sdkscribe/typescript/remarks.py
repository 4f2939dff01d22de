"""Remarks: the comments of a declaration file that document nothing, or nothing that is declared.

The front end reads a file without them, so that they may stand anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sdkscribe.typescript.syntax import Node, child, parse, text, walk

_DOCUMENTS = re.compile(
    rb"(?:^|[{};,])\s*/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*\r?\n"
    rb"(?=[ \t]*(?!import\b|export\s+(?:type\s*)?[{*=])[\w$'\"\[])"
)
"""What documents a declaration or a member, as compilers print it. Whatever else there is of comments
is looked for in the syntax tree."""

SOURCE_MAP = "//# sourceMappingURL="
_BODIES = frozenset(
    {"program", "statement_block", "interface_body", "object_type", "class_body", "enum_body"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRemark:
    """A remark, and where it begins in the file, in bytes."""

    text: str
    start: int


def remarks_in(path: str, content: bytes) -> tuple[FoundRemark, ...]:
    """The remarks of a declaration file, in order."""
    rest = _DOCUMENTS.sub(b"", content).replace(SOURCE_MAP.encode(), b"")
    if b"//" not in rest and b"/*" not in rest:
        return ()
    nodes = (node for node in walk(parse(path, content)) if node.type == "comment")
    return tuple(
        FoundRemark(text=text(node), start=node.start_byte)
        for node in nodes
        if not _documents(node) and not text(node).startswith(SOURCE_MAP)
    )


def without(content: bytes, remarks: tuple[FoundRemark, ...]) -> bytes:
    """The content with blanks in the place of the remarks."""
    for remark in remarks:
        end = remark.start + len(remark.text.encode())
        blanks = re.sub(rb"[^\n]", b" ", content[remark.start : end])
        content = content[: remark.start] + blanks + content[end:]
    return content


def _documents(comment: Node) -> bool:
    """Whether a comment stands right before what it documents."""
    following = comment.next_named_sibling
    if following is None or comment.parent is None or comment.parent.type not in _BODIES:
        return False
    if not text(comment).startswith("/**") or following.type in ("comment", "import_statement"):
        return False
    passes_on = following.type == "export_statement" and child(following, "declaration") is None
    return not passes_on
