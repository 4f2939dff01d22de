"""String literals: what their escapes stand for."""

from __future__ import annotations

import pytest

from sdkscribe.typescript.literals import string_literal
from sdkscribe.typescript.syntax import Node, parse, walk


def string(source: str) -> Node:
    root = parse("a.d.ts", f"export type A = {source};".encode())
    return next(node for node in walk(root) if node.type == "string")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("'plain'", "plain"),
        (r"'\uD83D\uDE00'", "\U0001f600"),
        (r"'\u{1F600}'", "\U0001f600"),
        (r"'\u00e9\x41'", "éA"),
        (r"'\0\n\t\v\q'", "\0\n\t\vq"),
        (r'"don\'t"', "don't"),
        ("'a\\\nb'", "ab"),
    ],
)
def test_an_escape_stands_for_its_character(source: str, value: str) -> None:
    literal = string_literal(string(source))
    assert literal is not None
    assert literal.value == value
    assert literal.spelling == (None if source == "'plain'" else source)


@pytest.mark.parametrize("source", [r"'\uD83D'", r"'\u{110000}'"])
def test_half_a_pair_of_surrogates_is_no_text(source: str) -> None:
    assert string_literal(string(source)) is None
