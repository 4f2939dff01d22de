"""The httpx2 client under a client: limits, timeouts, and how one that nobody closed goes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2

from .types import NotGiven

if TYPE_CHECKING:
    from .definition import ClientDefinition
    from .types import Timeout

CONNECT_TIMEOUT = 5.0
MAX_REDIRECTS = 20

_HTTPX2_TIMEOUT = httpx2.Timeout(5.0)


def sync_http_client(timeout: float | Timeout | None) -> httpx2.Client:
    """The connections of a client that was not given any."""
    return _ClosingClient(timeout=timeout, limits=_limits(), follow_redirects=True)


def async_http_client(timeout: float | Timeout | None) -> httpx2.AsyncClient:
    """The connections of an async client that was not given any."""
    return httpx2.AsyncClient(timeout=timeout, limits=_limits(), follow_redirects=True)


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


class _ClosingClient(httpx2.Client):
    def __del__(self) -> None:
        # An instance whose `__init__` failed has nothing to close.
        if hasattr(self, "_transport"):
            self.close()
