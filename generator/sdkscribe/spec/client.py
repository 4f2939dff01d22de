"""The client: its options, its credentials, the roots of its resources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from sdkscribe.spec.methods import Header, ResourceLink
from sdkscribe.spec.names import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOption:
    """A vendor's own option of the client (not one that every client has, such as `timeout`). Its
    value is the argument, else that of the environment variable `env`, else `default`, or the day on
    which the client is made where that is its default (`2026-11-21`)."""

    name: str
    env: str | None = None
    default: str | None = None
    is_today_by_default: bool = False
    required: bool = False
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One kind of credentials: the headers that carry it, which are sent together, each made of the
    client's options (`Bearer {apiKey}`, `Basic base64({user}:{password})`). `scheme` is the security
    scheme that it is of, where methods name the schemes that they take."""

    headers: tuple[Header, ...]
    scheme: str | None = None


AuthSends: TypeAlias = Literal["all", "first"]
FormArrays: TypeAlias = Literal["brackets", "indices", "json"]
FormObjects: TypeAlias = Literal["brackets", "json"]
QueryArrays: TypeAlias = Literal["brackets", "comma", "indices", "indices_of_objects", "repeat"]
"""How arrays are written. `indices_of_objects` has brackets where the items are no objects."""
QueryObjects: TypeAlias = Literal["brackets", "dots"]
StreamErrors: TypeAlias = Literal["all", "events", "none"]
"""Which events of a stream are errors: `events` of that name, or `all` with a field of that name too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The client: class, base URL, options, headers, the roots of the resource tree. Braces in the
    base URL name options. `environments` are named base URLs, the usual one first; `auth` is the
    kinds of credentials: sent are `all` that can be made (of headers of one name the first), or the
    `first` of them (`auth_sends`), and a call without any is made where it `is_auth_optional`;
    `query` is the parameters in the query of every request; `methods` is the resource whose methods are the client's own; `error_field` is the field of an error's answer
    that holds the error, where that is not the whole of it; times are in seconds."""

    class_name: str
    error_class: str
    base_url: str
    error_field: str | None = None
    base_url_env: str | None = None
    environments: tuple[tuple[str, str], ...] = ()
    description: str | None = None
    options: tuple[ClientOption, ...] = ()
    headers: tuple[Header, ...] = ()
    auth: tuple[Credential, ...] = ()
    auth_sends: AuthSends = "all"
    is_auth_optional: bool = False
    query: tuple[Header, ...] = ()
    resources: tuple[ResourceLink, ...] = ()
    methods: Name | None = None
    query_arrays: QueryArrays = "repeat"
    query_objects: QueryObjects = "brackets"
    form_arrays: FormArrays = "brackets"
    form_objects: FormObjects = "brackets"
    stream_errors: StreamErrors = "all"
    idempotency_header: str | None = None
    timeout: float = 60.0
    max_retries: int = 2

    def auth_headers(self) -> tuple[Header, ...]:
        """The headers of all kinds of credentials."""
        return tuple(header for credential in self.auth for header in credential.headers)
