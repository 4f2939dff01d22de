"""Two types, of which one became the other: what changed, where it changed.

A reference to a declared type is not opened where its counterpart stands on the other side: what
changed in it is said there, once. Null, literals and members of a union each have an entry of their
own kind; what is left is put down to which values fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sdkscribe.diff.changes import Change, Kind, TypePlace
from sdkscribe.diff.compare_objects import Pair, object_changes
from sdkscribe.diff.counterparts import (
    is_counterpart,
    is_same_length,
    is_same_target,
    without_counterparts,
)
from sdkscribe.diff.literal_changes import literal_changes, members_beside
from sdkscribe.diff.notation import notation
from sdkscribe.diff.opening import opened_unions
from sdkscribe.diff.shapes import expanded, fields_of, is_object, parts_of, union_of
from sdkscribe.diff.sides import At, Sides
from sdkscribe.spec import ArrayType, MapType, Name, ReferenceType, TupleType, Type
from sdkscribe.spec_walk import children


def type_changes(old: Type, new: Type, at: At, sides: Sides) -> Iterator[Change]:
    """What changed from `old` to `new` at one place."""
    if is_counterpart(old, new, sides):
        return
    opened = opened_unions(old, new, sides)
    if opened is not None:
        yield from type_changes(*opened, at, sides)
        return
    before, after = parts_of(old), parts_of(new)
    if before.null != after.null:
        yield at.change(
            "null-added" if after.null else "null-removed",
            before=notation(old),
            after=notation(new),
        )
    yield from literal_changes(before, after, at)
    yield from _member_changes(
        members_beside(before, after), members_beside(after, before), at, sides
    )


# --------------------------------------------------------------------------------------- members


def _member_changes(
    before: list[Type], after: list[Type], at: At, sides: Sides
) -> Iterator[Change]:
    old, new = without_counterparts(before, after, sides)
    if not old and not new:
        return
    if len(old) == len(before) == len(new) == len(after) == 1:
        yield from _replaced(old[0], new[0], at, sides)
        return
    if _became_union(before, after, at, sides):
        yield at.change("object-became-union", subject=tuple(map(notation, after)))
        return
    pairs = list(_likely_pairs(old, new, sides))
    for a, b in pairs:
        yield from _replaced(a, b, at, sides)
    paired_old, paired_new = {id(a) for a, _ in pairs}, {id(b) for _, b in pairs}
    gone = [node for node in old if id(node) not in paired_old]
    come = [node for node in new if id(node) not in paired_new]
    if gone and come and len(gone) == len(before) and len(come) == len(after):
        yield _fitting_change(union_of(gone), union_of(come), at, sides)
        return
    if gone:
        yield at.change("union-member-removed", subject=tuple(map(notation, gone)))
    if come:
        yield at.change("union-member-added", subject=tuple(map(notation, come)))


def _became_union(before: list[Type], after: list[Type], at: At, sides: Sides) -> bool:
    """Whether a declared object is one of several now."""
    is_declaration = isinstance(at.new, TypePlace) and not at.new.path
    if not is_declaration or len(before) != 1 or len(after) < 2:
        return False
    return _is_object(before[0], sides) and sides.forward.holds(before[0], union_of(after))


def _is_object(node: Type, sides: Sides) -> bool:
    return fields_of(node, sides.old.types) is not None


def _likely_pairs(old: list[Type], new: list[Type], sides: Sides) -> Iterator[tuple[Type, Type]]:
    """Members that became each other: types of one name, else the only ones of their kind, else the
    only ones."""
    by_leaf = {node.target.leaf: node for node in new if isinstance(node, ReferenceType)}
    for node in old:
        if isinstance(node, ReferenceType) and node.target.leaf in by_leaf:
            other = by_leaf.pop(node.target.leaf)
            yield node, other
            old, new = _without(node, old), _without(other, new)
    for kind in (ArrayType, MapType, TupleType, ReferenceType):
        before = [node for node in old if isinstance(node, kind)]
        after = [node for node in new if isinstance(node, kind)]
        if len(before) == len(after) == 1 and _is_likely(before[0], after[0], sides):
            yield before[0], after[0]
            old, new = _without(before[0], old), _without(after[0], new)
    if len(old) == len(new) == 1 and _fits(old[0], new[0], sides):
        yield old[0], new[0]


def _without(node: Type, nodes: list[Type]) -> list[Type]:
    return [one for one in nodes if one is not node]


def _fits(old: Type, new: Type, sides: Sides) -> bool:
    return sides.forward.holds(old, new) or sides.backward.holds(new, old)


def _is_likely(old: Type, new: Type, sides: Sides) -> bool:
    """Names are held against each other only where the one's values, or most fields, are the other's."""
    if not isinstance(old, ReferenceType):
        return True
    if _fits(old, new, sides):
        return True
    before, after = fields_of(old, sides.old.types), fields_of(new, sides.new.types)
    if not before or not after:
        return False
    return 2 * len(before.keys() & after.keys()) >= max(len(before), len(after))


# ---------------------------------------------------------------------------------- one for another


def _replaced(old: Type, new: Type, at: At, sides: Sides) -> Iterator[Change]:
    match old, new:
        case ReferenceType(), ReferenceType() if is_same_target(old, new, sides):
            if len(old.arguments) == len(new.arguments):
                for a, b in zip(old.arguments, new.arguments, strict=True):
                    yield from type_changes(a, b, at, sides)
        case ReferenceType(), ReferenceType():
            yield from _other_reference(old, new, at, sides)
        case (ReferenceType(), _) | (_, ReferenceType()):
            yield from _opened(old, new, at, sides)
        case ArrayType(), ArrayType():
            yield from type_changes(old.items, new.items, at.items(), sides)
        case MapType(), MapType():
            yield from type_changes(old.keys, new.keys, at.field("{key}"), sides)
            yield from type_changes(old.values, new.values, at.values(), sides)
        case TupleType(), TupleType() if is_same_length(old, new):
            for index, (a, b) in enumerate(zip(children(old), children(new), strict=True)):
                yield from type_changes(a, b, at.field(f"[{index}]"), sides)
        case _ if is_object(old) and is_object(new):
            yield from _inside(old, new, at, sides)
        case _:
            yield _fitting_change(old, new, at, sides)


def _inside(old: Type, new: Type, at: At, sides: Sides) -> Iterator[Change]:
    for found in object_changes(old, new, at, sides):
        if isinstance(found, Pair):
            yield from type_changes(found.old, found.new, found.at, sides)
        else:
            yield found


def _opened(old: Type, new: Type, at: At, sides: Sides) -> Iterator[Change]:
    """One side names what the other writes out."""
    names = _target(old), _target(new)
    before = expanded(old, sides.old.types) if isinstance(old, ReferenceType) else old
    after = expanded(new, sides.new.types) if isinstance(new, ReferenceType) else new
    if before is None or after is None or names in at.opened:
        yield _fitting_change(old, new, at, sides)
        return
    sides.opened.update(dict.fromkeys(filter(None, names)))
    yield from type_changes(before, after, at.opening(*names), sides)


def _target(node: Type) -> Name | None:
    return node.target if isinstance(node, ReferenceType) else None


def _other_reference(
    old: ReferenceType, new: ReferenceType, at: At, sides: Sides
) -> Iterator[Change]:
    """Another declared type stands here."""
    names = old.target, new.target
    if names in at.opened:
        return
    before, after = expanded(old, sides.old.types), expanded(new, sides.new.types)
    if before is not None and after is not None:
        inside = type_changes(before, after, at.opening(*names), sides)
        details = tuple(change for change in inside if change.kind not in _SAYINGS)
        if all(change.kind == "reference-changed" for change in details):
            yield at.change("reference-changed", before=notation(old), after=notation(new))
        else:
            yield replace(_fitting_change(old, new, at, sides), details=details)
    else:
        yield _fitting_change(old, new, at, sides)


_SAYINGS = ("documentation-changed", "default-changed", "deprecated-added", "deprecated-removed")


@dataclass(frozen=True, slots=True)
class _Fit:
    """Whether old values are new ones, and new values old ones."""

    forward: bool
    backward: bool


_FITS: dict[_Fit, Kind] = {
    _Fit(True, True): "type-rewritten",
    _Fit(True, False): "type-widened",
    _Fit(False, True): "type-narrowed",
    _Fit(False, False): "type-replaced",
}


def _fitting_change(old: Type, new: Type, at: At, sides: Sides) -> Change:
    fit = _Fit(sides.forward.holds(old, new), sides.backward.holds(new, old))
    return at.change(_FITS[fit], before=notation(old), after=notation(new))
