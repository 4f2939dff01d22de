"""Fields that no server sends: an overlay says what the SDK's own code joins them of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sdkscribe.errors import SdkscribeError
from sdkscribe.joined_texts import with_joined_texts
from sdkscribe.overlay import Overlay, load_overlay
from sdkscribe.resolve import resolve
from sdkscribe.spec import Field, Module, Name, ObjectType, ScalarType, TypeDeclaration
from spec.samples import SPEC

CHAT = "resources/chat/chat"
TEXT = Field(wire_name="text", type=ScalarType(kind="string"))
PATH = "parts[type=text].value"


def answer(*fields: Field) -> Module:
    declared = TypeDeclaration(
        name=Name(CHAT, "Answer"), kind="interface", type=ObjectType(fields=fields)
    )
    return Module(path=CHAT, types=(declared,))


def overlay(folder: Path, entry: str) -> Overlay:
    path = folder / "overlay.yaml"
    path.write_text(f"joined_texts:\n- {{{entry}, reason: it is so}}\n")
    return load_overlay(path)


def said(given: Overlay, *, is_slice: bool = False) -> Module:
    (module,) = with_joined_texts(
        (answer(TEXT),), [given], "2.0.0", {"chat": CHAT}.get, is_slice=is_slice
    )
    return module


def test_a_field_joins_what_the_overlay_says_and_is_not_required(tmp_path: Path) -> None:
    made = said(overlay(tmp_path, f"of: chat, type: Answer, field: text, joins: '{PATH}'"))
    assert made == answer(replace(TEXT, joins=PATH, required=False))


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (
            "of: chat, type: Answer, field: txt",
            "`Answer` has no field `txt`\n  did you mean `text`?",
        ),
        ("of: chat, type: Anser, field: text", "the module of `chat` declares no type `Anser`"),
        ("of: caht, type: Answer, field: text", "the module of `caht` declares no type `Answer`"),
    ],
)
def test_what_does_not_exist_is_an_error_with_its_place(
    tmp_path: Path, place: str, message: str
) -> None:
    with pytest.raises(SdkscribeError) as raised:
        said(overlay(tmp_path, f"{place}, joins: '{PATH}'"))
    assert "overlay.yaml:2:3: " in str(raised.value)
    assert message in str(raised.value)


def test_a_type_that_a_slice_does_not_reach_is_passed_over(tmp_path: Path) -> None:
    given = overlay(tmp_path, f"of: chat, type: Other, field: text, joins: '{PATH}'")
    assert said(given, is_slice=True) == answer(TEXT)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (replace(TEXT, joins=PATH), "`text` is required and not sent"),
        (replace(TEXT, joins="a[b", required=False), "`text` joins `a[b`, which leads to no texts"),
    ],
)
def test_a_field_that_can_not_be_joined_is_an_error(field: Field, message: str) -> None:
    with pytest.raises(SdkscribeError, match=message.replace("[", r"\[")):
        resolve(replace(SPEC, modules=(*SPEC.modules, answer(field))))
