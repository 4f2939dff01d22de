"""The two declaration files that the project started from, each alone, with an overlay beside it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module, invalidate_caches
from pathlib import Path

import pytest

from sdkscribe.errors import SdkscribeError
from sdkscribe.overlay import load_overlay
from sdkscribe.python.generate import generate
from sdkscribe.source import open_source
from sdkscribe.spec import Spec, TypeDeclaration
from sdkscribe.transcribe import transcribe
from server import Server, json_answer

CASES = Path(__file__).parent / "cases" / "lone_files"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneFile:
    package: str
    path: str
    only: str

    @property
    def name(self) -> str:
        return Path(self.path).name

    @property
    def module(self) -> str:
        return self.path.partition(".d.")[0]

    @property
    def overlay(self) -> Path:
        return CASES / f"{Path(self.module).name}.yaml"


FILES = [
    LoneFile(
        package="openai@4.78.0",
        path="resources/beta/realtime/sessions.d.ts",
        only="beta.realtime.sessions",
    ),
    LoneFile(
        package="openai@6.8.1",
        path="resources/realtime/client-secrets.d.mts",
        only="realtime.client_secrets",
    ),
]


@pytest.fixture(params=FILES, ids=[file.name for file in FILES])
def lone(request: pytest.FixtureRequest) -> LoneFile:
    found: LoneFile = request.param
    return found


def write_alone(lone: LoneFile, folder: Path) -> Path:
    """The file as the project got it: by itself, its indentation lost."""
    lines = open_source(lone.package).files[lone.path].decode().split("\n")
    path = folder / lone.name
    path.write_text("\n".join(line.lstrip() for line in lines))
    return path


def types_in(spec: Spec, module: str) -> tuple[TypeDeclaration, ...]:
    return next(found.types for found in spec.modules if found.path == module)


def test_a_lone_file_gives_the_same_types_as_its_package(lone: LoneFile, tmp_path: Path) -> None:
    alone = transcribe(
        open_source(str(write_alone(lone, tmp_path))), overlays=[load_overlay(lone.overlay)]
    )
    whole = transcribe(open_source(lone.package), only=[lone.only])
    assert types_in(alone, lone.module) == types_in(whole, lone.module)
    (resource,) = next(m.resources for m in alone.modules if m.path == lone.module)
    assert resource in whole.resources().values()
    assert alone.package.version == whole.package.version


def test_a_lone_file_without_an_overlay_says_what_is_missing(
    lone: LoneFile, tmp_path: Path
) -> None:
    with pytest.raises(SdkscribeError) as caught:
        transcribe(open_source(str(write_alone(lone, tmp_path))))
    assert "overlay" in str(caught.value)


def test_the_package_of_a_lone_file_calls_its_endpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lone = FILES[0]
    source = open_source(str(write_alone(lone, tmp_path)))
    spec = transcribe(source, overlays=[load_overlay(lone.overlay)])
    for path, text in generate(spec, package="lone_sessions").items():
        (tmp_path / "lone_sessions" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "lone_sessions" / path).write_text(text)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    invalidate_caches()
    package = import_module("lone_sessions")
    with Server() as server:
        server.answer(json_answer({"client_secret": {"value": "ek", "expires_at": 1}}))
        with package.OpenAI(api_key="sk-test", base_url=server.url) as client:
            session = client.sessions.create(model="gpt-4o-realtime-preview")
        assert session.client_secret.value == "ek"
        (request,) = server.requests
        assert (request.method, request.path) == ("POST", "/realtime/sessions")
        assert request.header("OpenAI-Beta") == "assistants=v2"
        assert request.header("Authorization") == "Bearer sk-test"
