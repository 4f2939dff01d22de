"""Literals: their values, and their source where it is not the usual one."""

from __future__ import annotations

import sys

from sdkscribe.spec import LiteralType
from sdkscribe.typescript.declarations import string_value
from sdkscribe.typescript.syntax import Node, text


def literal(node: Node) -> LiteralType | None:
    """The value that a token stands for; None for one that JSON does not have."""
    match node.type:
        case "string":
            return string_literal(node)
        case "number" | "unary_expression":
            return number_literal(node)
        case "true" | "false":
            return LiteralType(value=node.type == "true")
        case _:
            return None


def string_literal(node: Node) -> LiteralType | None:
    """A string; None for one that no text is, as half of a pair of surrogates."""
    source, value = text(node), string_value(node)
    if "\\" in value:
        parts = (
            text(p) if p.type != "escape_sequence" else unescaped(p) for p in node.named_children
        )
        joined = _joined("".join(parts))
        if joined is None:
            return None
        value = joined
    usual = f"'{value}'"
    return LiteralType(value=value, spelling=None if source == usual else source)


def string_text(node: Node) -> str:
    """The text of a string; as it stands there, where no text is meant."""
    literal = string_literal(node)
    return string_value(node) if literal is None else str(literal.value)


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_LINE_ENDS = "\n\r\u2028\u2029"


def unescaped(node: Node) -> str:
    """What an escape stands for, which may be half of a pair of surrogates. A line that goes on in
    the next adds nothing."""
    escape = text(node)[1:]
    if escape[0] in "ux":
        code = int(escape[1:].strip("{}"), 16)
        return chr(code) if code <= sys.maxunicode else "\ud800"
    if escape[0] in _LINE_ENDS:
        return ""
    return _ESCAPES.get(escape, escape)


def _joined(characters: str) -> str | None:
    """The text with its pairs of surrogates as one character each."""
    try:
        return characters.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def number_literal(node: Node) -> LiteralType | None:
    """A number, a large one too (`10n`); None for one that JSON does not have (`010`)."""
    source = text(node)
    plain = source.replace("_", "").removesuffix("n")
    try:
        value = float(plain) if any(mark in plain for mark in ".eE") else int(plain, 0)
    except ValueError:
        return None
    if value in (float("inf"), float("-inf")):
        return None
    return LiteralType(value=value, spelling=None if source == str(value) else source)
