"""A sample client of either kind, and what a test does with it alike for both."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any, cast

import httpx2

from sample_api import AsyncSample, Sample
from server import Server

# Making one takes most of the time that making a client takes.
TLS = httpx2.create_ssl_context()


class Api:
    """A client of one kind, and the way to get at what its calls return."""

    def __init__(self, kind: str, server: Server) -> None:
        self.kind = kind
        self._url = server.url
        self._runner = asyncio.Runner()
        self._clients: list[Any] = []

    def client(self, **settings: Any) -> Any:
        """A new client of the server."""
        make, connect = (
            (Sample, httpx2.Client) if self.kind == "sync" else (AsyncSample, httpx2.AsyncClient)
        )
        given = {"api_key": "sk-very-secret", "base_url": f"{self._url}/v1", **settings}
        if "http_client" not in given:
            given["http_client"] = connect(verify=TLS, follow_redirects=True)
        client = make(**given)
        self._clients.append(client)
        return client

    def run(self, result: Any) -> Any:
        """What a call returned, awaited if need be."""
        if not inspect.isawaitable(result):
            return result

        async def wait() -> object:
            return await cast("Any", result)

        return self._runner.run(wait())

    def each(self, iterable: Any, *, limit: int | None = None) -> list[Any]:
        """The items of what is iterated over; the loop is broken off after `limit`."""

        async def collect() -> list[Any]:
            items: list[Any] = []
            async for item in iterable:
                items.append(item)
                if len(items) == limit:
                    break
            return items

        if self.kind == "async":
            return self._runner.run(collect())
        collected: list[Any] = []
        for item in iterable:
            collected.append(item)
            if len(collected) == limit:
                break
        return collected

    def entered(self, manager: Any, use: Callable[[Any], Any]) -> Any:
        """What `use` makes of the value that a context manager yields."""

        async def enter() -> object:
            async with manager as value:
                used = use(value)
                return await used if inspect.isawaitable(used) else used

        if self.kind == "async":
            return self._runner.run(enter())
        with manager as value:
            return use(value)

    def close(self) -> None:
        for client in self._clients:
            self.run(client.close())
        self._runner.close()
