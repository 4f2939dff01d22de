"""JSON Schema nodes to types: the way back from `dump_types`, for nodes that a person may have edited.

A node has one of a few forms, told apart by one key each. A key that its form does not know is a
problem: what has no place in the spec would be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    DerivedType,
    Field,
    IntersectionType,
    MapType,
    ObjectType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    UnionType,
    UnknownType,
    VariableType,
)
from sdkscribe.spec_yaml.dump_types import NUMERIC_KEYS
from sdkscribe.spec_yaml.links import Section, linked
from sdkscribe.spec_yaml.load_leaves import (
    constant,
    enumeration,
    foreign,
    is_text_literal,
    literals,
    never,
    scalar,
)
from sdkscribe.spec_yaml.load_texts import DESCRIBED, description, key_name_of, required_names
from sdkscribe.spec_yaml.taking import Link, Taker, known
from sdkscribe.spec_yaml.tree import Container, Node, Tree

_JsonType: TypeAlias = Literal["string", "number", "integer", "boolean", "null", "object", "array"]
_ArraySpelling: TypeAlias = Literal["Array", "[]", "ReadonlyArray", "readonly []"]

_Utility: TypeAlias = Literal["Omit", "Pick", "Partial", "Required"]

NOTHING: frozenset[str] = frozenset()
OBJECT_KEYS = known(
    "type",
    "typescript",
    "required",
    "properties",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
)

_JSON_TYPES: tuple[_JsonType, ...] = get_args(_JsonType)
_UTILITIES: tuple[_Utility, ...] = get_args(_Utility)
_ARRAY_SPELLINGS: tuple[_ArraySpelling, ...] = get_args(_ArraySpelling)
_FIELD_KEYS = known(DESCRIBED, "readOnly", "spelling", "joins")
_OTHERS_KEYS = known("additionalProperties", "patternProperties", "propertyNames")
_UNKNOWN_SPELLINGS: tuple[Literal["unknown", "any"], ...] = ("unknown", "any")


def type_at(taker: Taker, holder: Container, key: str | int, value: Tree) -> Type:
    """The type that stands at `key` of a mapping or a list."""
    if isinstance(value, dict):
        return node_type(taker, value, NOTHING)
    taker.as_mapping(value, holder, key)
    return UnknownType()


def optional_type(taker: Taker, node: Node, key: str) -> Type | None:
    """The type that stands at `key`, where one does."""
    return type_at(taker, node, key, node[key]) if key in node else None


def node_type(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    """The type of a node; `around` are the keys that belong to what has the type."""
    for key, form in _FORMS:
        if key in node:
            return form(taker, node, around)
    taker.expect_keys(node, known(around, "typescript"))
    return UnknownType(spelling=taker.choice(node, "typescript", _UNKNOWN_SPELLINGS, "unknown"))


def object_type(taker: Taker, node: Node) -> ObjectType:
    """The properties of a node with `type: object`, whose keys are the caller's to check."""
    required = required_names(taker, node)
    lines = taker.optional_mapping(node, "properties")
    fields = tuple(
        _field(taker, name, value, required=name in required, line=taker.line(lines, name))
        for name, value in taker.entries(node, "properties")
    )
    others = _map(taker, node) if not _OTHERS_KEYS.isdisjoint(node) else None
    if others is None and "typescript" in node:
        taker.complain(node, "typescript", "`typescript` has no meaning on named properties")
    return ObjectType(fields=fields, others=others)


# ------------------------------------------------------------------------------ one form, one rule


