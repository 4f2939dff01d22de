"""Unified diffs of files' contents, as `diff` and git write them."""

from __future__ import annotations

import difflib
import re


def unified_diff(path: str, before: bytes | None, after: bytes | None) -> str:
    """From one content of a file to another; None stands for no file."""
    try:
        old, new = (before or b"").decode(), (after or b"").decode()
    except UnicodeDecodeError:
        return f"Binary files differ: {path}\n"
    old_name = "/dev/null" if before is None else f"a/{path}"
    new_name = "/dev/null" if after is None else f"b/{path}"
    diff = difflib.unified_diff(_lines(old), _lines(new), old_name, new_name)
    return "".join(map(_ended, diff))


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
