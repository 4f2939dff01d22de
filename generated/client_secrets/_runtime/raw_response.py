"""What `with_raw_response` returns, and what all kinds of responses have in common.

A raw response has been read: nothing in it does I/O, so that it serves sync and async calls alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, overload

from .call import as_whole

if TYPE_CHECKING:
    from datetime import timedelta

    import httpx2

    from .call import Call
    from .definition import StreamErrors

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Parser(Protocol):
    """The client's part in a response: how it makes a value of it."""

    def parse_answer(self, response: httpx2.Response, call: Call) -> Any:
        """The value that the call returns."""
        ...

    @property
    def is_strict(self) -> bool:
        """Whether answers must be of the declared types."""
        ...

    @property
    def stream_errors(self) -> StreamErrors:
        """Which events of a stream are errors."""
        ...


class ResponseDetails(Generic[T_co]):
    """An answer's status, headers and origin."""

    http_response: httpx2.Response
    retries_taken: int
    """How many tries failed before this one."""

    def __init__(
        self, response: httpx2.Response, *, call: Call, client: Parser, retries_taken: int
    ) -> None:
        self.http_response = response
        self.retries_taken = retries_taken
        self._call = call
        self._client = client

    @property
    def headers(self) -> httpx2.Headers:
        """The answer's headers."""
        return self.http_response.headers

    @property
    def status_code(self) -> int:
        """The answer's status."""
        return self.http_response.status_code

    @property
    def request_id(self) -> str | None:
        """The API's own name for the request."""
        from .errors import request_id_of

        return request_id_of(self.http_response)

    @property
    def http_request(self) -> httpx2.Request:
        """The request as it was sent."""
        return self.http_response.request

    @property
    def url(self) -> httpx2.URL:
        """The request's URL."""
        return self.http_response.url

    @property
    def method(self) -> str:
        """The request's method."""
        return self.http_request.method

    @property
    def http_version(self) -> str:
        """The version of HTTP that the server spoke."""
        return self.http_response.http_version

    @property
    def elapsed(self) -> timedelta:
        """The time that the call took, once the answer has been read or closed."""
        return self.http_response.elapsed

    @property
    def is_closed(self) -> bool:
        """Whether the connection has been let go."""
        return self.http_response.is_closed

    def __repr__(self) -> str:
        reason = self.http_response.reason_phrase
        return f"<{type(self).__name__} [{self.status_code} {reason}]>"


class RawAPIResponse(ResponseDetails[T_co]):
    """An answer that has been read, with the value that the call would have returned."""

    @overload
    def parse(self) -> T_co: ...
    @overload
    def parse(self, *, to: type[T]) -> T: ...
    def parse(self, *, to: Any = None) -> Any:
        """The value that the call would have returned, or the answer as the type `to`."""
        call = self._call if to is None else as_whole(self._call, to)
        return self._client.parse_answer(self.http_response, call)

    @property
    def content(self) -> bytes:
        """The body."""
        return self.http_response.content

    @property
    def text(self) -> str:
        """The body as text."""
        return self.http_response.text

    def json(self) -> object:
        """The body as JSON, as plain Python values."""
        from .values import decoded

        return decoded(self.http_response, self.http_response.content)
