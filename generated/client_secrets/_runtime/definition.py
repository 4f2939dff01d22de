"""What a client is made with: the API's own definition, and the user's options for it.

A definition is what the source says and never changes; an option's value comes from the argument,
else from the environment.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, datetime
from typing import Literal, TypeAlias, cast

from .errors import SDKError

OptionValue: TypeAlias = str | Callable[[], str] | Callable[[], str | Awaitable[str]] | None
"""An option's value, or a function that is asked for it before each request."""


StreamErrors: TypeAlias = Literal["all", "events", "none"]
"""Which events of a stream are errors: those called `error`, all that have such a field too, or none."""


@dataclass(frozen=True, slots=True)
class ClientOption:
    """One of the API's own options of the client, such as its key. One with `default_today` is the
    day, in UTC, on which the client is made."""

    name: str
    _: KW_ONLY
    env: str | None = None
    required: bool = False
    default: str | None = None
    default_today: bool = False


@dataclass(frozen=True, slots=True)
class Credential:
    """One kind of credentials: its headers, which are sent together; calls may ask for those of its
    `scheme`."""

    headers: Mapping[str, str]
    scheme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDefinition:
    """The API's client. In a header's value and in a base URL `{name}` stands for the option's
    value, and the header is not sent where the option has none; `base64(...)` is encoded so. Sent
    are `all` credentials that are there (of several for one header the first), or the `first` of
    them; where they are `auth_optional`, a call without any is made. `query` is in the query of
    every request. `error_field` is the field of an error answer that holds the error. Times are in
    seconds."""

    name: str
    source: str
    base_url: str
    base_url_env: str | None = None
    environments: Mapping[str, str] = field(default_factory=dict[str, str])
    options: tuple[ClientOption, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    auth: tuple[Credential, ...] = ()
    auth_sends: Literal["all", "first"] = "all"
    auth_optional: bool = False
    query: tuple[tuple[str, str], ...] = ()
    query_arrays: Literal["brackets", "comma", "indices", "indices_of_objects", "repeat"] = "repeat"
    query_objects: Literal["brackets", "dots"] = "brackets"
    form_arrays: Literal["brackets", "indices", "json"] = "brackets"
    form_objects: Literal["brackets", "json"] = "brackets"
    stream_errors: StreamErrors = "all"
    idempotency_header: str | None = None
    error_field: str | None = "error"
    timeout: float = 60.0
    max_retries: int = 2


def environment(variable: str | None) -> str | None:
    """The value of an environment variable; a blank one is as good as none."""
    return (os.environ.get(variable, "").strip() or None) if variable else None


def environment_url(definition: ClientDefinition, name: str | None) -> str | None:
    """The base URL of one of the API's environments. Raises `SDKError` for one that it does not
    have."""
    if name is None:
        return None
    if name not in definition.environments:
        known = ", ".join(definition.environments)
        raise SDKError(f"The API has no environment `{name}`; it has {known}.")
    return definition.environments[name]


def resolve_options(
    definition: ClientDefinition, given: Mapping[str, OptionValue]
) -> dict[str, OptionValue]:
    """Each option's value: as given, else from the environment.

    Raises `SDKError` if one that is required has none.
    """
    resolved: dict[str, OptionValue] = {}
    for option in definition.options:
        value = given.get(option.name)
        known = environment(option.env) or option.default
        if known is None and option.default_today:
            known = datetime.now(UTC).date().isoformat()
        resolved[option.name] = known if value is None else value
        if option.required and resolved[option.name] is None:
            variable = f", or set the {option.env} environment variable" if option.env else ""
            raise SDKError(
                f"The client option `{option.name}` is missing: pass "
                f"{definition.name}({option.name}=...){variable}."
            )
    return resolved


def sync_settled(name: str, value: object) -> str:
    """What an option's function returned. Raises `SDKError` if it is no usable value."""
    if inspect.iscoroutine(value):
        value.close()
    if inspect.isawaitable(value):
        raise SDKError(f"The `{name}` function is async: it needs the async client.")
    if not isinstance(value, str) or not value:
        raise SDKError(f"The `{name}` function must return a string, and not an empty one.")
    return value


async def async_settled(name: str, value: object) -> str:
    """What an option's function returned, awaited if need be."""
    if inspect.isawaitable(value):
        value = await cast("Awaitable[object]", value)
    return sync_settled(name, value)
