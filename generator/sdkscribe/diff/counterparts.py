"""Types of the two sides that are written alike, but for names that stand for each other."""

from __future__ import annotations

from collections.abc import Sequence

from sdkscribe.diff.sides import Sides
from sdkscribe.spec import (
    ArrayType,
    ForeignType,
    LiteralType,
    MapType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    UnionType,
    UnknownType,
)
from sdkscribe.spec_walk import children


def is_counterpart(old: Type, new: Type, sides: Sides) -> bool:
    """Whether two types are written alike, but for names that stand for each other."""
    if old == new:
        return True
    match old, new:
        case ReferenceType(), ReferenceType():
            return is_same_target(old, new, sides) and _all_alike(
                old.arguments, new.arguments, sides
            )
        case ArrayType(), ArrayType():
            return is_counterpart(old.items, new.items, sides)
        case MapType(), MapType():
            return old.keys == new.keys and is_counterpart(old.values, new.values, sides)
        case ScalarType(), ScalarType():
            return old.kind == new.kind
        case ForeignType(), ForeignType():
            return old.kind == new.kind
        case UnknownType(), UnknownType():
            return True
        case UnionType(members=before), UnionType(members=after):
            return _all_alike(before, after, sides)
        case TupleType(), TupleType():
            return is_same_length(old, new) and _all_alike(children(old), children(new), sides)
        case LiteralType(value=before), LiteralType(value=after):
            return type(before) is type(after) and before == after
        case _:
            return False


def is_same_length(old: TupleType, new: TupleType) -> bool:
    """Whether two tuples may have the same numbers of items."""
    return (len(old.items), old.optional, old.rest is None) == (
        len(new.items),
        new.optional,
        new.rest is None,
    )


def is_same_target(old: ReferenceType, new: ReferenceType, sides: Sides) -> bool:
    return sides.matches.types.get(old.target, old.target) == new.target


def _all_alike(old: Sequence[Type], new: Sequence[Type], sides: Sides) -> bool:
    return len(old) == len(new) and all(
        is_counterpart(a, b, sides) for a, b in zip(old, new, strict=True)
    )


def without_counterparts(
    before: Sequence[Type], after: Sequence[Type], sides: Sides
) -> tuple[list[Type], list[Type]]:
    """What is on one side alone."""
    new = list(after)
    old: list[Type] = []
    for node in before:
        same = next((other for other in new if is_counterpart(node, other, sides)), None)
        if same is None:
            old.append(node)
        else:
            new = [other for other in new if other is not same]
    return old, new
