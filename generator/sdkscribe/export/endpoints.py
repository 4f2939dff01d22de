"""The endpoints of a spec: what is sent to a path by a verb, whichever methods send it.

Several methods may call one endpoint, and their paths may differ in the names of their placeholders,
or in a constant query; to the server these are the same path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, product
from urllib.parse import parse_qsl

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    Argument,
    BodyPart,
    Header,
    Method,
    Name,
    Place,
    Placement,
    ReferenceType,
    ResourceLink,
    Returns,
    Spec,
    Type,
    TypeDeclaration,
    UnionType,
)
from sdkscribe.spec_walk import object_fields
from sdkscribe.words import resource_word, snake_case

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class NoWordsError(Exception):
    """What there are no words for in a description of endpoints."""

    def problem(self, called: str) -> Problem:
        message = f"OpenAPI has no words for `{called}`: {self}"
        return Problem(message=message, hint="leave it out of the slice with --only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One thing that a call sends; a `wire_name` of None is the whole of the body or the query."""

    place: Place
    wire_name: str | None
    type: Type
    required: bool
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One way to call an endpoint: what is sent, how the body and its parts are written, what comes
    back."""

    sent: tuple[Sent, ...]
    encoding: str
    parts: tuple[BodyPart, ...]
    returns: Returns


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """`called` is where the client has the first of the methods (`beta.realtime.sessions.create`);
    `constants` are query parameters and headers that never change, by place; `security` is the
    schemes that it takes, None for the client's; `without_headers` are of the client's."""

    verb: str
    path: str
    called: str
    description: str | None
    base_url: str | None
    headers: tuple[Header, ...]
    without_headers: tuple[str, ...]
    query: tuple[tuple[str, str], ...]
    calls: tuple[Call, ...]
    security: tuple[str, ...] | None


def endpoints(spec: Spec, problems: list[Problem]) -> tuple[Endpoint, ...]:
    """In the order of the resource tree; methods that call the same endpoint are one."""
    found: dict[tuple[str, str, str | None], Endpoint] = {}
    types = spec.types()
    for called, method in _methods(spec, spec.client.resources, ()):
        try:
            endpoint = _endpoint(called, method, types)
        except NoWordsError as error:
            problems.append(error.problem(called))
            continue
        key = (endpoint.verb, _PLACEHOLDER.sub("{}", endpoint.path), endpoint.base_url)
        known = found.get(key)
        found[key] = endpoint if known is None else _together(known, endpoint)
    return tuple(found.values())


def _methods(
    spec: Spec, links: Iterable[ResourceLink], above: tuple[str, ...]
) -> Iterator[tuple[str, Method]]:
    resources = spec.resources()
    for link in links:
        way = (*above, resource_word(link.attribute, link.target.module))
        resource = resources[link.target]
        for method in resource.methods:
            yield ".".join((*way, snake_case(method.name))), method
        yield from _methods(spec, resource.resources, way)


def _endpoint(called: str, method: Method, types: Mapping[Name, TypeDeclaration]) -> Endpoint:
    path, _, query = method.path.partition("?")
    return Endpoint(
        verb=method.verb,
        path=path if path.startswith("/") else f"/{path}",
        called=called,
        description=method.description,
        base_url=method.base_url,
        headers=method.headers,
        without_headers=method.without_headers,
        query=tuple(parse_qsl(query, keep_blank_values=True)),
        calls=tuple(_calls(method, types)),
        security=method.security,
    )


def _together(known: Endpoint, other: Endpoint) -> Endpoint:
    """One endpoint of two: the placeholders have the names of the first, and what is constant in one
    alone is no longer constant."""
    renamed = dict(
        zip(_PLACEHOLDER.findall(other.path), _PLACEHOLDER.findall(known.path), strict=True)
    )
    calls = (
        replace(call, sent=tuple(_renamed(sent, renamed) for sent in call.sent))
        for call in other.calls
    )
    return replace(
        known,
        calls=(*known.calls, *calls),
        headers=tuple(header for header in known.headers if header in other.headers),
        without_headers=tuple(n for n in known.without_headers if n in other.without_headers),
        query=tuple(pair for pair in known.query if pair in other.query),
        security=known.security if known.security == other.security else None,
    )


def _renamed(sent: Sent, names: Mapping[str, str]) -> Sent:
    if sent.place != "path" or sent.wire_name is None:
        return sent
    return replace(sent, wire_name=names[sent.wire_name])


def _calls(method: Method, types: Mapping[Name, TypeDeclaration]) -> Iterator[Call]:
    for overload in method.overloads:
        ways = [list(_ways(argument, types)) for argument in overload.arguments]
        for chosen in product(*ways):
            sent = tuple(chain.from_iterable(chosen))
            yield Call(
                sent=sent,
                encoding=method.encoding,
                parts=method.body_parts,
                returns=overload.returns,
            )


def _ways(argument: Argument, types: Mapping[Name, TypeDeclaration]) -> Iterator[tuple[Sent, ...]]:
    """What an argument sends; one way for each member of a union of params objects."""
    whole = next((p for p in argument.placements if not p.field), None)
    if argument.place == "path" or whole is not None:
        place = whole or Placement(field="", place="path", wire_name=argument.name)
        required = argument.required and place.option is None
        yield (
            Sent(
                place=place.place, wire_name=place.wire_name, type=argument.type, required=required
            ),
        )
    elif argument.place == "body" and not argument.placements:
        yield (Sent(place="body", wire_name=None, type=argument.type, required=argument.required),)
    else:
        for member in _members(argument.type, types):
            yield tuple(_fields(argument, member, types))


def _members(node: Type, types: Mapping[Name, TypeDeclaration]) -> Iterator[Type]:
    """The members of a union, through the names of unions, each once."""
    waiting, seen = [node], set[Name]()
    while waiting:
        current = waiting.pop(0)
        if isinstance(current, UnionType):
            waiting[:0] = current.members
        elif isinstance(current, ReferenceType) and _is_union(current.target, types):
            if current.target not in seen:
                seen.add(current.target)
                waiting.insert(0, types[current.target].type)
        else:
            yield current


def _is_union(name: Name, types: Mapping[Name, TypeDeclaration]) -> bool:
    return name in types and isinstance(types[name].type, UnionType)


def _fields(
    argument: Argument, member: Type, types: Mapping[Name, TypeDeclaration]
) -> Iterator[Sent]:
    fields = object_fields(member, types)
    if fields is None:
        if argument.place is None or argument.placements:
            raise NoWordsError(f"where the argument `{argument.name}` goes")
        yield Sent(place=argument.place, wire_name=None, type=member, required=argument.required)
        return
    placements = {placement.field: placement for placement in argument.placements}
    for one in fields:
        placement = placements.get(one.wire_name)
        place = argument.place if placement is None else placement.place
        has_option = placement is not None and placement.option is not None
        if place is not None:
            yield Sent(
                place=place,
                wire_name=one.wire_name if placement is None else placement.wire_name,
                type=one.type,
                required=one.required and argument.required and not has_option,
                description=one.description,
            )
