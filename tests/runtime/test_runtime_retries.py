"""Which failures are tried again, when, and with what."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest

from both_kinds import Api
from runtime import errors
from runtime.retry import delay_after, retry_after, retry_delay
from server import Answer, Server, json_answer

OK = json_answer({"id": "t1"})
NOW = {"retry_after": "0"}


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_a_status_that_may_pass_is_tried_again(api: Api, server: Server, status: int) -> None:
    server.answer(json_answer({}, status=status, **NOW), OK)
    assert api.run(api.client().things.create(name="a")).id == "t1"
    first, second = server.requests
    assert first.body == second.body == b'{"name":"a"}'
    assert [r.header("x-stainless-retry-count") for r in server.requests] == ["0", "1"]
    assert first.header("Idempotency-Key") == second.header("Idempotency-Key") is not None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_status_that_stays_is_final(api: Api, server: Server, status: int) -> None:
    server.answer(json_answer({}, status=status))
    with pytest.raises(errors.APIStatusError):
        api.run(api.client().things.create(name="a"))
    assert len(server.requests) == 1


def test_the_server_has_the_say_over_retries(api: Api, server: Server) -> None:
    server.answer(json_answer({}, status=400, x_should_retry="true", **NOW), OK)
    assert api.run(api.client().things.create(name="a")).id == "t1"
    server.answer(json_answer({}, status=500, x_should_retry="false"))
    with pytest.raises(errors.InternalServerError):
        api.run(api.client().things.create(name="a"))
    assert len(server.requests) == 3


def test_tries_end_with_the_error_of_the_last(api: Api, server: Server) -> None:
    server.answer(json_answer({}, status=500, **NOW), json_answer({}, status=429, **NOW))
    with pytest.raises(errors.RateLimitError):
        api.run(api.client().things.create(name="a"))
    assert len(server.requests) == 3


def test_the_number_of_retries_is_the_clients_or_the_calls(api: Api, server: Server) -> None:
    server.answer(json_answer({}, status=500, **NOW))
    client = api.client(max_retries=0)
    with pytest.raises(errors.InternalServerError):
        api.run(client.things.create(name="a"))
    assert len(server.requests) == 1
    with pytest.raises(errors.InternalServerError):
        api.run(client.post("/x", cast_to=object, options={"max_retries": 1}))
    assert len(server.requests) == 3


def test_a_broken_connection_is_tried_again(api: Api, server: Server) -> None:
    server.answer(Answer(close=True), OK)
    assert api.run(api.client().things.create(name="a")).id == "t1"


def test_an_answer_that_asks_for_too_much_patience_is_final(api: Api, server: Server) -> None:
    server.answer(json_answer({}, status=429, retry_after="121"))
    with pytest.raises(errors.RateLimitError):
        api.run(api.client().things.create(name="a"))
    assert len(server.requests) == 1


def test_the_wait_is_as_long_as_the_server_asks(api: Api, server: Server) -> None:
    server.answer(json_answer({}, status=429, retry_after_ms="300"), OK)
    started = time.monotonic()
    api.run(api.client().things.create(name="a"))
    assert 0.3 <= time.monotonic() - started < 2


def test_a_body_that_can_not_be_replayed_is_not_sent_twice(api: Api, server: Server) -> None:
    async def chunks() -> object:
        yield b"abc"

    body = chunks() if api.kind == "async" else iter([b"abc"])
    server.answer(json_answer({}, status=500, **NOW), OK)
    with pytest.raises(errors.InternalServerError):
        api.run(api.client().post("/x", cast_to=object, body=body, encoding="binary"))
    assert [request.body for request in server.requests] == [b"abc"]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "-1"}, 0.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Wed, 21 Oct 99999 07:28:00 GMT"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after-ms": "x", "retry-after": "9"}, 9.0),
    ],
)
def test_retry_after_is_read_in_all_its_forms(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after(headers) == seconds


def test_retry_after_may_be_a_date() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 28 <= (retry_after({"retry-after": date}) or 0) <= 30


@pytest.mark.parametrize(("retries_taken", "longest"), [(0, 0.5), (1, 1.0), (4, 8.0), (5000, 8.0)])
def test_without_word_from_the_server_waits_grow_up_to_a_limit(
    retries_taken: int, longest: float
) -> None:
    delays = [retry_delay(retries_taken, None) or 0 for _ in range(50)]
    assert all(longest * 0.75 <= delay <= longest for delay in delays)
    assert len(set(delays)) > 1


@pytest.mark.parametrize(("asked", "delay"), [("120", 120.0), ("120.1", None), ("inf", None)])
def test_two_minutes_are_the_limit_of_patience(asked: str, delay: float | None) -> None:
    assert retry_delay(0, {"retry-after": asked}) == delay


def test_what_would_only_happen_again_is_final() -> None:
    assert delay_after(httpx2.UnsupportedProtocol("ftp"), 0) is None
    assert delay_after(httpx2.ConnectError("refused"), 0) is not None
