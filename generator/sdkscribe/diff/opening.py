"""Names of unions that stand on one side where the other side writes out what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdkscribe.diff.counterparts import without_counterparts
from sdkscribe.diff.shapes import expanded, union_of
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.surface import Types
from sdkscribe.spec import LiteralType, Name, ReferenceType, Type, UnionType


def opened_unions(old: Type, new: Type, sides: Sides) -> tuple[Type, Type] | None:
    """Both types, with names of unions on one side written out where the other has no such name; None
    where there are none, or where one name took another's place."""
    before, after = without_counterparts(_flat(old), _flat(new), sides)
    if not before or not after or (_is_one_name(before) and _is_one_name(after)):
        return None
    names = {*_names(before, sides.old.types), *_names(after, sides.new.types)}
    if not names:
        return None
    sides.opened.update(dict.fromkeys(names))
    return _opening(old, names, sides.old.types), _opening(new, names, sides.new.types)


def _names(nodes: Iterable[Type], types: Types) -> Iterator[Name]:
    for node in nodes:
        opened = expanded(node, types) if isinstance(node, ReferenceType) else None
        if isinstance(node, ReferenceType) and isinstance(opened, UnionType | LiteralType):
            yield node.target


def _flat(node: Type) -> list[Type]:
    return list(node.members) if isinstance(node, UnionType) else [node]


def _is_one_name(nodes: list[Type]) -> bool:
    return len(nodes) == 1 and isinstance(nodes[0], ReferenceType)


def _opening(node: Type, names: set[Name], types: Types) -> Type:
    members: list[Type] = []
    for member in _flat(node):
        opened = None
        if isinstance(member, ReferenceType) and member.target in names:
            opened = expanded(member, types)
        members += [member] if opened is None else _flat(opened)
    return union_of(members)
