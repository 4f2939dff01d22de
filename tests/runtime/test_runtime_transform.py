"""Arguments whose fields have other names in requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal, Required, TypedDict

import pytest

from runtime.transform import transform
from runtime.types import FileTypes, PropertyInfo, SequenceNotStr


class Inner(TypedDict, total=False):
    is_active: Annotated[bool, PropertyInfo(alias="isActive")]
    children: Iterable[Inner]


class Other(TypedDict, total=False):
    kind: Required[Literal["other"]]
    full_name: Annotated[str, PropertyInfo(alias="fullName")]


class First(TypedDict, total=False):
    kind: Required[Literal["first"]]
    outputs: dict[str, Inner]


class Second(TypedDict, total=False):
    kind: Required[Literal["second"]]
    outputs: Other


class Params(TypedDict, total=False):
    first_name: Required[Annotated[str, PropertyInfo(alias="firstName")]]
    plain: str
    inner: Inner
    either: str | Inner | Other | Iterable[Inner] | None
    by_name: dict[str, Inner]
    tagged: First | Second
    lists: Iterable[str] | Iterable[Inner]
    pair: tuple[str, Inner]
    pair_or_not: tuple[str, Inner] | str
    names: SequenceNotStr[str]
    aliased: Annotated[list[Inner], PropertyInfo(alias="createdAt[gt]")]
    file: FileTypes


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"first_name": "a", "plain": "b"}, {"firstName": "a", "plain": "b"}),
        ({"inner": {"is_active": True}}, {"inner": {"isActive": True}}),
        ({"inner": {"new_field": 1}}, {"inner": {"new_field": 1}}),
        (
            {"inner": {"children": ({"is_active": x} for x in (True, False))}},
            {"inner": {"children": [{"isActive": True}, {"isActive": False}]}},
        ),
        ({"either": "is_active"}, {"either": "is_active"}),
        ({"either": None}, {"either": None}),
        ({"either": {"is_active": True}}, {"either": {"isActive": True}}),
        (
            {"either": {"kind": "other", "full_name": "x"}},
            {"either": {"kind": "other", "fullName": "x"}},
        ),
        ({"either": [{"is_active": True}]}, {"either": [{"isActive": True}]}),
        ({"by_name": {"is_active": {"is_active": 1}}}, {"by_name": {"is_active": {"isActive": 1}}}),
        (
            {"tagged": {"kind": "first", "outputs": {"full_name": {"is_active": True}}}},
            {"tagged": {"kind": "first", "outputs": {"full_name": {"isActive": True}}}},
        ),
        (
            {"tagged": {"kind": "second", "outputs": {"kind": "other", "full_name": "x"}}},
            {"tagged": {"kind": "second", "outputs": {"kind": "other", "fullName": "x"}}},
        ),
        ({"lists": [{"is_active": True}]}, {"lists": [{"isActive": True}]}),
        ({"lists": ["is_active"]}, {"lists": ["is_active"]}),
        ({"pair": ("a", {"is_active": True})}, {"pair": ("a", {"isActive": True})}),
        ({"pair_or_not": ["a", {"is_active": True}]}, {"pair_or_not": ("a", {"isActive": True})}),
        ({"names": ("a", "b")}, {"names": ["a", "b"]}),
        ({"aliased": [{"is_active": True}]}, {"createdAt[gt]": [{"isActive": True}]}),
        ({"unknown": {"is_active": 1}}, {"unknown": {"is_active": 1}}),
    ],
)
def test_fields_are_renamed_wherever_they_are(given: dict[str, Any], sent: dict[str, Any]) -> None:
    assert transform(given, Params) == sent


@pytest.mark.parametrize(
    "file",
    [
        b"abc",
        ("a.txt", b"abc"),
        ("a.txt", b"abc", None),
        ("a.txt", b"abc", None, {"is_active": "x"}),
    ],
)
def test_files_pass_untouched(file: FileTypes) -> None:
    assert transform({"file": file}, Params) == {"file": file}
