"""Intersections with a union, as unions: `(A | B) & { x }` is `Same.A | Same.B`, each with the `x` as well."""

from __future__ import annotations

from dataclasses import replace

from sdkscribe.python.shapes import shape_of, union_members
from sdkscribe.python.types import Types
from sdkscribe.spec import (
    IntersectionType,
    Module,
    Name,
    ObjectType,
    ReferenceType,
    Spec,
    Type,
    TypeDeclaration,
    UnionType,
)


def with_variants(spec: Spec) -> Spec:
    """A spec where the aliases of such intersections are unions of types of their own, which are named
    as what they are made of."""
    types = Types(spec.types())
    modules = tuple(_module(module, types) for module in spec.modules)
    return spec if modules == spec.modules else replace(spec, modules=modules)


def _module(module: Module, types: Types) -> Module:
    declared: list[TypeDeclaration] = []
    for declaration in module.types:
        variants = list(_variants(declaration, types))
        if variants:
            union = UnionType(members=tuple(ReferenceType(target=v.name) for v in variants))
            declared += [replace(declaration, type=union), *variants]
        else:
            declared.append(declaration)
    changed = len(declared) > len(module.types)
    return replace(module, types=tuple(declared)) if changed else module


def _variants(declaration: TypeDeclaration, types: Types) -> list[TypeDeclaration]:
    """The types that an alias of an intersection is the union of; none where it is no such union."""
    node = declaration.type
    if not isinstance(node, IntersectionType) or declaration.parameters:
        return []
    unions = [member for member in node.members if shape_of(member, types) is None]
    others = [member for member in node.members if member not in unions]
    if len(unions) != 1 or all(other == ObjectType() for other in others):
        return []
    variants: dict[Name, TypeDeclaration] = {}
    for variant in union_members(unions[0], types):
        if not isinstance(variant, ReferenceType) or shape_of(variant, types) is None:
            return []
        name = Name(declaration.name.module, f"{declaration.name.name}.{variant.target.leaf}")
        if name in types or name in variants:
            return []
        variants[name] = _variant(declaration, name, tuple(_with(node, unions[0], variant)))
    return list(variants.values()) if len(variants) > 1 else []


def _with(node: IntersectionType, union: Type, variant: ReferenceType) -> list[Type]:
    return [variant if member == union else member for member in node.members]


def _variant(
    declaration: TypeDeclaration, name: Name, members: tuple[Type, ...]
) -> TypeDeclaration:
    return TypeDeclaration(
        name=name, kind="alias", type=IntersectionType(members=members), line=declaration.line
    )
