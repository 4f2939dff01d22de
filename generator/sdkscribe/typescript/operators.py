"""Expressions that compute a type from others: what they come to, with their text beside it.

An expression that cannot be worked out is a problem with its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sdkscribe.spec import (
    ComputedType,
    Field,
    LiteralType,
    MapType,
    ObjectType,
    ScalarType,
    Type,
)
from sdkscribe.spec_walk import object_fields
from sdkscribe.typescript.computed import (
    indexed,
    is_assignable,
    keys_of,
    members_of,
    selected,
    union,
    without_absence,
)
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child, named, text, walk

UTILITIES = {"Exclude": 2, "Extract": 2, "NonNullable": 1, "Readonly": 1}
"""The utility types that come to other types, with how many arguments each takes."""

_MARKS = {"opting_type_annotation", "type_annotation"}


def computed(node: Node, meaning: Type | None, place: Place) -> Type:
    """The type that an expression comes to; a problem where it was not worked out."""
    if meaning is None:
        return place.refuse(node)
    return ComputedType(spelling=text(node), meaning=meaning)


def utility(node: Node, name: str, arguments: Sequence[Node], place: Place) -> Type:
    """`Exclude<T, U>` and its like."""
    of, *others = (place.type_of(argument) for argument in arguments)
    match name:
        case "NonNullable":
            return computed(node, without_absence(of, place.types), place)
        case "Readonly":
            return computed(node, of, place)
        case _:
            chosen = selected(of, others[0], place.types, keeping=name == "Extract")
            return computed(node, chosen, place)


def lookup_rule(node: Node, place: Place) -> Type:
    """`T['name']`, `T[number]`"""
    of, key = (place.type_of(part) for part in node.named_children)
    return computed(node, indexed(of, key, place.types), place)


def keys_rule(node: Node, place: Place) -> Type:
    """`keyof T`"""
    return computed(node, keys_of(place.type_of(node.named_children[0]), place.types), place)


def template_rule(node: Node, place: Place) -> Type:
    """`custom:${string}`: text, which neither JSON nor Python has a type for by its parts."""
    for part in node.named_children:
        if part.type == "template_type":
            place.type_of(part.named_children[0])
    return computed(node, ScalarType(kind="string"), place)


def conditional_rule(node: Node, place: Place) -> Type:
    """`T extends U ? X : Y`; either, where T depends on a type parameter."""
    tested, by, yes, no = node.named_children
    either = place.type_of(yes), place.type_of(no)
    if any(text(part) in place.variables for part in walk(tested)):
        return computed(node, union(either), place)
    fits = is_assignable(place.type_of(tested), place.type_of(by), place.types)
    return computed(node, None if fits is None else either[not fits], place)


def derived_object(node: Node, name: str, of: Type, keys: Type | None, place: Place) -> Type:
    """`Omit` and its like, of what is no plain reference, or by keys that are no literals."""
    fields = object_fields(of, place.types)
    names = None if keys is None else _names(keys, place)
    if fields is None or (keys is not None and names is None):
        return place.refuse(node)
    kept = [f for f in fields if names is None or (f.wire_name in names) == (name == "Pick")]
    if name in ("Partial", "Required"):
        kept = [replace(f, required=name == "Required") for f in kept]
    return computed(node, ObjectType(fields=tuple(kept)), place)


def _names(keys: Type, place: Place) -> set[str] | None:
    """The names in a union of literals; None for any other type."""
    members = list(members_of(keys, place.types))
    names = {str(member.value) for member in members if isinstance(member, LiteralType)}
    return names if all(isinstance(member, LiteralType) for member in members) else None


def mapped(node: Node, signature: Node, place: Place) -> Type:
    """`{ [K in Keys]?: T }`: a property for each literal among the keys, or a map by other keys."""
    clause, annotation = named(signature, "mapped_type_clause"), child(signature, "type")
    if clause is None or annotation is None or child(clause, "alias") is not None:
        return place.refuse(node)
    if annotation.type not in _MARKS or len(node.named_children) > 1:
        return place.refuse(node)
    name, keys_node = clause.named_children
    keys = place.type_of(keys_node)
    names = _names(keys, place)
    value = annotation.named_children[0]
    if names is None:
        values = place.binding({text(name): keys}).type_of(value)
        known = MapType(keys=keys, values=values) if isinstance(keys, ScalarType) else None
        return computed(node, known, place)
    fields = (
        Field(
            wire_name=key.value,
            type=place.binding({text(name): key}).type_of(value),
            required=annotation.type == "type_annotation",
            readonly=any(token.type == "readonly" for token in signature.children),
        )
        for key in members_of(keys, place.types)
        if isinstance(key, LiteralType) and isinstance(key.value, str)
    )
    return computed(node, ObjectType(fields=tuple(fields)), place)
