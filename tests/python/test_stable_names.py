"""Names are stable: what is added to an API changes no name, and no definition, elsewhere. Some names the
rules would change: those are kept."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from python.additions import additions, in_module, thing, with_field, with_method, with_types
from python.declare import (
    STRING,
    argument,
    array,
    link,
    method,
    optional,
    ref,
    resource,
    union,
    value,
)
from python.declare import spec as spec_with
from sdkscribe.errors import SdkscribeError
from sdkscribe.python.generate import begin, generate
from sdkscribe.python.keeping_names import Earlier, keep_names, names_before
from sdkscribe.python.layout import Layout, layout_of
from sdkscribe.python.package import PendingPackage, without_page_names
from sdkscribe.python.public_names import public_names
from sdkscribe.python.types import Types
from sdkscribe.python.usage import forms_of
from sdkscribe.source import open_source
from sdkscribe.spec import KeptNames, Module, Name, Spec, TypeDeclaration
from sdkscribe.spec_folder import read_spec
from sdkscribe.transcribe import transcribe
from sdkscribe.words import folded

SPECS = Path(__file__).parents[2] / "spec"
SECRETS = "resources/realtime/client-secrets"
REALTIME = "resources/realtime/realtime"
RESPONSES = "resources/responses/responses"


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


@cache
def names(name: str) -> Earlier:
    return names_before(read_spec(SPECS / name), package="p")


def sequel(changed: Spec, earlier: Earlier) -> PendingPackage:
    """The package for a spec that comes after another."""
    return keep_names(changed, begin(changed, package="p"), earlier, package="p")[0]


RESPONSE = Name(SECRETS, "RealtimeSessionCreateResponse")


def before_all(name: str) -> Callable[[Spec], Spec]:
    """Adds a type in the package of the realtime types, of a module that comes before theirs."""
    module = Module(
        path="resources/realtime-truncation",
        types=(thing("resources/realtime-truncation", name),),
        types_package="realtime",
    )
    return lambda spec: in_module(spec, module.path, lambda _: module)


# Each of these takes a name from another by the rules alone.
DISPLACEMENTS: dict[str, Callable[[Spec], Spec]] = {
    "a type of the same name": before_all("RealtimeTruncation"),
    "a type of the same file": before_all("RealtimeTRUNCATION"),
    "a type that is called as the params of another are": with_types(
        thing(REALTIME, "RealtimeTruncationParam")
    ),
    "a nested type at a shallower place": with_types(thing(SECRETS, f"{RESPONSE.name}.AudioInput")),
    "a nested type that is called as a union in a field is": with_types(
        thing(SECRETS, f"{RESPONSE.name}.ToolChoice")
    ),
    "a field with the word of one that has a union": with_field(
        RESPONSE,
        optional(
            "tool",
            union(
                ref(REALTIME, "RealtimeFunctionTool"),
                ref(REALTIME, "RealtimeTruncationRetentionRatio"),
            ),
        ),
    ),
    "a field before the one that a nested type is named for": with_field(
        RESPONSE, optional("first", array(union(ref(SECRETS, f"{RESPONSE.name}.McpTool"), STRING)))
    ),
}


@pytest.mark.parametrize("displacement", DISPLACEMENTS)
def test_what_was_there_keeps_its_name(displacement: str) -> None:
    spec = DISPLACEMENTS[displacement](read_spec(SPECS / "client_secrets"))
    before = generated("client_secrets")
    assert changes(before, generate(spec, package="p"))
    kept = sequel(spec, names("client_secrets")).spec.names
    assert changes(before, generate(replace(spec, names=kept), package="p")) == []


@pytest.mark.parametrize("displacement", DISPLACEMENTS)
def test_names_that_are_kept_are_the_same_the_next_time(displacement: str) -> None:
    spec = DISPLACEMENTS[displacement](read_spec(SPECS / "client_secrets"))
    kept = sequel(spec, names("client_secrets")).spec.names
    after = names_before(replace(spec, names=kept), package="p")
    assert sequel(spec, after).spec.names == kept


def test_names_that_nothing_contests_are_not_kept() -> None:
    spec = read_spec(SPECS / "client_secrets")
    for addition in ADDITIONS.values():
        assert sequel(addition(spec), names("client_secrets")).spec.names == KeptNames()


def test_a_package_in_the_place_of_a_file_passes_on_all_that_was_in_it() -> None:
    added = Module(
        path="resources/added",
        types=(thing("resources/added", "Added"),),
        types_package="realtime.realtime_truncation_retention_ratio",
    )
    spec = in_module(read_spec(SPECS / "client_secrets"), added.path, lambda _: added)
    after = generate(spec, package="p")
    inside = "types/realtime/realtime_truncation_retention_ratio/__init__.py"
    assert {"'TokenLimits'", "'RealtimeTruncationRetentionRatio'", "'Added'"} <= definitions(
        after[inside]
    ).keys()


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


def with_folders(*, are_own: bool) -> Spec:
    """An SDK with two resources in folders of their own."""
    modules = [
        Module(
            path=f"resources/{name}/{name}",
            types=(thing(f"resources/{name}/{name}", "Record"),),
            resources=(resource(f"resources/{name}/{name}", name.title()),),
            types_package=name if are_own else None,
        )
        for name in ("dns", "zones")
    ]
    links = (
        link("dns", "resources/dns/dns", "Dns"),
        link("zones", "resources/zones/zones", "Zones"),
    )
    return spec_with(*modules, links=links)


def test_types_stay_in_folders_when_a_resource_has_none() -> None:
    before = names_before(with_folders(are_own=True), package="p")
    after = sequel(with_folders(are_own=False), before)
    assert after.places.homes == before.package().places.homes
    assert dict(after.spec.names.packages) == {
        "resources/dns/dns": "dns",
        "resources/zones/zones": "zones",
    }
    assert after.spec.names.places == ()
    again = Earlier(names=public_names(after), package=lambda: after)
    assert sequel(with_folders(are_own=False), again).spec.names == after.spec.names


def importable(package: PendingPackage) -> dict[str, Name]:
    """The type that each dotted name stands for."""
    places = package.places
    types = {home: name for (name, _), home in places.homes.items()}
    found = {str(home): name for home, name in types.items()}
    for export in places.exports:
        found.setdefault(".".join((*export.package, export.name)), types[export.home])
    return found


@cache
def whole_names() -> Earlier:
    return names_before(whole(), package="p")


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # to shrink takes longer than to look
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data())
def test_whatever_is_added_what_was_there_keeps_its_name(data: st.DataObject) -> None:
    before = whole_names().package()
    addition = data.draw(additions(whole(), before.places.homes))
    try:
        package = sequel(addition(whole()), whole_names())
    except SdkscribeError as error:
        assert "no rule for a path" in str(error)  # as what is added would need
        return
    now = importable(package)
    assert {n: name for n, name in importable(before).items() if now.get(n) != name} == {}
    assert before.places.homes.keys() <= package.places.homes.keys()
    assert len(set(package.places.homes.values())) == len(package.places.homes)
    kept, known = package.spec.names, Earlier(names=public_names(package), package=lambda: package)
    assert sequel(addition(whole()), known).spec.names == kept


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_name_that_is_given_stays_whatever_is_added(data: st.DataObject) -> None:
    """An overlay that gives a type the name that it has holds it without an earlier spec."""
    name = data.draw(st.sampled_from([name for name in whole().types() if not name.scope]))
    spec = with_given_names(folded(name.name))(whole())
    rival = thing(data.draw(st.sampled_from(whole().modules)).path, name.name)
    if rival.name in spec.types():
        return
    before, after = layout(spec), layout(with_types(rival)(spec))
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
