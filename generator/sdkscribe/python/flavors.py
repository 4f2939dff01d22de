"""What the sync and the async client call things: the only place where the two differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from sdkscribe.python.names import ClassName

View: TypeAlias = Literal["raw", "streaming"]
"""Another way for a resource's methods to answer."""

VIEWS: tuple[View, ...] = ("raw", "streaming")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavor:
    """One of the two kinds of client. `wrap` is the runtime's function for each view."""

    prefix: str
    definition: str
    wait: str
    resource: str
    client: str
    http_client: str
    stream: str
    page_prefix: str
    key_function: str
    wrap: dict[View, str]

    @property
    def is_async(self) -> bool:
        return bool(self.prefix)

    def named(self, class_name: str) -> ClassName:
        return ClassName(self.prefix, class_name)

    def view(self, class_name: str, view: View) -> ClassName:
        return ClassName(self.prefix, class_name, _VIEW_SUFFIXES[view])


_VIEW_SUFFIXES: dict[View, str] = {
    "raw": "WithRawResponse",
    "streaming": "WithStreamingResponse",
}

SYNC = Flavor(
    prefix="",
    definition="def",
    wait="",
    resource="SyncAPIResource",
    client="SyncAPIClient",
    http_client="Client",
    stream="Stream",
    page_prefix="Sync",
    key_function="Callable[[], str]",
    wrap={"raw": "to_raw_response_wrapper", "streaming": "to_streamed_response_wrapper"},
)
ASYNC = Flavor(
    prefix="Async",
    definition="async def",
    wait="await ",
    resource="AsyncAPIResource",
    client="AsyncAPIClient",
    http_client="AsyncClient",
    stream="AsyncStream",
    page_prefix="Async",
    key_function="Callable[[], str | Awaitable[str]]",
    wrap={
        "raw": "async_to_raw_response_wrapper",
        "streaming": "async_to_streamed_response_wrapper",
    },
)
FLAVORS = (SYNC, ASYNC)
