"""The text of documentation comments, without their stars."""

from __future__ import annotations

import re

from sdkscribe.typescript.syntax import Node, text

_LINE_START = re.compile(r"[^\S\n]*\n[ \t]*(?:\* ?)?")
"""The end of a line and the start of the next, with its star and one space after that."""


def documentation(comment: Node | None) -> str | None:
    """What a `/** … */` comment says, line by line; None for no comment or one of another kind."""
    if comment is None:
        return None
    content = text(comment)
    if not content.startswith("/**") or len(content) < len("/***/"):
        return None
    return comment_text(content)


def comment_text(content: str) -> str | None:
    """What stands in a `/** … */` comment; None for nothing."""
    first, newline, rest = content[3:-2].partition("\n")
    lines = _LINE_START.sub("\n", f"{newline}{rest}").rstrip()
    return f"{first.strip()}{lines}".strip("\n") or None
