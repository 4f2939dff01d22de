"""What is left of a stream after its last event: read, so that its connection can be used again, but
never waited for. A server that says no more has nothing to say; one that holds on is hung up on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from functools import partial
from socket import SHUT_RDWR, socket
from threading import Event, Thread
from typing import Any

import httpx2

PATIENCE = 0.25
"""The seconds that the end of a body may take."""


def sync_drain(response: httpx2.Response, rest: Iterator[object]) -> None:
    """Read the rest of a response's events."""
    connection = _connection(response)
    if connection is None:
        return
    is_done = Event()
    # A read that has begun can't be told how long it may take: it ends when the connection does.
    watch = partial(_hang_up_unless, is_done, connection.get_extra_info("socket"))
    try:
        Thread(target=watch, daemon=True).start()
    except RuntimeError:
        # There are no threads here, or none left: what nobody watches is not waited for.
        return
    with suppress(httpx2.RequestError):
        for _ in rest:
            pass
    is_done.set()


async def async_drain(response: httpx2.Response, rest: AsyncIterator[object]) -> None:
    """Read the rest of a response's events."""
    from anyio import move_on_after

    if _connection(response) is not None:
        with suppress(httpx2.RequestError), move_on_after(PATIENCE):
            async for _ in rest:
                pass


def _connection(response: httpx2.Response) -> Any:
    """The connection that nothing but this response comes from; None where others share it."""
    is_its_own = response.http_version.startswith("HTTP/1.")
    return response.extensions.get("network_stream") if is_its_own else None


def _hang_up_unless(is_done: Event, connection: socket) -> None:
    if not is_done.wait(PATIENCE):
        with suppress(OSError):
            connection.shutdown(SHUT_RDWR)
