"""What TypeScript's operators on types come to: indexed access, `keyof`, `Exclude`, conditions.

They work on the spec's types and know no syntax. An answer of None means that it cannot be worked out
here; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    IntersectionType,
    LiteralType,
    Name,
    ObjectType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    TypeDeclaration,
    UnionType,
    UnknownType,
)
from sdkscribe.spec_walk import object_fields

Types = Mapping[Name, TypeDeclaration]

_NEVER = ScalarType(kind="never")
_NUMBERS = ("number", "integer")


def union(members: Iterable[Type]) -> Type:
    """The union of types, each once, which is the type itself where there is one."""
    flat: list[Type] = []
    for member in members:
        flat += member.members if isinstance(member, UnionType) else (member,)
    distinct = tuple(dict.fromkeys(flat))
    if not distinct:
        return _NEVER
    return distinct[0] if len(distinct) == 1 else UnionType(members=distinct)


def members_of(node: Type, types: Types) -> Iterator[Type]:
    """The members of a union, through the aliases that name unions; else the type itself."""
    match node:
        case UnionType(members=members):
            for member in members:
                yield from members_of(member, types)
        case ComputedType(meaning=meaning):
            yield from members_of(meaning, types)
        case ReferenceType(target=target) if target in types and _is_union(types[target]):
            yield from members_of(types[target].type, types)
        case _:
            yield node


def without_alias(node: Type, types: Types) -> Type:
    """The type that an alias without type parameters stands for; another type itself."""
    while True:
        match node:
            case ComputedType(meaning=meaning):
                node = meaning
            case ReferenceType(target=target, arguments=()) if _is_alias(types.get(target)):
                node = types[target].type
            case _:
                return node


def _is_alias(declaration: TypeDeclaration | None) -> bool:
    return declaration is not None and declaration.kind == "alias" and not declaration.parameters


def literal_texts(node: Type, types: Types) -> list[str] | None:
    """The texts in a union of literals, others as they are written; None for any other type."""
    members = list(members_of(node, types))
    texts = [_written(member.value) for member in members if isinstance(member, LiteralType)]
    return texts if len(texts) == len(members) else None


def _written(value: str | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def indexed(of: Type, key: Type, types: Types) -> Type | None:
    """`T[K]`: the type of a property, without what only its absence adds, or of the items."""
    found: list[Type] = []
    for member in members_of(of, types):
        for name in members_of(key, types):
            value = _indexed_once(member, name, types)
            if value is None:
                return None
            found.append(value)
    return union(found)


def _indexed_once(of: Type, key: Type, types: Types) -> Type | None:
    match of, key:
        case ArrayType(items=items), ScalarType(kind="number" | "integer"):
            return items
        case TupleType(items=members), ScalarType(kind="number" | "integer"):
            return union(members)
        case TupleType(items=members), LiteralType(value=int(index)) if index < len(members):
            return members[index]
        case _, LiteralType(value=str(name)):
            fields = object_fields(of, types) or ()
            return next((f.type for f in fields if f.wire_name == name), None)
        case _:
            return None


def keys_of(of: Type, types: Types) -> Type | None:
    """`keyof T`, of an object whose properties all have names."""
    fields = object_fields(of, types)
    if fields is None or _has_others(of, types):
        return None
    return union(LiteralType(value=field.wire_name) for field in fields)


def selected(of: Type, by: Type, types: Types, *, keeping: bool) -> Type | None:
    """The members of a union that can be assigned to `by` (`Extract`), or the others (`Exclude`)."""
    kept: list[Type] = []
    for member in members_of(of, types):
        fits = is_assignable(member, by, types)
        if fits is None:
            return None
        if fits == keeping:
            kept.append(member)
    return union(kept)


def without_absence(node: Type, types: Types) -> Type:
    """`NonNullable<T>`"""
    absent = (ScalarType(kind="null"), ScalarType(kind="undefined"))
    return union(member for member in members_of(node, types) if member not in absent)


def is_assignable(one: Type, other: Type, types: Types) -> bool | None:
    """Whether every value of a type is one of another; None where that cannot be worked out."""
    if isinstance(other, UnknownType) or one in (other, _NEVER):
        return True
    ones, others = list(members_of(one, types)), list(members_of(other, types))
    if len(ones) > 1 or len(others) > 1:
        return _all(_any(_assignable_member(a, b, types) for b in others) for a in ones)
    return _assignable_member(ones[0], others[0], types)


def _assignable_member(one: Type, other: Type, types: Types) -> bool | None:
    match one, other:
        case _, UnknownType():
            return True
        case LiteralType(value=value), ScalarType(kind=kind):
            return _kind_of(value) == kind or (_kind_of(value), kind) == ("number", "integer")
        case (LiteralType(value=first), LiteralType(value=second)):
            return first == second
        case (ScalarType(kind=first), ScalarType(kind=second)):
            return first == second or {first, second} <= set(_NUMBERS)
        case (ArrayType(items=first), ArrayType(items=second)):
            return is_assignable(first, second, types)
        case (ScalarType() | LiteralType() | ArrayType(), _) | (
            _,
            ScalarType() | LiteralType() | ArrayType(),
        ):
            return False if _is_known(one, types) and _is_known(other, types) else None
        case _:
            return _assignable_object(one, other, types)


def _assignable_object(one: Type, other: Type, types: Types) -> bool | None:
    """By name, through what an interface extends; else told apart by a property's literal."""
    match one, other:
        case ReferenceType(target=name), ReferenceType(target=base) if base in _all_bases(
            name, types
        ):
            return True
        case _:
            pass
    first, second = object_fields(one, types), object_fields(other, types)
    if first is None or second is None:
        return None
    literals = {f.wire_name: f.type for f in first if isinstance(f.type, LiteralType)}
    for field in second:
        known = literals.get(field.wire_name)
        if isinstance(field.type, LiteralType) and known is not None and known != field.type:
            return False
    fields = {field.wire_name: field for field in first}
    if any(field.required and field.wire_name not in fields for field in second):
        return False
    if not isinstance(other, ObjectType) or other.others is not None:
        return None
    pairs = ((fields.get(field.wire_name), field) for field in second)
    return _all(known is None or is_assignable(known.type, f.type, types) for known, f in pairs)


