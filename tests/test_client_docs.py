"""The examples in the client's docs print what the docs say that they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sdkscribe.python.generate import generate
from sdkscribe.source import open_source
from sdkscribe.transcribe import transcribe
from server import Answer, Request, Server, events_answer, json_answer

DOCS = Path(__file__).parents[1] / "docs" / "client.md"
EXAMPLE = re.compile(r"^```python\n(.*?)^```\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = EXAMPLE.findall(DOCS.read_text())
ONLY = re.compile(r"--only (\S+)")
WORDS = ("It ", "is ", "mild.")


def reply(request: Request) -> Answer:
    """What the API answers."""
    path = request.path.removeprefix("/v1")
    match request.method, path.partition("?")[0]:
        case "POST", "/realtime/client_secrets":
            session = request.json()["session"]
            return json_answer({"value": "ek_1", "expires_at": 1763700000, "session": session})
        case "POST", "/chat/completions":
            return chunks() if request.json().get("stream") else completion()
        case "POST", "/audio/speech":
            return Answer(headers={"content-type": "audio/mpeg"}, chunks=[b"one", b"two"])
        case "POST", "/files":
            size = request.body.count(b'{"a": 1}\n') * 9
            return json_answer({**file(1), "bytes": size})
        case "GET", "/files":
            is_last = "after=file-2" in path
            found = [file(3)] if is_last else [file(1), file(2)]
            return json_answer({"object": "list", "data": found, "has_more": not is_last})
        case "GET", "/files/file-1":
            return json_answer(file(1), x_request_id="req_1")
        case "GET", "/weather" if request.header("X-Team") == "weather":
            return json_answer({"sky": "clear"})
        case _:
            error = {"message": "There is no such file.", "code": "no_such_file"}
            return json_answer({"error": error}, status=404, x_request_id="req_1")


def file(number: int) -> dict[str, Any]:
    return {"id": f"file-{number}", "object": "file", "filename": "notes.jsonl"}


def completion() -> Answer:
    message = {"role": "assistant", "content": "".join(WORDS), "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return json_answer({"id": "chat-1", "object": "chat.completion", "choices": [choice]})


def chunks() -> Answer:
    choices = [{"index": 0, "delta": {"content": word}, "finish_reason": None} for word in WORDS]
    sent = [json_answer({"id": "chat-1", "choices": [choice]}).body for choice in choices]
    return events_answer(*(b"data: %s\n\n" % body for body in sent), "data: [DONE]\n\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package that the docs are of."""
    folder = tmp_path_factory.mktemp("client_docs")
    spec = transcribe(open_source("openai@6.8.1"), only=tuple(ONLY.findall(DOCS.read_text())))
    for path, text in generate(spec, package="my_openai").items():
        (folder / "my_openai" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "my_openai" / path).write_text(text)
    return folder


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.answer(reply)
        yield running


@pytest.mark.parametrize(("program", "printed"), EXAMPLES)
def test_an_example_prints_what_the_docs_say(
    program: str, printed: str, folder: Path, server: Server
) -> None:
    settings = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": f"{server.url}/v1"}
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
    )
    assert ran.stderr == ""
    assert ran.stdout == printed


def test_every_example_of_the_docs_is_run() -> None:
    assert len(EXAMPLES) == DOCS.read_text().count("```python")
