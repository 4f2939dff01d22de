"""Many calls at once, some of which fail."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx2

from both_kinds import TLS
from runtime import errors
from sample_api import AsyncSample, Sample, Thing
from server import Answer, Request, Server, json_answer

CALLS = 1000
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

        check(list(pool.map(one, range(CALLS))), server)


def test_every_async_call_ends_in_its_value_or_a_typed_error(server: Server) -> None:
    server.answer(faulty)

    async def run() -> list[Thing | errors.APIError]:
        http_client = httpx2.AsyncClient(verify=TLS)
        async with AsyncSample(api_key="k", base_url=server.url, http_client=http_client) as client:
            gate = asyncio.Semaphore(AT_ONCE)

            async def one(number: int) -> Thing | errors.APIError:
                async with gate:
                    try:
                        return await client.things.create(name=str(number))
                    except errors.APIError as error:
                        return error

            return await asyncio.gather(*(one(number) for number in range(CALLS)))

    check(asyncio.run(run()), server)


def check(outcomes: list[Thing | errors.APIError], server: Server) -> None:
    kinds = Counter(type(outcome).__name__ for outcome in outcomes)
    assert len(outcomes) == CALLS
    assert kinds["Thing"] > CALLS * 0.9
    assert {"NotFoundError", "APIResponseValidationError"} <= set(kinds)
    for number, outcome in enumerate(outcomes):
        assert isinstance(outcome, errors.APIError) or outcome.id == str(number)
    assert server.connections < AT_ONCE + CALLS * 0.1
