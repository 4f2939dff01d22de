"""Streams of server-sent events."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from dataclasses import replace
from itertools import pairwise
from typing import Any, Literal

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from both_kinds import TLS, Api
from runtime import errors
from runtime.events import event_reader
from runtime.models import BaseModel
from runtime.streaming import AsyncStream, Stream
from sample_api import Raw, Sample, Secret, Thing
from server import Answer, Server, events_answer, json_answer

EVENTS = (
    ": comment\n\n"
    'data: {"id": "ü1"}\n\n'
    'event: thing\r\ndata: {"id":\r\ndata:  "2"}\r\n\r\n'
    "event: ping\ndata: {}\n\n"
    "data:\n\n"
    'id: 5\nretry: 10\ndata: {"id": "3", "new": [1]}\n\n'
    "data: [DONE]\n\n"
    'data: {"id": "never"}\n\n'
).encode()
IDS = ["ü1", "2", "3"]


def test_events_come_as_the_declared_type(api: Api, server: Server) -> None:
    server.answer(events_answer(EVENTS))
    stream = api.run(api.client().things.watch())
    things = api.each(stream)
    assert [thing.id for thing in things] == IDS
    assert {type(thing) for thing in things} == {Thing}
    assert stream.response.is_closed


LINES = b'{"id": "a"}\n\n{"id": "b", "error": {"message": "of one thing"}}\r\n{"id": "c"}'


def test_lines_of_json_come_as_the_declared_type(api: Api, server: Server) -> None:
    server.answer(
        Answer(chunks=[LINES[:17], LINES[17:]], headers={"content-type": "application/jsonl"})
    )
    stream = api.run(api.client().things.watch())
    things = api.each(stream)
    assert [thing.id for thing in things] == ["a", "b", "c"]
    assert {type(thing) for thing in things} == {Thing}
    assert stream.response.is_closed


def test_a_line_that_is_not_as_declared_is_an_error_where_that_is_asked_for(
    api: Api, server: Server
) -> None:
    server.answer(Answer(body=b'{"id": 1}', headers={"content-type": "application/x-ndjson"}))
    with pytest.raises(errors.APIResponseValidationError):
        api.each(api.run(api.client(_strict_response_validation=True).things.watch()))


class Started(BaseModel):
    event: Literal["thread.started"]
    data: Secret


class Failed(BaseModel):
    event: Literal["thread.failed"]
    data: Thing


def test_an_events_name_is_a_field_where_all_values_have_it(api: Api, server: Server) -> None:
    server.answer(
        events_answer(
            'event: thread.started\ndata: {"value": "v", "expires_at": 1}\n\n',
            'event: thread.failed\ndata: {"id": "t1"}\n\n',
            'event: thread.new\ndata: {"id": "t2"}\n\n',
            'data: {"event": "thread.failed", "data": {"id": "t3"}}\n\n',
            "event: done\ndata: [DONE]\n\n",
        )
    )
    stream = Stream if api.kind == "sync" else AsyncStream
    resource: Any = api.client().things
    started, failed, new, bare = api.each(
        api.run(resource._request_stream("POST", "/x", cast_to=Started | Failed, stream_cls=stream))
    )
    assert started == Started(event="thread.started", data=Secret(value="v", expires_at=1))
    assert failed == Failed(event="thread.failed", data=Thing(id="t1"))
    assert (new.event, new.data) == ("thread.new", {"id": "t2"})
    assert bare == Failed(event="thread.failed", data=Thing(id="t3"))


@given(st.lists(st.integers(0, len(EVENTS)), max_size=20).map(sorted))
@settings(deadline=None)
def test_any_cuts_give_the_same_events(cuts: list[int]) -> None:
    edges = [0, *cuts, len(EVENTS)]
    pieces = [EVENTS[a:b] for a, b in pairwise(edges) if a < b]
    assert _ids(events_answer(*pieces)) == IDS


def test_cuts_at_every_byte_give_the_same_events() -> None:
    assert _ids(events_answer(*(EVENTS[i : i + 1] for i in range(len(EVENTS))))) == IDS


def _ids(answer: Answer) -> list[str]:
    with Server() as server:
        server.answer(answer)
        with Sample(api_key="k", base_url=server.url, http_client=connect()) as client:
            stream = client.things.watch()
            assert isinstance(stream, Stream)
            return [thing.id for thing in stream]


def connect() -> httpx2.Client:
    return httpx2.Client(verify=TLS)


def test_without_streaming_the_answer_is_the_value(api: Api, server: Server) -> None:
    server.answer(json_answer({"id": "t1"}))
    assert api.run(api.client().things.watch(stream=False)) == Thing(id="t1")


@pytest.mark.parametrize(
    "event",
    [
        'data: {"error": {"message": "overloaded", "code": "busy"}}\n\n',
        'event: error\ndata: {"message": "overloaded", "code": "busy"}\n\n',
    ],
)
def test_an_error_in_the_stream_raises(api: Api, server: Server, event: str) -> None:
    server.answer(events_answer('data: {"id": "1"}\n\n', event))
    stream = api.run(api.client().things.watch())
    with pytest.raises(errors.APIError, match=r"^overloaded$") as caught:
        api.each(stream)
    assert caught.value.code == "busy"
    assert stream.response.is_closed


class Broken(BaseModel):
    error: Secret | None = None
    type: Literal["broken", "error"]


def of_broken(api: Api) -> Any:
    stream = Stream if api.kind == "sync" else AsyncStream
    resource: Any = api.client().things
    return api.run(
        resource._request_stream("POST", "/x", cast_to=Broken | Thing, stream_cls=stream)
    )


@pytest.mark.parametrize("name", ["error", "broken"])
def test_an_error_that_is_a_declared_event_does_not_raise(
    api: Api, server: Server, name: Literal["broken", "error"]
) -> None:
    told = f'{{"type": "{name}", "error": {{"value": "v", "expires_at": 1}}}}'
    server.answer(events_answer(f"event: {name}\ndata: {told}\n\n"))
    expected = Broken(type=name, error=Secret(value="v", expires_at=1))
    assert api.each(of_broken(api)) == [expected]


@pytest.mark.parametrize("told", ['"type": "other", ', ""])
def test_an_error_that_is_no_declared_event_raises(api: Api, server: Server, told: str) -> None:
    server.answer(events_answer(f'data: {{{told}"error": {{"message": "overloaded"}}}}\n\n'))
    with pytest.raises(errors.APIError, match=r"^overloaded$"):
        api.each(of_broken(api))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (events_answer("data: {\n\n"), errors.APIResponseValidationError),
        (json_answer({"id": "1"}), errors.APIResponseValidationError),
        (
            Answer(
                headers={"content-type": "text/event-stream"},
                chunks=[b'data: {"id": "1"}\n\n'],
                truncate=True,
            ),
            errors.APIConnectionError,
        ),
    ],
)
def test_a_broken_stream_is_a_typed_error(
    api: Api, server: Server, answer: Answer, error: type[Exception]
) -> None:
    server.answer(answer)
    stream = api.run(api.client().things.watch())
    with pytest.raises(error):
        api.each(stream)
    assert stream.response.is_closed


def test_a_failure_before_the_stream_is_a_status_error(api: Api, server: Server) -> None:
    server.answer(json_answer({"error": {"message": "no"}}, status=429, x_should_retry="false"))
    with pytest.raises(errors.RateLimitError, match="no"):
        api.run(api.client().things.watch())


@pytest.mark.parametrize(
    "sent",
    [{"at_once": True}, {"chunk_delay": 0.05}, {}],
    ids=["at once", "with pauses", "one by one"],
)
def test_the_connection_is_used_again_after_the_last_event(
    api: Api, server: Server, sent: dict[str, Any]
) -> None:
    events = events_answer('data: {"id": "1"}\n\n', "data: [DONE]\n\n")
    server.answer(replace(events, **sent))
    client = api.client()
    for _ in range(3):
        assert [thing.id for thing in api.each(api.run(client.things.watch()))] == ["1"]
    assert (len(server.requests), server.connections) == (3, 1)


def test_a_server_that_holds_on_after_the_last_event_is_not_waited_for(
    api: Api, server: Server
) -> None:
    events = events_answer('data: {"id": "1"}\n\ndata: [DONE]\n\n', ": still here\n\n")
    server.answer(replace(events, chunk_delay=2), json_answer({"id": "2"}))
    client = api.client()
    stream = api.run(client.things.watch())
    started = time.monotonic()
    assert [thing.id for thing in api.each(stream)] == ["1"]
    assert time.monotonic() - started < 1.5
    assert stream.response.is_closed
    assert api.run(client.things.retrieve("2")).id == "2"
    assert server.connections == 2


def test_without_threads_a_stream_ends_all_the_same(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answer(events_answer(EVENTS))
    stream: Any = Api("sync", server).client().things.watch()

    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refuse)
        assert [thing.id for thing in stream] == IDS
    assert stream.response.is_closed


def test_breaking_off_lets_the_connection_go(api: Api, server: Server) -> None:
    server.answer(events_answer(*(f'data: {{"id": "{i}"}}\n\n' for i in range(1000))))
    stream = api.run(api.client().things.watch())
    assert [thing.id for thing in api.each(stream, limit=2)] == ["0", "1"]
    api.run(asyncio.sleep(0) if api.kind == "async" else None)
    assert stream.response.is_closed


def test_leaving_the_stream_lets_the_connection_go(api: Api, server: Server) -> None:
    server.answer(events_answer(*(f'data: {{"id": "{i}"}}\n\n' for i in range(1000))))
    stream = api.run(api.client().things.watch())
    first = api.entered(stream, lambda s: next(s) if api.kind == "sync" else anext(s))
    assert first.id == "0"
    assert stream.response.is_closed


def test_cancellation_lets_the_connection_go(server: Server) -> None:
    server.answer(
        Answer(
            headers={"content-type": "text/event-stream"},
            chunks=[b'data: {"id": "1"}\n\n', b": wait\n\n"],
            chunk_delay=5,
        )
    )
    api = Api("async", server)
    client = api.client()

    async def cancelled() -> Any:
        stream = await client.things.watch()

        async def consume() -> None:
            async for _ in stream:
                pass

        task = asyncio.create_task(consume())
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return stream

    stream = api.run(cancelled())
    assert stream.response.is_closed
    api.close()


def test_a_raw_response_parses_into_the_stream(api: Api, server: Server) -> None:
    server.answer(events_answer(EVENTS))
    response = api.run(Raw(api.client().things, "raw").watch(stream=True))
    assert response.headers["content-type"] == "text/event-stream"
    assert [thing.id for thing in api.each(response.parse())] == IDS


def test_a_large_event_arrives_whole(api: Api, server: Server) -> None:
    text = "x" * 3_000_000
    server.answer(events_answer(f"data: {json.dumps({'id': text})}\n\n"))
    (thing,) = api.each(api.run(api.client().things.watch()))
    assert thing.id == text


@pytest.mark.parametrize(
    ("told_by", "name", "raises"),
    [
        ("all", None, True),
        ("events", None, False),
        ("events", "error", True),
        ("none", "error", False),
    ],
)
def test_what_an_api_calls_an_error_in_a_stream_is_one(
    told_by: Any, name: str | None, raises: bool
) -> None:
    response = httpx2.Response(200, request=httpx2.Request("GET", "http://x"))
    read = event_reader(response, Thing, strict=False, errors=told_by)
    event = httpx2.ServerSentEvent(event=name or "message", data='{"id": "1", "error": {"a": 1}}')
    if raises:
        with pytest.raises(errors.APIError):
            read(event)
    else:
        assert read(event).id == "1"
