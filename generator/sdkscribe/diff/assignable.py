"""Old ⊑ New: whether every value of a type on one side is a value of a type on the other.

Values are what goes over the wire. Extra properties do no harm, unless, as in TypeScript, nothing else is
there; a value that may be anything is only a value of a type that may be anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import repeat

from sdkscribe.diff.shapes import (
    OwnedField,
    expanded,
    fields_of,
    is_object,
    is_required,
    literal_key,
    others_of,
    parts_of,
    present,
)
from sdkscribe.diff.surface import Types
from sdkscribe.spec import (
    ArrayType,
    Field,
    ForeignType,
    IntersectionType,
    LiteralType,
    MapType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    UnionType,
    UnknownType,
    VariableType,
)
from sdkscribe.spec_walk import children

_FUEL = 120
"""Levels of types inside types: generic types can be declared that never end."""

_LITERAL_KINDS: Mapping[str, tuple[str, ...]] = {
    "str": ("string",),
    "bool": ("boolean",),
    "int": ("integer", "number"),
    "float": ("number",),
}
_WIDER_KINDS: Mapping[str, tuple[str, ...]] = {
    "integer": ("number",),
    "undefined": ("void",),
    "void": ("undefined",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignability:
    """What is known of values of `source` types as values of `target` types. What is being found out
    is taken to be true, so that types that hold themselves come to an end."""

    source: Types
    target: Types
    known: dict[tuple[Type, Type], bool] = field(default_factory=dict[tuple[Type, Type], bool])
    assumed: dict[tuple[Type, Type], None] = field(default_factory=dict[tuple[Type, Type], None])

    def holds(self, source: Type, target: Type) -> bool:
        """Whether each value of `source` is one of `target`."""
        found = _holds(source, target, self, _FUEL)
        self.known.update(dict.fromkeys(self.assumed, True))
        self.assumed.clear()
        return found


def _holds(source: Type, target: Type, known: Assignability, fuel: int) -> bool:
    if isinstance(target, UnknownType) or _is_never(source):
        return True
    if fuel == 0:
        return False
    if not (isinstance(source, ReferenceType) or isinstance(target, ReferenceType)):
        return _written_holds(source, target, known, fuel - 1)
    pair = (source, target)
    if pair in known.known:
        return known.known[pair]
    if pair in known.assumed:
        return True
    before = len(known.assumed)
    known.assumed[pair] = None
    if _reference_holds(source, target, known, fuel - 1):
        return True
    for assumption in list(known.assumed)[before:]:
        del known.assumed[assumption]
    known.known[pair] = False
    return False


def _is_never(node: Type) -> bool:
    return isinstance(node, ScalarType) and node.kind == "never"


def _reference_holds(source: Type, target: Type, known: Assignability, fuel: int) -> bool:
    """With a reference on a side. The source is opened first: all of its members must fit, where any
    one of the target's may."""
    if isinstance(source, ReferenceType):
        opened = expanded(source, known.source)
        if opened is None:
            return isinstance(target, ReferenceType) and target.target == source.target
        return _holds(opened, target, known, fuel)
    if isinstance(source, UnionType):
        return all(_holds(member, target, known, fuel) for member in source.members)
    if isinstance(target, ReferenceType):
        opened = expanded(target, known.target)
        return opened is not None and _holds(source, opened, known, fuel)
    return False


def _written_holds(source: Type, target: Type, known: Assignability, fuel: int) -> bool:
    match source, target:
        case UnionType(members=members), _:
            return all(_holds(member, target, known, fuel) for member in members)
        case _, UnionType(members=members):
            return _fits_one(source, target, known, fuel)
        case (ScalarType() | LiteralType() | ForeignType()), _:
            return _scalar_holds(source, target)
        case VariableType(name=name), VariableType(name=other):
            return name == other
        case ArrayType(items=items), ArrayType(items=wanted):
            return _holds(items, wanted, known, fuel)
        case TupleType(), ArrayType(items=wanted):
            return all(_holds(item, wanted, known, fuel) for item in children(source))
        case TupleType(), TupleType():
            return _tuple_holds(source, target, known, fuel)
        case _, ScalarType(kind="object"):
            return isinstance(source, MapType) or is_object(source)
        case MapType(), MapType():
            return _holds(source.keys, target.keys, known, fuel) and _holds(
                source.values, target.values, known, fuel
            )
        case _:
            return _object_holds(source, target, known, fuel)


