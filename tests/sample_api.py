"""A small API over the runtime, written by hand as generated code would be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Generic,
    Literal,
    TypedDict,
    TypeVar,
    Unpack,
    cast,
)

from pydantic import Field

from runtime.client import (
    AsyncAPIClient,
    ClientDefinition,
    ClientOption,
    Credential,
    SyncAPIClient,
)
from runtime.models import BaseModel, Maybe, Number
from runtime.multipart import multipart
from runtime.pagination import AsyncPaginator, BaseAsyncPage, BaseSyncPage, Cursor, PageRule
from runtime.resource import AsyncAPIResource, SyncAPIResource, path_template
from runtime.response import (
    HttpxBinaryResponseContent,
    async_to_raw_response_wrapper,
    async_to_streamed_response_wrapper,
    to_raw_response_wrapper,
    to_streamed_response_wrapper,
)
from runtime.streaming import AsyncStream, Stream
from runtime.types import Body, FileTypes, Headers, NotGiven, Omit, Query, Timeout, omit

if TYPE_CHECKING:
    from runtime.types import TypeForm

T = TypeVar("T")


class Extras(TypedDict, total=False):
    extra_headers: Headers | None
    extra_query: Query | None
    extra_body: Body | None
    timeout: float | Timeout | NotGiven | None
    idempotency_key: str | None


class Secret(BaseModel):
    value: str
    expires_at: int


class TextPart(BaseModel):
    type: Literal["text"]
    text: str


class ImagePart(BaseModel):
    type: Literal["image"]
    url: str
    width: Maybe[int] = None


Part = Annotated[TextPart | ImagePart, Field(discriminator="type")]


class Thing(BaseModel):
    id: str
    kind: Maybe[Literal["big", "small"]] = None
    color: Maybe[str | Literal["red"]] = None
    size: Maybe[Number] = None
    limit: Maybe[int | Literal["inf"]] = None
    note: str | None = None
    part: Maybe[Part] = None
    parts: Maybe[list[Part]] = None
    secret: Maybe[Secret] = None
    labels: Maybe[dict[str, int]] = None
    is_active: Maybe[bool] = Field(default=None, alias="isActive")


class SyncThings(BaseSyncPage[T], Generic[T]):
    page_rule: ClassVar[PageRule] = PageRule(
        items=("data",),
        has_more=("has_more",),
        forward=Cursor(param="after", path=("id",), of="last_item"),
        backward=Cursor(param="before", path=("id",), of="first_item"),
    )
    data: list[T]
    has_more: Maybe[bool] = None


class AsyncThings(BaseAsyncPage[T], Generic[T]):
    page_rule: ClassVar[PageRule] = SyncThings.page_rule
    data: list[T]
    has_more: Maybe[bool] = None


BETA = {"X-Beta": "things=v1"}


class Things(SyncAPIResource):
    def create(
        self,
        *,
        name: str,
        size: float | Omit = omit,
        tags: Iterable[str] | Omit = omit,
        **extra: Unpack[Extras],
    ) -> Thing:
        body = {"name": name, "size": size, "tags": tags}
        return self._request("POST", "/things", cast_to=Thing, headers=BETA, body=body, **extra)

    def retrieve(self, thing_id: str, **extra: Unpack[Extras]) -> Thing:
        path = path_template("/things/{thing_id}", thing_id=thing_id)
        return self._request("GET", path, cast_to=Thing, **extra)

    def delete(self, thing_id: str, **extra: Unpack[Extras]) -> None:
        path = path_template("/things/{thing_id}", thing_id=thing_id)
        return self._request_nothing("DELETE", path, **extra)

    def list(self, *, limit: int | Omit = omit, **extra: Unpack[Extras]) -> SyncThings[Thing]:
        query = {"limit": limit}
        return self._request_page("GET", "/things", page=SyncThings[Thing], query=query, **extra)

    def watch(self, *, stream: bool = True, **extra: Unpack[Extras]) -> Thing | Stream[Thing]:
        return self._request_value_or_stream(
            "POST",
            "/watch",
            cast_to=cast("TypeForm[Thing]", Thing),
            stream=stream,
            stream_cls=Stream[Thing],
            **extra,
        )

    def upload(self, *, file: FileTypes, **fields: object) -> Thing:
        body = {"file": file, **fields}
        return self._request("POST", "/files", cast_to=Thing, body=body, encoding=multipart)

    def content(self, **extra: Unpack[Extras]) -> HttpxBinaryResponseContent:
        return self._request_bytes("GET", "/content", **extra)

    def text(self, **extra: Unpack[Extras]) -> str:
        return self._request_text("GET", "/text", **extra)


class AsyncThingsResource(AsyncAPIResource):
    async def create(
        self,
        *,
        name: str,
        size: float | Omit = omit,
        tags: Iterable[str] | Omit = omit,
        **extra: Unpack[Extras],
    ) -> Thing:
        body = {"name": name, "size": size, "tags": tags}
        return await self._request(
            "POST", "/things", cast_to=Thing, headers=BETA, body=body, **extra
        )

    async def retrieve(self, thing_id: str, **extra: Unpack[Extras]) -> Thing:
        path = path_template("/things/{thing_id}", thing_id=thing_id)
        return await self._request("GET", path, cast_to=Thing, **extra)

    async def delete(self, thing_id: str, **extra: Unpack[Extras]) -> None:
        path = path_template("/things/{thing_id}", thing_id=thing_id)
        return await self._request_nothing("DELETE", path, **extra)

    def list(
        self, *, limit: int | Omit = omit, **extra: Unpack[Extras]
    ) -> AsyncPaginator[Thing, AsyncThings[Thing]]:
        query = {"limit": limit}
        return self._request_page("GET", "/things", page=AsyncThings[Thing], query=query, **extra)

    async def watch(
        self, *, stream: bool = True, **extra: Unpack[Extras]
    ) -> Thing | AsyncStream[Thing]:
        return await self._request_value_or_stream(
            "POST",
            "/watch",
            cast_to=cast("TypeForm[Thing]", Thing),
            stream=stream,
            stream_cls=AsyncStream[Thing],
            **extra,
        )

    async def upload(self, *, file: FileTypes, **fields: object) -> Thing:
        body = {"file": file, **fields}
        return await self._request("POST", "/files", cast_to=Thing, body=body, encoding=multipart)

    async def content(self, **extra: Unpack[Extras]) -> HttpxBinaryResponseContent:
        return await self._request_bytes("GET", "/content", **extra)

    async def text(self, **extra: Unpack[Extras]) -> str:
        return await self._request_text("GET", "/text", **extra)


class Raw:
    """The methods, returning their answers read (`raw`) or unread (`streamed`)."""

    create: Any
    list: Any
    watch: Any
    content: Any

    def __init__(self, things: Things | AsyncThingsResource, kind: str) -> None:
        wrappers = {
            ("raw", True): to_raw_response_wrapper,
            ("raw", False): async_to_raw_response_wrapper,
            ("streamed", True): to_streamed_response_wrapper,
            ("streamed", False): async_to_streamed_response_wrapper,
        }
        wrap: Any = wrappers[kind, isinstance(things, Things)]
        for name in ("create", "list", "watch", "content"):
            setattr(self, name, wrap(getattr(things, name)))


DEFINITION = ClientDefinition(
    name="Sample",
    source="sample 1.2.3",
    base_url="https://api.example.com/v1",
    base_url_env="SAMPLE_BASE_URL",
    options=(
        ClientOption("api_key", env="SAMPLE_API_KEY", required=True),
        ClientOption("organization", env="SAMPLE_ORG"),
        ClientOption("webhook_secret", env="SAMPLE_WEBHOOK_SECRET"),
    ),
    headers=(("Sample-Organization", "{organization}"),),
    auth=(
        Credential({"X-Api-Key": "{api_key}"}),
        Credential({"Authorization": "Bearer {api_key}"}),
    ),
    query_arrays="brackets",
    idempotency_header="Idempotency-Key",
    timeout=600.0,
)


class Sample(SyncAPIClient):
    api_key: str
    organization: str | None
    webhook_secret: str | None

    def __init__(
        self,
        *,
        api_key: Any = None,
        organization: str | None = None,
        webhook_secret: str | None = None,
        **settings: Any,
    ) -> None:
        options = {
            "api_key": api_key,
            "organization": organization,
            "webhook_secret": webhook_secret,
        }
        super().__init__(DEFINITION, options=options, **settings)

    @cached_property
    def things(self) -> Things:
        return Things(self)


class AsyncSample(AsyncAPIClient):
    api_key: str
    organization: str | None
    webhook_secret: str | None

    def __init__(
        self,
        *,
        api_key: Any = None,
        organization: str | None = None,
        webhook_secret: str | None = None,
        **settings: Any,
    ) -> None:
        options = {
            "api_key": api_key,
            "organization": organization,
            "webhook_secret": webhook_secret,
        }
        super().__init__(DEFINITION, options=options, **settings)

    @cached_property
    def things(self) -> AsyncThingsResource:
        return AsyncThingsResource(self)
