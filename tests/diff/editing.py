"""Specs with one thing in them changed: a type node, a declaration, a method, a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from sdkscribe.diff.changes import TypePlace
from sdkscribe.spec import (
    ArrayType,
    MapType,
    Method,
    Name,
    ObjectType,
    Resource,
    Spec,
    Type,
    TypeDeclaration,
    UnionType,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """A type node of a declaration: the path that leads to it (`tools[]`), and the declaration with
    another node there."""

    declaration: TypeDeclaration
    path: str
    node: Type
    rebuilt: Callable[[Type], TypeDeclaration]

    @property
    def place(self) -> TypePlace:
        return TypePlace(name=self.declaration.name, path=self.path)


def spots_of(declaration: TypeDeclaration) -> Iterator[Spot]:
    """The nodes of a declaration that a change can be made at: fields, items, values."""

    def at(path: str, node: Type, put: Callable[[Type], Type]) -> Iterator[Spot]:
        yield Spot(declaration, path, node, lambda new: replace(declaration, type=put(new)))
        match node:
            case ArrayType():
                yield from at(f"{path}[]", node.items, lambda new: put(replace(node, items=new)))
            case MapType():
                yield from at(
                    f"{path}{{}}", node.values, lambda new: put(replace(node, values=new))
                )
            case ObjectType():
                for index, field in enumerate(node.fields):
                    yield from at(
                        f"{path}.{field.wire_name}".removeprefix("."),
                        field.type,
                        lambda new, i=index: put(with_field(node, i, type=new)),  # type: ignore[misc]
                    )
            case _:
                return

    yield from at("", declaration.type, lambda new: new)


def with_field(node: ObjectType, index: int, **changed: Any) -> ObjectType:
    """An object with something else in one of its fields."""
    own = list(node.fields)
    own[index] = replace(own[index], **changed)
    return replace(node, fields=tuple(own))


def with_members(node: Type, *members: Type) -> UnionType:
    """A type that may be something else as well."""
    return UnionType(
        members=(*(node.members if isinstance(node, UnionType) else (node,)), *members)
    )


def with_type(spec: Spec, new: TypeDeclaration, *beside: TypeDeclaration) -> Spec:
    """A spec with a declaration in the place of the one of its name, or behind all others of its module,
    and new ones behind it."""
    modules = list(spec.modules)
    (index,) = (i for i, module in enumerate(modules) if module.path == new.name.module)
    known = {declared.name: declared for declared in modules[index].types}
    known |= {declared.name: declared for declared in (new, *beside)}
    modules[index] = replace(modules[index], types=tuple(known.values()))
    return replace(spec, modules=tuple(modules))


def with_resource(spec: Spec, new: Resource) -> Spec:
    """A spec with a resource in the place of the one of its name, or behind all others of its module."""
    modules = list(spec.modules)
    (index,) = (i for i, module in enumerate(modules) if module.path == new.name.module)
    known = {resource.name: resource for resource in modules[index].resources} | {new.name: new}
    modules[index] = replace(modules[index], resources=tuple(known.values()))
    return replace(spec, modules=tuple(modules))


def with_method(spec: Spec, owner: Name, old: Method, new: Method) -> Spec:
    """A spec with a method of a resource in the place of another."""
    resource = spec.resources()[owner]
    methods = tuple(new if method.name == old.name else method for method in resource.methods)
    return with_resource(spec, replace(resource, methods=methods))


def with_names(value: T, names: dict[Name, Name]) -> T:
    """A value with other names wherever these stand in it; what holds none of them stays itself."""
    return cast("T", _renamed(value, names))


def _renamed(value: object, names: dict[Name, Name]) -> object:
    if isinstance(value, Name):
        return names.get(value, value)
    if isinstance(value, tuple):
        old = cast("tuple[object, ...]", value)
        items = tuple(_renamed(item, names) for item in old)
        return old if all(map(_is, items, old)) else items
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        field.name: new
        for field in fields(value)
        if (new := _renamed(old := getattr(value, field.name), names)) is not old
    }
    return replace(value, **changed) if changed else value


def _is(one: object, other: object) -> bool:
    return one is other