def _tuple_holds(source: TupleType, target: TupleType, known: Assignability, fuel: int) -> bool:
    """Every length of the one must be one of the other, and each item one that is there."""
    is_longer = len(source.items) > len(target.items) or source.rest is not None
    fewest = len(source.items) - source.optional
    if fewest < len(target.items) - target.optional or (is_longer and target.rest is None):
        return False
    wanted = (*target.items, *repeat(target.rest, len(source.items)))
    pairs = [*zip(source.items, wanted, strict=False), (source.rest, target.rest)]
    return all(
        one is None or (other is not None and _holds(one, other, known, fuel))
        for one, other in pairs
    )


def _fits_one(source: Type, target: UnionType, known: Assignability, fuel: int) -> bool:
    if any(_holds(source, member, known, fuel) for member in target.members):
        return True
    literals = parts_of(target).literals
    is_boolean = isinstance(source, ScalarType) and source.kind == "boolean"
    return is_boolean and {("bool", True), ("bool", False)} <= set(literals)


def _scalar_holds(source: ScalarType | LiteralType | ForeignType, target: Type) -> bool:
    match source, target:
        case LiteralType(), LiteralType():
            return literal_key(source) == literal_key(target)
        case LiteralType(value=value), ScalarType(kind=kind):
            return kind in _LITERAL_KINDS[type(value).__name__]
        case ScalarType(kind=kind), ScalarType(kind=wanted):
            return kind == wanted or wanted in _WIDER_KINDS.get(kind, ())
        case ScalarType(kind="object"), MapType(values=UnknownType()):
            return True
        case ForeignType(kind=kind), ForeignType(kind=wanted):
            return kind == wanted
        case ForeignType(kind="date"), ScalarType(kind="string"):
            return True
        case _:
            return False


def _object_holds(source: Type, target: Type, known: Assignability, fuel: int) -> bool:
    if isinstance(target, MapType):
        return _fits_map(source, target, known, fuel)
    wanted = fields_of(target, known.target)
    if wanted is None:
        return isinstance(target, IntersectionType) and all(
            _holds(source, member, known, fuel) for member in target.members
        )
    if isinstance(source, MapType):
        return all(
            not field.field.required and _holds(source.values, field.field.type, known, fuel)
            for field in wanted.values()
        )
    given = fields_of(source, known.source)
    if given is None:
        return isinstance(source, IntersectionType) and any(
            _holds(member, target, known, fuel) for member in source.members
        )
    others = others_of(target, known.target)
    if others is not None and not _fits_map(source, others, known, fuel, wanted):
        return False
    if _has_nothing_of(given, wanted) and others is None:
        return False
    return all(
        _field_holds(given[name].field if name in given else None, owned.field, known, fuel)
        for name, owned in wanted.items()
    )


def _has_nothing_of(given: Mapping[str, OwnedField], wanted: Mapping[str, OwnedField]) -> bool:
    """Whether an object would fit only because nothing is asked of it: nobody heeds what it has."""
    is_weak = bool(wanted) and not any(is_required(owned.field) for owned in wanted.values())
    return is_weak and bool(given) and given.keys().isdisjoint(wanted)


def _field_holds(given: Field | None, wanted: Field, known: Assignability, fuel: int) -> bool:
    if given is None:
        return not is_required(wanted)
    if is_required(wanted) and not is_required(given):
        return False
    return _holds(present(given.type), present(wanted.type), known, fuel)


def _fits_map(
    source: Type, target: MapType, known: Assignability, fuel: int, beside: Iterable[str] = ()
) -> bool:
    """Whether the properties of an object fit what `target` says of all that are not `beside`."""
    given = fields_of(source, known.source)
    if given is None:
        return False
    others = others_of(source, known.source)
    if others is not None and not _holds(others.values, target.values, known, fuel):
        return False
    return all(
        _holds(LiteralType(value=name), target.keys, known, fuel)
        and _holds(present(given[name].field.type), target.values, known, fuel)
        for name in given.keys() - set(beside)
    )
