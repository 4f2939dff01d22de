"""What nested types are called: by the chain that leads to them, fields of several types in it."""

from __future__ import annotations

import pytest

from python.declare import (
    NULL,
    STRING,
    alias,
    array,
    dictionary,
    interface,
    literal,
    ref,
    required,
    union,
)
from sdkscribe.python.nested_names import chain_of, holding_fields, singular
from sdkscribe.spec import Name, Type

M = "resources/files"
LOGS, IMAGE = ref(M, "Run.Logs"), ref(M, "Run.Image")


def called(field: Type, wire_name: str = "tools") -> str:
    """The chain of `Run.Logs`, where `Run` has the field."""
    types = (interface(M, "Run", required(wire_name, field)), interface(M, "Run.Logs"))
    fields = holding_fields({each.name: each for each in types})
    return "".join(chain_of(Name(M, "Run.Logs"), fields))


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (LOGS, "Logs"),
        (union(LOGS, NULL), "Logs"),
        (array(LOGS), "Logs"),
        (union(LOGS, IMAGE), "ToolsLogs"),
        (union(LOGS, literal("auto"), NULL), "ToolsLogs"),
        (array(union(LOGS, IMAGE)), "ToolLogs"),
        (union(STRING, array(union(LOGS, IMAGE))), "ToolLogs"),
        (union(STRING, array(LOGS)), "ToolsLogs"),
        (dictionary(union(LOGS, IMAGE)), "ToolsLogs"),
        (union(ref("resources/other", "Run.Logs"), IMAGE), "Logs"),
        (union(ref(M, "Logs"), IMAGE), "Logs"),
    ],
)
def test_the_field_is_said_where_it_has_one_of_several_types(field: Type, name: str) -> None:
    assert called(field) == name


def test_of_several_fields_the_first_is_said() -> None:
    run = interface(
        M, "Run", required("first", union(LOGS, IMAGE)), required("second", union(LOGS, STRING))
    )
    assert holding_fields({run.name: run})[LOGS.target] == "First"


def test_a_field_has_the_spelling_of_types() -> None:
    assert called(array(union(LOGS, IMAGE)), "allowedTools") == "AllowedToolLogs"
    assert called(union(LOGS, IMAGE), "source_url") == "SourceURLLogs"


def test_a_variant_of_what_a_method_is_asked_with_holds_types_for_all() -> None:
    both = union(ref(M, "RunParams.Logs"), STRING)
    types = (interface(M, "RunParamsBase", required("kind", both)), interface(M, "RunParams.Logs"))
    fields = holding_fields({each.name: each for each in types})
    assert chain_of(Name(M, "RunParams.Logs"), fields) == ("Kind", "Logs")


def test_an_alias_for_a_union_says_no_field() -> None:
    tool = alias(M, "Tool", union(ref(M, "Tool.Logs"), ref(M, "Tool.Image")))
    assert holding_fields({tool.name: tool}) == {}


def test_each_level_has_its_own_field() -> None:
    types = (
        interface(M, "Run", required("sources", array(union(LOGS, IMAGE)))),
        interface(M, "Run.Logs", required("content", union(ref(M, "Run.Logs.Text"), STRING))),
    )
    fields = holding_fields({each.name: each for each in types})
    assert chain_of(Name(M, "Run.Logs.Text"), fields) == ("Source", "Logs", "Content", "Text")


@pytest.mark.parametrize(
    ("plural", "word"),
    [
        ("tools", "tool"),
        ("entries", "entry"),
        ("testing_criteria", "testing_criterion"),
        ("classes", "class"),
        ("address", "address"),
        ("status", "status"),
        ("input", "input"),
    ],
)
def test_a_plural_has_a_singular(plural: str, word: str) -> None:
    assert singular(plural) == word
