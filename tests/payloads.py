"""Payloads for a JSON Schema: values that it allows, and values that are one change away from one.

Choices are made by a `Random`; one of hypothesis makes them its own, to find and to shrink.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any, TypeAlias, cast
from urllib.parse import unquote

Json: TypeAlias = Any
Schema: TypeAlias = dict[str, Any]
_DEEPEST = 4
_SCALARS: dict[str, list[Json]] = {
    "string": ["", "text", "ünïcode", "gpt-realtime"],
    "integer": [0, 1, -1, 4096, 1763700000],
    "number": [0, 1, 0.8, -2.5, 1e9],
    "boolean": [True, False],
    "null": [None],
}


def anything(random: Random) -> Json:
    """A small JSON value of any kind."""
    return random.choice([None, True, False, 0, -3, 2.5, "", "text", [], ["text"], {}, {"x": 1}])


def valid(random: Random, schema: Schema, definitions: dict[str, Schema], depth: int = 0) -> Json:
    """A value that a schema allows. Deep down, optional properties are left out."""
    if "$ref" in schema:
        name = unquote(schema["$ref"].removeprefix("#/$defs/"))
        return valid(random, definitions[name], definitions, depth + 1)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return random.choice(schema["enum"])
    if "anyOf" in schema:
        return valid(random, random.choice(schema["anyOf"]), definitions, depth)
    kind = schema.get("type")
    if kind in _SCALARS:
        return random.choice(_SCALARS[kind])
    if kind == "array":
        count = 0 if depth > _DEEPEST else random.randrange(3)
        return [valid(random, schema["items"], definitions, depth + 1) for _ in range(count)]
    if kind == "object":
        return _object(random, schema, definitions, depth)
    assert set(schema) <= {"description", "title", "deprecated"}, schema
    return anything(random)


def _object(random: Random, schema: Schema, definitions: dict[str, Schema], depth: int) -> Json:
    required = schema.get("required", [])
    made: dict[str, Json] = {}
    others = schema.get("additionalProperties")
    if isinstance(others, dict) and depth <= _DEEPEST:
        for name in ("x", "y")[: random.randrange(3)]:
            made[name] = valid(random, cast("Schema", others), definitions, depth + 1)
    for name, inner in schema.get("properties", {}).items():
        if name in required or (depth <= _DEEPEST and random.random() < 0.5):
            made[name] = valid(random, inner, definitions, depth + 1)
    return made


def mutated(random: Random, value: Json) -> Json:
    """A value with one of its parts replaced or removed."""
    changed = copy.deepcopy(value)
    places = list(_places(changed))
    if not places:
        return anything(random)
    holder, key = random.choice(places)
    if isinstance(holder, dict) and random.random() < 0.5:
        del holder[key]
    else:
        holder[key] = anything(random)
    return changed


def _places(value: Json) -> Iterator[tuple[Json, Json]]:
    """(holder, key) of every part of a value."""
    if isinstance(value, dict):
        members = cast("dict[str, Json]", value)
        for key, inner in members.items():
            yield members, key
            yield from _places(inner)
    elif isinstance(value, list):
        items = cast("list[object]", value)
        for index, inner in enumerate(items):
            yield items, index
            yield from _places(inner)
