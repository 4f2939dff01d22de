"""One call, as a resource asks for it, and the HTTP request that it becomes. Does no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

from .encoding import EncodedBody, Encoding, encode
from .headers import merge_headers
from .query import query_string
from .types import Body, Headers, NotGiven, Omit, Query, is_mapping, not_given

if TYPE_CHECKING:
    from .definition import ClientDefinition
    from .types import Timeout

AnswerAs: TypeAlias = Literal["value", "raw", "streamed"]
"""What a call returns: the answer's value, or the response that holds it, read or unread."""


class CallArguments(TypedDict, total=False):
    """What a call may have beside its method, its path and its answer's type. The `extra_...` are
    the user's, and win over what the method itself sends. A header of None is not sent."""

    base_url: str | None
    security: tuple[str, ...] | None
    unwrap: str | None
    headers: Mapping[str, str | Omit | None] | None
    query: Query | None
    body: Body
    encoding: Encoding
    extra_headers: Headers | None
    extra_query: Query | None
    extra_body: Body | None
    timeout: float | Timeout | NotGiven | None
    max_retries: int | None
    idempotency_key: str | None


class UndocumentedOptions(TypedDict, total=False):
    """Settings of a call to an endpoint that has no method."""

    headers: Headers
    params: Query
    extra_json: Body
    timeout: float | Timeout | None
    max_retries: int
    idempotency_key: str


class UndocumentedArguments(TypedDict, total=False):
    """What a call to an endpoint that has no method may have beside its path."""

    body: Body
    encoding: Encoding
    options: UndocumentedOptions


# Without reprs, for what they would show may be secret.
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Call:
    """One call. `cast_to` is the type of its answer, None where it has none; `stream_cls` is set
    where the answer is a stream of events, `page_cls` where it is a page, `unwrap` where a field
    of the answer stands for the whole. `base_url` is where the call goes unless the user says;
    `security` the schemes whose credentials it sends, where these are not all."""

    method: str
    path: str
    cast_to: Any
    stream_cls: Any = None
    page_cls: Any = None
    unwrap: str | None = None
    base_url: str | None = None
    security: tuple[str, ...] | None = None
    headers: Mapping[str, str | Omit | None] | None = None
    query: Query | None = None
    body: Body = not_given
    encoding: Encoding = "json"
    extra_headers: Headers | None = None
    extra_query: Query | None = None
    extra_body: Body | None = None
    timeout: float | Timeout | NotGiven | None = not_given
    max_retries: int | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Prepared:
    """What stays the same over all tries of a call: its URL and its body."""

    method: str
    url: str
    body: EncodedBody | None
    idempotency_key: str | None

    @property
    def replayable(self) -> bool:
        """Whether the request can be sent a second time."""
        return self.body is None or self.body.replayable


def undocumented(
    method: str,
    path: str,
    *,
    cast_to: Any,
    stream_cls: Any = None,
    body: Body = None,
    encoding: Encoding = "json",
    options: UndocumentedOptions | None = None,
) -> Call:
    """The call of an endpoint that has no method."""
    given = options or UndocumentedOptions()
    return Call(
        method=method,
        path=path,
        cast_to=cast_to,
        stream_cls=stream_cls,
        body=not_given if body is None else body,
        encoding=encoding,
        extra_headers=given.get("headers"),
        extra_query=given.get("params"),
        extra_body=given.get("extra_json"),
        timeout=given.get("timeout", not_given),
        max_retries=given.get("max_retries"),
        idempotency_key=given.get("idempotency_key"),
    )


def as_whole(call: Call, cast_to: Any) -> Call:
    """The call with its answer, the whole of it, as another type."""
    return replace(call, cast_to=cast_to, page_cls=None, unwrap=None)


def prepare(
    call: Call, definition: ClientDefinition, base_url: str, default_query: Query
) -> Prepared:
    """The parts of the request that no retry changes."""
    query = {**default_query, **(call.query or {}), **(call.extra_query or {})}
    url = _url(base_url, call.path)
    if query:
        text = query_string(query, definition)
        url += f"{'&' if '?' in url else '?'}{text}" if text else ""
    return Prepared(
        method=call.method,
        url=url,
        body=_body(call, definition),
        idempotency_key=_idempotency_key(call, definition),
    )


def request_headers(
    call: Call,
    prepared: Prepared,
    definition: ClientDefinition,
    client_headers: Mapping[str, str],
    retries_taken: int,
) -> dict[str, str]:
    """The headers of one try: the body's, the client's, the try's, the method's, the user's."""
    body = prepared.body
    of_body = _body_headers(body) if body is not None else {}
    of_try = {"x-stainless-retry-count": str(retries_taken)}
    if definition.idempotency_header and prepared.idempotency_key:
        of_try[definition.idempotency_header] = prepared.idempotency_key
    of_method = {n: v for n, v in (call.headers or {}).items() if not isinstance(v, Omit)}
    headers = merge_headers(of_body, client_headers, of_try, of_method, call.extra_headers)
    if body is not None and body.parts is not None:
        # httpx2 writes this header itself, for only it knows the boundary.
        return {n: v for n, v in headers.items() if n.lower() != "content-type"}
    return headers


def _body_headers(body: EncodedBody) -> dict[str, str]:
    headers = {"Content-Type": body.content_type} if body.content_type else {}
    size = body.source.size if body.source is not None else None
    return headers if size is None else {**headers, "Content-Length": str(size)}


def _url(base_url: str, path: str) -> str:
    if path.startswith(("http://", "https://")):
        return path
    base, mark, base_query = base_url.partition("?")
    url = f"{base.rstrip('/')}/{path.lstrip('/')}"
    return f"{url}{'&' if '?' in url else '?'}{base_query}" if mark else url


def _body(call: Call, definition: ClientDefinition) -> EncodedBody | None:
    """The body, if there is any: None is null in JSON, and nothing elsewhere."""
    body = call.body
    if is_mapping(body):
        body = {k: v for k, v in body.items() if not isinstance(v, (Omit, NotGiven))}
    if call.extra_body is not None:
        body = _extended(body, call.extra_body)
    if isinstance(body, (Omit, NotGiven)) or (body is None and call.encoding != "json"):
        return None
    return encode(body, call.encoding, definition)


def _extended(body: Body, extra: Body) -> Body:
    if body is None or isinstance(body, (Omit, NotGiven)):
        return extra
    if not is_mapping(body) or not is_mapping(extra):
        raise TypeError("`extra_body` adds fields to a body: both must be mappings")
    return {**body, **extra}


def _idempotency_key(call: Call, definition: ClientDefinition) -> str | None:
    if definition.idempotency_header is None or call.method == "GET":
        return None
    if call.idempotency_key is not None:
        return call.idempotency_key
    from uuid import uuid4

    return f"retry-{uuid4()}"
