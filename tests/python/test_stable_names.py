"""Names are stable: what is added to an API changes no name, and no definition, elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from python.declare import STRING, argument, interface, method, optional, ref, required, value
from sdkscribe.python.generate import generate
from sdkscribe.python.layout import Layout, layout_of
from sdkscribe.python.package import without_page_names
from sdkscribe.python.types import Types
from sdkscribe.python.usage import forms_of
from sdkscribe.source import open_source
from sdkscribe.spec import Field, Method, Module, Name, ObjectType, Resource, Spec, TypeDeclaration
from sdkscribe.spec_folder import read_spec
from sdkscribe.transcribe import transcribe
from sdkscribe.words import folded

SPECS = Path(__file__).parents[2] / "spec"
SECRETS = "resources/realtime/client-secrets"
REALTIME = "resources/realtime/realtime"
RESPONSES = "resources/responses/responses"


# -------------------------------------------------------------------------- changes of a spec


def in_module(spec: Spec, path: str, change: Callable[[Module], Module]) -> Spec:
    """The spec with one module changed, or added where there is none of that path."""
    known = {module.path: module for module in spec.modules}
    known[path] = change(known.get(path, Module(path=path)))
    return replace(spec, modules=tuple(known[path] for path in sorted(known)))


def with_types(*declarations: TypeDeclaration) -> Callable[[Spec], Spec]:
    """Adds types, each before all others of its module."""

    def add(spec: Spec) -> Spec:
        for each in declarations:
            spec = in_module(spec, each.name.module, partial(_with_type, each))
        return spec

    return add


def _with_type(declaration: TypeDeclaration, module: Module) -> Module:
    return replace(module, types=(declaration, *module.types))


def with_field(type_name: Name, field: Field) -> Callable[[Spec], Spec]:
    """Adds a field to an interface."""

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


def with_method(path: str, made: Method) -> Callable[[Spec], Spec]:
    """Adds a method to the first resource of a module, before all others."""

    def changed(resources: tuple[Resource, ...]) -> tuple[Resource, ...]:
        first, *others = resources
        return replace(first, methods=(made, *first.methods)), *others

    return lambda spec: in_module(
        spec, path, lambda module: replace(module, resources=changed(module.resources))
    )


def thing(module: str, name: str, *fields: Field) -> TypeDeclaration:
    return interface(module, name, *(fields or (required("id", STRING),)))


# --------------------------------------------------------------------------- what has changed


def definitions(text: str) -> dict[str, str]:
    """The source of each definition of a module, members of classes apart, by its dotted name.
    Imports are left out: the lines of those that share a module change with each of them."""
    return dict(_definitions(ast.parse(text).body, ""))


def _definitions(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, str]]:
    for statement in body:
        match statement:
            case ast.ClassDef(name=name, body=inner, bases=bases):
                yield f"{prefix}{name}", ", ".join(map(ast.unparse, bases))
                yield from _definitions(inner, f"{prefix}{name}.")
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                is_view = name == "__init__" and prefix.endswith("Response.")
                yield f"{prefix}{name}", "" if is_view else ast.unparse(statement)
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield f"{prefix}{name}", ast.unparse(statement)
            case ast.If(body=[ast.Assign(targets=[ast.Name(id="_EXPORTS")], value=value), *_]):
                assert isinstance(value, ast.Dict)
                for key, home in zip(value.keys, value.values, strict=True):
                    assert key is not None
                    yield ast.unparse(key), ast.unparse(home)
            case _:
                pass


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The files that are gone, and the definitions that are gone or are not as they were."""
    found: list[str] = []
    for path, text in before.items():
        if path not in after:
            found.append(path)
        elif path.endswith(".py") and after[path] != text:
            now = definitions(after[path])
            found += [
                f"{path}: {name}" for name, old in definitions(text).items() if now.get(name) != old
            ]
    return found


@cache
def generated(name: str) -> dict[str, str]:
    return generate(read_spec(SPECS / name), package="p")


