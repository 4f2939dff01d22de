"""What a vendor's Python SDK calls types: by an overlay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sdkscribe.errors import SdkscribeError
from sdkscribe.overlay import Overlay, load_overlay
from sdkscribe.python_names import with_python_names
from sdkscribe.resolve import resolve
from sdkscribe.spec import Module, Name, ScalarType, TypeDeclaration
from spec.samples import SPEC

CHAT = "resources/chat/chat"


def declared(name: str) -> TypeDeclaration:
    return TypeDeclaration(name=Name(CHAT, name), kind="alias", type=ScalarType(kind="string"))


MODULES = (Module(path=CHAT, types=(declared("Call"), declared("Turn"))),)


def overlay(folder: Path, *entries: str) -> Overlay:
    path = folder / "overlay.yaml"
    path.write_text("python_names:\n" + "".join(f"- {{{e}, reason: it is so}}\n" for e in entries))
    return load_overlay(path)


def named(*overlays: Overlay, version: str = "2.0.0", is_slice: bool = False) -> tuple[Module, ...]:
    return with_python_names(
        MODULES, overlays, version, {"chat": CHAT, "live": "resources/live"}.get, is_slice=is_slice
    )


def test_an_overlay_says_what_a_type_is_called_and_what_as_well(tmp_path: Path) -> None:
    said = overlay(tmp_path, "of: chat, type: Call, is: CallUnion", "of: chat, type: Turn, also: T")
    call, turn = named(said)[0].types
    assert call == replace(declared("Call"), python_name="CallUnion")
    assert turn == replace(declared("Turn"), python_alias="T")


def test_an_entry_is_about_the_versions_since_its_own(tmp_path: Path) -> None:
    said = overlay(tmp_path, "of: chat, type: Call, is: CallUnion, since: 2.10.0")
    assert named(said, version="2.9.0") == MODULES
    assert named(said, version="2.10.0") != MODULES


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("of: caht, type: Call, is: A", "the client has no resource `caht`"),
        ("of: chat, type: Cal, is: A", "declares no type `Cal`\n  did you mean `Call`?"),
        ("of: live, type: Call, is: A", "the module of `live` declares no type `Call`"),
    ],
)
def test_what_does_not_exist_is_an_error_with_its_place(
    tmp_path: Path, entry: str, message: str
) -> None:
    with pytest.raises(SdkscribeError) as raised:
        named(overlay(tmp_path, entry))
    assert "overlay.yaml:2:3: " in str(raised.value)
    assert message in str(raised.value)


def test_what_a_slice_does_not_reach_needs_no_name(tmp_path: Path) -> None:
    assert named(overlay(tmp_path, "of: live, type: Call, is: A"), is_slice=True) == MODULES


def test_a_name_says_what_it_is_for(tmp_path: Path) -> None:
    with pytest.raises(SdkscribeError, match="a name needs `is`, or `also`"):
        overlay(tmp_path, "of: chat, type: Call")


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("Call", "class", "`class` is no name for a class"),
        ("Call", "Two words", "`Two words` is no name for a class"),
        ("Call.Part", "Part", "`Call.Part` is nested and can't be called `Part`"),
    ],
)
def test_a_name_that_python_cannot_have_is_an_error(name: str, given: str, message: str) -> None:
    module = Module(path=CHAT, types=(replace(declared(name), python_name=given),))
    with pytest.raises(SdkscribeError) as raised:
        resolve(replace(SPEC, modules=(*SPEC.modules, module)))
    assert message in str(raised.value)
