"""Which types hold a field, however deep, that is called otherwise on the wire than in Python."""

from __future__ import annotations

from sdkscribe.python.names import PythonName
from sdkscribe.python.reach import holders_of
from sdkscribe.python.types import Types
from sdkscribe.spec import Name, ObjectType, Type
from sdkscribe.spec_walk import children, types_of


def renaming_types(types: Types) -> frozenset[Name]:
    """The types whose values have to be walked before they are sent."""
    renaming = [
        name
        for name, declaration in types.items()
        if any(_renames(node) for node in types_of(declaration))
    ]
    return frozenset(holders_of(renaming, types))


def _renames(node: Type) -> bool:
    if isinstance(node, ObjectType):
        names = [field.wire_name for field in node.fields]
        if any(PythonName(name) != name for name in names):
            return True
    return any(_renames(child) for child in children(node))
