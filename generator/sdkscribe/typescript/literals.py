"""Literals: their values, and their source where it is not the usual one."""

from __future__ import annotations

from sdkscribe.spec import LiteralType
from sdkscribe.typescript.declarations import string_value
from sdkscribe.typescript.syntax import Node, text


def string_literal(node: Node) -> LiteralType:
    source, value = text(node), string_value(node)
    if "\\" in value:
        value = _unescaped(node)
    usual = f"'{value}'"
    return LiteralType(value=value, spelling=None if source == usual else source)


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def _unescaped(node: Node) -> str:
    pieces: list[str] = []
    for part in node.named_children:
        escape = text(part)
        if part.type != "escape_sequence":
            pieces.append(escape)
        elif escape[1] in "ux":
            pieces.append(chr(int(escape[2:].strip("{}"), 16)))
        else:
            pieces.append(_ESCAPES.get(escape[1], escape[1:]))
    return "".join(pieces)


def number_literal(node: Node) -> LiteralType | None:
    """A number; None for one of the kinds that JSON does not have (`10n`, `010`)."""
    source = text(node)
    plain = source.replace("_", "")
    try:
        value = float(plain) if any(mark in plain for mark in ".eE") else int(plain, 0)
    except ValueError:
        return None
    if value in (float("inf"), float("-inf")):
        return None
    return LiteralType(value=value, spelling=None if source == str(value) else source)
