"""What stands in a spec's values, and what it comes to: type nodes, references, fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias, assert_never

from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    DerivedType,
    Field,
    ForeignType,
    IntersectionType,
    LiteralType,
    MapType,
    Method,
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


def children(node: Type) -> tuple[Type, ...]:
    """The type nodes directly inside `node`; a reference's target is not inside it. The cases are in
    the order of how often there is one: this is asked a million times of a whole SDK."""
    match node:
        case ScalarType() | LiteralType():
            return ()
        case ReferenceType(arguments=members) | UnionType(members=members):
            return members
        case ObjectType(fields=fields, others=others):
            inner = tuple([f.type for f in fields])
            return inner if others is None else (*inner, others)
        case ArrayType(items=items):
            return (items,)
        case MapType(keys=keys, values=values):
            return (keys, values)
        case TupleType(items=items, rest=rest):
            return items if rest is None else (*items, rest)
        case IntersectionType(members=members):
            return members
        case DerivedType(of=of):
            return (of,)
        case ComputedType(meaning=meaning):
            return (meaning,)
        case UnknownType() | ForeignType() | VariableType():
            return ()
        case _:
            assert_never(node)


def each_item(node: TupleType, change: Callable[[Type], Type]) -> TupleType:
    """A tuple with another type in the place of each of its items."""
    rest = None if node.rest is None else change(node.rest)
    return replace(node, items=tuple(map(change, node.items)), rest=rest)


_PLAIN = frozenset({ScalarType, LiteralType})


def nodes_within(node: Type) -> Iterator[Type]:
    """The node and every type node inside it, in source order, but for scalars and literals: they are
    half of all and say nothing of other types."""
    stack = [node]
    while stack:
        current = stack.pop()
        if type(current) in _PLAIN:
            continue
        yield current
        if not isinstance(current, ReferenceType):
            stack += children(current)[::-1]
        elif current.arguments:
            stack += current.arguments[::-1]


def references(node: Type) -> Iterator[ReferenceType]:
    """Every reference in `node`, in source order, those inside type arguments too."""
    return (inner for inner in nodes_within(node) if isinstance(inner, ReferenceType))


def types_of(declaration: TypeDeclaration) -> Iterator[Type]:
    """The type nodes that stand in a declaration: bases, parameters' bounds, and its type."""
    yield from declaration.extends
    for parameter in declaration.parameters:
        if parameter.constraint is not None:
            yield parameter.constraint
        if parameter.default is not None:
            yield parameter.default
    yield declaration.type


def types_of_method(method: Method) -> Iterator[Type]:
    """The type nodes that stand in a method's signatures."""
    for overload in method.overloads:
        for argument in overload.arguments:
            yield argument.type
        for node in (overload.returns.type, overload.returns.events):
            if node is not None:
                yield node


def page_types(spec: Spec) -> set[Name]:
    """The declared types that are names of pages: an alias of a class of pages, a class that extends
    it, or a name of such a name."""
    pages = {page.name for page in spec.pages}
    types = spec.types()

    def is_page(name: Name, above: frozenset[Name] = frozenset()) -> bool:
        if name in pages or name not in types or name in above:
            return name in pages
        named = (types[name].type, *types[name].extends)
        targets = (node.target for node in named if isinstance(node, ReferenceType))
        return any(is_page(target, above | {name}) for target in targets)

    return {name for name in types if is_page(name)}


def object_fields(node: Type, types: Mapping[Name, TypeDeclaration]) -> tuple[Field, ...] | None:
    """The fields of an object type, through references, bases, intersections and utility types;
    the last of two fields of one name stands. None for a type that is no object."""
    return _own_fields(node, types, {})


_Known: TypeAlias = dict[Name, tuple[Field, ...] | None]
"""The fields of the declared types that were met; None for one that is no object, or not known yet."""


def _own_fields(
    node: Type, types: Mapping[Name, TypeDeclaration], known: _Known
) -> tuple[Field, ...] | None:
    match node:
        case ObjectType(fields=fields):
            return fields
        case ReferenceType(target=target) if target in types:
            if target not in known:
                declaration = types[target]
                known[target] = None
                known[target] = _all_fields((*declaration.extends, declaration.type), types, known)
            return known[target]
        case IntersectionType(members=members):
            return _all_fields(members, types, known)
        case ComputedType(meaning=meaning):
            return _own_fields(meaning, types, known)
        case DerivedType(of=of):
            derived_from = _own_fields(of, types, known)
            return None if derived_from is None else tuple(derived_fields(node, derived_from))
        case _:
            return None


def _all_fields(
    nodes: Iterable[Type], types: Mapping[Name, TypeDeclaration], known: _Known
) -> tuple[Field, ...] | None:
    found: dict[str, Field] = {}
    for node in nodes:
        fields = _own_fields(node, types, known)
        if fields is None:
            return None
        found |= {field.wire_name: field for field in fields}
    return tuple(found.values())


def derived_fields(node: DerivedType, fields: tuple[Field, ...]) -> Iterator[Field]:
    """What a utility type makes of the fields of the type that it is of."""
    for one in fields:
        if node.utility == "Omit" and one.wire_name in node.keys:
            continue
        if node.utility == "Pick" and one.wire_name not in node.keys:
            continue
        if node.utility in ("Partial", "Required"):
            yield replace(one, required=node.utility == "Required")
        else:
            yield one
