"""Types to JSON Schema nodes.

Where TypeScript has two spellings for one meaning, the one that is not the usual stands beside it
under `typescript`, which JSON Schema libraries skip. `docs/spec-format.md` has the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Literal, TypeAlias, assert_never

from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    DerivedType,
    Field,
    ForeignType,
    Header,
    IntersectionType,
    LiteralType,
    MapType,
    Name,
    ObjectType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    TypeParameter,
    UnionType,
    UnknownType,
    VariableType,
)
from sdkscribe.spec_yaml.tree import Node, Tree, unique

Link: TypeAlias = Callable[[Name], str]

NUMERIC_KEYS = "^-?[0-9]+([.][0-9]+)?$"
"""The property names that `[key: number]` speaks of."""

FOREIGN_SCHEMAS: dict[Literal["upload", "bytes", "date"], Node] = {
    "upload": {"type": "string", "format": "binary"},
    "bytes": {"type": "string", "contentMediaType": "application/octet-stream"},
    "date": {"type": "string", "format": "date-time"},
}


def type_node(node: Type, link: Link) -> Node:
    """The JSON Schema of a type; `link` gives the `$ref` to a declaration."""
    match node:
        case UnknownType(spelling=spelling):
            return {} if spelling == "unknown" else {"typescript": spelling}
        case ScalarType():
            return _scalar(node, beside_text=False)
        case ForeignType(kind=kind, spelling=spelling):
            return {**FOREIGN_SCHEMAS[kind], "typescript": spelling}
        case LiteralType(value=value, spelling=spelling):
            return {"const": value, **_spelled(spelling)}
        case ArrayType(items=items, spelling=spelling):
            spelled = _spelled(None if spelling == "Array" else spelling)
            return {"type": "array", **spelled, "items": type_node(items, link)}
        case TupleType():
            return _tuple(node, link)
        case MapType():
            return {"type": "object", **_other_properties(node, link)}
        case ObjectType():
            return object_node(node, (), link)
        case UnionType(members=members):
            return _union(members, link)
        case IntersectionType(members=members):
            return {"allOf": [type_node(member, link) for member in members]}
        case ReferenceType():
            return _reference(node, link)
        case DerivedType():
            return _derived(node, link)
        case ComputedType(spelling=spelling, meaning=meaning):
            return {"computed": spelling, "allOf": [type_node(meaning, link)]}
        case VariableType(name=name):
            return {"variable": name}
        case _:
            assert_never(node)


def object_node(
    node: ObjectType, bases: tuple[ReferenceType | DerivedType, ...], link: Link
) -> Node:
    """The JSON Schema of an object that has its bases' properties too."""
    found: Node = {"type": "object"}
    if bases:
        found["allOf"] = [type_node(base, link) for base in bases]
    required: list[Tree] = [field.wire_name for field in node.fields if field.required]
    if required:
        found["required"] = required
    if node.fields or node.others is not None:
        found["properties"] = unique(
            "property", ((field.wire_name, _property(field, link)) for field in node.fields)
        )
    if node.others is not None:
        found |= _other_properties(node.others, link)
    return found


def described(description: str | None) -> Node:
    """What stands before the type of a thing that has documentation."""
    if description is None:
        return {}
    deprecated: Node = {"deprecated": True} if "@deprecated" in description else {}
    return {"description": description, **deprecated}


def parameters_node(parameters: tuple[TypeParameter, ...], link: Link) -> Node:
    """The type parameters of a declaration, by name."""
    return unique("type parameter", ((p.name, _bounds(p, link)) for p in parameters))


def header_list(headers: tuple[Header, ...]) -> list[Tree]:
    """A list of one entry each: a header may be there twice, from one option or from another."""
    return [{header.name: header.value} for header in headers]


def _bounds(parameter: TypeParameter, link: Link) -> Node:
    bounds = {"constraint": parameter.constraint, "default": parameter.default}
    return {key: type_node(bound, link) for key, bound in bounds.items() if bound is not None}


