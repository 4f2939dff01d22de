"""Header values with the client's options in them, and what to do about credentials that are not
there."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from .errors import SDKError

if TYPE_CHECKING:
    from .definition import ClientDefinition, Credential

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_BASE64 = re.compile(r"base64\(([^()]*)\)")


def fill(template: str, options: Mapping[str, object]) -> str | None:
    """A header's value; None if it needs an option that has none."""
    names = _placeholders(template)
    if any(not isinstance(options.get(name), str) or not options[name] for name in names):
        return None
    if "base64(" in template:
        template = _BASE64.sub(lambda found: _base64(_filled(found[1], options)), template)
    return _filled(template, options)


def filled_url(url: str, options: Mapping[str, object]) -> str:
    """A base URL with the client's options in it. Raises `SDKError` where one of them is missing."""
    filled = fill(url, options)
    if filled is None:
        missing = [name for name in _placeholders(url) if not options.get(name)]
        needed = ", ".join(f"`{name}`" for name in missing)
        raise SDKError(
            f"The base URL {url} needs {needed}: pass it to the client, or a `base_url`."
        )
    return filled


def secrets(definition: ClientDefinition, options: Mapping[str, object]) -> Iterator[str]:
    """The texts that nobody may see: what the headers with credentials are made of and end in."""
    for credential in definition.auth:
        for value in credential.headers.values():
            for name in _placeholders(value):
                yield str(options.get(name) or "")
            yield (fill(value, options) or "").rpartition(" ")[2]


def of_schemes(
    definition: ClientDefinition, security: tuple[str, ...] | None
) -> tuple[Credential, ...]:
    """The credentials that a call may send: those of its schemes, or, for None, any."""
    if security is None:
        return definition.auth
    return tuple(credential for credential in definition.auth if credential.scheme in security)


def credential_headers(
    definition: ClientDefinition,
    credentials: Iterable[Credential],
    options: Mapping[str, object],
) -> dict[str, str]:
    """The headers for those credentials that are there: for all, or for the first of them."""
    headers: dict[str, str] = {}
    for credential in credentials:
        filled = {name: fill(value, options) for name, value in credential.headers.items()}
        there = {name: value for name, value in filled.items() if value is not None}
        if len(there) == len(filled):
            for name, value in there.items():
                headers.setdefault(name, value)
            if definition.auth_sends == "first":
                break
    return headers


def check_credentials(
    definition: ClientDefinition,
    credentials: Sequence[Credential],
    headers: Mapping[str, str],
    *asked: Mapping[str, object] | None,
) -> None:
    """Raise `SDKError` if none of the `headers` of a call holds any of its `credentials`, and none
    of those that were `asked` for does, or says that there are to be none."""
    names = [*dict.fromkeys(name for credential in credentials for name in credential.headers)]
    if definition.auth_optional or not names or any(name in headers for name in names):
        return
    wanted = {name.lower() for name in names}
    if not any(name.lower() in wanted for layer in (headers, *asked) for name in layer or ()):
        ways = dict.fromkeys(_way(credential, definition) for credential in credentials)
        raise SDKError(
            f"There are no credentials for this call: pass {' or '.join(ways)}; or give the header "
            f"`{names[0]}` yourself, `omit` for none."
        )


def _way(credential: Credential, definition: ClientDefinition) -> str:
    """One way to give credentials: as arguments of the client, or in the environment."""
    names = _placeholders(" ".join(credential.headers.values()))
    arguments = f"{definition.name}({', '.join(f'{name}=...' for name in names)})"
    variables = [o.env for o in definition.options if o.name in names and o.env is not None]
    if not variables:
        return arguments
    return f"{arguments} (or set {' and '.join(variables)} in the environment)"


def _filled(template: str, options: Mapping[str, object]) -> str:
    return _PLACEHOLDER.sub(lambda found: str(options[found[1]]), template)


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


@lru_cache(maxsize=256)
def _placeholders(template: str) -> tuple[str, ...]:
    return tuple(_PLACEHOLDER.findall(template))
