"""Calls every endpoint of a package with the vendor's own client and with the generated one."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, cast

import httpx2

from endpoints import OPTION, Endpoint, Example, endpoints, examples
from fidelity.requests.answers import answers_of
from fidelity.requests.comparison import Difference, compared
from fidelity.requests.vendor import VendorClient, entry_of
from sdkscribe.python.generate import generate
from sdkscribe.python.members import option_name
from sdkscribe.python.names import ClassName
from sdkscribe.python.types import Types
from sdkscribe.source import open_source
from sdkscribe.spec import Spec
from sdkscribe.transcribe import transcribe
from sdkscribe.typescript.exclusions import CHANGE
from server import Server
from type_samples import Json

_CALLS = 2
"""How often each signature of an endpoint is called."""

_TRIES = 60
_NAMED = re.compile(r"\{(\w+)\}")
_PAGES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A call, and how the requests that it made differ. It `is_listed` where the spec says that
    hand-written code changes something of the method; it `is_refused` where the vendor's client
    sends nothing."""

    example: Example
    differences: tuple[Difference, ...]
    is_listed: bool
    is_refused: bool

    @property
    def is_ours(self) -> bool:
        return bool(self.differences) and not self.is_listed and not self.is_refused


def calls(package: str, folder: Path, name: str) -> Iterator[Called]:
    """Call each endpoint of a package in each way that it can be called in."""
    spec = transcribe(open_source(package))
    for path, text in generate(spec, package=name).items():
        (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / path).write_text(text, encoding="utf-8")
    types = Types(spec.types())
    with Server() as server:
        base_url = f"{server.url}/v1"
        options = [dict.fromkeys(names, OPTION) for names in options_of(spec)]
        settings = [{**given, "baseURL": base_url, "maxRetries": 0} for given in options]
        with (
            VendorClient(entry_of(package), spec.client.class_name, settings) as theirs,
            own_client(import_module(name), spec, options[theirs.accepted], base_url) as ours,
        ):
            for endpoint in endpoints(spec):
                for example in comparable(endpoint, types):
                    yield _called(example, spec, types, server, ours, theirs)


def comparable(endpoint: Endpoint, types: Types) -> Iterator[Example]:
    """Calls to an endpoint, some of each signature, without what the vendors' clients of some ages can't
    send: a null in a query or a form, and an argument of the path that has to be escaped."""
    found: Counter[int] = Counter()
    for seed in range(_TRIES):
        listed = list(examples(endpoint, types, Random(f"{endpoint.path}{seed}")))
        for signature, example in enumerate(listed):
            if found[signature] < _CALLS and _is_comparable(example):
                found[signature] += 1
                yield example
        if all(found[signature] == _CALLS for signature in range(len(listed))):
            return


def _is_comparable(example: Example) -> bool:
    is_json = example.endpoint.method.encoding == "json"
    nullable = example.sent.get("query", {}) if is_json else example.passed
    return "?" not in json.dumps(example.sent.get("path", {})) and not _has_null(nullable)


def _has_null(value: Json) -> bool:
    if isinstance(value, dict):
        return any(map(_has_null, cast("dict[str, Json]", value).values()))
    if isinstance(value, list | tuple):
        return any(map(_has_null, cast("list[Json]", value)))
    return value is None


def options_of(spec: Spec) -> Iterator[list[str]]:
    """The options that a client is given: all that the spec has a use for, or, where it does not take all
    credentials at once, those of the first kind alone."""
    client = spec.client
    credentials = [
        {name for header in kind.headers for name in _NAMED.findall(header.value)}
        for kind in client.auth
    ]
    others = _placed(spec) | {option.name for option in client.options if option.required}
    for said in (client.base_url, *(h.value for h in (*client.headers, *client.query))):
        others.update(_NAMED.findall(said))
    for used in (others.union(*credentials), others.union(*credentials[:1])):
        yield [option.name for option in client.options if option.name in used]


def _placed(spec: Spec) -> set[str]:
    """The options that stand for arguments."""
    return {
        placement.option
        for resource in spec.resources().values()
        for method in resource.methods
        for overload in method.overloads
        for argument in overload.arguments
        for placement in argument.placements
        if placement.option is not None
    }


def own_client(package: Any, spec: Spec, options: Mapping[str, str], base_url: str) -> Any:
    make = getattr(package, ClassName(spec.client.class_name))
    given = {option_name(name): value for name, value in options.items()}
    return make(**given, base_url=base_url, max_retries=0, http_client=httpx2.Client())


def _called(
    example: Example, spec: Spec, types: Types, server: Server, ours: Any, theirs: VendorClient
) -> Called:
    answers = answers_of(example, spec, types, f"{server.url}/v1")
    server.requests.clear()
    server.answer(*answers)
    refused = _call(ours, example)
    own = list(server.requests)
    server.requests.clear()
    server.answer(*answers)
    threw = theirs.call(example)
    differences = list(compared(own, server.requests))
    if (refused is None) != (threw is None) or (differences and refused is not None):
        differences.append(Difference(aspect="outcome", ours=refused, theirs=threw))
    return Called(
        example=example,
        differences=tuple(differences),
        is_listed=_is_listed(example.endpoint, spec),
        is_refused=not server.requests,
    )


def _is_listed(endpoint: Endpoint, spec: Spec) -> bool:
    """Whether the spec says that hand-written code changes something of a method."""
    method = f"{endpoint.resource.name}.{endpoint.method.name}."
    return any(
        exclusion.name.module == endpoint.resource.module
        and exclusion.name.name.startswith(method)
        and exclusion.rule == CHANGE.name
        for exclusion in spec.exclusions
    )


def _call(client: Any, example: Example) -> str | None:
    """Make a call with the generated client, and say what it raised, if anything."""
    resource = reduce(getattr, example.endpoint.path.split("."), client)
    try:
        answer = getattr(resource, example.endpoint.name)(*example.positional, **example.keywords)
        if example.kind == "stream":
            list(answer)
        elif example.kind == "page":
            for number, _ in enumerate(answer.iter_pages(), 1):
                if number == _PAGES:
                    break
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None
