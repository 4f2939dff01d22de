"""The bases of the page classes: a page iterates over its items and those of all pages after it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Generator, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast

import httpx2

from .errors import SDKError
from .models import BaseModel
from .page_rules import Cursor, PageInfo, PageLink, PageNumber, PageOffset, PageRule, at, next_page
from .redaction import redact_url
from .types import is_mapping

if TYPE_CHECKING:
    from .async_client import AsyncAPIClient
    from .call import Call
    from .sync_client import SyncAPIClient

__all__ = [
    "AsyncPaginator",
    "BaseAsyncPage",
    "BaseSyncPage",
    "Cursor",
    "PageInfo",
    "PageLink",
    "PageNumber",
    "PageOffset",
    "PageRule",
]

_WORDS = {"true": True, "false": False}
T = TypeVar("T")
PageT = TypeVar("PageT", bound="BaseAsyncPage[Any]")


class BasePage(BaseModel, Generic[T]):
    """One page of a list."""

    page_rule: ClassVar[PageRule]
    _client: ClassVar[Any] = None
    _call: ClassVar[Any] = None

    @classmethod
    def page_data(cls, data: object, headers: Mapping[str, str]) -> object:
        """An answer's JSON as the page's fields: with those that arrive as headers."""
        if not cls.page_rule.items:
            data = {"items": data}
        if not isinstance(data, dict):
            return data
        arrived = {
            name: _WORDS.get(value, int(value) if value.isdecimal() else value)
            for name, header in cls.page_rule.headers
            if (value := headers.get(header)) is not None
        }
        return {**cast("dict[str, object]", data), **arrived}

    def page_received(self, client: SyncAPIClient | AsyncAPIClient, call: Call) -> None:
        """Remember where the page came from, so that the next one can be had."""
        # Past pydantic, which would take them for fields that the API sent.
        object.__setattr__(self, "_client", client)
        object.__setattr__(self, "_call", call)

    def page_items(self) -> list[T]:
        """The items of this page alone."""
        items = at(self, self.page_rule.items or ("items",))
        return cast("list[T]", items) if isinstance(items, list) else []

    def next_page_info(self) -> PageInfo | None:
        """What the request for the next page has; None if this is the last page."""
        if self._call is None:
            return None
        return next_page(self.page_rule, self, self.page_items(), self._call)

    def has_next_page(self) -> bool:
        """Whether there may be another page."""
        return self.next_page_info() is not None

    def _next_call(self) -> Call:
        info = self.next_page_info()
        if info is None:
            raise SDKError("There is no next page: ask `has_next_page()` before `get_next_page()`.")
        call: Call = self._call
        if info.url is not None:
            return _at_link(call, info.url, self._client)
        if self.page_rule.in_body:
            extra: Mapping[str, object] = call.extra_body if is_mapping(call.extra_body) else {}
            return replace(call, extra_body={**extra, **info.params})
        return replace(call, extra_query={**(call.extra_query or {}), **info.params})


def _at_link(call: Call, url: str, client: SyncAPIClient | AsyncAPIClient) -> Call:
    """The call of the page at a URL that a page names, or at a path below the client's: with what its
    own query leaves open of this page's. Raises `SDKError` for a URL elsewhere, which is not to be told the credentials.
    """
    linked = httpx2.URL(url)
    if linked.is_absolute_url and linked.origin != client.base_url.origin:
        raise SDKError(f"The next page is not at {client.base_url}, but at {redact_url(url)}.")
    is_first = not httpx2.URL(call.path).is_absolute_url  # A link leads on with all that it needs.
    query = {**(call.query or {}), **(call.extra_query or {})} if is_first else {}
    left = {name: value for name, value in query.items() if name not in linked.params}
    return replace(call, path=url, query=left, extra_query=None)


class BaseSyncPage(BasePage[T], Generic[T]):
    """One page of a list; iterating over it goes on to the next pages."""

    @classmethod
    def page_requested(cls, client: SyncAPIClient, call: Call) -> Self:
        """The first page."""
        return cast("Self", client.perform(call))

    def __iter__(self) -> Iterator[T]:  # type: ignore[override]
        for page in self.iter_pages():
            yield from page.page_items()

    def iter_pages(self) -> Iterator[Self]:
        """This page and all that follow."""
        page = self
        yield page
        while page.has_next_page():
            page = page.get_next_page()
            yield page

    def get_next_page(self) -> Self:
        """The page after this one. Raises `SDKError` if there is none."""
        return cast("Self", self._client.perform(self._next_call()))


class BaseAsyncPage(BasePage[T], Generic[T]):
    """One page of a list; iterating over it goes on to the next pages."""

    @classmethod
    def page_requested(cls, client: AsyncAPIClient, call: Call) -> AsyncPaginator[T, Self]:
        """The list: awaited, its first page; iterated over, all of its items."""
        return AsyncPaginator(client, call)

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.iter_pages():
            for item in page.page_items():
                yield item

    async def iter_pages(self) -> AsyncIterator[Self]:
        """This page and all that follow."""
        page = self
        yield page
        while page.has_next_page():
            page = await page.get_next_page()
            yield page

    async def get_next_page(self) -> Self:
        """The page after this one. Raises `SDKError` if there is none."""
        return cast("Self", await self._client.perform(self._next_call()))


class AsyncPaginator(Awaitable[PageT], Generic[T, PageT]):
    """A list that has been asked for: awaited, its first page; iterated over, all of its items."""

    def __init__(self, client: AsyncAPIClient, call: Call) -> None:
        self._client = client
        self._call = call

    def __await__(self) -> Generator[Any, None, PageT]:
        return self._client.perform(self._call).__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self:
            yield item