def _reference(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    taker.expect_keys(node, known(around, "$ref", "typescript", "arguments"))
    text = taker.text(node, "$ref")
    section: Section = "pages" if "#/pages/" in text else "types"
    target = linked(text, section, taker.module)
    if target is None:
        message = f"`{text}` is no link to a type of a module"
        taker.complain(node, "$ref", message, "write it as `../module.yaml#/types/Name`")
        return UnknownType()
    taker.links.append(Link(target=target, section=section, holder=node, key="$ref"))
    return ReferenceType(
        target=target,
        arguments=_types(taker, node, "arguments"),
        spelling=taker.optional_text(node, "typescript"),
    )


def _derived(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    taker.expect_keys(node, known(around, "type", "derived", "of", "keys"))
    if taker.text(node, "type") != "object":
        taker.complain(node, "type", "a derived type has `type: object`")
    of = type_at(taker, node, "of", taker.mapping(node, "of"))
    if not isinstance(of, ReferenceType):
        taker.complain(node, "of", "a derived type is `of` a `$ref`")
        return UnknownType()
    utility: _Utility = taker.choice(node, "derived", _UTILITIES, _UTILITIES[0])
    return DerivedType(utility=utility, of=of, keys=tuple(taker.texts(node, "keys")))


def _computed(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    taker.expect_keys(node, known(around, "computed", "allOf"))
    meanings = _types(taker, node, "allOf")
    if len(meanings) != 1:
        taker.complain(
            node, "allOf", "a computed type has one type under `allOf`: what it comes to"
        )
        return UnknownType()
    return ComputedType(spelling=taker.text(node, "computed"), meaning=meanings[0])


def _variable(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    taker.expect_keys(node, known(around, "variable"))
    return VariableType(name=taker.text(node, "variable"))


def _intersection(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    taker.expect_keys(node, known(around, "allOf"))
    return IntersectionType(members=_types(taker, node, "allOf"))


def _union(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    taker.expect_keys(node, known(around, "anyOf"))
    nodes = taker.items(node, "anyOf")
    beside_text = any(is_text_literal(member) for member in nodes)
    members: list[Type] = []
    for index, member in enumerate(nodes):
        match member:
            case dict() if "enum" in member:
                taker.expect_keys(member, known("enum"))
                members.extend(literals(taker, member))
            case dict() if member == {"type": "string"}:
                members.append(ScalarType(kind="string", open=beside_text))
            case _:
                members.append(type_at(taker, nodes, index, member))
    if not members:
        taker.complain(node, "anyOf", "a union needs a member")
    return UnionType(members=tuple(members))


def _typed(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    json_type: _JsonType = taker.choice(node, "type", _JSON_TYPES, _JSON_TYPES[0])
    match json_type:
        case "array":
            is_tuple = "prefixItems" in node or "maxItems" in node
            return _tuple(taker, node, around) if is_tuple else _array(taker, node, around)
        case "object":
            return _object(taker, node, around)
        case "string" if "format" in node or "contentMediaType" in node:
            return foreign(taker, node, around)
        case "integer":
            taker.expect_keys(node, known(around, "type", "typescript", "evidence"))
            return scalar(taker, node, ("integer",), "integer")
        case kind:
            taker.expect_keys(node, known(around, "type", "typescript"))
            return scalar(taker, node, (kind,), kind)


def _object(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    if node.get("typescript") in ("object", "object & {}"):
        taker.expect_keys(node, known(around, "type", "typescript"))
        return scalar(taker, node, ("object",), "object")
    if "properties" in node or _OTHERS_KEYS.isdisjoint(node):
        taker.expect_keys(node, known(around, OBJECT_KEYS))
        return object_type(taker, node)
    taker.expect_keys(node, known(around, _OTHERS_KEYS, "type", "typescript"))
    return _map(taker, node)


def _array(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    taker.expect_keys(node, known(around, "type", "typescript", "items"))
    return ArrayType(
        items=node_type(taker, taker.mapping(node, "items"), NOTHING),
        spelling=taker.choice(node, "typescript", _ARRAY_SPELLINGS, "Array"),
    )


def _tuple(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    end = "items" if "items" in node else "maxItems"
    taker.expect_keys(node, known(around, "type", "typescript", "prefixItems", "minItems", end))
    items = _types(taker, node, "prefixItems")
    optional = len(items) - taker.whole_number(node, "minItems", -1)
    if not 0 <= optional <= len(items):
        taker.complain(node, "minItems", "`minItems` must be at most the number of `prefixItems`")
    if end == "maxItems" and taker.whole_number(node, "maxItems", -1) != len(items):
        taker.complain(node, "maxItems", "`maxItems` must be the number of `prefixItems`")
    return TupleType(
        items=items,
        optional=optional,
        rest=optional_type(taker, node, "items"),
        readonly=taker.choice(node, "typescript", ("readonly",), None) is not None,
    )


# --------------------------------------------------------------------------------- parts of forms


def _types(taker: Taker, node: Node, key: str) -> tuple[Type, ...]:
    nodes = taker.items(node, key)
    return tuple(type_at(taker, nodes, index, each) for index, each in enumerate(nodes))


def _field(taker: Taker, name: str, node: Node, *, required: bool, line: int) -> Field:
    return Field(
        wire_name=name,
        type=node_type(taker, node, _FIELD_KEYS),
        required=required,
        description=description(taker, node),
        readonly=taker.flag(node, "readOnly", False),
        spelling=taker.optional_text(node, "spelling"),
        joins=taker.optional_text(node, "joins"),
        line=line,
    )


def _map(taker: Taker, node: Node) -> MapType:
    """What a node says of the properties that it does not name."""
    spelling = taker.optional_text(node, "typescript")
    key_name = key_name_of(taker, node, spelling)
    if "patternProperties" in node:
        return MapType(
            keys=ScalarType(kind="number"), values=_numbered(taker, node), key_name=key_name
        )
    keys: Type = ScalarType(kind="string")
    if "propertyNames" in node:
        keys = node_type(taker, taker.mapping(node, "propertyNames"), NOTHING)
    values = node_type(taker, taker.mapping(node, "additionalProperties"), NOTHING)
    return MapType(keys=keys, values=values, key_name=key_name)


def _numbered(taker: Taker, node: Node) -> Type:
    """The values of an object whose keys are numbers."""
    for key in ("additionalProperties", "propertyNames"):
        if key in node:
            taker.complain(node, key, f"`{key}` and `patternProperties` exclude each other")
    patterns = taker.mapping(node, "patternProperties")
    taker.expect_keys(patterns, known(NUMERIC_KEYS))
    return node_type(taker, taker.mapping(patterns, NUMERIC_KEYS), NOTHING)


_FORMS: tuple[tuple[str, Callable[[Taker, Node, frozenset[str]], Type]], ...] = (
    ("$ref", _reference),
    ("computed", _computed),
    ("derived", _derived),
    ("type", _typed),
    ("anyOf", _union),
    ("enum", enumeration),
    ("const", constant),
    ("allOf", _intersection),
    ("variable", _variable),
    ("not", never),
)
