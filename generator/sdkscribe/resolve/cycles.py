"""Types that are defined as themselves: an alias of itself, an interface that extends itself.

A type may hold itself (a field, the items of an array); it cannot be itself, or a member of itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdkscribe.errors import Problem
from sdkscribe.resolve.names import At
from sdkscribe.spec import (
    IntersectionType,
    Name,
    ReferenceType,
    Spec,
    Type,
    TypeDeclaration,
    UnionType,
)


def cycle_problems(spec: Spec, at: At) -> Iterator[Problem]:
    types = spec.types()
    for name, declaration in types.items():
        if name in _all_it_is(name, types):
            yield Problem(
                message=f"`{name.name}` is defined as itself",
                location=at(name.module, declaration.line),
                hint="a type may hold itself, in a field or an array, but not be a part of itself",
            )


def _all_it_is(name: Name, types: Mapping[Name, TypeDeclaration]) -> set[Name]:
    """The declarations that a type is, or is one of, however far away."""
    found: set[Name] = set()
    waiting = [name]
    while waiting:
        declaration = types.get(waiting.pop())
        if declaration is None:
            continue
        for target in (t for node in (declaration.type, *declaration.extends) for t in _is(node)):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _is(node: Type) -> Iterator[Name]:
    match node:
        case ReferenceType(target=target):
            yield target
        case UnionType(members=members) | IntersectionType(members=members):
            for member in members:
                yield from _is(member)
        case _:
            return
