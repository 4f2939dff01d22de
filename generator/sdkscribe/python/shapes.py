"""What the types of a spec amount to: the fields of an object, the members of a union.

References, bases, intersections and type arguments are followed; nothing of Python is known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sdkscribe.python.problems import no_rule
from sdkscribe.python.types import Types, remembered
from sdkscribe.spec import (
    ArrayType,
    DerivedType,
    Field,
    IntersectionType,
    LiteralType,
    MapType,
    ObjectType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    TypeDeclaration,
    UnionType,
    UnknownType,
    VariableType,
)
from sdkscribe.spec_walk import each_item, object_fields


@remembered
def is_class(declaration: TypeDeclaration, types: Types) -> bool:
    """Whether a declaration becomes a class: it has named fields, or is an interface with none."""
    if declaration.kind == "external":
        return False
    if declaration.kind == "interface":
        shape = shape_of_declaration(declaration, types)
        return bool(shape.fields) or shape.others is None
    if isinstance(declaration.type, ObjectType | IntersectionType | DerivedType):
        shape_or_none = shape_of(declaration.type, types)
        return shape_or_none is not None and bool(shape_or_none.fields)
    return False


@remembered
def shape_of_declaration(declaration: TypeDeclaration, types: Types) -> ObjectType:
    """All the fields of an interface or of an alias for an object, its bases' first. Nobody knows
    those of a base that the source does not hold."""
    shape = shape_of(declaration.type, types)
    if shape is None:
        raise no_rule("a type with bases that is no object", declaration.name, declaration.line)
    for base in reversed(declaration.extends):
        if _is_external(base_reference(base), types):
            continue
        inherited = shape_of(base, types)
        if inherited is None:
            raise no_rule(
                f"the base {base_reference(base).target.name}, which is no object",
                declaration.name,
                declaration.line,
            )
        shape = _overridden(inherited, shape)
    return shape


@remembered
def _is_object(declaration: TypeDeclaration, types: Types) -> bool:
    return shape_of(declaration.type, types) is not None


def _is_external(reference: ReferenceType, types: Types) -> bool:
    declaration = types.get(reference.target)
    return declaration is not None and declaration.kind == "external"


def shape_of(node: Type, types: Types) -> ObjectType | None:
    """The fields that `node` amounts to; None if it is no object."""
    match node:
        case ObjectType():
            return node
        case MapType():
            return ObjectType(others=node)
        case IntersectionType(members=members):
            shapes = [shape_of(member, types) for member in members]
            known = [shape for shape in shapes if shape is not None]
            return _intersected(known, types) if len(known) == len(shapes) else None
        case ReferenceType(target=target):
            declaration = types.get(target)
            if declaration is None or declaration.kind == "external":
                return None
            if declaration.kind != "interface" and not _is_object(declaration, types):
                return None
            shape = shape_of_declaration(declaration, types)
            found = substituted(shape, bindings(node, declaration))
            return found if isinstance(found, ObjectType) else None
        case DerivedType():
            return _derived(node, types)
        case _:
            return None


def base_reference(base: ReferenceType | DerivedType) -> ReferenceType:
    """The reference in a base, which may be to a part of the type."""
    return base.of if isinstance(base, DerivedType) else base


def _derived(node: DerivedType, types: Types) -> ObjectType | None:
    shape = shape_of(node.of, types)
    if shape is None:
        return None
    name = node.of.target
    whole = TypeDeclaration(name=name, kind="interface", type=shape)
    fields = object_fields(node, {name: whole}) or ()
    return ObjectType(fields=fields, others=None if node.utility == "Pick" else shape.others)


def _overridden(base: ObjectType, own: ObjectType) -> ObjectType:
    names = {f.wire_name for f in own.fields}
    kept = tuple(f for f in base.fields if f.wire_name not in names)
    return ObjectType(fields=(*kept, *own.fields), others=own.others or base.others)


def _intersected(shapes: list[ObjectType], types: Types) -> ObjectType:
    fields: dict[str, Field] = {}
    for shape in shapes:
        for wanted in shape.fields:
            known = fields.get(wanted.wire_name)
            fields[wanted.wire_name] = wanted if known is None else _both(known, wanted, types)
    others = next((shape.others for shape in shapes if shape.others is not None), None)
    return ObjectType(fields=tuple(fields.values()), others=others)


def _both(first: Field, second: Field, types: Types) -> Field:
    return replace(
        second,
        type=_common(first.type, second.type, types),
        required=first.required or second.required,
        description=second.description or first.description,
    )


def _common(first: Type, second: Type, types: Types) -> Type:
    """The type of the values that are of both types: of literals, those of both; none where one of
    them has none."""
    if first == second or is_absence(first):
        return first
    if is_absence(second):
        return second
    known, wanted = literals(first, types), literals(second, types)
    if known is not None and wanted is not None:
        members = [
            m for m in union_members(without_alias(second, types), types) if _is_in(m, known)
        ]
        if members:
            return members[0] if len(members) == 1 else UnionType(members=tuple(members))
    return IntersectionType(members=(first, second))


def _is_in(member: Type, values: frozenset[str | int | float | bool]) -> bool:
    return isinstance(member, LiteralType) and member.value in values


def flat_members(members: Iterable[Type]) -> Iterator[Type]:
    """The members of a union, with those of a union among them in its place."""
    for member in members:
        if isinstance(member, UnionType):
            yield from flat_members(member.members)
        else:
            yield member


def union_members(node: Type, types: Types) -> Iterator[Type]:
    """The members of a union, those of unions in it and of aliases for unions too; of another
    type, the type itself."""
    match node:
        case UnionType(members=members):
            for member in members:
                yield from union_members(member, types)
        case ReferenceType(target=target) if _is_alias_of_union(types.get(target)):
            declaration = types[target]
            yield from union_members(
                substituted(declaration.type, bindings(node, declaration)), types
            )
        case _:
            yield node


def _is_alias_of_union(declaration: TypeDeclaration | None) -> bool:
    return (
        declaration is not None
        and declaration.kind in ("alias", "enum")
        and isinstance(declaration.type, UnionType | ReferenceType)
    )


def literals(node: Type, types: Types) -> frozenset[str | int | float | bool] | None:
    """The values that a type allows, where it allows only literals."""
    members = list(union_members(without_alias(node, types), types))
    values = [m.value for m in members if isinstance(m, LiteralType)]
    return frozenset(values) if len(values) == len(members) else None


def without_alias(node: Type, types: Types) -> Type:
    """The type that an alias stands for, however many aliases away; another type itself."""
    while isinstance(node, ReferenceType) and not node.arguments:
        declaration = types.get(node.target)
        if declaration is None or declaration.kind == "interface":
            return node
        node = declaration.type
    return node


def is_null(node: Type) -> bool:
    return isinstance(node, ScalarType) and node.kind == "null"


def is_absence(node: Type) -> bool:
    """Whether a type has no value in JSON: what is of it is not there."""
    return isinstance(node, ScalarType) and node.kind in ("undefined", "never", "void")


def allows_null(node: Type, types: Types) -> bool:
    """Whether null is a value of a type; any value is one of an unknown type."""
    return any(
        is_null(member) or isinstance(without_alias(member, types), UnknownType)
        for member in union_members(node, types)
    )


def bindings(reference: ReferenceType, declaration: TypeDeclaration) -> dict[str, Type]:
    """What a reference gives to the type parameters of its target, defaults included."""
    bound: dict[str, Type] = {}
    for index, parameter in enumerate(declaration.parameters):
        if index < len(reference.arguments):
            bound[parameter.name] = reference.arguments[index]
        elif parameter.default is not None:
            bound[parameter.name] = substituted(parameter.default, bound)
        else:
            raise no_rule(
                f"a use without a type argument for {parameter.name}",
                declaration.name,
                declaration.line,
            )
    return bound


def substituted(node: Type, bound: Mapping[str, Type]) -> Type:
    """`node` with the bound type parameters in place of their variables."""
    if not bound:
        return node
    match node:
        case VariableType(name=name):
            return bound.get(name, node)
        case ArrayType(items=items):
            return replace(node, items=substituted(items, bound))
        case TupleType():
            return each_item(node, lambda item: substituted(item, bound))
        case UnionType(members=members) | IntersectionType(members=members):
            return replace(node, members=tuple(substituted(m, bound) for m in members))
        case ReferenceType():
            return _substituted_reference(node, bound)
        case DerivedType(of=of):
            return replace(node, of=_substituted_reference(of, bound))
        case MapType():
            return _substituted_map(node, bound)
        case ObjectType(fields=fields, others=others):
            return ObjectType(
                fields=tuple(replace(f, type=substituted(f.type, bound)) for f in fields),
                others=None if others is None else _substituted_map(others, bound),
            )
        case _:
            return node


def _substituted_reference(node: ReferenceType, bound: Mapping[str, Type]) -> ReferenceType:
    return replace(node, arguments=tuple(substituted(a, bound) for a in node.arguments))


def _substituted_map(node: MapType, bound: Mapping[str, Type]) -> MapType:
    return replace(node, keys=substituted(node.keys, bound), values=substituted(node.values, bound))
