"""Which types a property of some types spreads to: those that they are part of."""

from __future__ import annotations

from collections.abc import Iterable

from sdkscribe.python.shapes import Types
from sdkscribe.spec import Name, references, types_of


def reached_from(seeds: Iterable[Name], types: Types) -> set[Name]:
    """The seeds, and all that they refer to, however deep."""
    reached: set[Name] = set()
    waiting = [name for name in seeds if name in types]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(r.target for node in types_of(types[name]) for r in references(node))
    return reached & types.keys()


def holders_of(parts: Iterable[Name], types: Types) -> set[Name]:
    """The parts, and all that refer to them, however deep."""
    users: dict[Name, list[Name]] = {}
    for name, declaration in types.items():
        for node in types_of(declaration):
            for reference in references(node):
                users.setdefault(reference.target, []).append(name)
    holders: set[Name] = set()
    waiting = list(parts)
    while waiting:
        name = waiting.pop()
        if name not in holders:
            holders.add(name)
            waiting.extend(users.get(name, ()))
    return holders


def is_part_of_itself(name: Name, types: Types) -> bool:
    """Whether a type refers to itself, however deep."""
    targets = (r.target for node in types_of(types[name]) for r in references(node))
    return name in reached_from(targets, types)
