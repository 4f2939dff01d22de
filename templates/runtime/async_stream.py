"""A stream to async code, of server-sent events or of lines: what a call with `stream=True` returns."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import httpx2

from .draining import async_drain
from .events import END, LARGEST_EVENT, event_reader, has_lines, line_reader
from .failures import typed_errors

if TYPE_CHECKING:
    from types import TracebackType

    from .raw_response import Parser

T = TypeVar("T")


class AsyncStream(Generic[T]):
    """The events of an answer, each as `cast_to`, as they arrive.

    The connection is let go at the end of the events, when iteration over them is broken off, on
    `close`, and at the end of an `async with`.
    """

    response: httpx2.Response

    def __init__(self, *, cast_to: Any, response: httpx2.Response, client: Parser) -> None:
        self.response = response
        self._cast_to = cast_to
        self._client = client
        self._values = self._read_lines() if has_lines(response) else self._read()

    async def __anext__(self) -> T:
        return await anext(self._values)

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            async for value in self._values:
                yield value
        finally:
            await self._values.aclose()

    async def _read(self) -> AsyncGenerator[T, None]:
        try:
            client = self._client
            read = event_reader(
                self.response,
                self._cast_to,
                strict=client.is_strict,
                errors=client.stream_errors,
            )
            with typed_errors(self.response):
                events = aiter(httpx2.EventSource(self.response, LARGEST_EVENT))
                async for event in events:
                    value = read(event)
                    if value is END:
                        await async_drain(self.response, events)
                        break
                    if value is not None:
                        yield value
        finally:
            await self.response.aclose()

    async def _read_lines(self) -> AsyncGenerator[T, None]:
        try:
            read = line_reader(self.response, self._cast_to, strict=self._client.is_strict)
            with typed_errors(self.response):
                async for line in self.response.aiter_lines():
                    value = read(line)
                    if value is not None:
                        yield value
        finally:
            await self.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let the connection go."""
        await self.response.aclose()
