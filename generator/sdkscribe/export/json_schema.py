"""A spec to one self-contained JSON Schema, draft 2020-12: a definition for every declared type.

It says what other generators understand and nothing else: no extension keywords, readable names, and
only references inside the document. Where JSON Schema has no word for a type, any value is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeAlias, assert_never
from urllib.parse import quote

from sdkscribe.export.definition_names import definition_names
from sdkscribe.spec import (
    ArrayType,
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

Schema: TypeAlias = dict[str, object]
_Names: TypeAlias = Mapping[Name, str]

_FOREIGN: dict[str, Schema] = {
    "upload": {"type": "string", "format": "binary"},
    "bytes": {"type": "string", "contentMediaType": "application/octet-stream"},
    "date": {"type": "string", "format": "date-time"},
}
_ABSENT = ("undefined", "never", "void")


def export_json_schema(spec: Spec) -> Schema:
    """One schema with every type of the spec under `$defs`, in the spec's order."""
    declarations = spec.types()
    names = definition_names(declarations)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{spec.package.name} {spec.package.version}",
        "$defs": {
            names[name]: _definition(declaration, names)
            for name, declaration in declarations.items()
        },
    }


def _definition(declaration: TypeDeclaration, names: _Names) -> Schema:
    head = {"title": names[declaration.name], **_described(declaration.description)}
    own = _schema(declaration.type, names)
    if not declaration.extends:
        return {**head, **own}
    bases = [_schema(base, names) for base in declaration.extends]
    return {**head, "allOf": [*bases, own]}


def _schema(node: Type, names: _Names) -> Schema:
    match node:
        case UnknownType() | VariableType():
            return {}
        case ScalarType(kind=kind):
            return {"not": {}} if kind in _ABSENT else {"type": kind}
        case ForeignType(kind=kind):
            return dict(_FOREIGN[kind])
        case LiteralType(value=value):
            return {"const": value}
        case ArrayType(items=items):
            return {"type": "array", "items": _schema(items, names)}
        case TupleType(items=items):
            return _tuple(items, names)
        case MapType():
            return {"type": "object", **_others(node, names)}
        case ObjectType():
            return _object(node, names)
        case UnionType(members=members):
            return _union(members, names)
        case IntersectionType(members=members):
            return {"allOf": [_schema(member, names) for member in members]}
        case ReferenceType(target=target):
            return {"$ref": f"#/$defs/{quote(names[target])}"}
        case _:
            assert_never(node)


def _object(node: ObjectType, names: _Names) -> Schema:
    schema: Schema = {"type": "object"}
    if node.fields:
        schema["properties"] = {field.wire_name: _property(field, names) for field in node.fields}
    required = [field.wire_name for field in node.fields if field.required]
    if required:
        schema["required"] = required
    return schema | ({} if node.others is None else _others(node.others, names))


def _property(field: Field, names: _Names) -> Schema:
    read_only: Schema = {"readOnly": True} if field.readonly else {}
    return {**_described(field.description), **read_only, **_schema(field.type, names)}


def _described(description: str | None) -> Schema:
    if description is None:
        return {}
    deprecated: Schema = {"deprecated": True} if "@deprecated" in description else {}
    return {"description": description, **deprecated}


def _others(node: MapType, names: _Names) -> Schema:
    """What the properties without a name are. JSON has no numbers for keys, only text."""
    values = _schema(node.values, names)
    match node.keys:
        case ScalarType():
            return {"additionalProperties": values}
        case keys:
            return {"propertyNames": _schema(keys, names), "additionalProperties": values}


def _tuple(items: tuple[Type, ...], names: _Names) -> Schema:
    schema: Schema = {"type": "array", "minItems": len(items), "maxItems": len(items)}
    if items:
        schema["prefixItems"] = [_schema(item, names) for item in items]
    return schema


def _union(members: tuple[Type, ...], names: _Names) -> Schema:
    """The members that a value can be of, a run of literals as one `enum`."""
    possible = [member for member in members if not _is_absence(member)]
    schemas = list(_members(possible, names))
    match schemas:
        case []:
            return {"not": {}}
        case [only]:
            return only
        case _:
            return {"anyOf": schemas}


def _members(members: Iterable[Type], names: _Names) -> Iterator[Schema]:
    for is_literal, run in groupby(members, lambda member: isinstance(member, LiteralType)):
        if is_literal:
            yield {"enum": [member.value for member in run if isinstance(member, LiteralType)]}
        else:
            yield from (_schema(member, names) for member in run)


def _is_absence(node: Type) -> bool:
    return isinstance(node, ScalarType) and node.kind in _ABSENT
