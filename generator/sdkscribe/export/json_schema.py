"""A spec to one self-contained JSON Schema, draft 2020-12: a definition for every declared type.

It says what other generators understand and nothing else: no extension keywords, readable names, and
only references inside the document. Any value is allowed where JSON Schema has no word for a type,
and where a page stands: pages belong to calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeAlias, assert_never
from urllib.parse import quote

from sdkscribe.export.definition_names import definition_names
from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    DerivedType,
    Field,
    ForeignType,
    IntersectionType,
    LiteralType,
    MapType,
    Name,
    ObjectType,
    ReferenceType,
    ScalarType,
    Spec,
    TupleType,
    Type,
    TypeDeclaration,
    UnionType,
    UnknownType,
    VariableType,
)
from sdkscribe.spec_walk import object_fields, page_types

Schema: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What is declared, what each of it is called here and under which pointer, the schemas that
    stand for type variables, and the derived types around a node."""

    types: Mapping[Name, TypeDeclaration]
    names: Mapping[Name, str]
    pointer: str = "#/$defs/"
    variables: Mapping[str, Schema] = field(default_factory=dict[str, Schema])
    expanding: frozenset[DerivedType] = frozenset()


_FOREIGN: dict[str, Schema] = {
    "upload": {"type": "string", "format": "binary"},
    "bytes": {"type": "string", "contentMediaType": "application/octet-stream"},
    "date": {"type": "string", "format": "date-time"},
}
_ABSENT = ("undefined", "never", "void")


def export_json_schema(spec: Spec) -> Schema:
    """One schema with every type of the spec under `$defs`, in the spec's order; pages are left out."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{spec.package.name} {spec.package.version}",
        "$defs": definitions(declared_in(spec)),
    }


def declared_in(spec: Spec, pointer: str = "#/$defs/") -> Declared:
    """The types of a spec, to be found in a document under a JSON pointer."""
    types = _without_pages(spec)
    return Declared(types=types, names=definition_names(types), pointer=pointer)


def definitions(declared: Declared) -> dict[str, Schema]:
    """The schema of every declared type, by its name in the document."""
    return {
        declared.names[name]: _definition(declaration, declared)
        for name, declaration in declared.types.items()
    }


def _without_pages(spec: Spec) -> dict[Name, TypeDeclaration]:
    """The declared types but for those that name a class of pages."""
    pages = page_types(spec)
    return {name: declared for name, declared in spec.types().items() if name not in pages}


def _definition(declaration: TypeDeclaration, declared: Declared) -> Schema:
    head = {"title": declared.names[declaration.name], **described(declaration.description)}
    own = schema_of(declaration.type, declared)
    if not declaration.extends:
        return {**head, **own}
    bases = [schema_of(base, declared) for base in declaration.extends]
    return {**head, "allOf": [*bases, own]}


def schema_of(node: Type, declared: Declared) -> Schema:
    """The schema of a type, with references into the document."""
    match node:
        case UnknownType():
            return {}
        case VariableType(name=name):
            return dict(declared.variables.get(name, {}))
        case ScalarType(kind=kind):
            return {"not": {}} if kind in _ABSENT else {"type": kind}
        case ForeignType(kind=kind):
            return dict(_FOREIGN[kind])
        case LiteralType(value=value):
            return {"const": value}
        case ArrayType(items=items):
            return {"type": "array", "items": schema_of(items, declared)}
        case TupleType():
            return _tuple(node, declared)
        case MapType():
            return {"type": "object", **_others(node, declared)}
        case ObjectType():
            return object_schema(node, declared)
        case UnionType(members=members):
            return _union(members, declared)
        case IntersectionType(members=members):
            return {"allOf": [schema_of(member, declared) for member in members]}
        case ReferenceType(target=target) if target not in declared.names:
            return {}
        case ReferenceType(target=target):
            return {"$ref": declared.pointer + quote(declared.names[target])}
        case DerivedType():
            return _derived(node, declared)
        case ComputedType(meaning=meaning):
            return schema_of(meaning, declared)
        case _:
            assert_never(node)


def _derived(node: DerivedType, declared: Declared) -> Schema:
    """The fields that it comes to; any object, where they are not known or it is inside itself."""
    fields = object_fields(node, declared.types)
    if fields is None or node in declared.expanding:
        return {"type": "object"}
    inside = replace(declared, expanding=declared.expanding | {node})
    return object_schema(ObjectType(fields=fields), inside)


def object_schema(node: ObjectType, declared: Declared) -> Schema:
    schema: Schema = {"type": "object"}
    if node.fields:
        schema["properties"] = {
            field.wire_name: _property(field, declared) for field in node.fields
        }
    required = [field.wire_name for field in node.fields if field.required]
    if required:
        schema["required"] = required
    return schema | ({} if node.others is None else _others(node.others, declared))


def _property(field: Field, declared: Declared) -> Schema:
    read_only: Schema = {"readOnly": True} if field.readonly else {}
    return {**described(field.description), **read_only, **schema_of(field.type, declared)}


def described(description: str | None) -> Schema:
    if description is None:
        return {}
    deprecated: Schema = {"deprecated": True} if "@deprecated" in description else {}
    return {"description": description, **deprecated}


def _others(node: MapType, declared: Declared) -> Schema:
    """What the properties without a name are. JSON has no numbers for keys, only text."""
    values = schema_of(node.values, declared)
    match node.keys:
        case ScalarType():
            return {"additionalProperties": values}
        case keys:
            return {"propertyNames": schema_of(keys, declared), "additionalProperties": values}


def _tuple(node: TupleType, declared: Declared) -> Schema:
    length = len(node.items)
    schema: Schema = {"type": "array", "minItems": length - node.optional}
    if node.items:
        schema["prefixItems"] = [schema_of(item, declared) for item in node.items]
    if node.rest is None:
        return {**schema, "maxItems": length}
    return {**schema, "items": schema_of(node.rest, declared)}


def _union(members: tuple[Type, ...], declared: Declared) -> Schema:
    """The members that a value can be of, a run of literals as one `enum`."""
    possible = [member for member in members if not _is_absence(member)]
    schemas = list(_members(possible, declared))
    match schemas:
        case []:
            return {"not": {}}
        case [only]:
            return only
        case _:
            return {"anyOf": schemas}


def _members(members: Iterable[Type], declared: Declared) -> Iterator[Schema]:
    for is_literal, run in groupby(members, lambda member: isinstance(member, LiteralType)):
        if is_literal:
            yield {"enum": [member.value for member in run if isinstance(member, LiteralType)]}
        else:
            yield from (schema_of(member, declared) for member in run)


def _is_absence(node: Type) -> bool:
    return isinstance(node, ScalarType) and node.kind in _ABSENT
