"""The packages that a vendor's Python SDK keeps types in: by an overlay, by the source's own style."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkscribe.errors import SdkscribeError
from sdkscribe.overlay import Overlay, load_overlay
from sdkscribe.resolve import resolve
from sdkscribe.spec import Module
from sdkscribe.types_packages import with_types_packages
from spec.samples import SPEC

BESIDE_FOLDERS = ("resources/files.d.ts", "resources/chat/chat.d.ts", "resources/shared.d.ts")
IN_FOLDERS = ("resources/index.d.ts", "resources/chat/chat.d.ts", "resources/dns/index.d.ts")
MODULES = (Module(path="resources/chat/chat"), Module(path="resources/chat/turns"))
OVERLAYS = Path(__file__).parents[2] / "spec" / "overlays"


def overlay(folder: Path, *entries: str) -> Overlay:
    path = folder / "overlay.yaml"
    path.write_text(
        "types_packages:\n" + "".join(f"- {{{e}, reason: it is so}}\n" for e in entries)
    )
    return load_overlay(path)


def module_of(path: str) -> str | None:
    return {"chat": "resources/chat/chat", "dns": "resources/dns/dns"}.get(path)


def placed(files: tuple[str, ...], *overlays: Overlay, version: str = "2.0.0") -> list[str | None]:
    placed = with_types_packages(MODULES, files, overlays, version, module_of)
    return [module.types_package for module in placed]


def test_the_path_says_it_all_where_some_resources_have_no_folder() -> None:
    assert placed(BESIDE_FOLDERS) == [None, None]


def test_where_each_resource_has_a_folder_its_types_are_kept_in_it() -> None:
    assert placed(IN_FOLDERS) == ["chat", None]


def test_an_overlay_names_the_package_by_the_resource(tmp_path: Path) -> None:
    said = overlay(tmp_path, "of: chat, is: chat.live")
    assert placed(BESIDE_FOLDERS, said) == ["chat.live", None]
    assert placed(IN_FOLDERS, said) == ["chat.live", None]


def test_what_a_slice_does_not_reach_needs_no_package(tmp_path: Path) -> None:
    assert placed(BESIDE_FOLDERS, overlay(tmp_path, "of: dns, is: dns")) == [None, None]


def test_a_resource_that_does_not_exist_is_an_error_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(
        SdkscribeError, match=r"overlay.yaml:2:3: the client has no resource `caht`"
    ):
        placed(BESIDE_FOLDERS, overlay(tmp_path, "of: caht, is: chat"))


@pytest.mark.parametrize(
    ("version", "package"),
    [("2.9.9", None), ("2.10.0", "x"), ("2.10.0-beta.1", "x"), ("10.0.0", "x")],
)
def test_an_entry_is_about_the_versions_since_its_own(
    tmp_path: Path, version: str, package: str | None
) -> None:
    said = overlay(tmp_path, "of: chat, is: x, since: 2.10.0")
    assert placed(BESIDE_FOLDERS, said, version=version) == [package, None]


def test_a_since_that_is_no_version_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SdkscribeError, match="`since` must be a version"):
        overlay(tmp_path, "of: chat, is: x, since: later")


@pytest.mark.parametrize("package", ["class", "../../evil", "a..b", "", "_x", "a-b", "a.b/c"])
def test_a_package_that_python_cannot_have_is_an_error(package: str) -> None:
    module = Module(path="resources/more", types_package=package)
    spec = type(SPEC)(package=SPEC.package, client=SPEC.client, modules=(*SPEC.modules, module))
    with pytest.raises(SdkscribeError) as raised:
        resolve(spec)
    assert f"`{package}` is no package for types" in str(raised.value)


@pytest.mark.parametrize("path", sorted(OVERLAYS.glob("*.yaml")), ids=lambda path: str(path.name))
def test_every_committed_overlay_can_be_read(path: Path) -> None:
    made = load_overlay(path)
    assert made.types_packages or made.patches
