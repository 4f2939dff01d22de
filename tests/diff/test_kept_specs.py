"""A spec that was read once comes back as it was, until anything of it changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sdkscribe.diff.compare import compare
from sdkscribe.errors import SdkscribeError
from sdkscribe.kept_specs import spec_of_folder, spec_of_source
from sdkscribe.spec import Spec
from sdkscribe.spec_folder import spec_of
from sdkscribe.steps import transcribe_source

ROOT = Path(__file__).parents[2]
CURRENT = ROOT / "spec" / "client_secrets"


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDKSCRIBE_CACHE", str(tmp_path / "cache"))


def quiet(message: str) -> None:
    pass


def lines(spec: Spec) -> list[int]:
    """Which values are compared without."""
    return [d.line for module in spec.modules for d in module.types]


def test_a_folder_s_spec_comes_back_with_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    first = spec_of_folder(CURRENT)

    def read_again(self: object, *arguments: object) -> Spec:
        raise AssertionError("the YAML is read again")

    monkeypatch.setattr("sdkscribe.steps._read", read_again)
    again = spec_of_folder(CURRENT)
    assert (again, lines(again)) == (first, lines(first))
    assert any(lines(first))


def test_a_folder_that_changed_is_read_anew(tmp_path: Path) -> None:
    folder = tmp_path / "spec"
    shutil.copytree(CURRENT, folder)
    before = spec_of_folder(folder)
    path = folder / "resources/realtime/client-secrets.yaml"
    path.write_text(path.read_text().replace("POST /realtime", "PUT /realtime", 1))
    after = spec_of_folder(folder)
    assert before != after
    path.write_text("types: [")
    with pytest.raises(SdkscribeError):
        spec_of_folder(folder)


def test_slices_of_a_source_are_kept_apart(package: Path) -> None:
    """And each says what the texts of the same slice say."""

    def written(only: tuple[str, ...]) -> Spec:
        made = transcribe_source(str(package), only=only, overlays=(), say=quiet)
        return spec_of(made.texts(), Path())

    whole = spec_of_source(str(package), only=(), say=quiet)
    first = next(link.attribute for link in whole.client.resources)
    for _ in range(2):
        for only in ((), (first,)):
            found = spec_of_source(str(package), only=only, say=quiet)
            assert found.only == only
            assert not compare(found, written(only)).changes
