"""The async client: sends requests, waits, tries again. What it decides, `base_client` decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast, overload

import httpx2

from .async_response import AsyncAPIResponse
from .base_client import BaseClient
from .call import Call, undocumented
from .connections import MAX_REDIRECTS, DefaultAsyncHttpxClient, Lease
from .definition import ClientDefinition, OptionValue, async_settled
from .raw_response import RawAPIResponse
from .retry import async_sleep
from .types import NotGiven, not_given

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Unpack

    from .call import AnswerAs, UndocumentedArguments, UndocumentedOptions
    from .retry import Outcome
    from .types import Timeout

T = TypeVar("T")
StreamT = TypeVar("StreamT")


class AsyncAPIClient(BaseClient):
    """A client of the API. Close it after use, or use it in a `with` statement."""

    _http_client: httpx2.AsyncClient

    def __init__(
        self,
        definition: ClientDefinition,
        *,
        options: Mapping[str, OptionValue],
        base_url: str | httpx2.URL | None = None,
        timeout: float | Timeout | NotGiven | None = not_given,
        max_retries: int | None = None,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        http_client: httpx2.AsyncClient | None = None,
        _strict_response_validation: bool = False,
    ) -> None:
        super().__init__(
            definition,
            options=options,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            default_query=default_query,
            http_client=http_client,
            strict=_strict_response_validation,
        )
        self._http_client = http_client or DefaultAsyncHttpxClient(timeout=self.timeout)
        self._lease = Lease(self._http_client) if http_client is None else None

    async def get(
        self, path: str, *, cast_to: type[T], options: UndocumentedOptions | None = None
    ) -> T:
        """Call an endpoint that has no method, and return its answer as `cast_to`."""
        call = undocumented("GET", path, cast_to=cast_to, options=options)
        return cast("T", await self.perform(call))

    @overload
    async def post(
        self, path: str, *, cast_to: type[T], **arguments: Unpack[UndocumentedArguments]
    ) -> T: ...
    @overload
    async def post(
        self,
        path: str,
        *,
        cast_to: type[Any],
        stream: Literal[True],
        stream_cls: type[StreamT],
        **arguments: Unpack[UndocumentedArguments],
    ) -> StreamT: ...
    async def post(
        self,
        path: str,
        *,
        cast_to: type[Any],
        stream: bool = False,
        stream_cls: type[Any] | None = None,
        **arguments: Unpack[UndocumentedArguments],
    ) -> Any:
        """Call an endpoint that has no method, and return its answer as `cast_to`, or as a stream
        of it."""
        stream_type = stream_cls if stream else None
        call = undocumented("POST", path, cast_to=cast_to, stream_cls=stream_type, **arguments)
        return await self.perform(call)

    async def put(
        self, path: str, *, cast_to: type[T], **arguments: Unpack[UndocumentedArguments]
    ) -> T:
        """Call an endpoint that has no method, and return its answer as `cast_to`."""
        return cast(
            "T", await self.perform(undocumented("PUT", path, cast_to=cast_to, **arguments))
        )

    async def patch(
        self, path: str, *, cast_to: type[T], **arguments: Unpack[UndocumentedArguments]
    ) -> T:
        """Call an endpoint that has no method, and return its answer as `cast_to`."""
        call = undocumented("PATCH", path, cast_to=cast_to, **arguments)
        return cast("T", await self.perform(call))

    async def delete(
        self, path: str, *, cast_to: type[T], **arguments: Unpack[UndocumentedArguments]
    ) -> T:
        """Call an endpoint that has no method, and return its answer as `cast_to`."""
        call = undocumented("DELETE", path, cast_to=cast_to, **arguments)
        return cast("T", await self.perform(call))

    async def perform(self, call: Call, answer_as: AnswerAs = "value") -> Any:
        """Make a call and return its answer: as the value, or as the response that holds it."""
        unread = call.stream_cls is not None or answer_as == "streamed"
        response, retries_taken = await self._exchange(call, unread=unread)
        if answer_as == "value":
            return self.parse_answer(response, call)
        response_class = RawAPIResponse[Any] if answer_as == "raw" else AsyncAPIResponse[Any]
        return response_class(response, call=call, client=self, retries_taken=retries_taken)

    async def _exchange(self, call: Call, *, unread: bool) -> tuple[httpx2.Response, int]:
        prepared = self._prepared(call)
        retries_taken = 0
        while True:
            for name, provider in self._providers.items():
                setattr(self, name, await async_settled(name, provider()))
            request = self._request_of(call, prepared, retries_taken)
            outcome = await self._try(request, unread=unread)
            delay = self._delay_after(outcome, call, prepared, retries_taken)
            if delay is None:
                return self._settled(outcome, request), retries_taken
            await async_sleep(delay)
            retries_taken += 1

    async def _try(self, request: httpx2.Request, *, unread: bool) -> Outcome:
        try:
            response = await self._send(request, unread=unread)
            if not response.is_success:
                await response.aread()
        except httpx2.RequestError as error:
            return error
        return response

    async def _send(self, request: httpx2.Request, *, unread: bool) -> httpx2.Response:
        for _ in range(MAX_REDIRECTS + 1):
            response = await self._http_client.send(request, stream=unread, follow_redirects=False)
            following = self._redirected(request, response)
            if following is None:
                return response
            await response.aclose()
            request = following
        raise httpx2.TooManyRedirects(f"more than {MAX_REDIRECTS} redirects", request=request)

    def is_closed(self) -> bool:
        """Whether the client has been closed."""
        return self._http_client.is_closed

    async def close(self) -> None:
        """Close the connections, also those of clients that were copied from this one."""
        await self._http_client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()
