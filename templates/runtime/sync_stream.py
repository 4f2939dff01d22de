"""A stream to sync code, of server-sent events or of lines: what a call with `stream=True` returns."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import httpx2

from .draining import sync_drain
from .events import END, LARGEST_EVENT, event_reader, has_lines, line_reader
from .failures import typed_errors

if TYPE_CHECKING:
    from types import TracebackType

    from .raw_response import Parser

T = TypeVar("T")


class Stream(Generic[T]):
    """The events of an answer, each as `cast_to`, as they arrive.

    The connection is let go at the end of the events, when iteration over them is broken off, on
    `close`, and at the end of an `with`.
    """

    response: httpx2.Response

    def __init__(self, *, cast_to: Any, response: httpx2.Response, client: Parser) -> None:
        self.response = response
        self._cast_to = cast_to
        self._client = client
        self._values = self._read_lines() if has_lines(response) else self._read()

    def __next__(self) -> T:
        return next(self._values)

    def __iter__(self) -> Iterator[T]:
        try:
            yield from self._values
        finally:
            self._values.close()

    def _read(self) -> Generator[T, None, None]:
        try:
            client = self._client
            read = event_reader(
                self.response,
                self._cast_to,
                strict=client.is_strict,
                errors=client.stream_errors,
            )
            with typed_errors(self.response):
                events = iter(httpx2.EventSource(self.response, LARGEST_EVENT))
                for event in events:
                    value = read(event)
                    if value is END:
                        sync_drain(self.response, events)
                        break
                    if value is not None:
                        yield value
        finally:
            self.response.close()

    def _read_lines(self) -> Generator[T, None, None]:
        try:
            read = line_reader(self.response, self._cast_to, strict=self._client.is_strict)
            with typed_errors(self.response):
                for line in self.response.iter_lines():
                    value = read(line)
                    if value is not None:
                        yield value
        finally:
            self.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the connection go."""
        self.response.close()
