"""Types as a reader of reports sees them: TypeScript's notation, names without their modules."""

from __future__ import annotations

from typing import assert_never

from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    DerivedType,
    Field,
    ForeignType,
    IntersectionType,
    LiteralType,
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


def notation(node: Type) -> str:
    """`'a' | 'b' | null`, `Session.Tool[]`, `{ id: string; name?: string }`"""
    match node:
        case UnknownType():
            return "unknown"
        case ScalarType(kind=kind):
            return kind
        case ForeignType(kind=kind):
            return kind
        case LiteralType(value=value):
            return literal_notation(value)
        case ArrayType(items=items):
            return f"{_grouped(items)}[]"
        case TupleType():
            return _tuple(node)
        case MapType(keys=keys, values=values):
            return f"{{ [{notation(keys)}]: {notation(values)} }}"
        case ObjectType():
            return _object(node)
        case UnionType(members=members):
            return " | ".join(map(notation, members))
        case IntersectionType(members=members):
            return " & ".join(map(_grouped, members))
        case ReferenceType(target=target, arguments=arguments):
            given = f"<{', '.join(map(notation, arguments))}>" if arguments else ""
            return f"{target.name}{given}"
        case DerivedType(utility=utility, of=of, keys=keys):
            dropped = f", {' | '.join(map(literal_notation, keys))}" if keys else ""
            return f"{utility}<{notation(of)}{dropped}>"
        case ComputedType(meaning=meaning):
            return notation(meaning)
        case VariableType(name=name):
            return name
        case _:
            assert_never(node)


def _tuple(node: TupleType) -> str:
    required = len(node.items) - node.optional
    items = [notation(item) for item in node.items[:required]]
    items += [f"{_grouped(item)}?" for item in node.items[required:]]
    items += [] if node.rest is None else [f"...{_grouped(node.rest)}[]"]
    return f"[{', '.join(items)}]"


def literal_notation(value: str | float | bool) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f"'{value}'"
        case _:
            return str(value)


def _grouped(node: Type) -> str:
    several = isinstance(node, UnionType | IntersectionType)
    return f"({notation(node)})" if several else notation(node)


def _object(node: ObjectType) -> str:
    parts = [field_notation(field) for field in node.fields]
    if node.others is not None:
        parts.append(notation(node.others)[2:-2])
    return f"{{ {'; '.join(parts)} }}" if parts else "{}"


def field_notation(field: Field) -> str:
    return f"{field.wire_name}{'' if field.required else '?'}: {notation(field.type)}"
