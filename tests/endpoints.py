"""Calls to every endpoint of a spec: arguments that its types allow, where the spec says that they
go, and an answer that it allows. Knows nothing of the package under test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from sdkscribe.python.inheritance import with_inherited_methods
from sdkscribe.python.names import MethodName, PythonName
from sdkscribe.python.signatures import Signature, signatures_of
from sdkscribe.python.types import Types
from sdkscribe.spec import Method, Name, Place, Returns, Spec, Type
from type_samples import Json, sample

OPTION = "option"
"""The value of each option of the client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A method, and the way to it from the client: `beta.threads`, `create`."""

    path: str
    name: str
    method: Method
    resource: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A call: its arguments, what is sent for them by place and wire name, and what is answered:
    `kind` as in `Returns`, and the values of the answer, several for a stream or a page."""

    endpoint: Endpoint
    positional: tuple[Json, ...]
    keywords: dict[str, Json]
    sent: dict[Place, dict[str, Json]]
    kind: str
    returns: Returns
    values: tuple[Json, ...]


def endpoints(spec: Spec) -> Iterator[Endpoint]:
    """Every method that the client leads to."""
    resources = with_inherited_methods(spec).resources()
    waiting = [(str(PythonName(link.attribute)), link.target) for link in spec.client.resources]
    while waiting:
        path, target = waiting.pop()
        for method in resources[target].methods:
            name = MethodName(method.name)
            yield Endpoint(path=path, name=name, method=method, resource=target)
        for link in resources[target].resources:
            waiting.append((f"{path}.{PythonName(link.attribute)}", link.target))


def examples(endpoint: Endpoint, types: Types, random: Random) -> Iterator[Example]:
    """A call in each way that the endpoint can be called in."""
    for signature in signatures_of(endpoint.method, endpoint.resource, types):
        yield _example(endpoint, signature, types, random)


def _example(endpoint: Endpoint, signature: Signature, types: Types, random: Random) -> Example:
    positional: list[Json] = []
    keywords: dict[str, Json] = {}
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
        sent=sent,
        kind=kind,
        returns=returns,
        values=tuple(sample(type_, types, random).sent for _ in range(count)) if type_ else (),
    )


def _answered(returns: Returns, *, is_streaming: bool) -> tuple[str, Type | None]:
    """What a call answers with, and the type of its values."""
    if returns.kind == "value_or_stream":
        return ("stream", returns.events) if is_streaming else ("value", returns.type)
    return returns.kind, returns.type
