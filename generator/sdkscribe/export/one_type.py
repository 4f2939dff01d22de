"""One type of a JSON Schema bundle, with the types that it reaches and no others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from urllib.parse import unquote

from sdkscribe.errors import Problem, SdkscribeError, nearest
from sdkscribe.export.json_schema import Schema

_POINTER = "#/$defs/"


def one_type(bundle: Schema, name: str) -> Schema:
    """The schema of one type, called as the bundle or the declarations call it (`SessionTool`,
    `Session.Tool`). Raises `SdkscribeError` where the bundle has none of that name."""
    definitions = cast("dict[str, Schema]", bundle["$defs"])
    called = name.replace(".", "")
    if called not in definitions:
        hint = nearest(called, definitions)
        raise SdkscribeError(Problem(message=f"there is no type `{name}`", hint=hint))
    reached: set[str] = set()
    waiting = [called]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(_references(definitions[current]))
    kept = {key: schema for key, schema in definitions.items() if key in reached}
    return {"$schema": bundle["$schema"], "$ref": _POINTER + called, "$defs": kept}


def _references(node: object) -> Iterator[str]:
    """The definitions that stand in a schema. A property may be called `$ref` too: its schema is no
    text."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            mapping = cast("dict[str, object]", current)
            target = mapping.get("$ref")
            if isinstance(target, str):
                yield unquote(target.removeprefix(_POINTER))
            waiting.extend(mapping.values())
        elif isinstance(current, list):
            waiting.extend(cast("list[object]", current))
