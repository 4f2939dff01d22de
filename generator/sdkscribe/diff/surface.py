"""One spec as a comparison looks at it: methods by where the client has them, types and classes of pages
by name, and which methods reach a type, as request or as answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sdkscribe.diff.changes import Reach, Use
from sdkscribe.spec import (
    Method,
    Name,
    PageClass,
    ReferenceType,
    Resource,
    ResourceLink,
    Spec,
    Type,
    TypeDeclaration,
)
from sdkscribe.spec_meaning import worked_out
from sdkscribe.spec_walk import references, types_of
from sdkscribe.words import resource_word, snake_case, spelled_out

Types = Mapping[Name, TypeDeclaration]

_PARAMS = ("Param", "Params")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A method, and the resource that the client has it on: `beta.realtime.sessions`."""

    resource: str
    owner: Name
    method: Method

    @property
    def name(self) -> str:
        return snake_case(spelled_out(self.method.name))

    @property
    def path(self) -> str:
        return f"{self.resource}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """`types` has the classes of pages too; `requests` and `responses` are sets of `calls`, as bits;
    `reaches` keeps what was read from them."""

    spec: Spec
    types: Types
    resources: Mapping[str, Resource]
    calls: Mapping[str, Call]
    requests: Mapping[Name, int]
    responses: Mapping[Name, int]
    reaches: dict[tuple[int, int], tuple[Reach, ...]] = field(
        default_factory=dict[tuple[int, int], tuple[Reach, ...]]
    )

    def use_of(self, name: Name) -> Use:
        """As what a type is used; of one that no method reaches, as what its name says."""
        is_asked, is_answered = bool(self.requests.get(name)), bool(self.responses.get(name))
        if is_asked and is_answered:
            return "both"
        if is_asked or is_answered:
            return "request" if is_asked else "response"
        return "request" if name.top_level.endswith(_PARAMS) else "response"

    def reach_of(self, name: Name) -> tuple[Reach, ...]:
        """The methods that reach a type. Many types are reached by the same ones."""
        key = self.requests.get(name, 0), self.responses.get(name, 0)
        if key not in self.reaches:
            self.reaches[key] = tuple(_reaches(*key, tuple(self.calls)))
        return self.reaches[key]


def _reaches(asked: int, answered: int, paths: tuple[str, ...]) -> Iterator[Reach]:
    both, either = asked & answered, asked | answered
    while either:
        bit = either & -either
        use: Use = "both" if both & bit else "request" if asked & bit else "response"
        yield Reach(method=paths[bit.bit_length() - 1], use=use)
        either ^= bit


def surface_of(spec: Spec) -> Surface:
    """The surface of a spec, computed types worked out."""
    spec = worked_out(spec)
    types = {**{page.name: _page_type(page) for page in spec.pages}, **spec.types()}
    known = spec.resources()
    resources = dict(_resources(spec.client.resources, (), known))
    calls = {
        call.path: call
        for path, resource in resources.items()
        for call in _calls(path, resource, known)
    }
    targets = {name: _targets(types_of(declared), types) for name, declared in types.items()}
    return Surface(
        spec=spec,
        types=types,
        resources=resources,
        calls=calls,
        requests=_spread(map(_asked, calls.values()), targets),
        responses=_spread(map(_answered, calls.values()), targets),
    )


def _calls(path: str, resource: Resource, known: Mapping[Name, Resource]) -> Iterator[Call]:
    """The methods of a resource, with those that it inherits: its own stand for those of their name."""
    inherited = known.get(resource.extends) if resource.extends is not None else None
    if inherited is not None:
        yield from _calls(path, inherited, known)
    for method in resource.methods:
        yield Call(resource=path, owner=resource.name, method=method)


def _page_type(page: PageClass) -> TypeDeclaration:
    return TypeDeclaration(
        name=page.name,
        kind="interface",
        type=page.type,
        parameters=page.parameters,
        line=page.line,
    )


def _resources(
    links: tuple[ResourceLink, ...], above: tuple[str, ...], known: Mapping[Name, Resource]
) -> Iterator[tuple[str, Resource]]:
    for link in links:
        if link.target in known and len(above) < len(known):
            path = (*above, resource_word(link.attribute, link.target.module))
            yield ".".join(path), known[link.target]
            yield from _resources(known[link.target].resources, path, known)


def _targets(nodes: Iterable[Type], types: Types) -> tuple[Name, ...]:
    found = (reference.target for node in nodes for reference in references(node))
    return tuple(dict.fromkeys(name for name in found if name in types))


def _asked(call: Call) -> Iterator[Type]:
    for overload in call.method.overloads:
        for argument in overload.arguments:
            yield argument.type


def _answered(call: Call) -> Iterator[Type]:
    for overload in call.method.overloads:
        returns = overload.returns
        yield from filter(None, (returns.type, returns.events))
        if returns.page_class is not None:
            yield ReferenceType(target=returns.page_class)


def _spread(
    seeds: Iterable[Iterable[Type]], targets: Mapping[Name, tuple[Name, ...]]
) -> dict[Name, int]:
    """For each type the calls whose seeds lead to it."""
    reached: dict[Name, int] = {}
    for index, nodes in enumerate(seeds):
        for node in nodes:
            for reference in references(node):
                reached[reference.target] = reached.get(reference.target, 0) | 1 << index
    waiting = list(reached)
    while waiting:
        name = waiting.pop()
        for target in targets.get(name, ()):
            before = reached.get(target, 0)
            if reached[name] | before != before:
                reached[target] = before | reached[name]
                waiting.append(target)
    return reached
