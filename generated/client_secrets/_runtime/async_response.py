"""What `with_streaming_response` yields to async code: an answer whose body is still on its way."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from .call import as_whole
from .failures import typed_errors
from .raw_response import ResponseDetails

if TYPE_CHECKING:
    import os
    from types import TracebackType

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class AsyncAPIResponse(ResponseDetails[T_co]):
    """An answer whose body is read when it is asked for, as a whole or in parts."""

    @overload
    async def parse(self) -> T_co: ...
    @overload
    async def parse(self, *, to: type[T]) -> T: ...
    async def parse(self, *, to: Any = None) -> Any:
        """The value that the call would have returned, or the answer as the type `to`."""
        call = self._call if to is None else as_whole(self._call, to)
        if call.stream_cls is None:
            await self.read()
        return self._client.parse_answer(self.http_response, call)

    async def read(self) -> bytes:
        """The body."""
        with typed_errors(self.http_response):
            return await self.http_response.aread()

    async def text(self) -> str:
        """The body as text."""
        await self.read()
        return self.http_response.text

    async def json(self) -> object:
        """The body as JSON, as plain Python values."""
        from .values import decoded

        return decoded(self.http_response, await self.read())

    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The body in chunks as they arrive."""
        with typed_errors(self.http_response):
            async for chunk in self.http_response.aiter_bytes(chunk_size):
                yield chunk

    async def iter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        """The body as text, in chunks as they arrive."""
        with typed_errors(self.http_response):
            async for chunk in self.http_response.aiter_text(chunk_size):
                yield chunk

    async def iter_lines(self) -> AsyncIterator[str]:
        """The body's lines as they arrive."""
        with typed_errors(self.http_response):
            async for line in self.http_response.aiter_lines():
                yield line

    async def stream_to_file(
        self, file: str | os.PathLike[str], *, chunk_size: int | None = None
    ) -> None:
        """Write the body to a file as it arrives."""
        with Path(file).open("wb") as target:
            async for chunk in self.iter_bytes(chunk_size):
                target.write(chunk)

    async def close(self) -> None:
        """Let the connection go; what has not been read is lost."""
        await self.http_response.aclose()


class AsyncResponseContextManager(Generic[T_co]):
    """Makes the call when it is entered, and closes the answer when it is left."""

    def __init__(self, make_call: Callable[[], Awaitable[AsyncAPIResponse[T_co]]]) -> None:
        self._make_call = make_call
        self._response: AsyncAPIResponse[T_co] | None = None

    async def __aenter__(self) -> AsyncAPIResponse[T_co]:
        self._response = await self._make_call()
        return self._response

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._response is not None:
            await self._response.close()
