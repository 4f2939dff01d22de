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


class Params(TypedDict, total=False):
    first_name: Required[Annotated[str, PropertyInfo(alias="firstName")]]
    plain: str
    inner: Inner
    either: str | Inner | Other | Iterable[Inner] | None
    by_name: dict[str, Inner]
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
        ({"names": ("a", "b")}, {"names": ["a", "b"]}),
        ({"aliased": [{"is_active": True}]}, {"createdAt[gt]": [{"isActive": True}]}),
        ({"unknown": {"is_active": 1}}, {"unknown": {"is_active": 1}}),
    ],
)
def test_fields_are_renamed_wherever_they_are(given: dict[str, Any], sent: dict[str, Any]) -> None:
    assert transform(given, Params) == sent


def test_files_pass_untouched() -> None:
    file = ("a.txt", b"abc")
    assert transform({"file": file}, Params)["file"] is file
