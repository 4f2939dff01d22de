from __future__ import annotations

import keyword

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.models import BaseModel
from sdkscribe.python.names import (
    MODEL_ATTRIBUTES,
    ClassName,
    MethodName,
    ModuleName,
    PythonName,
    camel_case,
    field_names,
)
from sdkscribe.words import resource_word


@pytest.mark.parametrize(
    ("wire_name", "python_name"),
    [
        ("isActive", "is_active"),
        ("created_at[gt]", "created_at_gt"),
        ("from", "from_"),
        ("externalPlanID", "external_plan_id"),
        ("RealtimeMCPHTTPError", "realtime_mcphttp_error"),
        ("fileIDs", "file_ids"),
        ("URLsOnly", "urls_only"),
        ("oauth2Token", "oauth2_token"),
        ("already_snake", "already_snake"),
        ("created_at__lt", "created_at_lt"),
        ("3d", "api_3d"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("$schema", "schema"),
        ("_id", "id"),
        ("x5t#S256", "x5t_s256"),
        ("client-secrets", "client_secrets"),
        ("Größe", "größe"),
        ("ﬁle", "file"),
        ("*", "field"),
        ("", "field"),
    ],
)
def test_a_field_is_called_as_python_calls_it(wire_name: str, python_name: str) -> None:
    assert PythonName(wire_name) == python_name


@given(st.text())
def test_any_wire_name_becomes_an_identifier_of_its_own(wire_name: str) -> None:
    name = PythonName(wire_name)
    assert name.isidentifier()
    assert not keyword.iskeyword(name)
    assert not name.startswith("_")


@given(st.lists(st.text(), min_size=1))
def test_any_names_become_a_class_name(names: list[str]) -> None:
    name = ClassName(*names)
    assert name.isidentifier()
    assert not keyword.iskeyword(name)


@given(st.text())
def test_a_name_is_not_changed_again(wire_name: str) -> None:
    name = PythonName(wire_name)
    assert PythonName(name) == name


def test_a_nested_class_is_named_by_the_chain() -> None:
    assert ClassName("Audio", "Input") == "AudioInput"
    assert ClassName("audio", "foo-bar") == "AudioFooBar"
    assert ClassName("None") == "None_"
    assert ClassName("Bm25_20251119") == "Bm25_20251119"
    assert camel_case("vector_stores") == "VectorStores"


def test_javascript_del_is_delete() -> None:
    assert MethodName("del") == "delete"
    assert MethodName("import") == "import_"
    assert ModuleName("client-secrets") == "client_secrets"


@given(st.lists(st.text(max_size=4), unique=True), st.frozensets(st.text(max_size=4)))
def test_fields_of_one_object_never_share_a_name(
    wire_names: list[str], reserved: frozenset[str]
) -> None:
    names = field_names(wire_names, reserved)
    assert names.keys() == set(wire_names)
    assert len(set(names.values())) == len(wire_names)
    assert not reserved & set(names.values())


def test_the_field_that_is_spelled_in_python_keeps_its_name() -> None:
    assert field_names(["isHot", "is_hot"], frozenset()) == {"isHot": "is_hot_", "is_hot": "is_hot"}


def test_no_field_hides_what_every_model_has() -> None:
    public = {name for name in dir(BaseModel) if not name.startswith("_")}
    assert {name for name in dir(pydantic.BaseModel) if not name.startswith("_")} <= public
    of_its_class = {name for name in dir(type(BaseModel)) if not name.startswith("_")}
    assert public | of_its_class <= MODEL_ATTRIBUTES


@pytest.mark.parametrize(
    ("attribute", "module", "word"),
    [
        ("clientSecrets", "resources/realtime/client-secrets", "client_secrets"),
        ("dDoSProtection", "resources/ddos-protection/ddos-protection", "ddos_protection"),
        ("messaging10dlc", "resources/messaging-10dlc/messaging-10dlc", "messaging_10dlc"),
        ("aiSearch", "resources/aisearch/aisearch", "aisearch"),
        ("models", "resources/chat/chat-models", "models"),
    ],
)
def test_a_resource_is_called_in_the_words_of_its_module(
    attribute: str, module: str, word: str
) -> None:
    assert resource_word(attribute, module) == word
