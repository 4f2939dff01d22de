"""Types that are defined as themselves (an alias of itself, an interface that extends itself), or as too
many others one after the other.

A type may hold itself (a field, the items of an array); it cannot be itself, or a member of itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdkscribe.errors import Problem
from sdkscribe.resolve.names import At
from sdkscribe.spec import (
    ComputedType,
    IntersectionType,
    Name,
    ReferenceType,
    Spec,
    Type,
    TypeDeclaration,
    UnionType,
)

_MOST_STEPS = 100


def cycle_problems(spec: Spec, at: At) -> Iterator[Problem]:
    types = spec.types()
    for name, declaration in types.items():
        steps = _steps(name, types)
        if name in steps:
            yield Problem(
                message=f"`{name.name}` is defined as itself",
                location=at(name.module, declaration.line),
                hint="a type may hold itself, in a field or an array, but not be a part of itself",
            )
        elif max(steps.values(), default=0) > _MOST_STEPS:
            yield Problem(
                message=f"`{name.name}` is defined through more than {_MOST_STEPS} others",
                location=at(name.module, declaration.line),
                hint="name what it comes to, or exclude it",
            )


def _steps(name: Name, types: Mapping[Name, TypeDeclaration]) -> dict[Name, int]:
    """The declarations that a type is, or is one of, and how many steps away each is, up to one step
    too many."""
    found: dict[Name, int] = {}
    reached, distance = [name], 0
    while reached and distance <= _MOST_STEPS:
        distance += 1
        targets = {target for one in reached if one in types for target in _parts(types[one])}
        reached = [target for target in targets if target not in found]
        found |= dict.fromkeys(reached, distance)
    return found


def _parts(declaration: TypeDeclaration) -> Iterator[Name]:
    for node in (declaration.type, *declaration.extends):
        yield from _is(node)


def _is(node: Type) -> Iterator[Name]:
    match node:
        case ReferenceType(target=target):
            yield target
        case ComputedType(meaning=meaning):
            yield from _is(meaning)
        case UnionType(members=members) | IntersectionType(members=members):
            for member in members:
                yield from _is(member)
        case _:
            return
