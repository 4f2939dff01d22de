"""Unions told apart by a tag: a property that each member requires, with literals of its own.

Validation of such a union looks at one member and not at each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sdkscribe.python.names import MODEL_ATTRIBUTES, PythonName, field_names
from sdkscribe.python.shapes import is_class, literals, shape_of, union_members
from sdkscribe.python.types import Types, remembered
from sdkscribe.spec import ReferenceType, Type, TypeDeclaration

_USUAL_TAG = "type"

_Values: TypeAlias = frozenset[str | int | float | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """Members of a union that `field` (its Python name) tells apart, and the classes that these
    members are or stand for."""

    field: PythonName
    members: tuple[Type, ...]
    classes: tuple[Type, ...]


def tagged_members(members: Iterable[Type], types: Types) -> Tagged | None:
    """The members that one tag tells apart, by the tag that does so for the most of them."""
    tags = {member: _tags(member, types) for member in members}
    wire_names = sorted(
        {name for found in tags.values() for name in found},
        key=lambda name: (name != _USUAL_TAG, name),
    )
    candidates = [(name, _told_apart(name, tags)) for name in wire_names]
    best = max(candidates, key=lambda candidate: len(candidate[1]), default=None)
    if best is None or len(best[1]) < 2:
        return None
    classes = tuple(leaf for member in best[1] for leaf in union_members(member, types))
    return Tagged(field=PythonName(best[0]), members=best[1], classes=classes)


def _told_apart(
    wire_name: str, tags: Mapping[Type, Mapping[str, list[_Values]]]
) -> tuple[Type, ...]:
    """The members that have the tag, where no other has one of the same values."""
    users: dict[object, int] = {}
    tagged = {member: found[wire_name] for member, found in tags.items() if wire_name in found}
    for value in (v for values in tagged.values() for leaf in values for v in leaf):
        users[value] = users.get(value, 0) + 1
    return tuple(
        member
        for member, leaves in tagged.items()
        if all(users[value] == 1 for leaf in leaves for value in leaf)
    )


def _tags(member: Type, types: Types) -> dict[str, list[_Values]]:
    """The properties of a member that could be its tag, with the values of each class in it."""
    leaves = [_tags_of_class(leaf, types) for leaf in union_members(member, types)]
    if not leaves or not isinstance(member, ReferenceType):
        return {}
    shared = [name for name in leaves[0] if all(name in leaf for leaf in leaves)]
    return {name: [leaf[name] for leaf in leaves] for name in shared}


def _tags_of_class(node: Type, types: Types) -> Mapping[str, _Values]:
    if not isinstance(node, ReferenceType) or node.arguments or node.target not in types:
        return {}
    return _tags_of_declaration(types[node.target], types)


@remembered
def _tags_of_declaration(declaration: TypeDeclaration, types: Types) -> Mapping[str, _Values]:
    if not is_class(declaration, types):
        return {}
    shape = shape_of(ReferenceType(target=declaration.name), types)
    fields = shape.fields if shape is not None else ()
    kept = types.kept.of_members(declaration.name)
    names = field_names((field.wire_name for field in fields), MODEL_ATTRIBUTES, kept=kept)
    tags: dict[str, _Values] = {}
    for field in fields:
        is_plain = names[field.wire_name] == PythonName(field.wire_name)
        values = literals(field.type, types) if field.required and is_plain else None
        if values and all(isinstance(value, str) for value in values):
            tags[field.wire_name] = values
    return tags
