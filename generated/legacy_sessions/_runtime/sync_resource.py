"""The base of the sync resources: a group of methods that call one client.

There is a method for each kind of answer, and not one with overloads: type checkers would try all of
them on each call of a package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from .binary import HttpxBinaryResponseContent
from .call import Call, CallArguments
from .types import NotGiven, Omit, omit

if TYPE_CHECKING:
    from typing import Unpack

    from .call import AnswerAs
    from .sync_client import SyncAPIClient
    from .types import TypeForm

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
StreamT = TypeVar("StreamT")


class SyncPageType(Protocol[T_co]):
    """A class of pages: what a method that lists something returns for it."""

    @classmethod
    def page_requested(cls, client: SyncAPIClient, call: Call) -> T_co:
        """The first page, or what it will come from."""
        ...


class SyncAPIResource:
    """A group of the API's methods."""

    answer_as: AnswerAs = "value"

    def __init__(self, client: SyncAPIClient) -> None:
        self._client = client

    def _or_option(self, value: object, option: str) -> Any:
        """An argument; where it is not given, what the client's option says."""
        if not isinstance(value, (Omit, NotGiven)):
            return value
        configured = getattr(self._client, option)
        return omit if configured is None else configured

    def _request(
        self, method: str, path: str, *, cast_to: type[T], **arguments: Unpack[CallArguments]
    ) -> T:
        """Make a call and return its answer as an object of the class `cast_to`."""
        call = Call(method=method, path=path, cast_to=cast_to, **arguments)
        return cast("T", self._client.perform(call, self.answer_as))

    def _request_form(
        self, method: str, path: str, *, cast_to: TypeForm[T], **arguments: Unpack[CallArguments]
    ) -> T:
        """Make a call and return its answer as the type `cast_to`, which need not be a class."""
        call = Call(method=method, path=path, cast_to=cast_to, **arguments)
        return cast("T", self._client.perform(call, self.answer_as))

    def _request_stream(
        self,
        method: str,
        path: str,
        *,
        cast_to: object,
        stream_cls: type[StreamT],
        **arguments: Unpack[CallArguments],
    ) -> StreamT:
        """Make a call and return its answer as a stream of events of the type `cast_to`."""
        call = Call(method=method, path=path, cast_to=cast_to, stream_cls=stream_cls, **arguments)
        return cast("StreamT", self._client.perform(call, self.answer_as))

    def _request_value_or_stream(
        self,
        method: str,
        path: str,
        *,
        cast_to: TypeForm[T],
        stream: bool,
        stream_cls: type[StreamT],
        **arguments: Unpack[CallArguments],
    ) -> T | StreamT:
        """Make a call and return its answer as the type `cast_to`, or as a stream of such."""
        stream_type = stream_cls if stream else None
        call = Call(method=method, path=path, cast_to=cast_to, stream_cls=stream_type, **arguments)
        return cast("T | StreamT", self._client.perform(call, self.answer_as))

    def _request_nothing(self, method: str, path: str, **arguments: Unpack[CallArguments]) -> None:
        """Make a call whose answer says nothing."""
        call = Call(method=method, path=path, cast_to=None, **arguments)
        return cast("None", self._client.perform(call, self.answer_as))

    def _request_text(self, method: str, path: str, **arguments: Unpack[CallArguments]) -> str:
        """Make a call and return its answer as text."""
        return self._request(method, path, cast_to=str, **arguments)

    def _request_bytes(
        self, method: str, path: str, **arguments: Unpack[CallArguments]
    ) -> HttpxBinaryResponseContent:
        """Make a call and return its answer as bytes."""
        return self._request(method, path, cast_to=HttpxBinaryResponseContent, **arguments)

    def _request_page(
        self,
        method: str,
        path: str,
        *,
        page: type[SyncPageType[T]],
        **arguments: Unpack[CallArguments],
    ) -> T:
        """Make a call that answers with the first of several pages."""
        call = Call(method=method, path=path, cast_to=page, page_cls=page, **arguments)
        if self.answer_as == "value":
            return page.page_requested(self._client, call)
        return cast("T", self._client.perform(call, self.answer_as))