ADDITIONS: dict[str, Callable[[Spec], Spec]] = {
    "a type of the same name in another package": with_types(thing("resources/beta/x", "Response")),
    "a type of the same name in a module of the same package": with_types(
        thing("resources/realtime/calls", "RealtimeSessionCreateRequest")
    ),
    "a type of a name that differs in case": with_types(
        thing(REALTIME, "REALTIMETruncation"), thing(REALTIME, "realtimeTruncation")
    ),
    "types that are called as forms of others are": with_types(
        thing(REALTIME, "RealtimeTruncationParamParam"),
        thing(REALTIME, "RealtimeTruncationParams"),
    ),
    "types that are called as nested ones are": with_types(
        thing(REALTIME, "AudioInput"),
        thing(REALTIME, "RealtimeAudioConfigAudioInput"),
        thing(SECRETS, "ExpiresAfter"),
    ),
    "a nested type that comes to the name of another": with_types(
        thing(SECRETS, "ClientSecretCreateParams.Expires.After")
    ),
    "types that are called as the runtime's are": with_types(
        thing(REALTIME, "BaseModel"), thing(REALTIME, "Maybe"), thing(REALTIME, "Literal")
    ),
    "a type that is called as a package is": with_types(thing("resources/files", "Realtime")),
    "a type without any module beside it": with_types(thing("resources/aaa", "Aaa")),
    "a field whose name is a builtin's": with_field(
        Name(SECRETS, "ClientSecretCreateParams.ExpiresAfter"), optional("str", STRING)
    ),
    "a field that comes to the name of another": with_field(
        Name(SECRETS, "ClientSecretCreateResponse"), optional("Value", STRING)
    ),
    "a method before all others": with_method(
        SECRETS,
        method(
            "retrieve",
            "GET",
            "/realtime/client_secrets/{id}",
            argument("id", STRING, "path"),
            returns=value(ref(SECRETS, "ClientSecretCreateResponse")),
        ),
    ),
    "methods that come to the name of another": with_method(
        SECRETS, method("Create", "POST", "/x")
    ),
    "a method that asks with what another answers": with_method(
        SECRETS,
        method("echo", "POST", "/x", argument("body", ref(REALTIME, "RealtimeTruncation"), "body")),
    ),
}


@pytest.mark.parametrize("addition", ADDITIONS)
def test_an_addition_changes_nothing_elsewhere(addition: str) -> None:
    spec = ADDITIONS[addition](read_spec(SPECS / "client_secrets"))
    before, after = generated("client_secrets"), generate(spec, package="p")
    assert changes(before, after) == []
    assert before != after


def test_a_change_would_be_seen() -> None:
    spec = read_spec(SPECS / "client_secrets")
    changed = with_types(thing("resources/realtime/calls", "Nothing"))(
        replace(spec, modules=spec.modules[1:])
    )
    assert changes(generated("client_secrets"), generate(changed, package="p"))


# ------------------------------------------------------------------------------- a whole SDK


@cache
def whole() -> Spec:
    return without_page_names(transcribe(open_source("openai@6.8.1")))


def layout(spec: Spec) -> Layout:
    return layout_of(spec, forms_of(spec, Types(spec.types())))


@cache
def whole_layout() -> Layout:
    return layout(whole())


@pytest.mark.parametrize("path", ["chat.completions", "beta.threads.runs", "vector_stores"])
def test_a_slice_has_its_types_where_the_whole_has_them(path: str) -> None:
    part = layout(without_page_names(transcribe(open_source("openai@6.8.1"), only=[path])))
    assert {key: whole_layout().homes[key] for key in part.homes} == part.homes


SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    str.swapcase,
    "{}Param".format,
    "{}s".format,
]


@st.composite
def additions(draw: st.DrawFn) -> TypeDeclaration:
    """A type that is called as one of the SDK's is, or nearly so, in a module of the SDK's, or beside
    one."""
    types = [name for name in whole().types() if "." not in name.name]
    name = draw(st.sampled_from(types))
    spelled = draw(st.sampled_from(SPELLINGS))
    modules = [module.path for module in whole().modules]
    beside = draw(st.sampled_from(modules))
    ending = draw(st.sampled_from(["", "-zz", "/zz", "zz/zz"]))
    return thing(f"{beside}{ending}", spelled(name.name))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(additions())
def test_a_type_with_a_nasty_name_takes_no_name_from_another(added: TypeDeclaration) -> None:
    spec = whole()
    if added.name in spec.types():
        return
    before, after = whole_layout(), layout(with_types(added)(spec))
    moved = {key for key, home in before.homes.items() if after.homes[key] != home}
    rivals = {after.homes[key] for key in moved}
    assert not moved or rivals.isdisjoint(before.homes.values())
    assert len(set(after.homes.values())) == len(after.homes)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(additions())
def test_a_name_that_is_given_stays_whatever_is_added(added: TypeDeclaration) -> None:
    """An overlay that gives a type the name that it has closes the one case that is left."""
    spec = with_given_names(folded(added.name.name))(whole())
    if added.name in spec.types():
        return
    before, after = layout(spec), layout(with_types(added)(spec))
    assert {key: home for key, home in after.homes.items() if key in before.homes} == before.homes


def with_given_names(wanted: str) -> Callable[[Spec], Spec]:
    """Gives the types of a name, however it is spelled, the names that they have."""

    def named(declaration: TypeDeclaration) -> TypeDeclaration:
        home = whole_layout().homes.get((declaration.name, "model"))
        is_wanted = not declaration.name.scope and wanted.startswith(folded(declaration.name.name))
        return replace(declaration, python_name=home.name) if home and is_wanted else declaration

    return lambda spec: replace(
        spec,
        modules=tuple(replace(m, types=tuple(map(named, m.types))) for m in spec.modules),
    )
