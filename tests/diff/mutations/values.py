"""What one value may be, changed."""

from __future__ import annotations

from collections.abc import Callable

from diff.editing import (
    Spot,
    with_members,
    with_type,
)
from diff.mutations.whole import MARK, Mutation, Whole
from python.declare import (
    BOOLEAN,
    NULL,
    NUMBER,
    OPEN_STRING,
    STRING,
    array,
    literal,
)
from sdkscribe.diff.changes import (
    Kind,
)
from sdkscribe.spec import (
    LiteralType,
    ObjectType,
    ReferenceType,
    ScalarType,
    Spec,
    Type,
    UnionType,
    UnknownType,
)


def null_added(whole: Whole) -> Mutation:
    return _value(
        whole,
        "null-added",
        "null-removed",
        lambda s: not is_heading(s)
        and not isinstance(s.node, UnknownType)
        and not has_member(s, NULL),
        lambda node: with_members(node, NULL),
    )


def literals_added(whole: Whole) -> Mutation:
    more = literal(MARK)
    return _value(
        whole,
        "literals-added",
        "literals-removed",
        lambda s: literals_in(s) > 1 and not _is_open(s),
        lambda node: with_members(node, more),
    )


def known_literals_added(whole: Whole) -> Mutation:
    more = literal(MARK)
    return _value(
        whole,
        "known-literals-added",
        "known-literals-removed",
        lambda s: literals_in(s) > 1 and _is_open(s),
        lambda node: with_members(node, more),
    )


def enum_opened(whole: Whole) -> Mutation:
    return _value(
        whole,
        "enum-opened",
        "enum-closed",
        lambda s: literals_in(s) > 1 and not _is_open(s),
        lambda node: with_members(node, OPEN_STRING),
    )


def union_member_added(whole: Whole) -> Mutation:
    return _value(
        whole,
        "union-member-added",
        "union-member-removed",
        lambda s: isinstance(s.node, UnionType) and _declared_members(s) > 1,
        lambda node: with_members(node, array(BOOLEAN)),
    )


def wrapped_in_a_union(whole: Whole) -> Mutation:
    return _value(
        whole,
        "union-member-added",
        "union-member-removed",
        lambda s: not is_heading(s) and is_object(s.node, whole.spec),
        lambda node: with_members(node, array(STRING)),
    )


def type_replaced(whole: Whole) -> Mutation:
    return _value(
        whole, "type-replaced", "type-replaced", lambda s: _is(s, "string"), lambda node: BOOLEAN
    )


def type_widened(whole: Whole) -> Mutation:
    return _value(
        whole, "type-widened", "type-narrowed", lambda s: _is(s, "integer"), lambda node: NUMBER
    )


def _value(
    whole: Whole,
    kind: Kind,
    inverse: Kind,
    fits: Callable[[Spot], bool],
    changed: Callable[[Type], Type],
) -> Mutation:
    spot = whole.spot(fits)
    after = with_type(whole.spec, spot.rebuilt(changed(spot.node)))
    return Mutation(
        kind=kind,
        inverse=inverse,
        before=whole.spec,
        after=after,
        old=spot.place,
        new=spot.place,
    )


def is_heading(spot: Spot) -> bool:
    """Whether a node is a declared type as a whole, and not one in it."""
    return not spot.path


def _members(spot: Spot) -> tuple[Type, ...]:
    return spot.node.members if isinstance(spot.node, UnionType) else (spot.node,)


def has_member(spot: Spot, node: Type) -> bool:
    return node in _members(spot)


def literals_in(spot: Spot) -> int:
    return sum(isinstance(m, LiteralType) and isinstance(m.value, str) for m in _members(spot))


def _is_open(spot: Spot) -> bool:
    return any(isinstance(m, ScalarType) and m.kind == "string" for m in _members(spot))


def _declared_members(spot: Spot) -> int:
    others = [m for m in _members(spot) if isinstance(m, ReferenceType)]
    return len(others) if len(others) == len(_members(spot)) else 0


def _is(spot: Spot, kind: str) -> bool:
    return isinstance(spot.node, ScalarType) and spot.node.kind == kind and bool(spot.path)


def is_object(node: Type, spec: Spec) -> bool:
    return isinstance(node, ReferenceType) and not node.arguments and _is_interface(node, spec)


def _is_interface(node: ReferenceType, spec: Spec) -> bool:
    declared = spec.types().get(node.target)
    return declared is not None and isinstance(declared.type, ObjectType) and not declared.extends
