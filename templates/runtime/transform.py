"""Renames the fields of arguments to the names that they have in requests.

Only for arguments whose type has such a field somewhere; all others are sent as they are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import (
    Annotated,
    Any,
    NotRequired,
    Required,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from .annotation import bare, is_union
from .types import NotGiven, Omit, PropertyInfo, is_mapping


def transform(value: object, annotation: Any) -> Any:
    """An argument of the type `annotation`, its fields under their names in the request."""
    if value is None or isinstance(value, (str, int, float, bytes, Omit, NotGiven)):
        return value
    annotation = bare(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if is_union(annotation):
        return transform(value, _member_for(value, arguments))
    if is_mapping(value) and is_typeddict(annotation):
        return dict(_renamed(value, annotation))
    if is_mapping(value) and origin is dict:
        return {key: transform(item, arguments[1]) for key, item in value.items()}
    if _is_array(origin) and not is_mapping(value):
        items = cast("Iterable[object]", value)
        return [transform(item, arguments[0]) for item in items]
    return value


def _renamed(value: Mapping[str, object], params_type: Any) -> Iterator[tuple[str, object]]:
    fields = _fields(params_type)
    for name, item in value.items():
        wire_name, annotation = fields.get(name, (name, object))
        yield wire_name, transform(item, annotation)


def _member_for(value: object, members: Iterable[object]) -> object:
    """The member of a union that a value is for: of several with named fields, the one that knows
    the most of the value's."""
    types = [bare(member) for member in members]
    if not is_mapping(value):
        return next((member for member in types if _is_array(get_origin(member))), object)
    objects = [m for m in types if is_typeddict(m) or get_origin(m) is dict]
    known = {id(m): len(_fields(m).keys() & value.keys()) for m in objects if is_typeddict(m)}
    return max(objects, key=lambda member: known.get(id(member), 0), default=object)


def _is_array(origin: Any) -> bool:
    return origin in (list, Iterable, Sequence)


@lru_cache(maxsize=4096)
def _fields(params_type: Any) -> dict[str, tuple[str, Any]]:
    """Each field's name in requests, and its type."""
    hints = get_type_hints(params_type, include_extras=True)
    return {name: (_wire_name(name, hint), bare(hint)) for name, hint in hints.items()}


def _wire_name(name: str, hint: object) -> str:
    while get_origin(hint) in (Required, NotRequired):
        hint = get_args(hint)[0]
    if get_origin(hint) is Annotated:
        for mark in get_args(hint)[1:]:
            if isinstance(mark, PropertyInfo) and mark.alias is not None:
                return mark.alias
    return name
