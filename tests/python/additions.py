"""Additions to a spec that want names which other things have: one kind after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from hypothesis import strategies as st

from python.declare import (
    STRING,
    argument,
    array,
    interface,
    method,
    ref,
    required,
    resource,
    value,
)
from python.declare import union as union_of
from sdkscribe.python.homes import Home, TypeKey
from sdkscribe.spec import (
    Field,
    Method,
    Module,
    Name,
    ObjectType,
    Resource,
    Spec,
    Type,
    TypeDeclaration,
)
from sdkscribe.words import snake_case

Change = Callable[[Spec], Spec]
Homes = Mapping[TypeKey, Home]


def in_module(spec: Spec, path: str, change: Callable[[Module], Module]) -> Spec:
    """The spec with one module changed, or added where there is none of that path."""
    known = {module.path: module for module in spec.modules}
    known[path] = change(known.get(path, Module(path=path)))
    return replace(spec, modules=tuple(known[path] for path in sorted(known)))


def with_types(*declarations: TypeDeclaration) -> Change:
    """Adds types, each before all others of its module."""

    def add(spec: Spec) -> Spec:
        for each in declarations:
            spec = in_module(spec, each.name.module, partial(_with_type, each))
        return spec

    return add


def _with_type(declaration: TypeDeclaration, module: Module) -> Module:
    return replace(module, types=(declaration, *module.types))


def with_field(type_name: Name, field: Field) -> Change:
    """Adds a field to an interface, before all others."""

    def changed(declaration: TypeDeclaration) -> TypeDeclaration:
        if declaration.name != type_name:
            return declaration
        assert isinstance(declaration.type, ObjectType)
        fields = (field, *declaration.type.fields)
        return replace(declaration, type=replace(declaration.type, fields=fields))

    return lambda spec: in_module(
        spec,
        type_name.module,
        lambda module: replace(module, types=tuple(map(changed, module.types))),
    )


def with_method(path: str, made: Method) -> Change:
    """Adds a method to the first resource of a module, before all others."""

    def changed(resources: tuple[Resource, ...]) -> tuple[Resource, ...]:
        first, *others = resources
        return replace(first, methods=(made, *first.methods)), *others

    return lambda spec: in_module(
        spec, path, lambda module: replace(module, resources=changed(module.resources))
    )


def with_resource(path: str) -> Change:
    """Adds a resource to a module that has none."""
    made = (resource(path, "Added"),)
    return lambda spec: in_module(spec, path, lambda module: replace(module, resources=made))


def thing(module: str, name: str, *fields: Field) -> TypeDeclaration:
    return interface(module, name, *(fields or (required("id", STRING),)))


# ------------------------------------------------------------------------------------ by chance

_SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    str.swapcase,
    "{}Param".format,
    "{}s".format,
    "{}ParamsBase".format,
]


@st.composite
def additions(draw: st.DrawFn, spec: Spec, homes: Homes) -> Change:
    """One that the spec does not have yet. `homes` are its types'."""
    return draw(st.sampled_from(_KINDS))(draw, spec, homes)


def _rival_type(draw: st.DrawFn, spec: Spec, homes: Homes) -> Change:
    """A type that is called as one is in Python, or nearly so, in its module, near it or beside it."""
    (name, _), home = draw(st.sampled_from(list(homes.items())))
    called = draw(st.sampled_from(_SPELLINGS))(home.name)
    folder = name.module.rpartition("/")[0]
    near = [name.module, f"{folder}/aaa", f"{folder}/{_file(home.name)}", f"{name.module}/zz"]
    module = draw(st.sampled_from([*near, *(module.path for module in spec.modules)]))
    return with_types(thing(module, called))


def _nested_type(draw: st.DrawFn, spec: Spec, homes: Homes) -> Change:
    """A type nested at a shallower place than one that comes to its name, or in other case."""
    name = draw(st.sampled_from([name for name in spec.types() if name.scope]))
    outer, _, chain = name.name.partition(".")
    called = draw(st.sampled_from([chain.replace(".", ""), chain.lower(), chain.swapcase()]))
    return with_types(thing(name.module, f"{outer}.{called}"))


def _package(draw: st.DrawFn, spec: Spec, homes: Homes) -> Change:
    """A type in a package that is called as the module of another type is."""
    home = draw(st.sampled_from(list(homes.values())))
    path = "/".join(("resources", *home.module[1:])).replace("_", "-")
    return with_types(thing(path, home.name))


def _union(draw: st.DrawFn, spec: Spec, homes: Homes) -> Change:
    """A field with the word of one that holds a union, or a type that is called as the union."""
    unions = [name for name, _ in homes if "|" in name.name]
    name = draw(st.sampled_from(unions))
    path, _, wire_name = name.name.partition("|")
    owner = Name(name.module, path.rpartition(".")[0])
    fields = {field.wire_name: field for field in _fields(spec, owner)}
    if wire_name not in fields or draw(st.booleans()):
        return with_types(thing(name.module, path))
    word = draw(st.sampled_from([f"{wire_name}s", wire_name.removesuffix("s"), f"{wire_name}_"]))
    return with_field(owner, replace(fields[wire_name], wire_name=word))


def _holder(draw: st.DrawFn, spec: Spec, homes: Homes) -> Change:
    """A field that holds a nested type, before the one that the type is called for."""
    nested = [n for n in spec.types() if n.scope and _fields(spec, Name(n.module, n.scope))]
    name = draw(st.sampled_from(nested))
    kinds: list[Type] = [ref(*name), array(union_of(ref(*name), STRING))]
    held = draw(st.sampled_from(kinds))
    return with_field(Name(name.module, name.scope), required("added", held))


def _use(draw: st.DrawFn, spec: Spec, homes: Homes) -> Change:
    """A method that asks with a type, or answers with it."""
    name = draw(st.sampled_from([name for name in spec.types() if not name.scope]))
    path = draw(st.sampled_from([module.path for module in spec.modules if module.resources]))
    asks = method("added", "POST", "/added", argument("body", ref(*name), "body"))
    answers = method("added", "POST", "/added", returns=value(ref(*name)))
    return with_method(path, draw(st.sampled_from([asks, answers])))


def _resource(draw: st.DrawFn, spec: Spec, homes: Homes) -> Change:
    """A resource of a module that had types alone."""
    return with_resource(draw(st.sampled_from([m.path for m in spec.modules if not m.resources])))


_KINDS = [_rival_type, _rival_type, _nested_type, _package, _union, _holder, _use, _resource]


def _file(class_name: str) -> str:
    return snake_case(class_name).replace("_", "-")


def _fields(spec: Spec, name: Name) -> tuple[Field, ...]:
    declared = spec.types().get(name)
    match declared:
        case TypeDeclaration(type=ObjectType(fields=fields)):
            return fields
        case _:
            return ()
