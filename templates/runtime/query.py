"""Query strings and form bodies from nested values, in the style of the API's own client.

None and omitted values are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from .types import NotGiven, Omit, is_mapping

if TYPE_CHECKING:
    from .definition import ClientDefinition


def query_string(values: Mapping[str, object], definition: ClientDefinition) -> str:
    """The values, percent-encoded, as `a=1&b%5B%5D=2`."""
    pairs = query_pairs(values, definition.query_arrays, definition.query_objects)
    return "&".join(f"{quote(name, safe='')}={quote(text, safe='')}" for name, text in pairs)


def query_pairs(values: Mapping[str, object], arrays: str, objects: str) -> list[tuple[str, str]]:
    """The values as flat names and texts."""
    return [pair for name, value in values.items() for pair in _pairs(name, value, arrays, objects)]


def _pairs(name: str, value: object, arrays: str, objects: str) -> Iterator[tuple[str, str]]:
    if value is None or isinstance(value, (Omit, NotGiven)):
        return
    if isinstance(value, (str, bool, int, float)):
        yield name, text_of(value)
        return
    value = plain(value)
    if is_mapping(value):
        nested = f"{name}.{{}}" if objects == "dots" else f"{name}[{{}}]"
        for key, item in value.items():
            yield from _pairs(nested.format(key), item, arrays, objects)
    elif isinstance(value, list):
        yield from _array(name, cast("list[object]", value), arrays, objects)
    else:
        yield name, text_of(value)


def _array(name: str, items: list[object], arrays: str, objects: str) -> Iterator[tuple[str, str]]:
    if arrays == "comma" and not any(isinstance(plain(item), (Mapping, list)) for item in items):
        if items:
            yield name, ",".join(text_of(item) for item in items if item is not None)
        return
    if arrays == "indices_of_objects":
        arrays = "indices" if items and is_mapping(plain(items[0])) else "brackets"
    for index, item in enumerate(items):
        places = {"brackets": f"{name}[]", "indices": f"{name}[{index}]"}
        yield from _pairs(places.get(arrays, name), item, arrays, objects)


def plain(value: Any) -> object:
    """A model as its dict, any other iterable as a list, an enum member as its value."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping)):
        return list(cast("Iterable[object]", value))
    return cast("object", value)


def text_of(value: object) -> str:
    """A scalar as a query or form value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return text_of(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (str, int, float)):
        return str(value)
    raise TypeError(f"a {type(value).__name__} can't be sent as a query or form value")