def _property(field: Field, link: Link) -> Node:
    readonly: Node = {"readOnly": True} if field.readonly else {}
    spelled: Node = {} if field.spelling is None else {"spelling": field.spelling}
    joins: Node = {} if field.joins is None else {"joins": field.joins}
    about = {**described(field.description), **readonly, **spelled, **joins}
    return {**about, **type_node(field.type, link)}


def _scalar(node: ScalarType, *, beside_text: bool) -> Node:
    spelling = f"{node.kind} & {{}}" if node.open else node.kind
    match node.kind:
        case "undefined" | "never" | "void":
            return {"not": {}, "typescript": spelling}
        case "object":
            return {"type": "object", "typescript": spelling}
        case _:
            usually_open = node.kind == "string" and beside_text
            found: Node = {"type": node.kind}
            if node.open != usually_open:
                found["typescript"] = spelling
            if node.evidence is not None:
                found["evidence"] = node.evidence
            return found


def _tuple(node: TupleType, link: Link) -> Node:
    length = len(node.items)
    found: Node = {"type": "array", **_spelled("readonly" if node.readonly else None)}
    if node.items:
        found["prefixItems"] = [type_node(item, link) for item in node.items]
    found["minItems"] = length - node.optional
    if node.rest is None:
        return {**found, "maxItems": length}
    return {**found, "items": type_node(node.rest, link)}


def _other_properties(node: MapType, link: Link) -> Node:
    """What the properties without a name are: `additionalProperties`, or, where their keys are
    numbers, `patternProperties`."""
    spelling = "Record" if node.key_name is None else f"[{node.key_name}]"
    spelled = _spelled(None if node.key_name == "key" else spelling)
    values = type_node(node.values, link)
    if node.keys == ScalarType(kind="number"):
        return {**spelled, "patternProperties": {NUMERIC_KEYS: values}}
    keys: Node = {"propertyNames": type_node(node.keys, link)}
    if node.keys == ScalarType(kind="string"):
        keys = {}
    return {**spelled, **keys, "additionalProperties": values}


def _union(members: tuple[Type, ...], link: Link) -> Node:
    if members and all(_is_plain_literal(member) for member in members):
        return _enumeration(members)
    return _any_of(members, link)


def _any_of(members: tuple[Type, ...], link: Link) -> Node:
    beside_text = any(isinstance(m, LiteralType) and isinstance(m.value, str) for m in members)
    nodes: list[Tree] = []
    for plain, run in groupby(members, _is_plain_literal):
        together = tuple(run)
        if plain and len(together) > 1:
            nodes.append(_enumeration(together))
        else:
            nodes.extend(_members(together, link, beside_text))
    return {"anyOf": nodes}


def _members(members: tuple[Type, ...], link: Link, beside_text: bool) -> Iterator[Node]:
    """A union inside a union keeps its `anyOf`: a bare `enum` there is a run of the outer one's
    literals."""
    for member in members:
        match member:
            case ScalarType():
                yield _scalar(member, beside_text=beside_text)
            case UnionType(members=inner):
                yield _any_of(inner, link)
            case _:
                yield type_node(member, link)


def _enumeration(members: tuple[Type, ...]) -> Node:
    return {"enum": [member.value for member in members if isinstance(member, LiteralType)]}


def _is_plain_literal(node: Type) -> bool:
    return isinstance(node, LiteralType) and node.spelling is None


def _reference(node: ReferenceType, link: Link) -> Node:
    found: Node = {"$ref": link(node.target), **_spelled(node.spelling)}
    if node.arguments:
        found["arguments"] = [type_node(argument, link) for argument in node.arguments]
    return found


def _derived(node: DerivedType, link: Link) -> Node:
    """Any object, to a validator: JSON Schema has no word for a part of another type."""
    found: Node = {"type": "object", "derived": node.utility, "of": type_node(node.of, link)}
    return {**found, "keys": list(node.keys)} if node.keys else found


def _spelled(spelling: str | None) -> Node:
    return {} if spelling is None else {"typescript": spelling}
