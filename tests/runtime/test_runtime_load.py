"""Many calls at once, some of which fail."""

from __future__ import annotations

import asyncio
import gc
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx2

from both_kinds import TLS
from runtime import errors
from sample_api import AsyncSample, Sample, Thing
from server import Answer, Request, Server, json_answer
from soak import times

CALLS = times(usually=1000, in_soak=10_000)
AT_ONCE = 50

FAULTS = (
    json_answer({}, status=500, retry_after="0"),
    json_answer({}, status=429, retry_after_ms="1"),
    json_answer({}, status=404),
    Answer(body=b"<html>"),
    Answer(body=b"{", truncate=True),
    Answer(close=True),
)


def faulty(request: Request) -> Answer:
    chance = random.Random(
        request.body + (request.header("x-stainless-retry-count") or "").encode()
    )
    if chance.random() < 0.1:
        return chance.choice(FAULTS)
    return json_answer({"id": request.json()["name"]})


def test_every_threaded_call_ends_in_its_value_or_a_typed_error(server: Server) -> None:
    server.answer(faulty)
    with (
        Sample(api_key="k", base_url=server.url, http_client=httpx2.Client(verify=TLS)) as client,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):

        def one(number: int) -> Thing | errors.APIError:
            try:
                return client.things.create(name=str(number))
            except errors.APIError as error:
                return error

        check(lambda numbers: list(pool.map(one, numbers)), server)
    check_that_all_is_closed(server)


def test_every_async_call_ends_in_its_value_or_a_typed_error(server: Server) -> None:
    server.answer(faulty)
    gate = asyncio.Semaphore(AT_ONCE)
    http_client = httpx2.AsyncClient(verify=TLS)
    client = AsyncSample(api_key="k", base_url=server.url, http_client=http_client)

    async def one(number: int) -> Thing | errors.APIError:
        async with gate:
            try:
                return await client.things.create(name=str(number))
            except errors.APIError as error:
                return error

    async def every(numbers: range) -> list[Thing | errors.APIError]:
        return await asyncio.gather(*(one(number) for number in numbers))

    with asyncio.Runner() as runner:
        check(lambda numbers: runner.run(every(numbers)), server)
        runner.run(client.close())
    check_that_all_is_closed(server)


def check(call: Callable[[range], list[Thing | errors.APIError]], server: Server) -> None:
    """Make the calls in two halves: the second one must leave nothing behind that the first did
    not."""
    check_outcomes(range(CALLS // 2), call(range(CALLS // 2)))
    connections, left = server.connections, objects_left(server)
    check_outcomes(range(CALLS // 2, CALLS), call(range(CALLS // 2, CALLS)))
    assert objects_left(server) - left < CALLS / 10
    assert server.connections - connections < AT_ONCE + CALLS * 0.05


def check_outcomes(numbers: range, outcomes: list[Thing | errors.APIError]) -> None:
    kinds = Counter(type(outcome).__name__ for outcome in outcomes)
    assert len(outcomes) == len(numbers)
    assert kinds["Thing"] > len(numbers) * 0.9
    assert {"NotFoundError", "APIResponseValidationError"} <= set(kinds)
    for number, outcome in zip(numbers, outcomes, strict=True):
        assert isinstance(outcome, errors.APIError) or outcome.id == str(number)


def objects_left(server: Server) -> int:
    """The objects of the process, but for those that the server remembers."""
    server.requests.clear()
    gc.collect()
    return len(gc.get_objects())


def check_that_all_is_closed(server: Server) -> None:
    ended = time.monotonic() + 5
    while server.open_connections and time.monotonic() < ended:
        time.sleep(0.01)
    assert server.open_connections == 0
