"""Computed types as what they come to, for all who have no words for TypeScript's expressions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    Field,
    IntersectionType,
    MapType,
    Method,
    Module,
    ObjectType,
    Overload,
    ReferenceType,
    Resource,
    Spec,
    TupleType,
    Type,
    TypeDeclaration,
    UnionType,
)
from sdkscribe.spec_walk import each_item, nodes_within, types_of, types_of_method


def worked_out(spec: Spec) -> Spec:
    """The spec with the meaning of every computed type in its place."""
    modules = tuple(_module(module) if _computes(module) else module for module in spec.modules)
    return spec if modules == spec.modules else replace(spec, modules=modules)


def _computes(module: Module) -> bool:
    nodes = (inner for node in _types(module) for inner in nodes_within(node))
    return any(isinstance(node, ComputedType) for node in nodes)


def _types(module: Module) -> Iterator[Type]:
    for declaration in module.types:
        yield from types_of(declaration)
    for resource in module.resources:
        for method in resource.methods:
            yield from types_of_method(method)


def _module(module: Module) -> Module:
    types = tuple(map(_declaration, module.types))
    return replace(module, types=types, resources=tuple(map(_resource, module.resources)))


def _declaration(declaration: TypeDeclaration) -> TypeDeclaration:
    return replace(declaration, type=_meaning(declaration.type))


def _resource(resource: Resource) -> Resource:
    return replace(resource, methods=tuple(map(_method, resource.methods)))


def _method(method: Method) -> Method:
    return replace(method, overloads=tuple(map(_overload, method.overloads)))


def _overload(overload: Overload) -> Overload:
    arguments = tuple(replace(a, type=_meaning(a.type)) for a in overload.arguments)
    returns = overload.returns
    answer = None if returns.type is None else _meaning(returns.type)
    events = None if returns.events is None else _meaning(returns.events)
    return replace(
        overload, arguments=arguments, returns=replace(returns, type=answer, events=events)
    )


def _meaning(node: Type) -> Type:
    match node:
        case ComputedType(meaning=meaning):
            return _meaning(meaning)
        case ArrayType(items=items):
            return replace(node, items=_meaning(items))
        case TupleType():
            return each_item(node, _meaning)
        case UnionType(members=members) | IntersectionType(members=members):
            return replace(node, members=tuple(map(_meaning, members)))
        case ReferenceType(arguments=arguments):
            return replace(node, arguments=tuple(map(_meaning, arguments)))
        case MapType():
            return _map(node)
        case ObjectType(fields=fields, others=others):
            rest = None if others is None else _map(others)
            return ObjectType(fields=tuple(map(_field, fields)), others=rest)
        case _:
            return node


def _map(node: MapType) -> MapType:
    return replace(node, keys=_meaning(node.keys), values=_meaning(node.values))


def _field(field: Field) -> Field:
    return replace(field, type=_meaning(field.type))
