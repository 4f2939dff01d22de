"""What the members of resources and of the client are called in Python: apart from each other, and from
what their classes have besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sdkscribe.python.names import MethodName, PythonName, field_names
from sdkscribe.spec import Resource, ResourceLink, Spec
from sdkscribe.words import resource_word

RESOURCE_ATTRIBUTES = frozenset({"answer_as", "with_raw_response", "with_streaming_response"})
"""What every resource has."""

CLIENT_ATTRIBUTES = frozenset(
    {
        "base_url", "close", "copy", "default_headers", "default_query", "delete", "environment", "get",
        "is_closed", "is_strict", "max_retries", "parse_answer", "patch", "perform", "post", "put",
        "timeout", "with_options", "with_raw_response", "with_streaming_response",
    }
)  # fmt: skip
"""What every client has."""

_CLIENT_PARAMETERS = frozenset(
    {"http_client", "options", "self", "set_default_headers", "set_default_query"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The Python names of the attributes that hold resources, and of the methods, by what the spec
    calls them."""

    resources: Mapping[str, PythonName]
    methods: Mapping[str, PythonName]


def members_of(resource: Resource) -> Members:
    """A resource's members. Of two that come to one name, the one that is spelled so keeps it, and
    resources come before methods."""
    resources = _resource_names(resource.resources, RESOURCE_ATTRIBUTES)
    methods = field_names(
        (method.name for method in resource.methods),
        RESOURCE_ATTRIBUTES.union(resources.values()),
        MethodName,
    )
    return Members(resources=resources, methods=methods)


def client_members(spec: Spec) -> Members:
    """The client's members, which are none of its options. `methods` are its own."""
    client = spec.client
    own = spec.resources().get(client.methods) if client.methods is not None else None
    options = CLIENT_ATTRIBUTES.union(option_name(option.name) for option in client.options)
    resources = _resource_names(client.resources, options)
    methods = field_names(
        (method.name for method in own.methods) if own is not None else (),
        options.union(resources.values()),
        MethodName,
    )
    return Members(resources=resources, methods=methods)


def option_name(option: str) -> PythonName:
    """An option of the client, which is an argument of it and an attribute."""
    return PythonName(option).avoiding(CLIENT_ATTRIBUTES | _CLIENT_PARAMETERS)


def _resource_names(
    links: tuple[ResourceLink, ...], reserved: frozenset[str]
) -> dict[str, PythonName]:
    words = {link.attribute: resource_word(link.attribute, link.target.module) for link in links}
    return field_names(words, reserved, lambda attribute: PythonName(words[attribute]))
