"""The export to JSON Schema: one document that stands alone and says what the spec says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from sdkscribe.export.definition_names import definition_names
from sdkscribe.export.json_schema import export_json_schema
from sdkscribe.spec import (
    ArrayType,
    DerivedType,
    Field,
    Module,
    Name,
    ObjectType,
    Spec,
    Type,
    TypeDeclaration,
)
from spec.samples import SESSIONS, SPEC, STRING, reference, with_module, with_type
from spec.strategies import specs
from spec.test_payloads import SESSIONS_ACCEPTED, SESSIONS_REFUSED, TYPES

KEYWORDS = {
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contentMediaType",
    "deprecated",
    "description",
    "enum",
    "format",
    "items",
    "maxItems",
    "minItems",
    "not",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "title",
    "type",
}


def validator(schema: dict[str, object], name: str) -> Any:
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"})


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """The schemas inside a schema."""
    yield schema
    for key in ("items", "not", "additionalProperties", "propertyNames"):
        if key in schema:
            yield from nodes(schema[key])
    for key in ("anyOf", "allOf", "prefixItems"):
        for inner in schema.get(key, []):
            yield from nodes(inner)
    for inner in schema.get("properties", {}).values():
        yield from nodes(inner)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(specs)
def test_any_spec_becomes_a_schema_that_stands_alone(spec: Spec) -> None:
    schema: dict[str, Any] = export_json_schema(spec)
    Draft202012Validator.check_schema(schema)
    assert len(schema["$defs"]) <= len(spec.types())
    for name, definition in schema["$defs"].items():
        assert definition["title"] == name
        for node in nodes(definition):
            assert node.keys() <= KEYWORDS
            assert node.get("$ref", "#/$defs/").startswith("#/$defs/")
            if "$ref" in node:
                assert node["$ref"].removeprefix("#/$defs/") in schema["$defs"]


@pytest.mark.parametrize("payload", SESSIONS_ACCEPTED)
def test_a_payload_of_the_type_is_valid(payload: Any) -> None:
    validator(export_json_schema(SPEC), "Session").validate(payload)


@pytest.mark.parametrize("payload", SESSIONS_REFUSED)
def test_a_payload_of_another_type_is_not(payload: Any) -> None:
    assert not validator(export_json_schema(SPEC), "Session").is_valid(payload)


@pytest.mark.parametrize(("node", "accepted", "refused"), TYPES)
def test_every_kind_of_type_says_what_it_accepts(
    node: Type, accepted: list[Any], refused: list[Any]
) -> None:
    check = validator(export_json_schema(with_type(node)), "Added")
    for payload in accepted:
        check.validate(payload)
    assert not [payload for payload in refused if check.is_valid(payload)]


def test_a_derived_type_has_the_fields_that_it_comes_to() -> None:
    session = reference(SESSIONS, "Session")
    omitted = DerivedType(utility="Omit", of=session, keys=("id",))
    check = validator(export_json_schema(with_type(omitted)), "Added")
    assert check.is_valid({"tool": None, "tools": []})
    assert not check.is_valid({"tool": None})
    partial = DerivedType(utility="Partial", of=session)
    check = validator(export_json_schema(with_type(partial)), "Added")
    assert check.is_valid({})
    assert not check.is_valid({"id": 1})


def test_pages_and_what_only_renames_them_are_left_out() -> None:
    page = reference("core/pagination", "CursorPage", STRING)
    added = "resources/added"
    declarations = (
        TypeDeclaration(name=Name(added, "Strings"), kind="class", type=page),
        TypeDeclaration(name=Name(added, "Again"), kind="alias", type=reference(added, "Strings")),
        TypeDeclaration(name=Name(added, "Kept"), kind="alias", type=ArrayType(items=page)),
    )
    module = Module(path=added, types=declarations)
    schema: dict[str, Any] = export_json_schema(with_module(module))
    without: dict[str, Any] = export_json_schema(SPEC)
    assert set(schema["$defs"]) - set(without["$defs"]) == {"Kept"}
    assert schema["$defs"]["Kept"]["items"] == {}


def test_a_type_that_derives_from_itself_does_not_end_in_a_loop() -> None:
    itself = DerivedType(utility="Partial", of=reference("resources/added", "Added"))
    node = ObjectType(fields=(Field(wire_name="child", type=itself),))
    check = validator(export_json_schema(with_type(node)), "Added")
    assert check.is_valid({"child": {"child": {"child": {}}}})
    assert not check.is_valid({"child": 1})


def names(*declared: tuple[str, str]) -> list[str]:
    return list(definition_names(Name(module, name) for module, name in declared).values())


def test_a_definition_is_named_by_its_qualified_name() -> None:
    assert names(("resources/a", "Session"), ("resources/a", "Session.tool.Type")) == [
        "Session",
        "SessionToolType",
    ]


def test_definitions_that_would_collide_say_their_modules_too() -> None:
    assert names(
        ("resources/beta/my-sessions", "Session"),
        ("resources/sessions", "Session"),
        ("resources/sessions", "Other"),
    ) == ["BetaMySessionsSession", "SessionsSession", "Other"]


def test_definitions_that_still_collide_are_spelled_in_full() -> None:
    found = names(("resources/a", "B.C"), ("resources/a", "BC"), ("a", "B_C"), ("x", "$"))
    assert len(set(found)) == 4
    assert all(name.isidentifier() for name in found)


def test_a_new_declaration_renames_only_what_it_collides_with() -> None:
    before = names(("a", "One"), ("a", "Two"))
    after = names(("a", "One"), ("a", "Two"), ("b", "Two"))
    assert before == ["One", "Two"]
    assert after == ["One", "ATwo", "BTwo"]
