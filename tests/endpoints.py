"""Calls to every endpoint of a spec: arguments that its types allow, where the spec says that they
go, and an answer that it allows. Knows nothing of the package under test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from sdkscribe.python.inheritance import with_inherited_methods
from sdkscribe.python.members import client_members, members_of
from sdkscribe.python.signatures import Signature, signatures_of
from sdkscribe.python.types import Types
from sdkscribe.spec import Method, Name, Place, Returns, Spec, Type
from type_samples import Json, sample

OPTION = "option"
"""The value of each option of the client."""

ABSENT = object()
"""An argument that is not given, though one after it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A method, and the way to it from the client: `beta.threads`, `create`. `attributes` are the
    way that TypeScript takes."""

    path: str
    name: str
    attributes: tuple[str, ...]
    method: Method
    resource: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A call: its arguments, in Python and as TypeScript passes them, what is sent for them by place
    and wire name, and what is answered: `kind` as in `Returns`, and the values of the answer,
    several for a stream or a page."""

    endpoint: Endpoint
    positional: tuple[Json, ...]
    keywords: dict[str, Json]
    passed: tuple[Json, ...]
    sent: dict[Place, dict[str, Json]]
    kind: str
    returns: Returns
    values: tuple[Json, ...]


def endpoints(spec: Spec) -> Iterator[Endpoint]:
    """Every method that the client leads to."""
    resources = with_inherited_methods(spec).resources()
    names = client_members(spec).resources
    waiting: list[tuple[str, tuple[str, ...], Name]] = [
        (names[link.attribute], (link.attribute,), link.target) for link in spec.client.resources
    ]
    while waiting:
        path, attributes, target = waiting.pop()
        members = members_of(resources[target], spec.names)
        for method in resources[target].methods:
            yield Endpoint(
                path=path,
                name=members.methods[method.name],
                attributes=attributes,
                method=method,
                resource=target,
            )
        for link in resources[target].resources:
            inner = f"{path}.{members.resources[link.attribute]}"
            waiting.append((inner, (*attributes, link.attribute), link.target))


def examples(endpoint: Endpoint, types: Types, random: Random) -> Iterator[Example]:
    """A call in each way that the endpoint can be called in."""
    for signature in signatures_of(endpoint.method, endpoint.resource, types):
        yield _example(endpoint, signature, types, random)


def _example(endpoint: Endpoint, signature: Signature, types: Types, random: Random) -> Example:
    positional: list[Json] = []
    keywords: dict[str, Json] = {}
    passed: dict[tuple[str, ...], Json] = {}
    sent: dict[Place, dict[str, Json]] = {}
    route = random.choice((endpoint.method.path, *endpoint.method.other_paths))
    for parameter in signature.parameters:
        is_on_route = parameter.place == "path" and f"{{{parameter.wire_name}}}" in route
        if parameter.place == "path" and not is_on_route and not parameter.required:
            continue
        if parameter.required or is_on_route or random.random() < 0.5:
            value = sample(parameter.type, types, random)
            while parameter.place == "header" and not str(value.sent).isascii():
                value = sample(parameter.type, types, random)
            sent.setdefault(parameter.place, {})[parameter.wire_name or ""] = value.sent
            passed[parameter.source] = value.sent
            if parameter.is_positional:
                positional.append(value.given)
            else:
                keywords[parameter.name] = value.given
        elif parameter.option is not None:
            sent.setdefault(parameter.place, {})[parameter.wire_name or ""] = OPTION
    returns = signature.returns
    kind, type_ = _answered(returns, is_streaming=bool(keywords.get("stream")))
    count = 2 if kind in ("stream", "page") else 1
    return Example(
        endpoint=endpoint,
        positional=tuple(positional),
        keywords=keywords,
        passed=tuple(_passed(endpoint.method, passed)),
        sent=sent,
        kind=kind,
        returns=returns,
        values=tuple(sample(type_, types, random).sent for _ in range(count)) if type_ else (),
    )


def _passed(method: Method, values: dict[tuple[str, ...], Json]) -> Iterator[Json]:
    """The arguments in their order, up to the last that is given; `ABSENT` for others."""
    given = {source[0] for source in values}
    arguments = next(
        o.arguments for o in method.overloads if given <= {a.name for a in o.arguments}
    )
    last = max((i for i, a in enumerate(arguments) if a.required or a.name in given), default=-1)
    for argument in arguments[: last + 1]:
        fields = {s[1]: v for s, v in values.items() if s[0] == argument.name and s[1:]}
        is_object = bool(fields) or (argument.required and (argument.name,) not in values)
        yield fields if is_object else values.get((argument.name,), ABSENT)


def _answered(returns: Returns, *, is_streaming: bool) -> tuple[str, Type | None]:
    """What a call answers with, and the type of its values."""
    if returns.kind == "value_or_stream":
        return ("stream", returns.events) if is_streaming else ("value", returns.type)
    return returns.kind, returns.type
