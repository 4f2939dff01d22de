"""The client and the tree of resources: what must be known is, every link leads to a resource, and
every resource can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sdkscribe.errors import Location, Problem, nearest
from sdkscribe.resolve.names import At, nearest_name, repeated
from sdkscribe.spec import Header, Name, Resource, ResourceLink, Spec

SUPPLY = "supply it with an overlay"


def client_problems(spec: Spec) -> Iterator[Problem]:
    client = spec.client
    facts = {
        "class": client.class_name,
        "error class": client.error_class,
        "base URL": client.base_url,
    }
    for noun, value in facts.items():
        if not value:
            yield Problem(message=f"the client's {noun} is not known", hint=SUPPLY)
    options = {option.name for option in client.options}
    for url in (client.base_url, *(url for _, url in client.environments)):
        for name in re.findall(r"\{([^{}]*)\}", url):
            if name not in options:
                message = f"the base URL {url} needs `{name}`, no option of the client"
                yield Problem(message=message, hint=nearest(name, sorted(options)))
    for header in (*client.auth_headers(), *client.headers, *client.query):
        yield from header_problems(spec, header, "the client", None)


def header_problems(
    spec: Spec, header: Header, called: str, location: Location | None
) -> Iterator[Problem]:
    """The braces of a header's value name options of the client."""
    options = {option.name for option in spec.client.options}
    for name in re.findall(r"\{([^{}]*)\}", header.value):
        if name not in options:
            message = f"{called}'s header `{header.name}` needs `{name}`, no option of the client"
            yield Problem(message=message, location=location, hint=nearest(name, sorted(options)))


def resource_problems(spec: Spec, at: At) -> Iterator[Problem]:
    resources = spec.resources()
    yield from _link_problems("the client", None, spec.client.resources, resources)
    for attribute in repeated(link.attribute for link in spec.client.resources):
        yield Problem(message=f"the client has `{attribute}` twice")
    own = spec.client.methods
    if own is not None and own not in resources:
        message = f"the client's own methods are those of `{own}`, no resource of the spec"
        yield Problem(message=message, hint=nearest_name(own, resources))
    for resource in resources.values():
        location = at(resource.name.module, resource.line)
        called = f"`{resource.name.name}`"
        yield from _link_problems(called, location, resource.resources, resources)
        yield from _attribute_problems(resource, location)
    for name in sorted(resources.keys() - _reachable(spec, resources)):
        yield Problem(
            message=f"no attribute of the client leads to the resource `{name.name}`",
            location=at(name.module, resources[name].line),
            hint="link it under `resources` of the client or of a resource, with an overlay",
        )


def _link_problems(
    called: str,
    location: Location | None,
    links: Iterable[ResourceLink],
    resources: Mapping[Name, Resource],
) -> Iterator[Problem]:
    for link in links:
        if link.target not in resources:
            message = f"`{link.attribute}` of {called} is `{link.target}`, no resource of the spec"
            hint = nearest_name(link.target, resources)
            yield Problem(message=message, location=location, hint=hint)


def _attribute_problems(resource: Resource, location: Location) -> Iterator[Problem]:
    """Attributes and methods of one name."""
    seen: set[str] = set()
    attributes = [link.attribute for link in resource.resources]
    for name in (*attributes, *(method.name for method in resource.methods)):
        if name in seen:
            message = f"`{resource.name.name}` has `{name}` twice"
            yield Problem(message=message, location=location)
        seen.add(name)


def _reachable(spec: Spec, resources: Mapping[Name, Resource]) -> set[Name]:
    found: set[Name] = set()
    waiting = [link.target for link in spec.client.resources]
    waiting.extend(() if spec.client.methods is None else (spec.client.methods,))
    while waiting:
        name = waiting.pop()
        if name in resources and name not in found:
            found.add(name)
            waiting.extend(link.target for link in resources[name].resources)
            base = resources[name].extends
            waiting.extend(() if base is None else (base,))
    return found
