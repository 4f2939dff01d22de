"""Code written for the vendor's own Python SDK runs with its import changed.

`make fidelity` runs the same program with the vendor's SDK too, so that it is known to be one.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fidelity.python_package.api import reply_to
from fidelity.python_package.reader import Package
from fidelity.python_package.usage import output_of, program_for, unresolved_imports
from sdkscribe.overlay import load_overlay
from sdkscribe.python.generate import generate
from sdkscribe.source import open_source
from sdkscribe.transcribe import transcribe
from server import Answer, Request, Server

OVERLAY = Path(__file__).parents[1] / "spec" / "overlays" / "openai_types_packages.yaml"
PRINTED = """\
stop: Mild. 12
It is mild.
chat-1
get_weather True
200 req-1 chat-1
completed Hello. True
Hello.
['response.created', 'response.completed']
resp-1
file-1 3 notes.jsonl
['file-1', 'file-2'] True
['file-3']
['file-1', 'file-2', 'file-3']
b'{}\\n'
True
ek-1 61 realtime
[3, 3] 2
['a']
completed 7
404 not_found req-1 404
RateLimitError True
Error code: 400 - {'error': {'message': 'It is invalid.', 'type': 'error', 'code': 'invalid', \
'param': None}}
ValueError
stop: Mild.
It is mild.
['file-1', 'file-2'] ['file-1', 'file-2', 'file-3']
['file-1', 'file-2', 'file-3']
['a', 'b']
"""


def answer(request: Request) -> Answer:
    headers = {name.lower(): value for name, value in request.headers}
    reply = reply_to(request.method, request.path, headers, request.body)
    return Answer(status=reply.status, headers=reply.headers, body=reply.body)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the whole of openai 6.8.1 is generated, as `ours`."""
    made = tmp_path_factory.mktemp("vendor")
    spec = transcribe(open_source("openai@6.8.1"), overlays=[load_overlay(OVERLAY)])
    for path, text in generate(spec, package="ours").items():
        (made / "ours" / path).parent.mkdir(parents=True, exist_ok=True)
        (made / "ours" / path).write_text(text)
    return made


def test_a_program_for_the_vendors_sdk_runs_with_its_import_changed(folder: Path) -> None:
    with Server() as server:
        server.answer(answer)
        assert output_of(program_for("ours"), sys.executable, folder, server.url) == PRINTED


def test_what_public_code_imports_is_there(folder: Path) -> None:
    assert unresolved_imports(Package(folder / "ours")) == (
        "openai.types.chat.parsed_chat_completion.ParsedChatCompletionMessage",
        "openai.types.responses.response_input_param.FunctionCallOutput",
        "openai.types.responses.response_input_param.Message",
        "openai.types.responses.response_input_param.ItemReference",
    )
