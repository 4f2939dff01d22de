"""Which types hold a field, however deep, that is called otherwise on the wire than in Python."""

from __future__ import annotations

from functools import cache

from sdkscribe.python.names import PythonName
from sdkscribe.python.reach import holders_of
from sdkscribe.python.types import Types
from sdkscribe.spec import Name, ObjectType, Type
from sdkscribe.spec_walk import nodes_within, types_of


def renaming_types(types: Types) -> frozenset[Name]:
    """The types whose values have to be walked before they are sent."""
    renaming = [
        name
        for name, declaration in types.items()
        if any(_renames(node) for node in types_of(declaration))
    ]
    return frozenset(holders_of(renaming, types))


def _renames(node: Type) -> bool:
    objects = (inner for inner in nodes_within(node) if isinstance(inner, ObjectType))
    return any(_is_renamed(field.wire_name) for each in objects for field in each.fields)


@cache
def _is_renamed(wire_name: str) -> bool:
    return PythonName(wire_name) != wire_name
