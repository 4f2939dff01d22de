"""A project's first settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import Run, refused
from sdkscribe.config import load_config
from sdkscribe.first_config import name_for


def test_it_writes_a_target_that_sync_makes(run: Run, package: Path) -> None:
    assert package.exists()
    ran = run("init", "acme", "--only", "things")
    assert ran.status == 0
    assert ran.out.startswith("sdkscribe.toml:\n# A target is one generated package")
    (target,) = load_config(Path()).targets
    assert (target.name, target.source, target.only) == ("acme", "acme", ("things",))
    assert run("sync").status == 0
    assert Path("generated/acme/_client.py").exists()


@pytest.mark.parametrize("before", ["[project]\nname = 'mine' # ours\n", "[project]\n\n", "a = 1"])
def test_what_a_pyproject_says_stays_as_it_is(run: Run, package: Path, before: str) -> None:
    Path("pyproject.toml").write_text(before)
    assert run("init", package, "--name", "other").status == 0
    text = Path("pyproject.toml").read_text()
    assert text.startswith(before)
    assert "\n\n# A target is" in text
    assert not Path("sdkscribe.toml").exists()
    assert [target.name for target in load_config(Path()).targets] == ["other"]


def test_settings_that_are_there_are_not_touched(run: Run, package: Path) -> None:
    run("init", package)
    before = Path("sdkscribe.toml").read_text()
    refused(run("init", package), "sdkscribe.toml: holds the project's settings already")
    assert Path("sdkscribe.toml").read_text() == before


def test_nothing_is_written_for_what_can_not_be_read(run: Run, package: Path) -> None:
    refused(run("init", package, "--only", "thing"), "did you mean `things`?")
    refused(run("init", package, "--name", "a-b"), "`a-b` is not one")
    assert not Path("sdkscribe.toml").exists()


@pytest.mark.parametrize(
    ("package", "name"),
    [("openai", "openai"), ("@acme/big-sdk", "acme_big_sdk"), ("3scale", "sdk_3scale")],
)
def test_a_target_is_called_after_its_package(package: str, name: str) -> None:
    assert name_for(package) == name
