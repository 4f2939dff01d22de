"""Where a declared type stands inside another: `session` of what a request holds now."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.diff.counterparts import is_counterpart
from sdkscribe.diff.shapes import fields_of
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.surface import Types
from sdkscribe.spec import Name, ReferenceType, Type, UnionType

_LEVELS = 3


def path_to_counterpart(old: Type, new: Type, sides: Sides) -> str | None:
    """Where, in `new`, stands what `old` became; None where that is not inside it."""
    if not isinstance(old, ReferenceType) or is_counterpart(old, new, sides):
        return None
    counterpart = sides.matches.types.get(old.target)
    return None if counterpart is None else _nested_path(counterpart, new, sides.new.types)


def _nested_path(name: Name, inside: Type, types: Types) -> str | None:
    """The fields that lead to a type, the shortest way; None where none leads there."""
    level: list[tuple[str, Type]] = [("", inside)]
    for _ in range(_LEVELS):
        deeper = [
            (path, field) for above, node in level for path, field in _fields(above, node, types)
        ]
        for path, node in deeper:
            if _is_named(name, node):
                return path
        level = deeper
    return None


def _fields(above: str, node: Type, types: Types) -> Iterator[tuple[str, Type]]:
    for wire_name, owned in (fields_of(node, types) or {}).items():
        yield f"{above}.{wire_name}" if above else wire_name, owned.field.type


def _is_named(name: Name, node: Type) -> bool:
    """Whether a type is that one, or may be: as a member of a union."""
    match node:
        case UnionType(members=members):
            return any(_is_named(name, member) for member in members)
        case ReferenceType(target=target):
            return target == name
        case _:
            return False
