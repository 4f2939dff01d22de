"""The README's example prints what the README says that it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from server import Answer, Request, Server, json_answer

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def granted(request: Request) -> Answer:
    """A session as it was asked for, with a key."""
    key = {"value": "ek_1", "expires_at": 1763700000}
    return json_answer({**request.json(), "client_secret": key})


def run(program: str, server: Server) -> str:
    """What a program prints that uses the committed packages against a server."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
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
    return ran.stdout


def test_the_example_prints_what_the_readme_says() -> None:
    blocks = BLOCK.findall((ROOT / "README.md").read_text())
    at = next(n for n, (language, _) in enumerate(blocks) if language == "python")
    with Server() as server:
        server.answer(granted)
        assert run(blocks[at][1], server) == blocks[at + 1][1]


def test_the_spec_excerpt_is_in_the_committed_spec() -> None:
    excerpts = [text for language, text in BLOCK.findall((ROOT / "README.md").read_text())
                if language == "yaml"]  # fmt: skip
    spec = (ROOT / "spec/legacy_sessions/resources/beta/realtime/sessions.yaml").read_text()
    assert excerpts
    assert all(excerpt in spec for excerpt in excerpts)


def test_the_targets_in_the_readme_are_those_of_the_project() -> None:
    configuration = (ROOT / "pyproject.toml").read_text()
    excerpts = [text for language, text in BLOCK.findall((ROOT / "README.md").read_text())
                if language == "toml"]  # fmt: skip
    assert excerpts
    assert all(excerpt.strip() in configuration for excerpt in excerpts)
