"""Bodies that are bytes: from memory, from files, and from what yields them as they are sent."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from both_kinds import Api
from runtime.errors import InternalServerError
from runtime.uploads import Source
from server import Server, json_answer

OK = json_answer({"id": "f1"})
BUSY = json_answer({}, status=500, retry_after="0")
LARGE = b"0123456789abcdef" * 20_000


class Watched(io.BytesIO):
    """A file that remembers how much of it was read at once."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.largest = 0

    def read(self, size: int | None = -1, /) -> bytes:
        chunk = super().read(size)
        self.largest = max(self.largest, len(chunk))
        return chunk


def chunks() -> Iterator[bytes]:
    yield from (b"one", b"", b"two")


async def async_chunks() -> AsyncIterator[bytes]:
    for chunk in chunks():
        yield chunk


def send(api: Api, body: object, **settings: Any) -> Any:
    return api.run(api.client(**settings).post("/x", cast_to=object, body=body, encoding="binary"))


def in_memory(_: Path) -> bytes:
    return LARGE


def on_disk(path: Path) -> Path:
    return path


def opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def in_a_buffer(_: Path) -> Watched:
    return Watched(LARGE)


@pytest.mark.parametrize("make", [in_memory, on_disk, opened, in_a_buffer])
def test_a_body_of_known_size_is_sent_whole_each_time(
    api: Api, server: Server, tmp_path: Path, make: Callable[[Path], Any]
) -> None:
    path = tmp_path / "large.bin"
    path.write_bytes(LARGE)
    server.answer(BUSY, OK)
    body = make(path)
    send(api, body)
    assert [request.body for request in server.requests] == [LARGE, LARGE]
    for request in server.requests:
        assert request.header("content-length") == str(len(LARGE))
        assert request.header("content-type") == "application/octet-stream"
    if isinstance(body, io.IOBase):
        body.close()


def test_a_large_file_is_never_read_as_a_whole(api: Api, server: Server) -> None:
    server.answer(OK)
    file = Watched(LARGE)
    send(api, file)
    api.run(api.client().things.upload(file=file))
    assert file.largest == 64 * 1024


def test_an_open_file_is_sent_from_where_it_stands(api: Api, server: Server) -> None:
    server.answer(BUSY, OK)
    file = io.BytesIO(b"read already, to be sent")
    file.seek(14)
    send(api, file)
    assert [request.body for request in server.requests] == [b"to be sent"] * 2


def test_what_yields_bytes_is_sent_once(api: Api, server: Server) -> None:
    server.answer(BUSY, OK)
    with pytest.raises(InternalServerError):
        send(api, chunks())
    assert [request.body for request in server.requests] == [b"onetwo"]
    assert server.requests[0].header("transfer-encoding") == "chunked"


def test_what_yields_bytes_asynchronously_needs_the_async_client(api: Api, server: Server) -> None:
    server.answer(OK)
    if api.kind == "sync":
        with pytest.raises(TypeError, match="needs the async client"):
            send(api, async_chunks())
    else:
        send(api, async_chunks())
        assert server.requests[0].body == b"onetwo"


@pytest.mark.parametrize("is_named", [False, True])
def test_a_form_takes_what_yields_bytes(api: Api, server: Server, is_named: bool) -> None:
    server.answer(OK)
    upload = ("a.bin", chunks()) if is_named else chunks()
    api.run(api.client().things.upload(file=upload, purpose="x"))
    (request,) = server.requests
    assert b"\r\n\r\nonetwo\r\n" in request.body
    assert request.header("transfer-encoding") == "chunked"


def test_a_source_knows_its_size_where_it_can(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"abc")
    assert Source(tmp_path / "f").size == 3
    assert Source(io.BytesIO(b"abcd")).size == 4
    assert Source(chunks()).size is None
