"""A spec as a person looks through it: where things are on the client, and what a method has to do with.

Made for the command line to print; it must not know how.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sdkscribe.errors import Problem, SdkscribeError, nearest
from sdkscribe.spec import (
    Field,
    Method,
    Name,
    ObjectType,
    Resource,
    ResourceLink,
    Spec,
    Type,
    TypeDeclaration,
)
from sdkscribe.spec_walk import object_fields, references, types_of, types_of_method
from sdkscribe.words import folded, resource_word, snake_case


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A resource at its place on the client: its name there, its methods, what is below it."""

    name: str
    resource: Resource
    below: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodFound:
    """A method, and the path that leads to it: `realtime.client_secrets.create`."""

    path: str
    method: Method


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownType:
    """A declared type; its `fields` where it is an object, with those of its bases."""

    declaration: TypeDeclaration
    fields: tuple[Field, ...] | None


def branches(spec: Spec) -> tuple[Branch, ...]:
    return tuple(_branches(spec, spec.client.resources, frozenset()))


def find(spec: Spec, path: str) -> tuple[Branch] | MethodFound:
    """The one thing that a path leads to, in Python's spelling or TypeScript's. Raises `SdkscribeError` where it
    leads nowhere."""
    here, way = branches(spec), ""
    *above, last = (snake_case(part) for part in path.split("."))
    found: Branch | None = None
    for name in (*above, last):
        known = {folded(branch.name): branch for branch in here}
        methods = {} if found is None else {snake_case(m.name): m for m in found.resource.methods}
        if name in methods and folded(name) not in known and name is last:
            return MethodFound(path=f"{way}.{name}", method=methods[name])
        if folded(name) not in known:
            raise _nowhere(way, name, (*(branch.name for branch in here), *methods))
        found = known[folded(name)]
        here, way = found.below, f"{way}.{found.name}".strip(".")
    assert found is not None
    return (found,)


def types_around(spec: Spec, method: Method) -> tuple[ShownType, ...]:
    """The types that a method's signature reaches, the nearest first."""
    types = spec.types()
    found: dict[Name, TypeDeclaration] = {}
    waiting = list(_targets(types_of_method(method)))
    while waiting:
        name = waiting.pop(0)
        if name in types and name not in found:
            found[name] = types[name]
            waiting.extend(_targets(types_of(types[name])))
    return tuple(
        ShownType(declaration=declaration, fields=_fields(declaration, spec))
        for declaration in found.values()
    )


def _branches(
    spec: Spec, links: Iterable[ResourceLink], above: frozenset[Name]
) -> Iterator[Branch]:
    resources = spec.resources()
    for link in links:
        resource = resources[link.target]
        inside = above | {link.target}
        deeper = [inner for inner in resource.resources if inner.target not in inside]
        below = tuple(_branches(spec, deeper, inside))
        yield Branch(
            name=resource_word(link.attribute, link.target.module), resource=resource, below=below
        )


def _fields(declaration: TypeDeclaration, spec: Spec) -> tuple[Field, ...] | None:
    if not declaration.extends and not isinstance(declaration.type, ObjectType):
        return None
    parts = (*declaration.extends, declaration.type)
    found = [object_fields(part, spec.types()) for part in parts]
    return tuple(field for fields in found for field in fields or ())


def _targets(nodes: Iterable[Type]) -> Iterator[Name]:
    return (reference.target for node in nodes for reference in references(node))


def _nowhere(way: str, name: str, known: tuple[str, ...]) -> SdkscribeError:
    where = f"`{way}`" if way else "the client"
    there_is = f"there is: {', '.join(known)}" if known else None
    problem = Problem(message=f"{where} has no `{name}`", hint=nearest(name, known) or there_is)
    return SdkscribeError(problem)
