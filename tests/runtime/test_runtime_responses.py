"""`with_raw_response` and `with_streaming_response`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from both_kinds import Api
from runtime import errors
from sample_api import Raw, Thing
from server import Answer, Server, json_answer

OK = json_answer({"id": "t1"}, x_request_id="req_1")


def test_a_raw_response_has_headers_status_and_the_value(api: Api, server: Server) -> None:
    server.answer(json_answer({}, status=500, retry_after="0"), OK)
    things = api.client().things
    response = api.run(Raw(things, "raw").create(name="a"))
    assert (response.status_code, response.request_id) == (200, "req_1")
    assert response.headers["content-type"] == "application/json"
    assert response.retries_taken == 1
    assert (response.method, response.url.path) == ("POST", "/v1/things")
    assert response.http_request.content == b'{"name":"a"}'
    assert response.content == b'{"id": "t1"}'
    assert response.json() == {"id": "t1"}
    assert response.parse() == Thing(id="t1")
    assert response.parse(to=dict) == {"id": "t1"}
    assert response.elapsed.total_seconds() >= 0
    assert type(api.run(things.create(name="a"))) is Thing


def test_a_raw_response_of_a_failure_raises_as_ever(api: Api, server: Server) -> None:
    server.answer(json_answer({}, status=404))
    with pytest.raises(errors.NotFoundError):
        api.run(Raw(api.client().things, "raw").create(name="a"))


def test_a_raw_list_parses_into_a_page(api: Api, server: Server) -> None:
    server.answer(
        json_answer({"data": [{"id": "a"}], "has_more": True}),
        json_answer({"data": [{"id": "b"}], "has_more": False}),
    )
    response = api.run(Raw(api.client().things, "raw").list(limit=1))
    assert [thing.id for thing in api.each(response.parse())] == ["a", "b"]


def test_a_streamed_response_is_read_in_parts(api: Api, server: Server, tmp_path: Any) -> None:
    chunks = [b"one\n", b"t", b"wo\nth", b"ree"]
    server.answer(Answer(chunks=chunks))
    wrapped = Raw(api.client().things, "streamed")
    whole = b"".join(chunks)

    def read(use: Callable[[Any], Any]) -> Any:
        return api.entered(wrapped.content(), use)

    assert read(lambda r: r.read()) == whole
    assert read(lambda r: r.text()) == whole.decode()
    assert read(lambda r: r.stream_to_file(tmp_path / "file", chunk_size=2)) is None
    assert (tmp_path / "file").read_bytes() == whole
    assert b"".join(read(lambda r: collected(r.iter_bytes()))) == whole
    assert "".join(read(lambda r: collected(r.iter_text(3)))) == whole.decode()
    assert read(lambda r: collected(r.iter_lines())) == ["one", "two", "three"]


def collected(parts: Any) -> Any:
    """The parts of a body, in a list, or what is awaited for it."""

    async def collect() -> list[object]:
        return [part async for part in parts]

    return collect() if hasattr(parts, "__aiter__") else list(parts)


def test_a_streamed_response_can_still_be_parsed(api: Api, server: Server) -> None:
    server.answer(OK)
    wrapped = Raw(api.client().things, "streamed")
    assert api.entered(wrapped.create(name="a"), lambda r: r.parse()) == Thing(id="t1")
    assert api.entered(wrapped.create(name="a"), lambda r: r.json()) == {"id": "t1"}


def test_a_streamed_response_lets_its_connection_go(api: Api, server: Server) -> None:
    server.answer(Answer(body=b"x" * 5_000_000))
    wrapped = Raw(api.client().things, "streamed")
    response = api.entered(wrapped.content(), lambda r: r)
    assert response.is_closed
    assert "APIResponse [200 OK]" in repr(response)


def test_a_streamed_body_that_breaks_off_is_a_connection_error(api: Api, server: Server) -> None:
    server.answer(Answer(chunks=[b"abc"], truncate=True))
    wrapped = Raw(api.client().things, "streamed")
    with pytest.raises(errors.APIConnectionError):
        api.entered(wrapped.content(), lambda r: r.read())


def test_a_streamed_response_of_a_failure_raises_with_its_body(api: Api, server: Server) -> None:
    server.answer(json_answer({"error": {"message": "gone"}}, status=404))
    with pytest.raises(errors.NotFoundError, match="gone"):
        api.entered(Raw(api.client().things, "streamed").create(name="a"), lambda r: r)
