"""A whole SDK down the whole road: every declaration, every endpoint, importable, and callable."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from ruff import find_ruff_bin  # type: ignore[import-untyped]

from sdkscribe.python.generate import generate
from sdkscribe.source import open_source
from sdkscribe.spec import Spec
from sdkscribe.spec_yaml import dump, load
from sdkscribe.transcribe import transcribe
from server import Server, json_answer

IMPORT_EVERYTHING = """
import importlib, pathlib, sys
for path in sorted(pathlib.Path("whole").rglob("*.py")):
    importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
"""
LIST_ALL_FILES = """
from whole import OpenAI
client = OpenAI(api_key="sk-test")
print([file.id for file in client.files.list(limit=2)])
"""


@pytest.fixture(scope="module")
def whole() -> Spec:
    return transcribe(open_source("openai@6.8.1"))


@pytest.fixture(scope="module")
def folder(whole: Spec, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole_sdk")
    for path, text in generate(whole, package="whole").items():
        (folder / "whole" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "whole" / path).write_text(text)
    return folder


def run(program: str, folder: Path, **environment: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=folder,
        env={"PATH": "", **environment},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_every_resource_of_the_client_is_in_the_spec(whole: Spec) -> None:
    assert len(whole.resources()) > 40
    assert sum(len(resource.methods) for resource in whole.resources().values()) > 120
    rules = {exclusion.rule for exclusion in whole.exclusions}
    assert rules == {"helper", "change", "library"}


def test_the_spec_is_the_same_after_it_was_written_and_read(whole: Spec) -> None:
    assert load(dump(whole)) == whole


def test_every_module_imports_without_a_warning(folder: Path) -> None:
    run(IMPORT_EVERYTHING, folder)


def test_mypy_accepts_every_module(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", ".mypy", "whole"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout


def test_every_file_is_as_the_formatter_leaves_it(folder: Path) -> None:
    command = [find_ruff_bin(), "format", "--isolated", "--no-cache", "--line-length", "100"]
    ran = subprocess.run([*command, "--check", folder / "whole"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def test_a_list_goes_on_to_its_next_page(folder: Path) -> None:
    first = {"object": "list", "data": [{"id": "a"}, {"id": "b"}], "has_more": True}
    last = {"object": "list", "data": [{"id": "c"}], "has_more": False}
    with Server() as server:
        server.answer(json_answer(first), json_answer(last))
        listed = run(LIST_ALL_FILES, folder, OPENAI_BASE_URL=server.url)
        assert listed == "['a', 'b', 'c']\n"
        paths = [request.path for request in server.requests]
    assert paths == ["/files?limit=2", "/files?after=b&limit=2"]
