"""What `with_streaming_response` yields to sync code: an answer whose body is still on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


class APIResponse(ResponseDetails[T_co]):
    """An answer whose body is read when it is asked for, as a whole or in parts."""

    @overload
    def parse(self) -> T_co: ...
    @overload
    def parse(self, *, to: type[T]) -> T: ...
    def parse(self, *, to: Any = None) -> Any:
        """The value that the call would have returned, or the answer as the type `to`."""
        call = self._call if to is None else as_whole(self._call, to)
        if call.stream_cls is None:
            self.read()
        return self._client.parse_answer(self.http_response, call)

    def read(self) -> bytes:
        """The body."""
        with typed_errors(self.http_response):
            return self.http_response.read()

    def text(self) -> str:
        """The body as text."""
        self.read()
        return self.http_response.text

    def json(self) -> object:
        """The body as JSON, as plain Python values."""
        from .values import decoded

        return decoded(self.http_response, self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body in chunks as they arrive."""
        with typed_errors(self.http_response):
            yield from self.http_response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """The body as text, in chunks as they arrive."""
        with typed_errors(self.http_response):
            yield from self.http_response.iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        """The body's lines as they arrive."""
        with typed_errors(self.http_response):
            yield from self.http_response.iter_lines()

    def stream_to_file(
        self, file: str | os.PathLike[str], *, chunk_size: int | None = None
    ) -> None:
        """Write the body to a file as it arrives."""
        with Path(file).open("wb") as target:
            for chunk in self.iter_bytes(chunk_size):
                target.write(chunk)

    def close(self) -> None:
        """Let the connection go; what has not been read is lost."""
        self.http_response.close()


class ResponseContextManager(Generic[T_co]):
    """Makes the call when it is entered, and closes the answer when it is left."""

    def __init__(self, make_call: Callable[[], APIResponse[T_co]]) -> None:
        self._make_call = make_call
        self._response: APIResponse[T_co] | None = None

    def __enter__(self) -> APIResponse[T_co]:
        self._response = self._make_call()
        return self._response

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._response is not None:
            self._response.close()
