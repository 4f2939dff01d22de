"""Any JSON Schema library validates a payload against a module's file, as it lies on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from sdkscribe.spec import (
    ArrayType,
    DerivedType,
    Field,
    ForeignType,
    IntersectionType,
    LiteralType,
    MapType,
    ObjectType,
    ScalarType,
    TupleType,
    Type,
    UnionType,
    UnknownType,
    VariableType,
)
from sdkscribe.spec_yaml import dump
from spec.samples import SESSIONS, SHARED, SPEC, reference, with_type


def from_disk(uri: str) -> Resource[Any]:
    contents = yaml.safe_load(Path(unquote(urlparse(uri).path)).read_text("utf-8"))
    return Resource.from_contents(contents, default_specification=DRAFT202012)


def validator(folder: Path, files: dict[str, str], link: str) -> Any:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    registry: Registry[Any] = Registry(retrieve=from_disk)  # type: ignore[call-arg]
    return Draft202012Validator({"$ref": f"{folder.as_uri()}/{link}"}, registry=registry)


TOOL = {"type": "function", "parameters": [1]}
SESSION = {"id": "x", "tool": None, "tools": [TOOL]}

SESSIONS_ACCEPTED = [
    SESSION,
    {**SESSION, "tool": TOOL, "model": "a new one", "unknown": 1},
    {**SESSION, "max_tokens": 5},
    {**SESSION, "max_tokens": "inf"},
    {**SESSION, "metadata": {"a": "b", "c": {"any": "T"}}},
]
SESSIONS_REFUSED: list[Any] = [
    {"id": "x", "tools": []},
    {**SESSION, "id": None},
    {**SESSION, "model": 3},
    {**SESSION, "max_tokens": "infinite"},
    {**SESSION, "max_tokens": 5.5},
    {**SESSION, "tool": {"type": "other"}},
    {**SESSION, "tools": [{}]},
    {**SESSION, "metadata": "a"},
]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("a folder")
    return validator(folder, dump(SPEC), f"{SESSIONS}.yaml#/types/Session")


@pytest.mark.parametrize("payload", SESSIONS_ACCEPTED)
def test_a_payload_of_the_type_is_valid(session: Any, payload: Any) -> None:
    session.validate(payload)


@pytest.mark.parametrize("payload", SESSIONS_REFUSED)
def test_a_payload_of_another_type_is_not(session: Any, payload: Any) -> None:
    assert not session.is_valid(payload)


STRING = ScalarType(kind="string")
NUMBER = ScalarType(kind="number")
TYPES: list[tuple[Type, list[Any], list[Any]]] = [
    (UnknownType(), [None, 1, {}], []),
    (UnknownType(spelling="any"), [None, 1, {}], []),
    (NUMBER, [1, 1.5], ["1", None, True]),
    (ScalarType(kind="boolean"), [True], [1, None]),
    (ScalarType(kind="null"), [None], [False, ""]),
    (ScalarType(kind="never"), [], [None, 1]),
    (ScalarType(kind="object"), [{"a": 1}], [1, None]),
    (LiteralType(value="'a'", spelling="\"'a'\""), ["'a'"], ["a"]),
    (LiteralType(value=True), [True], [1, "true"]),
    (ForeignType(kind="upload", spelling="Uploadable"), ["x"], [1]),
    (ForeignType(kind="bytes", spelling="Response"), ["x"], [1]),
    (ForeignType(kind="date", spelling="Date"), ["2024-10-01T00:00:00Z"], [1]),
    (ArrayType(items=STRING, spelling="[]"), [[], ["a"]], ["a", [1]]),
    (TupleType(items=(STRING, NUMBER)), [["a", 1]], [["a"], ["a", 1, 2], [1, "a"]]),
    (TupleType(items=()), [[]], [[1], {}]),
    (MapType(keys=STRING, values=NUMBER), [{}, {"a": 1}], [{"a": "b"}, []]),
    (MapType(keys=NUMBER, values=NUMBER), [{"1": 1, "-2.5": 2}], [{"1": "b"}]),
    (
        MapType(
            keys=UnionType(members=(LiteralType(value="a"), LiteralType(value="b"))), values=NUMBER
        ),
        [{"a": 1}],
        [{"c": 1}, {"a": "1"}],
    ),
    (
        ObjectType(
            fields=(Field(wire_name="a", type=STRING),), others=MapType(keys=STRING, values=NUMBER)
        ),
        [{"a": "x"}, {"a": "x", "b": 1}],
        [{"b": 1}, {"a": "x", "b": "y"}],
    ),
    (
        UnionType(members=(LiteralType(value=1), UnionType(members=(LiteralType(value="a"),)))),
        [1, "a"],
        [2, "b"],
    ),
    (
        IntersectionType(
            members=(
                ObjectType(fields=(Field(wire_name="a", type=STRING),)),
                ObjectType(fields=(Field(wire_name="b", type=STRING),)),
            )
        ),
        [{"a": "", "b": ""}],
        [{"a": ""}, {"b": ""}],
    ),
    (reference(SHARED, "Metadata/odd ~name"), [{"a": "b"}], [1]),
    (VariableType(name="T"), [None, 1], []),
    (
        DerivedType(utility="Omit", of=reference(SESSIONS, "Session"), keys=("id",)),
        [{"tool": None, "tools": []}],
        [1],
    ),
]


@pytest.mark.parametrize(("node", "accepted", "refused"), TYPES)
def test_every_kind_of_type_says_what_it_accepts(
    tmp_path: Path, node: Type, accepted: list[Any], refused: list[Any]
) -> None:
    check = validator(tmp_path, dump(with_type(node)), "resources/added.yaml#/types/Added")
    for payload in accepted:
        check.validate(payload)
    assert not [payload for payload in refused if check.is_valid(payload)]
