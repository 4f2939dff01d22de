"""The words of a documentation comment, laid out for Python: cleaned of JSDoc's tags and wrapped.

Paragraphs and list items are filled to a width; code, tables and headings stay as they are. What
this gives is text, not yet Python.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_FENCES = ("```", "~~~")
_BULLETS = ("- ", "* ", "+ ", "• ")
_CODE_INDENT = 4
_TAB = 4
# A link's label reads badly over two lines. Cleaned text has no other space than the plain one.
_LABEL = re.compile(r"\[[^\[\]]{1,40}\]\(")
_GLUE = "\xa0"


@lru_cache(maxsize=65536)
def cleaned(description: str | None) -> str:
    """What a comment says to a reader of Python. `@example` blocks are TypeScript: left out."""
    if description is None:
        return ""
    lines = [_plain_spaces(line).rstrip() for line in description.splitlines()]
    return "\n".join(_without_examples(lines)).strip("\n")


@lru_cache(maxsize=8192)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """`text` in lines of at most `width` characters, wherever words allow it."""
    lines: list[str] = []
    for block in _blocks(text.splitlines()):
        lines.extend(_wrapped_block(block, width))
    return tuple(lines)


def _plain_spaces(line: str) -> str:
    expanded = line.expandtabs(_TAB)
    if expanded.isascii():
        return expanded
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in expanded)


def _without_examples(lines: Iterable[str]) -> Iterator[str]:
    is_example = is_fenced = False
    for line in lines:
        if line.lstrip().startswith(_FENCES):
            is_fenced = not is_fenced
        elif line.lstrip().startswith("@") and not is_fenced:
            is_example = line.lstrip().startswith("@example")
            line = _readable_tag(line.lstrip())
        if not is_example:
            yield line


def _readable_tag(line: str) -> str:
    tag, _, words = line.partition(" ")
    if tag != "@deprecated":
        return line
    return f"Deprecated: {words.strip()}" if words.strip() else "Deprecated."


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Groups of lines that are laid out together: a paragraph, an item, a line that stands alone,
    a fenced block (told by its first line), or an empty line."""
    block: list[str] = []
    is_fenced = False
    for line in lines:
        is_fence = line.lstrip().startswith(_FENCES)
        if is_fenced:
            block.append(line)
            is_fenced = not is_fence
            continue
        if block and (is_fence or not _continues(block, line)):
            yield block
            block = []
        is_fenced = is_fence
        block.append(line)
    if block:
        yield block


def _continues(block: list[str], line: str) -> bool:
    if not line.strip() or _stands_alone(block[0]) or _stands_alone(line) or _marker(line):
        return False
    return bool(_marker(block[0])) or _indent(line) == _indent(block[0])


def _stands_alone(line: str) -> bool:
    stripped = line.lstrip()
    is_code = _indent(line) >= _CODE_INDENT and not _marker(line)
    return not stripped or stripped.startswith(("#", "|", ">", *_FENCES)) or is_code


def _marker(line: str) -> str:
    """The bullet or number that `line` begins with, its indentation included."""
    stripped = line.lstrip()
    indent = line[: len(line) - len(stripped)]
    if stripped.startswith(_BULLETS):
        return indent + stripped[:2]
    number, dot, _ = stripped.partition(". ")
    return f"{indent}{number}. " if dot and number.isdecimal() and len(number) < 3 else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _wrapped_block(block: list[str], width: int) -> list[str]:
    first = block[0]
    if _stands_alone(first):
        return block
    marker = _marker(first) or " " * _indent(first)
    words = " ".join([first[len(marker) :].strip(), *(line.strip() for line in block[1:])])
    if "[" in words:
        words = _LABEL.sub(lambda label: label[0].replace(" ", _GLUE), words)
    lines = filled(words, width, first_indent=marker, indent=" " * len(marker))
    return [line.replace(_GLUE, " ").rstrip() for line in lines]


def filled(text: str, width: int, *, first_indent: str, indent: str) -> list[str]:
    """Words, parted by spaces, in lines of at most `width` characters wherever one word fits: what
    `textwrap` makes of them, in a fifth of its time."""
    lines: list[str] = []
    before, start = first_indent, 0
    while len(before) + len(text) - start > width:
        most = start + max(width - len(before), 0)
        end = text.rfind(" ", start + 1, most + 1)
        if end < 0:
            end = text.find(" ", max(most, start + 1))
        if end < 0:
            break
        lines.append(before + text[start:end].rstrip(" "))
        before, start = indent, end + 1
        while text.startswith(" ", start):
            start += 1
    return [*lines, before + text[start:]]
