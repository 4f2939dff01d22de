"""Query strings in the styles of the APIs' own clients."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.definition import ClientDefinition
from runtime.query import query_pairs, query_string
from runtime.types import omit

NESTED = {"a": [1, 2], "b": {"c": {"d": True}}, "e": [{"f": "g"}, {"f": "h"}]}


class Order(Enum):
    DOWN = "desc"


@pytest.mark.parametrize(
    ("arrays", "objects", "text"),
    [
        ("brackets", "brackets", "a[]=1&a[]=2&b[c][d]=true&e[][f]=g&e[][f]=h"),
        ("repeat", "dots", "a=1&a=2&b.c.d=true&e.f=g&e.f=h"),
        ("indices", "brackets", "a[0]=1&a[1]=2&b[c][d]=true&e[0][f]=g&e[1][f]=h"),
        ("comma", "brackets", "a=1,2&b[c][d]=true&e[f]=g&e[f]=h"),
        ("indices_of_objects", "brackets", "a[]=1&a[]=2&b[c][d]=true&e[0][f]=g&e[1][f]=h"),
    ],
)
def test_each_style_has_its_names(arrays: str, objects: str, text: str) -> None:
    assert "&".join("=".join(pair) for pair in query_pairs(NESTED, arrays, objects)) == text


@pytest.mark.parametrize(
    ("value", "pairs"),
    [
        (None, []),
        (omit, []),
        ("", [("k", "")]),
        (0, [("k", "0")]),
        (1.5, [("k", "1.5")]),
        (False, [("k", "false")]),
        (date(2024, 10, 1), [("k", "2024-10-01")]),
        (Order.DOWN, [("k", "desc")]),
        ([], []),
        ([None], []),
        ({}, []),
        ((n for n in (1, 2)), [("k[]", "1"), ("k[]", "2")]),
    ],
)
def test_each_value_has_its_text(value: Any, pairs: list[tuple[str, str]]) -> None:
    assert query_pairs({"k": value}, "brackets", "brackets") == pairs


def test_what_has_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        query_pairs({"k": b"x"}, "brackets", "brackets")


@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1)))
@settings(deadline=None)
def test_any_text_comes_out_as_it_went_in(values: dict[str, str]) -> None:
    definition = ClientDefinition(name="X", source="x 1", base_url="http://x")
    text = query_string(values, definition)
    assert text.isascii()
    assert dict(parse_qsl(text, keep_blank_values=True)) == values
