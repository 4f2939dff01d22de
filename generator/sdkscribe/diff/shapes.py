"""What types come to: a reference with its target in its place, the fields of an object with where they
are declared, the parts of a union."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from sdkscribe.diff.surface import Types
from sdkscribe.spec import (
    ArrayType,
    DerivedType,
    Field,
    IntersectionType,
    LiteralType,
    MapType,
    Name,
    ObjectType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    TypeDeclaration,
    UnionType,
    VariableType,
)
from sdkscribe.spec_walk import derived_fields, each_item

LiteralKey: TypeAlias = tuple[str, str | int | float | bool]
"""A literal's value, apart from an equal one of another type (`1` and `true`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedField:
    """A field of an object, and the declaration that it is written in: None where that is the object
    itself. `is_altered` says that a utility type decides whether it is required."""

    field: Field
    owner: Name | None
    is_altered: bool = False


def expanded(node: ReferenceType, types: Types) -> Type | None:
    """The type that a reference stands for, with its arguments in place; None for one that stands for
    itself: a foreign declaration, an unknown one."""
    declaration = types.get(node.target)
    if declaration is None or declaration.kind == "external":
        return None
    body = body_of(declaration)
    if not declaration.parameters:
        return body
    return substituted(body, _bindings(declaration, node.arguments))


def body_of(declaration: TypeDeclaration) -> Type:
    """A declaration's type, with its bases."""
    if not declaration.extends:
        return declaration.type
    return IntersectionType(members=(*declaration.extends, declaration.type))


def _bindings(declaration: TypeDeclaration, arguments: tuple[Type, ...]) -> dict[str, Type]:
    bindings: dict[str, Type] = {}
    for index, parameter in enumerate(declaration.parameters):
        given = arguments[index] if index < len(arguments) else parameter.default
        if given is not None:
            bindings[parameter.name] = given
    return bindings


def substituted(node: Type, bindings: Mapping[str, Type]) -> Type:
    """A type with types in the place of its variables."""

    def inside(part: Type) -> Type:
        return substituted(part, bindings)

    match node:
        case VariableType(name=name):
            return bindings.get(name, node)
        case ArrayType(items=items):
            return replace(node, items=inside(items))
        case TupleType():
            return each_item(node, inside)
        case UnionType(members=members) | IntersectionType(members=members):
            return replace(node, members=tuple(map(inside, members)))
        case ReferenceType(arguments=arguments) if arguments:
            return replace(node, arguments=tuple(map(inside, arguments)))
        case MapType(keys=keys, values=values):
            return replace(node, keys=inside(keys), values=inside(values))
        case ObjectType(fields=fields, others=others):
            own = tuple(replace(field, type=inside(field.type)) for field in fields)
            rest = others and replace(others, values=inside(others.values))
            return ObjectType(fields=own, others=rest)
        case _:
            return node


# --------------------------------------------------------------------------------------- objects


def fields_of(node: Type, types: Types) -> dict[str, OwnedField] | None:
    """An object's fields by wire name, through references, bases, intersections and utility types;
    None for what is no object."""
    found = _owned(node, types, None, frozenset())
    return None if found is None else {owned.field.wire_name: owned for owned in found}


def others_of(node: Type, types: Types) -> MapType | None:
    """What an object says of the properties that it does not name."""
    match node:
        case ObjectType(others=others):
            return others
        case IntersectionType(members=members):
            return next(filter(None, (others_of(member, types) for member in members)), None)
        case _:
            return None


def bases_of(node: Type) -> Iterator[Name]:
    """The declared types whose fields an object takes over."""
    match node:
        case ReferenceType(target=target):
            yield target
        case DerivedType(of=of):
            yield of.target
        case IntersectionType(members=members):
            for member in members:
                yield from bases_of(member)
        case _:
            return


def is_object(node: Type) -> bool:
    """Whether a type is written as an object, and not as a reference to one."""
    return isinstance(node, ObjectType | IntersectionType | DerivedType)


def _owned(
    node: Type, types: Types, owner: Name | None, above: frozenset[Name]
) -> list[OwnedField] | None:
    match node:
        case ObjectType(fields=fields):
            return [OwnedField(field=field, owner=owner) for field in fields]
        case ReferenceType(target=target) if target not in above:
            body = expanded(node, types)
            return None if body is None else _owned(body, types, target, above | {target})
        case IntersectionType(members=members):
            return _all_owned(members, types, owner, above)
        case DerivedType(of=of):
            inner = _owned(of, types, owner, above)
            return None if inner is None else list(_derived(node, inner))
        case _:
            return None


def _all_owned(
    nodes: Iterable[Type], types: Types, owner: Name | None, above: frozenset[Name]
) -> list[OwnedField] | None:
    found: list[OwnedField] = []
    for node in nodes:
        fields = _owned(node, types, owner, above)
        if fields is None:
            return None
        found.extend(fields)
    return found


def _derived(node: DerivedType, owned: list[OwnedField]) -> Iterator[OwnedField]:
    owners = {one.field.wire_name: one.owner for one in owned}
    is_altered = node.utility in ("Partial", "Required")
    for field in derived_fields(node, tuple(one.field for one in owned)):
        yield OwnedField(field=field, owner=owners[field.wire_name], is_altered=is_altered)


# ---------------------------------------------------------------------------------------- unions


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A type as a union: whether null and absence are in it, its literals, whether any string is, and
    everything else."""

    null: bool
    absent: bool
    text: bool
    literals: dict[LiteralKey, LiteralType]
    others: tuple[Type, ...]


def parts_of(node: Type) -> Parts:
    members = list(_members(node))
    scalars = {member.kind for member in members if isinstance(member, ScalarType)}
    return Parts(
        null="null" in scalars,
        absent=bool(scalars & _ABSENT),
        text="string" in scalars,
        literals={literal_key(m): m for m in members if isinstance(m, LiteralType)},
        others=tuple(m for m in members if not _is_named_part(m)),
    )


_ABSENT = frozenset({"undefined", "void"})
_NAMED_PARTS = frozenset({"null", "string"}) | _ABSENT


def literal_key(node: LiteralType) -> LiteralKey:
    return type(node.value).__name__, node.value


def _is_named_part(node: Type) -> bool:
    if isinstance(node, ScalarType):
        return node.kind in _NAMED_PARTS
    return isinstance(node, LiteralType)


def _members(node: Type) -> Iterator[Type]:
    if isinstance(node, UnionType):
        for member in node.members:
            yield from _members(member)
    else:
        yield node


def is_required(field: Field) -> bool:
    """Whether a field is always there: one that may be undefined is not."""
    return field.required and not any(map(_is_absence, _members(field.type)))


def present(node: Type) -> Type:
    """A field's type where the field is there."""
    if not isinstance(node, UnionType) or not any(map(_is_absence, node.members)):
        return node
    return union_of(m for m in node.members if not _is_absence(m))


def union_of(members: Iterable[Type]) -> Type:
    kept = tuple(members)
    return kept[0] if len(kept) == 1 else UnionType(members=kept)


def _is_absence(node: Type) -> bool:
    return isinstance(node, ScalarType) and node.kind in _ABSENT
