"""The wrappers behind `with_raw_response` and `with_streaming_response`.

A wrapped method is called on a copy of its resource that answers in another way.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar, cast

from .async_response import AsyncAPIResponse, AsyncResponseContextManager
from .binary import HttpxBinaryResponseContent
from .raw_response import RawAPIResponse
from .resource import answering
from .sync_response import APIResponse, ResponseContextManager

__all__ = [
    "APIResponse",
    "AsyncAPIResponse",
    "AsyncResponseContextManager",
    "HttpxBinaryResponseContent",
    "RawAPIResponse",
    "ResponseContextManager",
    "async_to_raw_response_wrapper",
    "async_to_streamed_response_wrapper",
    "to_raw_response_wrapper",
    "to_streamed_response_wrapper",
]

P = ParamSpec("P")
R = TypeVar("R")


def to_raw_response_wrapper(method: Callable[P, R]) -> Callable[P, RawAPIResponse[R]]:
    """The method, returning the answer itself, which has been read."""
    return cast("Callable[P, RawAPIResponse[R]]", answering("raw", method))


def async_to_raw_response_wrapper(
    method: Callable[P, Awaitable[R]],
) -> Callable[P, Awaitable[RawAPIResponse[R]]]:
    """The async method, returning the answer itself, which has been read."""
    return cast("Callable[P, Awaitable[RawAPIResponse[R]]]", answering("raw", method))


def to_streamed_response_wrapper(
    method: Callable[P, R],
) -> Callable[P, ResponseContextManager[R]]:
    """The method, returning a context manager around the answer, which has not been read."""
    streamed: Callable[..., Any] = answering("streamed", method)

    @wraps(method)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> ResponseContextManager[R]:
        return ResponseContextManager(partial(streamed, *args, **kwargs))

    return wrapped


def async_to_streamed_response_wrapper(
    method: Callable[P, Awaitable[R]],
) -> Callable[P, AsyncResponseContextManager[R]]:
    """The async method, returning a context manager around the answer, which has not been read."""
    streamed: Callable[..., Any] = answering("streamed", method)

    @wraps(method)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> AsyncResponseContextManager[R]:
        return AsyncResponseContextManager(partial(streamed, *args, **kwargs))

    return wrapped
