"""The text of documentation comments, without their stars."""

from __future__ import annotations

from sdkscribe.typescript.syntax import Node, text


def documentation(comment: Node | None) -> str | None:
    """What a `/** … */` comment says, line by line; None for no comment or one of another kind."""
    if comment is None:
        return None
    content = text(comment)
    if not content.startswith("/**") or len(content) < len("/***/"):
        return None
    lines = content[3:-2].split("\n")
    stripped = [lines[0].strip(), *(_without_star(line) for line in lines[1:])]
    return "\n".join(line.rstrip() for line in stripped).strip("\n") or None


def _without_star(line: str) -> str:
    unindented = line.lstrip(" \t")
    if not unindented.startswith("*"):
        return unindented
    return unindented[1:].removeprefix(" ")
