"""Values that a spec's types allow, each twice: as a user gives it, and as JSON has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any, TypeAlias

from sdkscribe.python.names import field_names
from sdkscribe.python.shapes import bindings, shape_of, substituted
from sdkscribe.python.types import Types
from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    ForeignType,
    IntersectionType,
    LiteralType,
    ObjectType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    UnionType,
    UnknownType,
)

Json: TypeAlias = Any
UPLOAD = b"\x00uploaded"
_DEEPEST = 3
_DATE = datetime(2024, 10, 1, 12, tzinfo=UTC)
_SCALARS: dict[str, list[Json]] = {
    "string": ["text", "ünïcode", "a b&c=d/e?f"],
    "integer": [1, 4096, 1763700000],
    "number": [1, 0.5, -2.5],
    "boolean": [True, False],
    "null": [None],
    "object": [{}, {"x": 1}],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A value: as a user gives it to a method, and as JSON has it (bytes for an upload)."""

    given: Json
    sent: Json


def sample(node: Type, types: Types, random: Random, depth: int = 0) -> Sample:
    """A value that a type allows. Deep down, optional fields are left out."""

    def inner(node: Type) -> Sample:
        return sample(node, types, random, depth + 1)

    shape = shape_of(node, types)
    match node:
        case _ if shape is not None:
            return _object(shape, types, random, depth)
        case ReferenceType(target=target):
            declaration = types.get(target)
            if declaration is None or declaration.kind == "external":
                return _same({"any": "thing"})
            return inner(substituted(declaration.type, bindings(node, declaration)))
        case IntersectionType(members=members):
            return _joined([inner(member) for member in members])
        case ComputedType(meaning=meaning):
            return inner(meaning)
        case UnionType(members=members):
            return inner(random.choice([member for member in members if _is_value(member)]))
        case ArrayType(items=items):
            return _list([inner(items) for _ in range(0 if depth > _DEEPEST else 2)])
        case TupleType(items=items):
            return _list([inner(item) for item in items])
        case LiteralType(value=value):
            return _same(value)
        case ScalarType(kind=kind):
            return _same(random.choice(_SCALARS[kind]))
        case ForeignType(kind="date"):
            return Sample(given=_DATE, sent=_DATE.isoformat())
        case ForeignType():
            return _same(UPLOAD)
        case UnknownType():
            return _same({"any": ["thing", 1, None]})
        case _:
            raise AssertionError(f"no sample of {node}")


def _object(shape: ObjectType, types: Types, random: Random, depth: int) -> Sample:
    names = field_names((field.wire_name for field in shape.fields), frozenset())
    given: dict[str, Json] = {}
    sent: dict[str, Json] = {}
    for field in shape.fields:
        if not _is_value(field.type):
            continue
        if field.required or (depth <= _DEEPEST and random.random() < 0.5):
            value = sample(field.type, types, random, depth + 1)
            given[names[field.wire_name]] = value.given
            sent[field.wire_name] = value.sent
    if shape.others is not None and depth <= _DEEPEST:
        value = sample(shape.others.values, types, random, depth + 1)
        given["other one"], sent["other one"] = value.given, value.sent
    return Sample(given=given, sent=sent)


def _is_value(node: Type) -> bool:
    return not (isinstance(node, ScalarType) and node.kind in ("undefined", "void", "never"))


def _list(items: list[Sample]) -> Sample:
    return Sample(given=[item.given for item in items], sent=[item.sent for item in items])


def _joined(objects: list[Sample]) -> Sample:
    return Sample(
        given={name: value for each in objects for name, value in each.given.items()},
        sent={name: value for each in objects for name, value in each.sent.items()},
    )


def _same(value: Json) -> Sample:
    return Sample(given=value, sent=value)
