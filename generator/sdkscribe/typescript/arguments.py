"""The type of a method's argument, without what only TypeScript's callers need.

`X | null | undefined` is X for an argument that may be left out: nothing is sent for the others. A
mapped type that forbids the keys of request options (`{ [K in 'headers' | …]?: never }`) keeps callers
from passing options in the wrong place, and says nothing of the API.
"""

from __future__ import annotations

from sdkscribe.spec import IntersectionType, Type, UnionType
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, flattened, named, text

_ABSENT = ("null", "undefined")


def argument_type(expression: Node, place: Place) -> Type:
    """What an argument's type expression says of the API."""
    members = [_bare(m) for m in flattened(_bare(expression), "union_type")]
    given = [_given_type(m, place) for m in members if text(m) not in _ABSENT]
    return given[0] if len(given) == 1 else UnionType(members=tuple(given))


def _given_type(node: Node, place: Place) -> Type:
    if node.type != "intersection_type":
        return place.type_of(node)
    members = flattened(node, "intersection_type")
    kept = [m for m in members if not _forbids_keys(m)]
    if len(kept) == len(members):
        return place.type_of(node)
    types = tuple(place.type_of(member) for member in kept)
    return types[0] if len(types) == 1 else IntersectionType(members=types)


def _forbids_keys(node: Node) -> bool:
    members = [_bare(m) for m in flattened(_bare(node), "union_type")]
    forbidding = [_is_mapped_to_never(m) for m in members if text(m) not in _ABSENT]
    return bool(forbidding) and all(forbidding)


def _is_mapped_to_never(node: Node) -> bool:
    signature = named(node, "index_signature") if node.type == "object_type" else None
    if signature is None or named(signature, "mapped_type_clause") is None:
        return False
    return text(signature).endswith("never")


def _bare(node: Node) -> Node:
    while node.type == "parenthesized_type":
        node = node.named_children[0]
    return node
