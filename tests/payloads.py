"""Payloads for a JSON Schema: values that it allows, and values that are one change away from one."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, TypeAlias, cast
from urllib.parse import unquote

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Json: TypeAlias = Any
Schema: TypeAlias = dict[str, Any]
_DEEPEST = 4

anything: SearchStrategy[Json] = st.sampled_from(
    [None, True, False, 0, -3, 2.5, "", "text", [], ["text"], {}, {"unknown": 1}]
)


def valid(schema: Schema, definitions: dict[str, Schema], depth: int = 0) -> SearchStrategy[Json]:
    """Values that a schema allows. Deep down, optional properties are left out."""
    if "$ref" in schema:
        name = unquote(schema["$ref"].removeprefix("#/$defs/"))
        return st.deferred(lambda: valid(definitions[name], definitions, depth + 1))
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of([valid(member, definitions, depth) for member in schema["anyOf"]])
    match schema.get("type"):
        case "string":
            return st.sampled_from(["", "text", "ünïcode", "gpt-realtime"])
        case "integer":
            return st.sampled_from([0, 1, -1, 4096, 1763700000])
        case "number":
            return st.sampled_from([0, 1, 0.8, -2.5, 1e9])
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case "array":
            limit = 0 if depth > _DEEPEST else 2
            return st.lists(valid(schema["items"], definitions, depth + 1), max_size=limit)
        case "object":
            return _object(schema, definitions, depth)
        case _:
            assert set(schema) <= {"description", "title", "deprecated"}, schema
            return anything


def _object(schema: Schema, definitions: dict[str, Schema], depth: int) -> SearchStrategy[Json]:
    properties: dict[str, Schema] = schema.get("properties", {})
    required = set(schema.get("required", []))
    given = {n: valid(s, definitions, depth + 1) for n, s in properties.items() if n in required}
    kept = {n: valid(s, definitions, depth + 1) for n, s in properties.items() if n not in required}
    fixed = st.fixed_dictionaries(given, optional=kept if depth <= _DEEPEST else {})
    others = schema.get("additionalProperties")
    if not isinstance(others, dict):
        return fixed
    extra = st.dictionaries(
        st.sampled_from(["x", "y"]),
        valid(cast("Schema", others), definitions, depth + 1),
        max_size=2,
    )
    return st.builds(lambda a, b: {**b, **a}, fixed, extra)


@st.composite
def mutated(draw: st.DrawFn, values: SearchStrategy[Json]) -> Json:
    """A value with one of its parts replaced or removed."""
    value = copy.deepcopy(draw(values))
    places = list(_places(value))
    if not places:
        return draw(anything)
    holder, key = draw(st.sampled_from(places))
    if isinstance(holder, dict) and draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = draw(anything)
    return value


def _places(value: Json) -> Iterator[tuple[Json, Json]]:
    """(holder, key) of every part of a value."""
    if isinstance(value, dict):
        members = cast("dict[str, Json]", value)
        for key, inner in members.items():
            yield members, key
            yield from _places(inner)
    elif isinstance(value, list):
        items: list[Json] = value
        for index, inner in enumerate(items):
            yield items, index
            yield from _places(inner)
