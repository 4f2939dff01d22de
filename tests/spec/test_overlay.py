"""Overlays: patches that say what they replace and why, and are refused where they do not match."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdkscribe.errors import Location, SdkscribeError
from sdkscribe.overlay import ABSENT, Overlay, Patch, load_overlay
from sdkscribe.patches import apply_patches
from sdkscribe.spec import Name
from sdkscribe.spec_yaml import from_documents, to_documents
from spec.samples import SESSIONS, SPEC

MODULE = f"{SESSIONS}.yaml"
METHOD = "/resources/Sessions/methods/create"


def overlay(folder: Path, text: str) -> Overlay:
    path = folder / "overlay.yaml"
    path.write_text(text, "utf-8")
    return load_overlay(path)


def patch(at: str, rest: str, file: str = MODULE) -> str:
    lines = [f"file: {file}", f"at: {at}", *rest.splitlines(), "reason: it is so"]
    return "patches:\n  - " + "\n    ".join(lines) + "\n"


def test_an_overlay_says_what_a_lone_file_does_not(tmp_path: Path) -> None:
    made = overlay(
        tmp_path,
        "source:\n"
        "  module: resources/beta/realtime/sessions\n"
        "  package: openai\n"
        "  version: 4.78.0\n"
        "external:\n"
        "  - module: resources/responses/responses\n"
        "    reason: the file stands alone\n",
    )
    assert made.source is not None
    assert (made.source.package, made.source.version, made.source.license) == (
        "openai",
        "4.78.0",
        None,
    )
    assert [(e.module, e.reason) for e in made.external] == [
        ("resources/responses/responses", "the file stands alone")
    ]
    assert made.patches == ()


def test_a_patch_replaces_a_value(tmp_path: Path) -> None:
    made = overlay(
        tmp_path,
        patch(f"{METHOD}/http", "was: POST /sessions/{id}/{kind}\nis: PUT /sessions/{id}/{kind}"),
    )
    documents = to_documents(SPEC)
    before = deepcopy(documents)
    patched = from_documents(apply_patches(documents, made))
    assert patched.resources()[Name(SESSIONS, "Sessions")].methods[0].verb == "PUT"
    assert documents == before


def test_a_patch_adds_what_is_absent(tmp_path: Path) -> None:
    made = overlay(tmp_path, patch("/types/Session/description", "is: A session."))
    assert made.patches[0].was is ABSENT
    patched = from_documents(apply_patches(to_documents(SPEC), made))
    assert patched.types()[Name(SESSIONS, "Session")].description == "A session."


def test_a_patch_removes_what_is_there(tmp_path: Path) -> None:
    made = overlay(tmp_path, patch("/types/Session.Tool/properties/parameters", "was: {}"))
    patched = from_documents(apply_patches(to_documents(SPEC), made))
    assert "wire_name='parameters'" not in repr(patched.types()[Name(SESSIONS, "Session.Tool")])


def test_a_patch_changes_adds_and_removes_items_of_a_list(tmp_path: Path) -> None:
    at = "/types/Session/properties/model/anyOf/1/enum"
    for pointer, rest, expected in (
        (f"{at}/0", "was: a\nis: c", ["c", "b"]),
        (f"{at}/-", "is: c", ["a", "b", "c"]),
        (f"{at}/0", "was: a", ["b"]),
    ):
        patched = apply_patches(to_documents(SPEC), overlay(tmp_path, patch(pointer, rest)))
        assert f"'enum': {expected}" in repr(patched[MODULE])


def test_a_pointer_escapes_what_stands_in_a_name(tmp_path: Path) -> None:
    made = overlay(
        tmp_path,
        patch("/types/Metadata~1odd ~0name/description", "is: Odd.", file="resources/shared.yaml"),
    )
    patched = from_documents(apply_patches(to_documents(SPEC), made))
    assert "Odd." in repr(patched.types()[Name("resources/shared", "Metadata/odd ~name")])


def test_a_later_patch_sees_what_an_earlier_one_did(tmp_path: Path) -> None:
    first = patch("/types/Session/description", "is: One.")
    second = patch("/types/Session/description", "was: One.\nis: Two.").removeprefix("patches:\n")
    patched = apply_patches(to_documents(SPEC), overlay(tmp_path, first + second))
    assert "Two." in repr(patched[MODULE])


HTTP = f"{METHOD}/http"
MISMATCHES = [
    (patch(HTTP, "was: GET /x\nis: PUT /x"), f'`{HTTP}` of {MODULE} is "POST', 'not "GET /x"'),
    (patch(HTTP, "is: PUT /x"), 'is "POST /sessions/{id}/{kind}", not absent', ""),
    (patch(f"{METHOD}/htp", "was: GET /x\nis: PUT /x"), "is absent, not", "did you mean `http`?"),
    (patch("/types/Sesion/type", "was: object"), "there is no `Sesion`", "did you mean `Session`?"),
    (patch("/types/Session/required/9", "is: x"), "nothing can be put there", "`-` adds"),
    (patch("/types/Session/required/0", "is: x"), 'is "id", not absent', ""),
    (patch("/types/Session/type/a", "is: x"), "nothing can be put there", ""),
    (patch("/x", "is: x", file="resources/beta/session.yaml"), "has no file", f"`{MODULE}`?"),
    (patch("/max_retries", "was: 2.0\nis: 3", file="spec.yaml"), "is absent, not 2.0", ""),
    (patch("/client/max_retries", "was: 2.0\nis: 3", file="spec.yaml"), "is 2, not 2.0", ""),
    (patch("/client/max_retries", "was: true\nis: 3", file="spec.yaml"), "is 2, not true", ""),
]


@pytest.mark.parametrize(("text", "message", "also"), MISMATCHES)
def test_a_patch_that_does_not_match_is_an_error_with_its_place(
    tmp_path: Path, text: str, message: str, also: str
) -> None:
    with pytest.raises(SdkscribeError) as raised:
        apply_patches(to_documents(SPEC), overlay(tmp_path, text))
    assert str(raised.value).startswith(f"{tmp_path.as_posix()}/overlay.yaml:2:5: ")
    assert message in str(raised.value)
    assert also in str(raised.value)


def test_every_patch_that_does_not_match_is_reported(tmp_path: Path) -> None:
    text = patch("/a", "was: b") + patch("/c", "was: d").removeprefix("patches:\n")
    with pytest.raises(SdkscribeError) as raised:
        apply_patches(to_documents(SPEC), overlay(tmp_path, text))
    assert [p.location and p.location.line for p in raised.value.problems] == [2, 6]


BAD = [
    (patch("/a", "is: b").replace("    reason: it is so\n", ""), "2:5", "`reason` is missing"),
    (patch("/a", "is: b").replace("it is so", "''"), "5:5", "a reason must say why"),
    (patch("/a", ""), "2:5", "the patch changes nothing"),
    (patch("/a", "was: 1\nis: 1"), "2:5", "the patch changes nothing"),
    (patch("a", "is: b"), "3:5", "`at` must be a JSON pointer"),
    (patch("/a", "was:\nis: b"), "4:5", "`was` is empty"),
    (patch("/a", "iss: b"), "4:5", "`iss` has no meaning here\n  did you mean `is`?"),
    ("external:\n  - module: a\n", "2:5", "`reason` is missing"),
    ("source: {module: a, package: b}\n", "1:9", "`version` is missing"),
    ("patch: []\n", "1:1", "`patch` has no meaning here\n  did you mean `patches`?"),
    ("patches: [\n", "2:1", "invalid YAML"),
]


@pytest.mark.parametrize(("text", "place", "message"), BAD)
def test_an_overlay_that_says_too_little_is_an_error(
    tmp_path: Path, text: str, place: str, message: str
) -> None:
    with pytest.raises(SdkscribeError) as raised:
        overlay(tmp_path, text)
    path = (tmp_path / "overlay.yaml").as_posix()
    assert f"{path}:{place}: " in str(raised.value)
    assert message in str(raised.value)


def test_an_overlay_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SdkscribeError, match=r"overlay\.yaml: the file cannot be read: No such"):
        load_overlay(tmp_path / "overlay.yaml")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(("title", "description", "kind")), unique=True, min_size=1))
def test_a_patch_and_its_reverse_leave_nothing_behind(keys: list[str]) -> None:
    there = [
        Patch(
            file=MODULE,
            at=f"/types/Session/{key}",
            was=ABSENT,
            becomes=key,
            reason="r",
            location=Location(path="x"),
        )
        for key in keys
    ]
    back = [
        Patch(file=p.file, at=p.at, was=p.becomes, becomes=p.was, reason="r", location=p.location)
        for p in reversed(there)
    ]
    documents = to_documents(SPEC)
    assert apply_patches(documents, Overlay(path="x", patches=(*there, *back))) == documents
