"""Times one client's calls: `python -m benchmarks.client_calls CONTENDER CASE URL COUNT`.

CONTENDER is the package that has `OpenAI` in it, or `floor` for httpx2 and `json` alone. Prints
the seconds of CPU and of the clock that one call took. Runs in each contender's own environment,
so it imports nothing but the contender.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from benchmarks.client_cases import ANSWERS, EVENTS, SECRET, chat

MESSAGES = 500
_HTTPX: Any = import_module("httpx2" if find_spec("httpx2") else "httpx")


def _floor(url: str) -> dict[str, Callable[[], object]]:
    client = _HTTPX.Client(headers={"Authorization": "Bearer k"})
    twenty, many = chat(20), chat(MESSAGES)

    def stream() -> None:
        with client.stream("POST", f"{url}/stream/chat/completions", json=twenty) as response:
            for line in response.iter_lines():
                if line.startswith("data: {"):
                    json.loads(line[6:])

    def post(path: str, body: object) -> object:
        return json.loads(client.post(f"{url}{path}", json=body).content)

    return {
        "create": lambda: post("/realtime/client_secrets", SECRET),
        "chat": lambda: post("/chat/completions", twenty),
        "answer": lambda: json.loads(client.get(f"{url}/responses/resp_2").content),
        "drifted": lambda: json.loads(client.get(f"{url}/responses/resp_1").content),
        "stream": stream,
        "arguments": lambda: json.dumps(many).encode(),
        "no arguments": lambda: None,
    }


def _client(package: str, url: str) -> dict[str, Callable[[], object]]:
    make = import_module(package).OpenAI
    client = make(api_key="k", base_url=url)
    streaming = client.with_options(base_url=f"{url}/stream")
    twenty, many, few = chat(20), chat(MESSAGES), chat(1)
    kind, body = ANSWERS["/chat/completions"]

    def answered(request: object) -> object:
        return _HTTPX.Response(200, headers={"content-type": kind}, content=b"".join(body))

    offline = make(api_key="k", http_client=_HTTPX.Client(transport=_HTTPX.MockTransport(answered)))

    def stream() -> None:
        for _ in streaming.chat.completions.create(**twenty, stream=True):
            pass

    return {
        "create": lambda: client.realtime.client_secrets.create(**SECRET),
        "chat": lambda: client.chat.completions.create(**twenty),
        "answer": lambda: client.responses.retrieve("resp_2"),
        "drifted": lambda: client.responses.retrieve("resp_1"),
        "stream": stream,
        "arguments": lambda: offline.chat.completions.create(**many),
        "no arguments": lambda: offline.chat.completions.create(**few),
    }


def _timed(call: Callable[[], object], count: int) -> tuple[float, float]:
    """The seconds of CPU and of the clock that a call takes, over `count` of them."""
    for _ in range(max(2, count // 10)):
        call()
    gc.collect()
    cpu, clock = time.process_time(), time.perf_counter()
    for _ in range(count):
        call()
    return (time.process_time() - cpu) / count, (time.perf_counter() - clock) / count


def main() -> None:
    contender, case, url, count = sys.argv[1:]
    calls = _floor(url) if contender == "floor" else _client(contender, url)
    cpu, clock = _timed(calls[case], int(count))
    if case == "arguments":
        without_cpu, without_clock = _timed(calls["no arguments"], int(count))
        cpu, clock = cpu - without_cpu, clock - without_clock
    if case == "stream":
        cpu, clock = cpu / EVENTS, clock / EVENTS
    print(json.dumps([cpu, clock]))  # noqa: T201


if __name__ == "__main__":
    main()
