"""A user's program for the legacy API, rewritten by the codemod, runs against the API of today."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from libcst import parse_module
from libcst.codemod import CodemodContext
from mypy import api as mypy

from python.kitchen import kitchen
from sdkscribe.codemod import import_moves
from sdkscribe.comparison import Question, compare_apis
from server import Answer, Request, Server, json_answer

ROOT = Path(__file__).parents[2]
LEGACY = '''\
"""A user's program."""
import asyncio

from legacy_sessions import AsyncOpenAI, OpenAI
from legacy_sessions.types.beta.realtime import SessionCreateParams

client = OpenAI()
session = client.beta.realtime.sessions.create(
    model="gpt-4o-realtime-preview",
    modalities=["text"],
    voice="alloy",
    extra_headers={"X-Trace": "1"},
)
print(session.client_secret.value if session.client_secret else "", session.modalities)


def other(session: str) -> str:
    return session.upper()


async def main() -> None:
    async with AsyncOpenAI() as ai:
        made = await ai.beta.realtime.sessions.create(model="gpt-4o-realtime-preview")
        print(made.max_response_output_tokens)


asyncio.run(main())
raw = client.beta.realtime.sessions.with_raw_response.create(model="gpt-4o-realtime-preview")
print(raw.http_request.url.path, SessionCreateParams.__name__)
client.close()
'''
MIGRATED = '''\
"""A user's program."""
import asyncio

from client_secrets import AsyncOpenAI, OpenAI
from client_secrets.types.realtime import RealtimeSessionCreateRequestParam as SessionCreateParams

client = OpenAI()
session = client.realtime.client_secrets.create(
    extra_headers={"X-Trace": "1"}, session={"model": "gpt-4o-realtime-preview", "output_modalities": ["text"], "audio": {"output": {"voice": "alloy"}}, "type": "realtime"})
print(session.session.client_secret.value if session.session.client_secret else "", session.session.output_modalities)


def other(session: str) -> str:
    return session.upper()


async def main() -> None:
    async with AsyncOpenAI() as ai:
        made = await ai.realtime.client_secrets.create(session={"model": "gpt-4o-realtime-preview", "type": "realtime"})
        print(made.session.max_output_tokens)


