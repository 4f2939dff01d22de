"""A local HTTP server that does exactly what a test tells it to, misbehaviour included.

    with Server() as server:
        server.answer(Answer(status=429, headers={"retry-after": "0"}), json_answer({"id": "x"}))
        ...
        assert server.requests[0].path == "/v1/things"

Plain sockets, so that it can also cut, stall and reset. Knows nothing of the packages under test.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeAlias

_LAST_CHUNK = b"0\r\n\r\n"
_REASONS = {200: "OK", 204: "No Content", 401: "Unauthorized", 404: "Not Found"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it arrived. `headers` keeps order, case and duplicates."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of a header, or None where it did not arrive."""
        return next((v for n, v in self.headers if n.lower() == name.lower()), None)

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server does with one request. Times are in seconds.

    `chunks` are sent one by one with `chunk_delay` between them, chunk-encoded, or all of them and
    their end `at_once`. `truncate` promises
    a body longer than the one that comes; `close` hangs up without a word, `reset` rudely.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    chunks: Sequence[bytes] | None = None
    delay: float = 0.0
    body_delay: float = 0.0
    chunk_delay: float = 0.0
    at_once: bool = False
    truncate: bool = False
    close: bool = False
    reset: bool = False
    raw: bytes | None = None


Script: TypeAlias = Answer | Callable[[Request], Answer]


def json_answer(value: object, *, status: int = 200, **headers: str) -> Answer:
    """An answer with JSON; in the names of headers `_` stands for `-`."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Answer(status=status, headers={"content-type": "application/json", **named}, body=body)


def events_answer(*events: str | bytes, **headers: str) -> Answer:
    """An answer with server-sent events, each a chunk of its own, as they are given."""
    chunks = [event if isinstance(event, bytes) else event.encode() for event in events]
    return Answer(headers={"content-type": "text/event-stream", **headers}, chunks=chunks)


class Server:
    """The server. Answers come in the order they were scripted; the last one is repeated."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self.open_connections = 0
        self._scripts: list[Script] = [Answer()]
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._thread = threading.Thread(target=self._accept, daemon=True)

    @property
    def url(self) -> str:
        """Where the server listens, as `http://127.0.0.1:port`."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def answer(self, *scripts: Script) -> None:
        """What to do with the requests to come."""
        with self._lock:
            self._scripts = list(scripts)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _hang_up(self._listener)
        self._listener.close()
        with self._lock:
            sockets = list(self._sockets)
        for connection in sockets:
            _hang_up(connection)
        self._thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self.connections += 1
                self.open_connections += 1
                self._sockets.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as reader:
                while (request := _read_request(reader)) is not None:
                    if not _send(connection, self._next_answer(request)):
                        return
        except (OSError, ValueError):
            # The client has hung up, which is for the client's test to judge.
            return
        finally:
            with self._lock:
                self.open_connections -= 1
                self._sockets.discard(connection)

    def _next_answer(self, request: Request) -> Answer:
        with self._lock:
            self.requests.append(request)
            script = self._scripts[0]
            if len(self._scripts) > 1:
                self._scripts.pop(0)
        return script(request) if callable(script) else script


def _read_request(reader: Any) -> Request | None:
    line = reader.readline().decode("latin-1").strip()
    if not line:
        return None
    method, path, _ = line.split(" ", 2)
    headers: list[tuple[str, str]] = []
    while header := reader.readline().decode("latin-1").strip():
        name, _, value = header.partition(":")
        headers.append((name, value.strip()))
    lowered = {name.lower(): value for name, value in headers}
    if lowered.get("transfer-encoding") == "chunked":
        body = _read_chunks(reader)
    else:
        body = reader.read(int(lowered.get("content-length", "0")))
    return Request(method=method, path=path, headers=tuple(headers), body=body)


def _read_chunks(reader: Any) -> bytes:
    body = b""
    while size := int(reader.readline(), 16):
        body += reader.read(size)
        reader.readline()
    reader.readline()
    return body


def _send(connection: socket.socket, answer: Answer) -> bool:
    """Do as the answer says; False if the connection is of no use after it."""
    time.sleep(answer.delay)
    if answer.reset:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False
    if answer.close:
        return False
    if answer.raw is not None:
        connection.sendall(answer.raw)
        return False
    connection.sendall(_head(answer))
    time.sleep(answer.body_delay)
    framed = [b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in answer.chunks or ()]
    if answer.at_once:
        connection.sendall(b"".join([*framed, _LAST_CHUNK]))
        return True
    for chunk in framed:
        connection.sendall(chunk)
        time.sleep(answer.chunk_delay)
    if answer.truncate:
        connection.sendall(answer.body)
        return False
    connection.sendall(_LAST_CHUNK if answer.chunks is not None else answer.body)
    return True


def _head(answer: Answer) -> bytes:
    length = len(answer.body) + (100 if answer.truncate else 0)
    framing = {} if answer.status == 204 else {"content-length": str(length)}
    if answer.chunks is not None:
        framing = {"transfer-encoding": "chunked"}
    lines = [f"HTTP/1.1 {answer.status} {_REASONS.get(answer.status, 'Whatever')}"]
    lines += [f"{name}: {value}" for name, value in {**framing, **answer.headers}.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # It was gone already.
        return
