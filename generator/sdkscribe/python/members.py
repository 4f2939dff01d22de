"""What the members of resources and of the client are called in Python: apart from each other, and from
what their classes have besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sdkscribe.python.names import MethodName, PythonName, field_names
from sdkscribe.spec import KeptNames, Method, Name, Resource, ResourceLink, Spec
from sdkscribe.words import resource_word

RESOURCE_ATTRIBUTES = frozenset({"answer_as", "with_raw_response", "with_streaming_response"})
"""What every resource has."""

CLIENT_ATTRIBUTES = frozenset(
    {
        "base_url", "close", "copy", "default_headers", "default_query", "delete", "environment", "get",
        "is_closed", "is_strict", "max_retries", "parse_answer", "patch", "perform", "post", "put",
        "stream_errors", "timeout", "with_options", "with_raw_response", "with_streaming_response",
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


def members_of(resource: Resource, kept: KeptNames) -> Members:
    """A resource's members. Of two that come to one name, the one that is kept keeps it, or that is
    spelled so, and resources come before methods."""
    names = kept.of_members(resource.name)
    return _members(resource.resources, resource.methods, RESOURCE_ATTRIBUTES, names)


def client_members(spec: Spec) -> Members:
    """The client's members, which are none of its options. `methods` are its own."""
    client = spec.client
    own = spec.resources().get(client.methods) if client.methods is not None else None
    options = CLIENT_ATTRIBUTES.union(option_name(option.name) for option in client.options)
    methods = own.methods if own is not None else ()
    return _members(client.resources, methods, options, spec.names.of_members(client_name(spec)))


def client_name(spec: Spec) -> Name:
    """What the client is called as the owner of its members."""
    return Name("index", spec.client.class_name)


def option_name(option: str) -> PythonName:
    """An option of the client, which is an argument of it and an attribute."""
    return PythonName(option).avoiding(CLIENT_ATTRIBUTES | _CLIENT_PARAMETERS)


def _members(
    links: tuple[ResourceLink, ...],
    methods: tuple[Method, ...],
    reserved: frozenset[str],
    kept: Mapping[str, str],
) -> Members:
    """Those that keep their names come first."""
    words = {link.attribute: resource_word(link.attribute, link.target.module) for link in links}

    def word(attribute: str) -> PythonName:
        return PythonName(words[attribute])

    old = field_names((m.name for m in methods if m.name in kept), reserved, MethodName, kept)
    resources = field_names(words, reserved.union(old.values()), word, kept)
    taken = reserved.union(old.values(), resources.values())
    new = field_names((m.name for m in methods if m.name not in kept), taken, MethodName)
    named = {**old, **new}
    return Members(resources=resources, methods={m.name: named[m.name] for m in methods})
