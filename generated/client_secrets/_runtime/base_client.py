"""What the sync and the async client share: settings, and everything about a call but its I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self, cast

import httpx2

from .answer import parse
from .call import Call, Prepared, prepare, request_headers
from .connections import Lease, chosen_timeout
from .credentials import check_credentials, credential_headers, fill, filled_url, of_schemes
from .definition import ClientDefinition, Credential, OptionValue, environment, resolve_options
from .errors import SDKError
from .failures import connection_error, status_error
from .log import log_outcome, log_request, log_retry
from .redaction import redact_url
from .retry import Outcome, delay_after
from .types import NotGiven, not_given

if TYPE_CHECKING:
    from .definition import StreamErrors
    from .encoding import EncodedBody
    from .types import Timeout


class BaseClient:
    """Settings, and the parts of a call that do no I/O."""

    max_retries: int
    timeout: float | Timeout | None
    _http_client: Any
    _lease: Lease | None

    def __init__(
        self,
        definition: ClientDefinition,
        *,
        options: Mapping[str, OptionValue],
        base_url: str | httpx2.URL | None,
        timeout: float | Timeout | NotGiven | None,
        max_retries: int | None,
        default_headers: Mapping[str, str] | None,
        default_query: Mapping[str, object] | None,
        http_client: httpx2.Client | httpx2.AsyncClient | None,
        strict: bool,
    ) -> None:
        self._definition = definition
        self._providers: dict[str, Callable[[], object]] = {}
        for name, value in resolve_options(definition, options).items():
            if callable(value):
                self._providers[name] = value
                value = ""
            setattr(self, name, value)
        own = base_url or environment(definition.base_url_env) or definition.base_url
        self.base_url = filled_url(own, vars(self)) if isinstance(own, str) else own
        self.timeout = chosen_timeout(timeout, http_client, definition)
        self.max_retries = definition.max_retries if max_retries is None else max_retries
        self._default_headers: Mapping[str, str] = default_headers or {}
        self._default_query: Mapping[str, object] = default_query or {}
        self._strict = strict

    @property
    def base_url(self) -> httpx2.URL:
        """What the paths of all calls are relative to; it ends in a slash."""
        return self._base_url

    @base_url.setter
    def base_url(self, url: str | httpx2.URL) -> None:
        try:
            parsed = _ending_in_slash(httpx2.URL(url))
        except httpx2.InvalidURL as error:
            raise SDKError(f"`base_url` is not a URL: {error}") from None
        self._base_url = parsed
        self._base_url_text = str(parsed)

    @property
    def default_headers(self) -> dict[str, str]:
        """The headers that every call sends, those with credentials among them."""
        return self._headers_with(self._definition.auth)

    def _headers_with(self, credentials: Iterable[Credential]) -> dict[str, str]:
        definition = self._definition
        options = vars(self)
        filled = ((name, fill(template, options)) for name, template in definition.headers)
        return {
            "Accept": "application/json",
            "User-Agent": f"{definition.name}/Python ({definition.source})",
            **{name: value for name, value in filled if value is not None},
            **credential_headers(definition, credentials, options),
            **self._default_headers,
        }

    @property
    def default_query(self) -> dict[str, object]:
        """The query parameters that every call sends."""
        options = vars(self)
        own = ((name, fill(template, options)) for name, template in self._definition.query)
        return {name: value for name, value in own if value is not None} | dict(self._default_query)

    def copy(
        self,
        *,
        base_url: str | httpx2.URL | None = None,
        timeout: float | Timeout | NotGiven | None = not_given,
        max_retries: int | NotGiven = not_given,
        default_headers: Mapping[str, str] | None = None,
        set_default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        set_default_query: Mapping[str, object] | None = None,
        http_client: Any = None,
        **options: OptionValue,
    ) -> Self:
        """A client that shares this one's connections and settings, but for those given.

        `default_headers` and `default_query` are added to this client's, `set_default_headers` and
        `set_default_query` replace them. `options` are the API's own, such as its key.
        """
        names = [option.name for option in self._definition.options]
        current = {name: self._providers.get(name, getattr(self, name)) for name in names}
        given = {name: value for name, value in options.items() if value is not None}
        make = cast("Callable[..., Self]", type(self))
        made = make(
            **{**current, **given},
            base_url=base_url or self.base_url,
            timeout=self.timeout if isinstance(timeout, NotGiven) else timeout,
            max_retries=self.max_retries if isinstance(max_retries, NotGiven) else max_retries,
            default_headers=_merged(
                "headers", self._default_headers, default_headers, set_default_headers
            ),
            default_query=_merged("query", self._default_query, default_query, set_default_query),
            http_client=http_client or self._http_client,
            _strict_response_validation=self._strict,
        )
        if http_client is None:
            made._lease = self._lease
        return made

    with_options = copy

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={redact_url(self._base_url_text)!r})"

    def parse_answer(self, response: httpx2.Response, call: Call) -> Any:
        """The value that a call returns for its answer; for a stream, the stream."""
        if call.stream_cls is not None:
            return call.stream_cls(cast_to=call.cast_to, response=response, client=self)
        value = parse(response, call, strict=self._strict)
        if call.page_cls is not None:
            value.page_received(self, call)
        return value

    @property
    def is_strict(self) -> bool:
        """Whether answers must be of the declared types."""
        return self._strict

    @property
    def stream_errors(self) -> StreamErrors:
        """Which events of a stream are errors."""
        return self._definition.stream_errors

    def _prepared(self, call: Call) -> Prepared:
        """The parts of a request that no retry changes."""
        return prepare(call, self._definition, self._base_url_of(call), self.default_query)

    def _base_url_of(self, call: Call) -> str:
        """The call's own base URL, unless the client's is another than the API's."""
        if call.base_url is None:
            return self._base_url_text
        own = fill(self._definition.base_url, vars(self))
        is_default = own is not None and self._base_url == _ending_in_slash(httpx2.URL(own))
        return call.base_url if is_default else self._base_url_text

    def _request_of(self, call: Call, prepared: Prepared, retries_taken: int) -> httpx2.Request:
        """The request of one try."""
        credentials = of_schemes(self._definition, call.security)
        sent = self._headers_with(credentials)
        if not (self._base_url.userinfo or self._http_client.auth):
            asked = (call.headers, call.extra_headers, self._http_client.headers)
            check_credentials(self._definition, credentials, sent, *asked)
        request: httpx2.Request = self._http_client.build_request(
            prepared.method,
            _parsed(prepared.url),
            headers=request_headers(call, prepared, self._definition, sent, retries_taken),
            content=self._content_of(prepared.body) if prepared.body else None,
            files=cast("Any", prepared.body.parts) if prepared.body else None,
            timeout=self.timeout if isinstance(call.timeout, NotGiven) else call.timeout,
        )
        log_request(request, self._definition)
        return request

    def _content_of(self, body: EncodedBody) -> Any:
        """A body's content as the sync or the async httpx2 client takes it."""
        if body.source is None:
            return body.content
        is_async = isinstance(self._http_client, httpx2.AsyncClient)
        return body.source.async_chunks() if is_async else body.source.chunks()

    def _redirected(
        self, request: httpx2.Request, response: httpx2.Response
    ) -> httpx2.Request | None:
        """The request that an answer redirects to; credentials stay with the host they are for."""
        following = response.next_request if self._http_client.follow_redirects else None
        if following is not None and following.url.origin != request.url.origin:
            for credential in self._definition.auth:
                for name in credential.headers:
                    following.headers.pop(name, None)
        return following

    def _delay_after(
        self, outcome: Outcome, call: Call, prepared: Prepared, retries_taken: int
    ) -> float | None:
        """The seconds to wait before the next try; None if the outcome is final."""
        log_outcome(outcome, self._definition)
        limit = self.max_retries if call.max_retries is None else call.max_retries
        if retries_taken >= limit or not prepared.replayable:
            return None
        delay = delay_after(outcome, retries_taken)
        if delay is not None:
            log_retry(prepared.method, prepared.url, delay)
        return delay

    def _settled(self, outcome: Outcome, request: httpx2.Request) -> httpx2.Response:
        """The response of the last try. Raises the error that its outcome stands for."""
        if isinstance(outcome, httpx2.RequestError):
            raise connection_error(outcome, request) from outcome
        if not outcome.is_success:
            raise status_error(outcome, self._definition, vars(self))
        return outcome


@lru_cache(maxsize=256)
def _parsed(url: str) -> httpx2.URL:
    # Taking a URL apart is the largest part of making a request, and most calls have the same one.
    return httpx2.URL(url)


def _ending_in_slash(url: httpx2.URL) -> httpx2.URL:
    return url if url.path.endswith("/") else url.copy_with(path=f"{url.path}/")


def _merged(
    what: str,
    current: Mapping[str, Any],
    added: Mapping[str, Any] | None,
    instead: Mapping[str, Any] | None,
) -> Mapping[str, Any]:
    if added is not None and instead is not None:
        raise ValueError(f"pass `default_{what}` or `set_default_{what}`, not both")
    return {**current, **(added or {})} if instead is None else instead
