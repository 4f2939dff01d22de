"""The httpx2 client under a client: limits, timeouts, and how one that nobody closed goes away."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Mapping
from contextlib import suppress
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
DEFAULT_CONNECTION_LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=100)

_HTTPX2_TIMEOUT = httpx2.Timeout(5.0)

_closing: set[asyncio.Task[None]] = set()
"""Tasks that close connections; the loop itself does not hold on to them."""


class DefaultHttpxClient(httpx2.Client):
    """An httpx2 client with the settings of one that a client makes for itself, where none are given."""

    if not TYPE_CHECKING:

        def __init__(self, **settings):
            super().__init__(**_with_defaults(settings))


class DefaultAsyncHttpxClient(httpx2.AsyncClient):
    """An httpx2 client with the settings of one that a client makes for itself, where none are given."""

    if not TYPE_CHECKING:

        def __init__(self, **settings):
            super().__init__(**_with_defaults(settings))


def _with_defaults(settings: Mapping[str, object]) -> dict[str, object]:
    limits = DEFAULT_CONNECTION_LIMITS
    return {"limits": limits, "follow_redirects": True, "verify": LazyContext(), **settings}


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
    return default_timeout(definition)


def default_timeout(definition: ClientDefinition) -> Timeout:
    """The API's timeout, with one for the connection."""
    return httpx2.Timeout(definition.timeout, connect=CONNECT_TIMEOUT)


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
        closing = loop.create_task(_aclose(http_client))
        _closing.add(closing)
        closing.add_done_callback(_closing.discard)


async def _aclose(http_client: httpx2.AsyncClient) -> None:
    # The loop that runs need not be that of the connections: these are gone if theirs is closed.
    with suppress(RuntimeError):
        await http_client.aclose()
