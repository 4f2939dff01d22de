"""Expressions that compute a type from others: what they come to, with their text beside it.

An expression that cannot be worked out stands for what it may come to; where that is anything, it is
left out with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    Field,
    LiteralType,
    MapType,
    ObjectType,
    ScalarType,
    Type,
    UnknownType,
)
from sdkscribe.spec_walk import object_fields
from sdkscribe.typescript.computed import (
    indexed,
    is_assignable,
    keys_of,
    literal_texts,
    selected,
    union,
    without_absence,
    without_alias,
)
from sdkscribe.typescript.exclusions import UNDECIDED
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child, named, text, walk

UTILITIES = {
    "Exclude": 2,
    "Extract": 2,
    "NonNullable": 1,
    "Readonly": 1,
    "NoInfer": 1,
    "Awaited": 1,
    "Uppercase": 1,
    "Lowercase": 1,
    "Capitalize": 1,
    "Uncapitalize": 1,
}
"""The utility types that come to other types, with how many arguments each takes."""

_CASES: Mapping[str, Callable[[str], str]] = {
    "Uppercase": str.upper,
    "Lowercase": str.lower,
    "Capitalize": lambda text: text[:1].upper() + text[1:],
    "Uncapitalize": lambda text: text[:1].lower() + text[1:],
}
_ANY_OBJECT = MapType(keys=ScalarType(kind="string"), values=UnknownType())
_MOST_TEXTS = 1000


def computed(node: Node, meaning: Type | None, place: Place) -> Type:
    """The type that an expression comes to; any value, where that was not worked out."""
    if meaning is None:
        return place.any_value(node, UNDECIDED, "expression")
    return ComputedType(spelling=text(node), meaning=meaning)


def depends_on_variable(node: Node, place: Place) -> bool:
    """Whether an expression has a type parameter in it, which any value may be given for."""
    return any(text(part) in place.variables for part in walk(node))


def utility(node: Node, name: str, arguments: Sequence[Node], place: Place) -> Type:
    """`Exclude<T, U>` and its like. What can't be told to be chosen may be: nothing is left out."""
    of, *others = (place.type_of(argument) for argument in arguments)
    match name:
        case "NonNullable":
            return computed(node, without_absence(of, place.types), place)
        case "Exclude" | "Extract":
            chosen = selected(of, others[0], place.types, keeping=name == "Extract")
            return computed(node, of if chosen is None else chosen, place)
        case _ if name in _CASES:
            texts = literal_texts(of, place.types)
            cased = None if texts is None else union(map(_literal, map(_CASES[name], texts)))
            return computed(node, cased or ScalarType(kind="string"), place)
        case _:
            return computed(node, of, place)


def lookup_rule(node: Node, place: Place) -> Type:
    """`T['name']`, `T[number]`; any value, of a type parameter."""
    of, key = (place.type_of(part) for part in node.named_children)
    found = indexed(of, key, place.types)
    if found is None and depends_on_variable(node, place):
        found = UnknownType()
    return computed(node, found, place)


def keys_rule(node: Node, place: Place) -> Type:
    """`keyof T`; any text, where not all properties have names."""
    found = keys_of(place.type_of(node.named_children[0]), place.types)
    return computed(node, found or ScalarType(kind="string"), place)


def template_rule(node: Node, place: Place) -> Type:
    """`custom:${'a' | 'b'}`: the texts that it comes to; any text, where these are not known."""
    texts = [""]
    for part in node.named_children:
        parts = _texts(part, place)
        if parts is None or len(texts) * len(parts) > _MOST_TEXTS:
            return computed(node, ScalarType(kind="string"), place)
        texts = [before + after for before in texts for after in parts]
    return computed(node, union(map(_literal, texts)), place)


def _texts(part: Node, place: Place) -> list[str] | None:
    """What a part of a template comes to."""
    if part.type == "string_fragment":
        return [text(part)]
    if part.type != "template_type":
        return None
    return literal_texts(place.type_of(part.named_children[0]), place.types)


def _literal(value: str) -> LiteralType:
    return LiteralType(value=value)


def conditional_rule(node: Node, place: Place) -> Type:
    """`T extends U ? X : Y`; either, where T depends on a type parameter or that can't be told."""
    tested_node, by_node, yes_node, no_node = node.named_children
    tested = without_alias(place.type_of(tested_node), place.types)
    inside = place.binding(inferred(by_node, tested, place))
    yes, no = inside.type_of(yes_node), place.type_of(no_node)
    if depends_on_variable(tested_node, place):
        return computed(node, union((yes, no)), place)
    fits = is_assignable(tested, inside.type_of(by_node), place.types)
    return computed(node, union((yes, no)) if fits is None else yes if fits else no, place)


