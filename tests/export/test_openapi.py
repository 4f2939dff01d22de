"""The export to OpenAPI 3.1: valid to a validator that is not ours, and it says what the spec says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from command_line import Run, refused
from python.declare import (
    CLIENT,
    STRING,
    argument,
    array,
    interface,
    link,
    method,
    optional,
    ref,
    required,
    resource,
    spec,
    value,
)
from python.kitchen import kitchen
from sdkscribe.errors import SdkscribeError
from sdkscribe.export.openapi import export_openapi
from sdkscribe.spec import (
    BodyPart,
    Client,
    ClientOption,
    Credential,
    Header,
    Method,
    Module,
    Placement,
    Spec,
    TypeDeclaration,
)
from sdkscribe.spec_yaml import load

ROOT = Path(__file__).parents[2]
THINGS = "resources/things"
BARE = replace(CLIENT, headers=())


def faults(document: Any) -> list[str]:
    return [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()]


def document(spec: Spec) -> Any:
    return export_openapi(spec)


@pytest.mark.parametrize("target", ["legacy_sessions", "client_secrets"])
def test_the_targets_are_valid(target: str) -> None:
    exported = document(load(ROOT / "spec" / target))
    assert faults(exported) == []
    assert exported["openapi"] == "3.1.1"
    assert exported["components"]["securitySchemes"] == {
        "apiKey": {"type": "http", "scheme": "bearer"}
    }


def test_an_api_with_one_of_everything_is_valid() -> None:
    exported = document(kitchen())
    assert faults(exported) == []


def test_names_that_no_component_may_have_are_spelled_out() -> None:
    odd = replace(
        CLIENT,
        headers=(Header(name="x$y", value="1"),),
        auth=(Credential(headers=(Header(name="$key", value="k"),)),),
    )
    exported = document(things(LIST, client=odd, types=(LIST_PARAMS,)))
    assert faults(exported) == []
    assert exported["components"]["parameters"].keys() == {"x_y"}
    assert exported["security"] == [{"_key": []}]


def kind(*names: str, scheme: str | None = None) -> Credential:
    headers = tuple(Header(name=f"X-{name}", value=f"{{{name}}}") for name in names)
    return Credential(headers=headers, scheme=scheme)


@pytest.mark.parametrize(
    ("changed", "security"),
    [
        ({"auth_sends": "first"}, ["email key", "token"]),
        ({"is_auth_optional": True}, ["email key", "token", ""]),
        ({"options": ("token",)}, ["token", "token email key"]),
        ({"options": ("email", "key", "token")}, ["email key token"]),
    ],
)
def test_credentials_are_alternatives_or_sent_together(
    changed: dict[str, Any], security: list[str]
) -> None:
    given = changed | {
        "options": tuple(
            ClientOption(name=name, required=name in changed.get("options", ()))
            for name in ("email", "key", "token")
        )
    }
    client = replace(BARE, auth=(kind("email", "key"), kind("token")), **given)
    exported = document(things(LIST, client=client, types=(LIST_PARAMS,)))
    assert faults(exported) == []
    assert [" ".join(needed) for needed in exported["security"]] == security
    assert exported["components"]["securitySchemes"].keys() == {"email", "key", "token"}


def test_a_method_may_take_other_credentials_than_the_client() -> None:
    client = replace(BARE, auth=(kind("key", scheme="userAuth"), kind("token", scheme="admin")))
    for security in (("admin",), ()):
        listed = replace(LIST, security=security)
        exported = document(things(listed, client=client, types=(LIST_PARAMS,)))
        assert faults(exported) == []
        assert exported["security"] == [{"userAuth": []}, {"admin": []}]
        needed = exported["paths"]["/things"]["get"]["security"]
        assert [tuple(kinds) for kinds in needed] == ([security] if security else [])


def test_a_method_may_go_without_a_parameter_of_the_client() -> None:
    client = replace(BARE, headers=(Header(name="X-A", value="1"), Header(name="X-B", value="2")))
    listed = replace(LIST, without_headers=("x-a",))
    exported = document(things(listed, client=client, types=(LIST_PARAMS,)))
    parameters = exported["paths"]["/things"]["get"]["parameters"]
    assert [p["$ref"] for p in parameters if "$ref" in p] == ["#/components/parameters/X-B"]


def test_a_field_that_may_be_the_whole_body_is_one() -> None:
    params = interface(THINGS, "CallParams", required("sdp", STRING), optional("name", STRING))
    call = replace(
        method("call", "POST", "/calls", argument("body", ref(THINGS, "CallParams"), "body")),
        encoding="multipart",
        body_parts=(
            BodyPart(name="sdp", content_type="application/sdp", is_body_if_alone=True),
            BodyPart(name="name", content_type="application/json", is_json=True),
        ),
    )
    exported = document(things(call, types=(params,)))
    assert faults(exported) == []
    content = exported["paths"]["/calls"]["post"]["requestBody"]["content"]
    assert content["application/sdp"] == {"schema": {"type": "string"}}
    assert content["multipart/form-data"]["encoding"] == {
        "sdp": {"contentType": "application/sdp"},
        "name": {"contentType": "application/json"},
    }


def test_a_documents_operation_says_what_the_method_sends_and_gets() -> None:
    exported = document(load(ROOT / "spec/legacy_sessions"))
    operation = exported["paths"]["/realtime/sessions"]["post"]
    assert operation["operationId"] == "beta.realtime.sessions.create"
    body = operation["requestBody"]
    schemas = "#/components/schemas/"
    assert body["required"] is True
    assert body["content"]["application/json"]["schema"] == {
        "$ref": schemas + "SessionCreateParams"
    }
    assert operation["responses"]["200"]["content"]["application/json"]["schema"] == {
        "$ref": schemas + "SessionCreateResponse"
    }
    assert {
        p["name"]: p["schema"]["const"]
        for p in operation["parameters"]
        if "const" in p.get("schema", {})
    } == {"OpenAI-Beta": "assistants=v2"}


def things(
    *methods: Method, client: Client = BARE, types: tuple[TypeDeclaration, ...] = ()
) -> Spec:
    module = Module(path=THINGS, types=types, resources=(resource(THINGS, "Things", *methods),))
    return spec(module, links=(link("things", THINGS, "Things"),), client=client)


LIST_PARAMS = interface(
    THINGS, "ListParams", optional("tags", array(STRING)), required("q", STRING)
)
LIST = method(
    "list",
    "GET",
    "/things",
    argument("query", ref(THINGS, "ListParams"), "query"),
    returns=value(STRING),
)


def query_parameter(client: Client) -> dict[str, Any]:
    exported = document(things(LIST, client=client, types=(LIST_PARAMS,)))
    assert faults(exported) == []
    tags, q = exported["paths"]["/things"]["get"]["parameters"]
    assert (q["name"], q["required"], tags["required"]) == ("q", True, False)
    return {key: tags[key] for key in ("name", "style", "explode")}


def test_arrays_in_a_query_are_written_as_the_client_writes_them() -> None:
    assert query_parameter(replace(BARE, query_arrays="brackets"))["name"] == "tags[]"
    comma = query_parameter(replace(BARE, query_arrays="comma"))
    assert comma == {"name": "tags", "style": "form", "explode": False}
    repeat = query_parameter(replace(BARE, query_arrays="repeat"))
    assert repeat == {"name": "tags", "style": "form", "explode": True}


def test_what_there_are_no_words_for_is_an_error_that_names_the_method() -> None:
    with pytest.raises(SdkscribeError, match=r"no words for `things.list`: an array in a query"):
        document(things(LIST, client=replace(BARE, query_arrays="indices"), types=(LIST_PARAMS,)))


def test_methods_of_one_endpoint_are_one_operation() -> None:
    by_id = method(
        "get", "GET", "/things/{id}", argument("id", STRING, "path"), returns=value(STRING)
    )
    again = method(
        "find",
        "GET",
        "/things/{thingID}?beta=true",
        argument("thingID", STRING, "path"),
        returns=value(array(STRING)),
    )
    exported = document(things(by_id, again))
    assert faults(exported) == []
    ((path, operations),) = exported["paths"].items()
    assert path == "/things/{id}"
    content = operations["get"]["responses"]["200"]["content"]["application/json"]
    assert content["schema"]["anyOf"] == [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}},
    ]
    assert [p["name"] for p in operations["get"]["parameters"]] == ["id"]


def test_a_field_that_is_not_in_the_body_is_not_in_its_schema() -> None:
    params = interface(THINGS, "MakeParams", required("account", STRING), required("name", STRING))
    in_path = Placement(field="account", place="path", wire_name="account")
    make = method(
        "make",
        "POST",
        "/{account}/things",
        argument("params", ref(THINGS, "MakeParams"), "body", in_path),
        returns=value(STRING),
    )
    operation = document(things(make, types=(params,)))["paths"]["/{account}/things"]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert schema["properties"].keys() == {"name"}
    assert [(p["name"], p["in"]) for p in operation["parameters"]] == [("account", "path")]


def test_the_command_writes_it(run: Run, package: Path) -> None:
    run("transcribe", package, "--out", "spec")
    ran = run("export", "spec", "--to", "openapi")
    assert ran.status == 0
    assert '"openapi": "3.1.1"' in ran.out
    refused(
        run("export", "spec", "--to", "openapi", "--type", "Thing"), "--type goes with json-schema"
    )


def test_one_type_is_exported_with_what_it_reaches(run: Run, package: Path) -> None:
    import json

    from jsonschema import Draft202012Validator

    run("transcribe", package, "--out", "spec")
    schema = json.loads(run("export", "spec", "--to", "json-schema", "--type", "Thing").out)
    assert schema["$defs"].keys() == {"Thing"}
    validator: Any = Draft202012Validator(schema)
    assert validator.is_valid({"name": "a", "kind": "b"})
    assert not validator.is_valid({"name": "a"})
    refused(
        run("export", "spec", "--to", "json-schema", "--type", "Tihng"), "did you mean `Thing`?"
    )
