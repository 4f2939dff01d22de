"""Which types a property of some types spreads to: those that they are part of."""

from __future__ import annotations

from collections.abc import Iterable

from sdkscribe.python.types import Types
from sdkscribe.spec import Name


def reached_from(seeds: Iterable[Name], types: Types) -> set[Name]:
    """The seeds, and all that they refer to, however deep."""
    reached: set[Name] = set()
    waiting = [name for name in seeds if name in types]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(target for target in types.targets[name] if target in types)
    return reached


def holders_of(parts: Iterable[Name], types: Types) -> set[Name]:
    """The parts, and all that refer to them, however deep."""
    users: dict[Name, list[Name]] = {}
    for name, targets in types.targets.items():
        for target in targets:
            users.setdefault(target, []).append(name)
    holders: set[Name] = set()
    waiting = list(parts)
    while waiting:
        name = waiting.pop()
        if name not in holders:
            holders.add(name)
            waiting.extend(users.get(name, ()))
    return holders
