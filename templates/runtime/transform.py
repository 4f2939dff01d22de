"""Renames the fields of arguments to the names that they have in requests.

Only for arguments whose type has such a field somewhere; all others are sent as they are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Required,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from .annotation import bare, is_union, members
from .types import NotGiven, Omit, PropertyInfo, is_mapping


def transform(value: object, annotation: Any) -> Any:
    """An argument of the type `annotation`, its fields under their names in the request."""
    if value is None or isinstance(value, (str, int, float, bytes, Omit, NotGiven)):
        return value
    annotation = bare(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if is_union(annotation):
        return transform(value, _member_for(value, list(members(arguments))))
    if is_mapping(value) and is_typeddict(annotation):
        return dict(_renamed(value, annotation))
    if is_mapping(value) and origin is dict:
        return {key: transform(item, arguments[1]) for key, item in value.items()}
    if _is_array(origin) and not is_mapping(value):
        items = cast("Iterable[object]", value)
        return [transform(item, arguments[0]) for item in items]
    if origin is tuple and _is_of_length(value, len(arguments)):
        items = cast("Sequence[object]", value)
        return tuple(transform(item, each) for item, each in zip(items, arguments, strict=True))
    return value


def _renamed(value: Mapping[str, object], params_type: Any) -> Iterator[tuple[str, object]]:
    fields = _fields(params_type)
    for name, item in value.items():
        wire_name, annotation = fields.get(name, (name, object))
        yield wire_name, transform(item, annotation)


def _member_for(value: object, types: list[Any]) -> object:
    """The member of a union that a value is for: of several with named fields, the one that knows
    the most of the value's, and whose literals it has."""
    if is_mapping(value):
        objects = [each for each in types if is_typeddict(each) or get_origin(each) is dict]
        return max(objects, key=lambda each: _likeness(each, value), default=object)
    items: list[Any] = [get_args(each)[0] for each in types if _is_array(get_origin(each))]
    if items:
        item: Any = reduce(lambda one, other: one | other, items)
        return list[item]
    tuples = (each for each in types if get_origin(each) is tuple)
    return next((each for each in tuples if _is_of_length(value, len(get_args(each)))), object)


def _is_of_length(value: object, length: int) -> bool:
    return isinstance(value, (tuple, list)) and len(cast("Sequence[object]", value)) == length


def _likeness(annotation: Any, value: Mapping[str, object]) -> int:
    """How many of a value's fields a type knows; -1 if one is a literal with another value."""
    if not is_typeddict(annotation):
        return 0
    fields = _fields(annotation)
    known = fields.keys() & value.keys()
    for name in known:
        literal = fields[name][1]
        if get_origin(literal) is Literal and value[name] not in get_args(literal):
            return -1
    return len(known)


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