asyncio.run(main())
raw = client.realtime.client_secrets.with_raw_response.create(session={"model": "gpt-4o-realtime-preview", "type": "realtime"})
print(raw.http_request.url.path, SessionCreateParams.__name__)
client.close()
'''
UNSEEN = """\
def make(client, options):
    return client.beta.realtime.sessions.create(**options)
"""


REALISTIC = """\
import legacy_sessions.types.beta.realtime as realtime
from legacy_sessions import OpenAI as Client
from legacy_sessions.types.beta.realtime import SessionCreateParams
from legacy_sessions.types.beta.realtime.session_create_params import TurnDetection
from legacy_sessions.types import *

DEFAULTS: SessionCreateParams = {"modalities": ["text"], "voice": "alloy"}
TURNS: TurnDetection = {"type": "server_vad"}

class Service:
    def __init__(self) -> None:
        self.client = Client()
        self.session = self.client.beta.realtime.sessions.create(model="m", temperature=0.7)

    def open(self, **more: object):
        sessions = self.client.beta.realtime.sessions
        create = self.client.beta.realtime.sessions.create
        typed: object = self.client.beta.realtime.sessions.create(**DEFAULTS, **more)
        if (made := self.client.beta.realtime.sessions.create(turn_detection=TURNS)).voice:
            return typed.voice, made.modalities, sessions, create
"""
SAID = """\
line 1: legacy_sessions.types.beta.realtime is gone
line 3: SessionCreateParams is RealtimeSessionCreateRequestParam now: look at its fields
line 4: legacy_sessions.types.beta.realtime.session_create_params.TurnDetection is gone
line 5: from legacy_sessions.types import *: import by name
line 13: realtime.client_secrets.create: what is read from its answer is not followed
line 13: realtime.client_secrets.create: there is no `temperature` any more
line 16: beta.realtime.sessions.create: it is realtime.client_secrets.create now; it is not followed from here
line 17: beta.realtime.sessions.create: it is realtime.client_secrets.create now; it is not followed from here
line 18: realtime.client_secrets.create: arguments are not written out; move them by hand
"""


@pytest.fixture(scope="module")
def codemod(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the codemod between the project's two targets defines."""
    asked = Question(old="legacy_sessions", new="client_secrets")
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        text = compare_apis(asked, say=lambda message: None).codemod()
    finally:
        os.chdir(here)
    path = tmp_path_factory.mktemp("codemod") / "migrate.py"
    path.write_text(text)
    return runpy.run_path(str(path))


@pytest.fixture(scope="module")
def migrated(codemod: dict[str, Any]) -> Callable[[str], str]:
    found: Callable[[str], str] = codemod["migrated"]
    return found


def test_calls_reads_and_imports_are_rewritten(migrated: Callable[[str], str]) -> None:
    assert migrated(LEGACY) == MIGRATED


def test_what_is_new_already_is_left_alone(migrated: Callable[[str], str]) -> None:
    assert migrated(MIGRATED) == MIGRATED


def test_what_it_does_not_follow_it_says_with_the_line(codemod: dict[str, Any]) -> None:
    context = CodemodContext()
    made = codemod["Migrate"](context).transform_module(parse_module(REALISTIC)).code
    assert context.warnings == SAID.splitlines()
    assert ")).voice" not in made
    assert "typed.session.audio.output.voice, made.session.output_modalities" in made
    assert '{"audio": {"input": {"turn_detection": TURNS}}, "type": "realtime"}' in made


def test_what_cannot_be_seen_through_is_only_renamed(migrated: Callable[[str], str]) -> None:
    assert migrated(UNSEEN) == UNSEEN.replace("beta.realtime.sessions", "realtime.client_secrets")


def test_an_import_that_is_still_good_is_no_move() -> None:
    """Types that all resources share are passed on by several packages."""
    same = (kitchen(), "kitchen")
    types = {name: name for name in kitchen().types()}
    assert list(import_moves(types, old=same, new=same)) == []


def granted(request: Request) -> Answer:
    key = {"value": "ek_1", "expires_at": 1763700000}
    session = {**request.json()["session"], "client_secret": key}
    return json_answer({**key, "session": session})


def test_the_rewritten_program_runs_and_the_type_checker_asks_only_which_session_it_is(
    migrated: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "program.py").write_text(migrated(LEGACY))
    options = ["--strict", "--config-file", "", "--python-version", "3.11"]
    said, trouble, _ = mypy.run([*options, str(tmp_path / "program.py")])
    assert trouble == ""
    errors = [line for line in said.splitlines() if ": error: " in line]
    assert len(errors) == 3
    assert all("RealtimeTranscriptionSessionCreateResponse" in error for error in errors), said
    with Server() as server:
        server.answer(granted, granted, granted)
        ran = subprocess.run(
            [sys.executable, "-W", "error", str(tmp_path / "program.py")],
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT / "generated"),
                "OPENAI_API_KEY": "sk-test",
                "OPENAI_BASE_URL": f"{server.url}/v1",
            },
            capture_output=True,
            text=True,
        )
        assert ran.stderr == ""
        assert [request.path for request in server.requests] == ["/v1/realtime/client_secrets"] * 3
        assert server.requests[0].header("X-Trace") == "1"
    assert ran.stdout.splitlines() == [
        "ek_1 ['text']",
        "None",
        "/v1/realtime/client_secrets RealtimeSessionCreateRequestParam",
    ]


def test_the_example_in_the_docs_is_what_the_codemod_makes(
    migrated: Callable[[str], str],
) -> None:
    programs = re.findall(r"```python\n(.*?)```", (ROOT / "docs/diff.md").read_text(), re.DOTALL)
    before, after = programs[-2:]
    assert migrated(before) == after
