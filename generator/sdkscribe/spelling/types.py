"""Type expressions as TypeScript text: how the compiler prints what a spec's type says.

An expression is on one line, but for the members of an object, which have a line each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
from sdkscribe.spelling.comments import comment_lines
from sdkscribe.spelling.references import usual_spelling

INDENT = "    "
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where a text stands: its module, and the enclosing namespace there."""

    module: str
    namespace: str = ""


def type_text(node: Type, scope: Scope) -> str:
    match node:
        case UnknownType(spelling=spelling):
            return spelling
        case ScalarType(kind=kind, open=is_open):
            word = "number" if kind == "integer" else kind
            return f"{word} & {{}}" if is_open else word
        case ForeignType(spelling=spelling):
            return spelling
        case LiteralType(value=value, spelling=spelling):
            return _literal(value) if spelling is None else spelling
        case ArrayType(items=items, spelling=spelling):
            return _array(items, spelling, scope)
        case TupleType():
            return _tuple(node, scope)
        case MapType(key_name=None, keys=keys, values=values):
            return f"Record<{type_text(keys, scope)}, {type_text(values, scope)}>"
        case MapType():
            return _block([f"{_index_signature(node, scope)};"])
        case ObjectType():
            return _block(member_lines(node, scope))
        case UnionType(members=members):
            return " | ".join(_operand(member, scope, "|") for member in members)
        case IntersectionType(members=members):
            return " & ".join(_operand(member, scope, "&") for member in members)
        case ReferenceType():
            return _reference(node, scope)
        case DerivedType(utility=utility, of=of, keys=keys):
            named = "".join(f", {' | '.join(map(_literal, keys))}" if keys else "")
            return f"{utility}<{type_text(of, scope)}{named}>"
        case ComputedType(spelling=spelling):
            return spelling
        case VariableType(name=name):
            return name
        case _:
            assert_never(node)


def member_lines(node: ObjectType, scope: Scope) -> list[str]:
    """The members of an object type or an interface, without indentation."""
    lines = [line for field in node.fields for line in _field_lines(field, scope)]
    if node.others is not None:
        lines += f"{_index_signature(node.others, scope)};".split("\n")
    return lines


def _field_lines(field: Field, scope: Scope) -> list[str]:
    modifier = "readonly " if field.readonly else ""
    mark = "" if field.required or field.joins else "?"
    line = f"{modifier}{field.spelling or property_name(field.wire_name)}{mark}: {type_text(field.type, scope)};"
    return [*comment_lines(field.description), *line.split("\n")]


def property_name(wire_name: str) -> str:
    return wire_name if _IDENTIFIER.fullmatch(wire_name) else _literal(wire_name)


def _index_signature(node: MapType, scope: Scope) -> str:
    return f"[{node.key_name}: {type_text(node.keys, scope)}]: {type_text(node.values, scope)}"


def _block(lines: list[str]) -> str:
    return "\n".join(["{", *(indented(lines)), "}"]) if lines else "{}"


def indented(lines: list[str]) -> list[str]:
    return [INDENT + line if line else "" for line in lines]


def _reference(node: ReferenceType, scope: Scope) -> str:
    name = node.spelling
    if name is None:
        name = usual_spelling(node.target, module=scope.module, scope=scope.namespace)
    if not node.arguments:
        return name
    return f"{name}<{', '.join(type_text(argument, scope) for argument in node.arguments)}>"


def _array(items: Type, spelling: str, scope: Scope) -> str:
    if spelling in ("Array", "ReadonlyArray"):
        return f"{spelling}<{type_text(items, scope)}>"
    prefix = spelling.removesuffix("[]")
    return f"{prefix}{_operand(items, scope, '[]')}[]"


def _tuple(node: TupleType, scope: Scope) -> str:
    required = len(node.items) - node.optional
    listed = [type_text(item, scope) for item in node.items[:required]]
    listed += [f"{_operand(item, scope, '?')}?" for item in node.items[required:]]
    if node.rest is not None:
        listed.append(f"...{_array(node.rest, '[]', scope)}")
    return f"{'readonly ' if node.readonly else ''}[{', '.join(listed)}]"


def _operand(node: Type, scope: Scope, operator: str) -> str:
    """A member of a union, an intersection or an array, in parentheses where it takes them."""
    text = type_text(node, scope)
    match node:
        case UnionType() | IntersectionType() | ScalarType(open=True):
            return f"({text})"
        case ArrayType(spelling="readonly []") | TupleType(readonly=True) if operator == "[]":
            return f"({text})"
        case _:
            return text


def _literal(value: str | float | bool) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}'"
        case _:
            return str(value)
