"""A client's credentials, in OpenAPI's words: a scheme for each header, and which of them a call needs.

Where the first kind of credentials is sent, each kind is a requirement with its headers. Where all are
sent that are there, those that a client can't be made without are in every requirement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from sdkscribe.export.json_schema import Schema
from sdkscribe.spec import Client, Credential, Header

_OPTION = re.compile(r"\{(\w+)\}")
_HTTP_SCHEMES = {"bearer": "bearer", "basic": "basic"}


def security_schemes(client: Client) -> dict[str, Schema]:
    """The schemes by name, one for each header of a kind of credentials."""
    return {name: _scheme(header) for (_, header), name in _named(client).items()}


def requirements(client: Client, security: Iterable[str] | None = None) -> list[Schema]:
    """What a call needs, one of the listed: of the schemes that its method takes, where it says."""
    taken = None if security is None else {*security}
    kinds = [kind for kind in client.auth if taken is None or kind.scheme in taken]
    names = _named(client)
    required = {option.name for option in client.options if option.required}
    always = [kind for kind in kinds if _is_given(kind, required)]
    others = [kind for kind in kinds if kind not in always]
    combined: Iterator[Collection[Credential]] = (
        ((kind,) for kind in kinds)
        if client.auth_sends == "first"
        else ((*always, *other) for other in (*([()] if always else ()), *((o,) for o in others)))
    )
    found: list[Schema] = [
        {names[kind, header]: [] for kind in together for header in kind.headers}
        for together in combined
    ]
    return [*found, {}] if client.is_auth_optional and found else found


def option_names(value: str) -> list[str]:
    """The client's options that a header's value names."""
    return _OPTION.findall(value)


def component_name(text: str) -> str:
    """A name as OpenAPI's components may have it."""
    return re.sub(r"[^a-zA-Z0-9._-]", "_", text)


def _named(client: Client) -> Mapping[tuple[Credential, Header], str]:
    """The name of each header's scheme: what methods call it by, else the options that it is made of;
    of several that would have one name, the later have their header's beside it."""
    found: dict[tuple[Credential, Header], str] = {}
    for kind in client.auth:
        for header in kind.headers:
            name = component_name(
                kind.scheme or "_".join(option_names(header.value)) or header.name
            )
            is_taken = name in found.values()
            found[kind, header] = f"{name}_{component_name(header.name)}" if is_taken else name
    return found


def _is_given(kind: Credential, required: Collection[str]) -> bool:
    return all(name in required for header in kind.headers for name in option_names(header.value))


def _scheme(header: Header) -> Schema:
    scheme = _HTTP_SCHEMES.get(header.value.partition(" ")[0].lower())
    if header.name.lower() == "authorization" and scheme is not None:
        return {"type": "http", "scheme": scheme}
    return {"type": "apiKey", "in": "header", "name": header.name}
