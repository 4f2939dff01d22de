"""Code written for the vendor's own Python SDK runs with its import changed.

`make fidelity` runs the same program with the vendor's SDK too, so that it is known to be one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fidelity.python_package.api import reply_to
from fidelity.python_package.usage import output_of, program_for
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


def test_a_program_for_the_vendors_sdk_runs_with_its_import_changed(tmp_path: Path) -> None:
    spec = transcribe(open_source("openai@6.8.1"), overlays=[load_overlay(OVERLAY)])
    for path, text in generate(spec, package="ours").items():
        (tmp_path / "ours" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ours" / path).write_text(text)
    with Server() as server:
        server.answer(answer)
        assert output_of(program_for("ours"), sys.executable, tmp_path, server.url) == PRINTED
