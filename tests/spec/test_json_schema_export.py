"""The export to JSON Schema: one document that stands alone and says what the spec says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from sdkscribe.export.definition_names import definition_names
from sdkscribe.export.json_schema import export_json_schema
from sdkscribe.spec import Name, Spec, Type
from spec.samples import SPEC, with_type
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
    assert len(schema["$defs"]) == len(spec.types())
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
