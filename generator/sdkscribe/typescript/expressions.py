"""Type expressions to the spec's types: a table from a syntax node's kind to a small function.

A kind that the table does not hold is a problem with its place and source, never a silent loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    DerivedType,
    IntersectionType,
    LiteralType,
    MapType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    UnionType,
    UnknownType,
)
from sdkscribe.spec_walk import object_fields
from sdkscribe.typescript.exclusions import CODE
from sdkscribe.typescript.fields import object_rule
from sdkscribe.typescript.literals import literal
from sdkscribe.typescript.names import import_rule, name_rule, reference, this_rule
from sdkscribe.typescript.operators import (
    UTILITIES,
    computed,
    conditional_rule,
    derived_object,
    infer_rule,
    keys_rule,
    lookup_rule,
    template_rule,
    utility,
)
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, flattened, named, text
from sdkscribe.typescript.tuples import tuple_rule
from sdkscribe.typescript.values import value_rule
from sdkscribe.typescript.whole_numbers import whole_number_evidence


def _predefined(node: Node, place: Place) -> Type:
    match text(node):
        case "unknown":
            return UnknownType()
        case "any":
            return UnknownType(spelling="any")
        case "number":
            evidence = whole_number_evidence(place.property_name, place.documentation)
            return ScalarType(kind="integer" if evidence else "number", evidence=evidence)
        case "string" | "boolean" | "never" | "object" | "void" as kind:
            return ScalarType(kind=kind)
        case "symbol" | "unique symbol":
            return place.any_value(node, CODE, "symbol")
        case _:
            return place.refuse(node)


def _function(node: Node, place: Place) -> Type:
    return place.any_value(node, CODE, "function")


def _literal(node: Node, place: Place) -> Type:
    value = node.named_children[0]
    match value.type:
        case "null":
            return ScalarType(kind="null")
        case "undefined":
            return ScalarType(kind="undefined")
        case _:
            return literal(value) or place.refuse(node)


def _union(node: Node, place: Place) -> Type:
    return UnionType(members=tuple(_members(node, place)))


def _members(node: Node, place: Place) -> Iterator[Type]:
    """The members of a union. The grammar reads `readonly A[] | B` as `readonly (A[] | B)`."""
    for member in flattened(node, "union_type"):
        inner = member.named_children[0] if member.type == "readonly_type" else member
        if inner is not member and inner.type == "union_type":
            first, *others = _members(inner, place)
            yield _as_readonly(first) or place.refuse(member)
            yield from others
        else:
            yield place.type_of(member)


def _intersection(node: Node, place: Place) -> Type:
    members = flattened(node, "intersection_type")
    if len(members) == 2 and text(members[1]).replace(" ", "") == "{}":
        first = place.type_of(members[0])
        if isinstance(first, ScalarType):
            return ScalarType(kind=first.kind, open=True, evidence=first.evidence)
    return IntersectionType(members=tuple(place.type_of(m) for m in members))


def _parenthesized(node: Node, place: Place) -> Type:
    inner = place.type_of(node.named_children[0])
    return replace(inner, spelling=text(node)) if isinstance(inner, ComputedType) else inner


def _array(node: Node, place: Place) -> Type:
    return ArrayType(items=place.type_of(node.named_children[0]), spelling="[]")


def _readonly(node: Node, place: Place) -> Type:
    if node.named_children[0].type == "union_type":
        return UnionType(members=tuple(_members(node, place)))
    return _as_readonly(place.type_of(node.named_children[0])) or place.refuse(node)


def _as_readonly(node: Type) -> Type | None:
    match node:
        case ArrayType(items=items, spelling="[]"):
            return ArrayType(items=items, spelling="readonly []")
        case TupleType():
            return replace(node, readonly=True)
        case _:
            return None


def _generic(node: Node, place: Place) -> Type:
    name_node, arguments_node = node.named_children[0], named(node, "type_arguments")
    arguments = [] if arguments_node is None else arguments_node.named_children
    match text(name_node), len(arguments):
        case "Array", 1:
            return ArrayType(items=place.type_of(arguments[0]))
        case "ReadonlyArray", 1:
            return ArrayType(items=place.type_of(arguments[0]), spelling="ReadonlyArray")
        case "Iterable", 1:
            return computed(node, ArrayType(items=place.type_of(arguments[0])), place)
        case "Record", 2:
            keys, values = (place.type_of(argument) for argument in arguments)
            return MapType(keys=keys, values=values, key_name=None)
        case ("Omit" | "Pick") as name, 2:
            return _derived(node, name, arguments, place)
        case ("Partial" | "Required") as name, 1:
            return _derived(node, name, arguments, place)
        case name, count if UTILITIES.get(name) == count:
            return utility(node, name, arguments, place)
        case _:
            return reference(name_node, place, arguments)


def _derived(
    node: Node,
    name: Literal["Omit", "Pick", "Partial", "Required"],
    arguments: Sequence[Node],
    place: Place,
) -> Type:
    """`Omit<Session, 'id' | 'object'>`"""
    of, *keys = (place.type_of(argument) for argument in arguments)
    members = [m for key in keys for m in (key.members if isinstance(key, UnionType) else (key,))]
    names = [member.value for member in members if isinstance(member, LiteralType)]
    is_known = len(names) == len(members) and object_fields(of, place.types) is not None
    if isinstance(of, ReferenceType) and is_known:
        return DerivedType(utility=name, of=of, keys=tuple(str(each) for each in names))
    return derived_object(node, name, of, keys[0] if keys else None, place)


RULES: Mapping[str, Callable[[Node, Place], Type]] = {
    "predefined_type": _predefined,
    "literal_type": _literal,
    "type_identifier": name_rule,
    "nested_type_identifier": name_rule,
    "generic_type": _generic,
    "union_type": _union,
    "intersection_type": _intersection,
    "parenthesized_type": _parenthesized,
    "array_type": _array,
    "readonly_type": _readonly,
    "tuple_type": tuple_rule,
    "object_type": object_rule,
    "lookup_type": lookup_rule,
    "index_type_query": keys_rule,
    "conditional_type": conditional_rule,
    "template_literal_type": template_rule,
    "infer_type": infer_rule,
    "type_query": value_rule,
    "this_type": this_rule,
    "member_expression": import_rule,
    "function_type": _function,
    "constructor_type": _function,
}
