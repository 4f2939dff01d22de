"""Objects without a name inside other types get the one of where they stand: what the field `data` of
`Response` holds is `Response.Data`, what `generate` of `Images` answers is `ImagesGenerateResponse`.

An object stays as it is where its name is taken, or where it depends on a type parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sdkscribe.python.shapes import is_absence
from sdkscribe.spec import (
    ArrayType,
    DerivedType,
    Field,
    IntersectionType,
    MapType,
    Method,
    Module,
    Name,
    ObjectType,
    ReferenceType,
    Resource,
    Spec,
    TupleType,
    Type,
    TypeDeclaration,
    UnionType,
    VariableType,
)
from sdkscribe.spec_walk import children, each_item, nodes_within, types_of_method
from sdkscribe.words import snake_case


def with_named_objects(spec: Spec) -> Spec:
    modules = tuple(_module(m) if _has_anonymous(m) else m for m in spec.modules)
    return spec if modules == spec.modules else replace(spec, modules=modules)


def _has_anonymous(module: Module) -> bool:
    """Whether there may be an object inside another type of the module."""
    return any(is_anonymous(inner) for node in _nested(module) for inner in nodes_within(node))


def _nested(module: Module) -> Iterator[Type]:
    """What stands inside the types of a module's declarations, and in its methods."""
    for declaration in module.types:
        yield from children(declaration.type)
    for resource in module.resources:
        for method in resource.methods:
            yield from types_of_method(method)


def is_anonymous(node: Type) -> bool:
    """Whether a type is an object with fields, and has no name where it is inside another."""
    match node:
        case ObjectType(fields=fields):
            return bool(fields)
        case _:
            return isinstance(node, IntersectionType | DerivedType)


def _module(module: Module) -> Module:
    naming = _Naming(module=module.path, taken={declared.name.name for declared in module.types})
    types = [
        replace(declared, type=naming.inside(declared.type, declared.name.name))
        for declared in module.types
    ]
    resources = tuple(_resource(resource, naming) for resource in module.resources)
    if not naming.named:
        return module
    return replace(module, types=(*types, *naming.named), resources=resources)


def _resource(resource: Resource, naming: _Naming) -> Resource:
    methods = tuple(_method(method, resource.name.name, naming) for method in resource.methods)
    return replace(resource, methods=methods)


def _method(method: Method, resource: str, naming: _Naming) -> Method:
    """A method takes an object's fields as its arguments; what it answers has a name."""
    called = f"{resource}{_capitalized(method.name)}"
    overloads = tuple(
        replace(
            overload,
            arguments=tuple(
                replace(a, type=naming.inside(a.type, f"{called}Params"))
                for a in overload.arguments
            ),
            returns=replace(
                overload.returns,
                type=naming.optional(overload.returns.type, f"{called}Response"),
                events=naming.optional(overload.returns.events, f"{called}Event"),
            ),
        )
        for overload in method.overloads
    )
    return replace(method, overloads=overloads)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Naming:
    """The names that a module has, and the declarations that are added to it."""

    module: str
    taken: set[str]
    named: list[TypeDeclaration] = field(default_factory=list[TypeDeclaration])

    def optional(self, node: Type | None, name: str) -> Type | None:
        return None if node is None else self.reference(node, name)

    def inside(self, node: Type, name: str) -> Type:
        """A type that has a name, or needs none, with names for what is inside it."""
        match node:
            case ObjectType(fields=fields, others=others):
                kept = tuple(self._field(each, name) for each in fields)
                rest = None if others is None else self._map(others, name)
                return ObjectType(fields=kept, others=rest)
            case IntersectionType(members=members):
                return replace(node, members=tuple(self.inside(m, name) for m in members))
            case DerivedType():
                return node
            case _:
                return self.reference(node, name)

    def reference(self, node: Type, name: str) -> Type:
        """A type inside another one, with `name` for the object that it is or holds."""
        match node:
            case _ if is_anonymous(node):
                return self._declared(node, name)
            case ArrayType(items=items):
                return replace(node, items=self.reference(items, name))
            case TupleType():
                return each_item(node, lambda item: self.reference(item, name))
            case UnionType(members=members):
                return replace(node, members=tuple(self._members(members, name)))
            case ReferenceType(arguments=arguments):
                return replace(node, arguments=tuple(self.reference(a, name) for a in arguments))
            case MapType():
                return self._map(node, name)
            case _:
                return node

    def _members(self, members: tuple[Type, ...], name: str) -> Iterator[Type]:
        """The members of a union. Of several objects, each is called by what none of the others
        has."""
        objects = [member for member in members if isinstance(member, ObjectType) and member.fields]
        is_taken = len(objects) > 1 or name in self.taken
        for member in members:
            mark = _mark(member, objects) if is_taken and member in objects else None
            yield self.reference(member, f"{name}.{_capitalized(mark)}" if mark else name)

    def _field(self, each: Field, name: str) -> Field:
        return replace(
            each, type=self.reference(each.type, f"{name}.{_capitalized(each.wire_name)}")
        )

    def _map(self, node: MapType, name: str) -> MapType:
        return replace(node, values=self.reference(node.values, name))

    def _declared(self, node: Type, name: str) -> Type:
        depends = any(isinstance(inner, VariableType) for inner in nodes_within(node))
        if name in self.taken or depends:
            return node
        self.taken.add(name)
        target = Name(self.module, name)
        inside = self.inside(node, name)
        self.named.append(TypeDeclaration(name=target, kind="alias", type=inside))
        return ReferenceType(target=target)


def _mark(of: Type, among: Iterable[ObjectType]) -> str | None:
    """The first field that an object requires and no other one may have."""
    others = [other for other in among if other != of]
    for own in of.fields if isinstance(of, ObjectType) else ():
        if own.required and not any(_may_have(other, own.wire_name) for other in others):
            return own.wire_name
    return None


def _may_have(node: ObjectType, field: str) -> bool:
    return any(f.wire_name == field and not is_absence(f.type) for f in node.fields)


def _capitalized(text: str) -> str:
    return "".join(word.capitalize() for word in snake_case(text).split("_"))
