"""Python string literals for documentation: the one way for a declaration's words into Python.

The words are untrusted: whatever they hold, the literal is one string that evaluates to them, and
is exactly what black makes of it.
"""

from __future__ import annotations

from functools import lru_cache

from sdkscribe.python.prose import wrapped

LINE_LENGTH = 100
_QUOTES = '"""'
_ESCAPED_QUOTES = r"\"\"\""


@lru_cache(maxsize=8192)
def docstring(text: str, *, indent: int) -> str | None:
    """A literal that says `text`, wrapped, to be printed at `indent`; None if there are no words."""
    if not text.strip():
        return None
    return literal("\n".join(wrapped(text, LINE_LENGTH - indent)), indent=indent)


def literal(text: str, *, indent: int) -> str:
    """A triple-quoted literal whose value, cleaned of its indentation, is `text`.

    `text` begins and ends with neither space nor empty line, and no line of it ends with space.
    """
    lines = [_escaped(line) for line in text.split("\n")]
    if len(lines) == 1 and indent + len(lines[0]) + 2 * len(_QUOTES) < LINE_LENGTH:
        padding = " " if lines[0].endswith('"') else ""
        return f"{_QUOTES}{_opening(lines[0])}{padding}{_QUOTES}"
    margin = " " * indent
    body = "\n".join(margin + line if line else "" for line in lines)
    return f"{_QUOTES}\n{body}\n{margin}{_QUOTES}"


def _opening(line: str) -> str:
    return f"\\{line}" if line.startswith('"') else line


def _escaped(line: str) -> str:
    if line.isprintable() and "\\" not in line:
        return line.replace(_QUOTES, _ESCAPED_QUOTES)
    printable = "".join(_escaped_character(character) for character in line)
    return printable.replace(_QUOTES, _ESCAPED_QUOTES)


def _escaped_character(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if character.isprintable():
        return character
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
