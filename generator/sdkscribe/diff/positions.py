"""Which types stand where which others stood: in the same field of counterparts, as the same method's
arguments or answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import TypeAlias

from sdkscribe.diff.shapes import body_of, fields_of
from sdkscribe.diff.surface import Call, Surface, Types
from sdkscribe.spec import Name, ReferenceType, Type
from sdkscribe.spec_walk import references

Votes: TypeAlias = Mapping[tuple[Name, Name], float]
"""For an old and a new type: which share of the old one's places the new one stands in, 0 to 1."""

_ONE_STEP_IN = 0.5


def votes_of(
    old: Surface, new: Surface, types: Mapping[Name, Name], calls: Mapping[str, str]
) -> Votes:
    """Only types that have no counterpart yet are voted on."""
    votes: defaultdict[tuple[Name, Name], float] = defaultdict(float)
    places: Counter[Name] = Counter()
    taken = set(types.values())
    for before, after in _positions(old, new, types, calls):
        gone = [name for name in before if name in old.types and name not in types]
        come = [name for name in after if name in new.types and name not in taken]
        places.update(gone)
        for pair in product(gone, come):
            votes[pair] += 1
        inside = [name for outer in come for name in names_inside(outer, new.types)]
        for pair in product(gone, inside):
            votes[pair] += _ONE_STEP_IN
    return {pair: min(count / places[pair[0]], 1.0) for pair, count in votes.items()}


def _positions(
    old: Surface, new: Surface, types: Mapping[Name, Name], calls: Mapping[str, str]
) -> Iterator[tuple[list[Name], list[Name]]]:
    """The names that stand in one place on the old side, and in the same on the new."""
    for before, after in types.items():
        if old.types[before] != new.types[after]:
            yield from _places_in(before, after, old.types, new.types)
    for path, match in calls.items():
        one, other = old.calls[path], new.calls[match]
        yield names_asked(one), names_asked(other)
        yield names_answered(one), names_answered(other)


def _places_in(
    before: Name, after: Name, old: Types, new: Types
) -> Iterator[tuple[list[Name], list[Name]]]:
    bodies = body_of(old[before]), body_of(new[after])
    fields = fields_of(bodies[0], old), fields_of(bodies[1], new)
    if fields[0] is None or fields[1] is None:
        yield _names([bodies[0]]), _names([bodies[1]])
        return
    for name, owned in fields[0].items():
        if name in fields[1] and owned.field.type != fields[1][name].field.type:
            yield _names([owned.field.type]), _names([fields[1][name].field.type])


def names_inside(name: Name, types: Types) -> list[Name]:
    """The types that the fields of an object are of."""
    fields = fields_of(ReferenceType(target=name), types) or {}
    return _names(owned.field.type for owned in fields.values())


def names_asked(call: Call) -> list[Name]:
    """The types in a method's arguments."""
    return _names(a.type for overload in call.method.overloads for a in overload.arguments)


def names_answered(call: Call) -> list[Name]:
    """The types in a method's answer."""
    returns = [overload.returns for overload in call.method.overloads]
    nodes = (node for one in returns for node in (one.type, one.events))
    return _names(node for node in nodes if node is not None)


def _names(nodes: Iterable[Type]) -> list[Name]:
    found = (reference.target for node in nodes for reference in references(node))
    return list(dict.fromkeys(found))