def _has_others(node: Type, types: Types) -> bool:
    """Whether an object has properties without a name."""
    match node:
        case ObjectType(others=others):
            return others is not None
        case IntersectionType(members=members):
            return any(_has_others(member, types) for member in members)
        case ReferenceType(target=target) if target in types:
            declared = [types[name] for name in _all_bases(target, types)]
            return any(_has_others(each.type, types) for each in declared)
        case ComputedType(meaning=meaning):
            return _has_others(meaning, types)
        case _:
            return False


def _all_bases(name: Name, types: Types) -> set[Name]:
    found: set[Name] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in found and current in types:
            found.add(current)
            bases = types[current].extends
            waiting += [base.target for base in bases if isinstance(base, ReferenceType)]
    return found


def _is_known(node: Type, types: Types) -> bool:
    """Whether it is told what a type's values are: no type parameter, nothing that is not there."""
    match node:
        case ScalarType() | LiteralType() | ArrayType() | TupleType() | ObjectType():
            return True
        case ReferenceType() | IntersectionType():
            return object_fields(node, types) is not None
        case _:
            return False


def _is_union(declaration: TypeDeclaration) -> bool:
    if declaration.kind not in ("alias", "enum") or declaration.parameters:
        return False
    return isinstance(declaration.type, UnionType | ReferenceType | ComputedType)


def _kind_of(value: str | float | bool) -> str:
    match value:
        case bool():
            return "boolean"
        case str():
            return "string"
        case _:
            return "number"


def _all(answers: Iterable[bool | None]) -> bool | None:
    found = list(answers)
    if False in found:
        return False
    return None if None in found else True


def _any(answers: Iterable[bool | None]) -> bool | None:
    found = list(answers)
    if True in found:
        return True
    return None if None in found else False
