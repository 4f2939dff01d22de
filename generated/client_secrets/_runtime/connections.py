"""The httpx2 client under a client: limits, timeouts, and how one that nobody closed goes away."""

from __future__ import annotations

import sys
import weakref
from typing import TYPE_CHECKING

import httpx2

from .tls import LazyContext
from .types import NotGiven

if TYPE_CHECKING:
    import asyncio

    from .definition import ClientDefinition
    from .types import Timeout

CONNECT_TIMEOUT = 5.0
MAX_REDIRECTS = 20

_HTTPX2_TIMEOUT = httpx2.Timeout(5.0)

_closing: set[asyncio.Task[None]] = set()
"""Tasks that close connections; the loop itself does not hold on to them."""


def sync_http_client(timeout: float | Timeout | None) -> httpx2.Client:
    """The connections of a client that was not given any."""
    return httpx2.Client(
        timeout=timeout, limits=_limits(), follow_redirects=True, verify=LazyContext()
    )


def async_http_client(timeout: float | Timeout | None) -> httpx2.AsyncClient:
    """The connections of an async client that was not given any."""
    return httpx2.AsyncClient(
        timeout=timeout, limits=_limits(), follow_redirects=True, verify=LazyContext()
    )


def chosen_timeout(
    timeout: float | Timeout | NotGiven | None,
    http_client: httpx2.Client | httpx2.AsyncClient | None,
    definition: ClientDefinition,
) -> float | Timeout | None:
    """The user's, else that of the user's `http_client` where it has been set, else the API's."""
    if not isinstance(timeout, NotGiven):
        return timeout
    if http_client is not None and http_client.timeout != _HTTPX2_TIMEOUT:
        return http_client.timeout
    return httpx2.Timeout(definition.timeout, connect=CONNECT_TIMEOUT)


def _limits() -> httpx2.Limits:
    return httpx2.Limits(max_connections=1000, max_keepalive_connections=100)


class Lease:
    """What all the clients hold that share connections: once it is gone, these are closed."""

    def __init__(self, http_client: httpx2.Client | httpx2.AsyncClient) -> None:
        # The connections must not be part of the garbage that a client is: they would be finalized
        # along with it, in any order, and would complain that nobody closed them.
        finalizer = weakref.finalize(self, _close, http_client)
        # When the program ends, no loop is left that could close those of an async client.
        finalizer.atexit = isinstance(http_client, httpx2.Client)


def _close(http_client: httpx2.Client | httpx2.AsyncClient) -> None:
    if isinstance(http_client, httpx2.Client):
        http_client.close()
    elif "asyncio" in sys.modules:
        import asyncio

        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            # Connections belong to a loop: without a running one there is nothing left to close.
            return
        closing = loop.create_task(http_client.aclose())
        _closing.add(closing)
        closing.add_done_callback(_closing.discard)