def inferred(pattern: Node, of: Type, place: Place) -> dict[str, Type]:
    """What `infer U` stands for where a type is held against a pattern: the items of an array, the
    type of a field; any value, elsewhere."""
    match pattern.type:
        case "infer_type":
            return {text(pattern.named_children[0]): of}
        case "object_type":
            fields = {field.wire_name: field.type for field in object_fields(of, place.types) or ()}
            parts = {
                annotation.named_children[0]: fields.get(_field_name(each))
                for each in pattern.named_children
                if (annotation := child(each, "type")) is not None
            }
        case "array_type" | "parenthesized_type":
            inner = of if pattern.type == "parenthesized_type" else _items(of)
            parts = {pattern.named_children[0]: inner}
        case "generic_type" if text(pattern.named_children[0]) in ("Array", "ReadonlyArray"):
            parts = {pattern.named_children[1].named_children[0]: _items(of)}
        case _:
            parts = dict.fromkeys(pattern.named_children)
    found: dict[str, Type] = {}
    for part, held in parts.items():
        found |= inferred(part, UnknownType() if held is None else held, place)
    return found


def infer_rule(node: Node, place: Place) -> Type:
    """`infer U`, where it is held against: what it stands for."""
    return place.bounds.get(text(node.named_children[0]), UnknownType())


def _field_name(member: Node) -> str:
    name = child(member, "name")
    return "" if name is None else text(name)


def _items(node: Type) -> Type | None:
    return node.items if isinstance(node, ArrayType) else None


def derived_object(node: Node, name: str, of: Type, keys: Type | None, place: Place) -> Type:
    """`Omit` and its like, of what is no plain reference, or by keys that are no literals."""
    fields = object_fields(of, place.types)
    names = None if keys is None else literal_texts(keys, place.types)
    if fields is None or (keys is not None and names is None):
        return computed(node, _ANY_OBJECT if depends_on_variable(node, place) else None, place)
    kept = [f for f in fields if names is None or (f.wire_name in names) == (name == "Pick")]
    if name in ("Partial", "Required"):
        kept = [replace(f, required=name == "Required") for f in kept]
    return computed(node, ObjectType(fields=tuple(kept)), place)


def mapped(node: Node, signature: Node, place: Place) -> Type:
    """`{ [K in Keys]?: T }`: a property for each literal among the keys, or a map by other keys."""
    clause, annotation = named(signature, "mapped_type_clause"), child(signature, "type")
    if clause is None or annotation is None or len(node.named_children) > 1:
        return place.refuse(node)
    name, keys_node = clause.named_children[:2]
    keys = place.type_of(keys_node)
    names = literal_texts(keys, place.types)
    value = annotation.named_children[0]
    if names is None or child(clause, "alias") is not None:
        is_text = names is None and isinstance(keys, ScalarType)
        key = keys if is_text else ScalarType(kind="string")
        values = place.binding({text(name): key}).type_of(value) if is_text else UnknownType()
        return computed(node, MapType(keys=key, values=values), place)
    known = _fields_by_name(keys_node, place)
    fields = (
        Field(
            wire_name=each,
            type=place.binding({text(name): _literal(each)}).type_of(value),
            required=_is_required(annotation, known.get(each)),
            readonly=_is_readonly(signature, known.get(each)),
        )
        for each in names
    )
    return computed(node, ObjectType(fields=tuple(fields)), place)


def _fields_by_name(keys: Node, place: Place) -> dict[str, Field]:
    """The fields whose keys are mapped by `keyof T`, and which keep what is not said anew."""
    if keys.type != "index_type_query":
        return {}
    fields = object_fields(place.type_of(keys.named_children[0]), place.types) or ()
    return {field.wire_name: field for field in fields}


def _is_required(annotation: Node, field: Field | None) -> bool:
    match annotation.type:
        case "type_annotation":
            return field is None or field.required
        case kind:
            return kind == "omitting_type_annotation"


def _is_readonly(signature: Node, field: Field | None) -> bool:
    marks = [token.type for token in signature.children]
    if "readonly" in marks:
        return "-" not in marks
    return field is not None and field.readonly
