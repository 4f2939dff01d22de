"""Which types stand where which others stood: in the same field of counterparts, as the same method's
arguments or answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import TypeAlias

from sdkscribe.diff.renamed_fields import renamed_fields
from sdkscribe.diff.shapes import body_of, fields_of
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.surface import Call, Types
from sdkscribe.spec import Name, ReferenceType, Type
from sdkscribe.spec_walk import references

Votes: TypeAlias = Mapping[tuple[Name, Name], float]
"""For an old and a new type: which share of the old one's places the new one stands in, 0 to 1."""

_ONE_STEP_IN = 0.5


def votes_of(sides: Sides, types: Mapping[Name, Name]) -> Votes:
    """Only types that have no counterpart among these are voted on."""
    votes: defaultdict[tuple[Name, Name], float] = defaultdict(float)
    places: Counter[Name] = Counter()
    taken = set(types.values())
    for before, after in _positions(sides, types):
        gone = [name for name in before if name in sides.old.types and name not in types]
        come = [name for name in after if name in sides.new.types and name not in taken]
        places.update(gone)
        for pair in product(gone, come):
            votes[pair] += 1
        inside = [name for outer in come for name in names_inside(outer, sides.new.types)]
        for pair in product(gone, inside):
            votes[pair] += _ONE_STEP_IN
    return {pair: min(count / places[pair[0]], 1.0) for pair, count in votes.items()}


def _positions(sides: Sides, types: Mapping[Name, Name]) -> Iterator[tuple[list[Name], list[Name]]]:
    """The names that stand in one place on the old side, and in the same on the new."""
    for before, after in types.items():
        old, new = sides.old.types[before], sides.new.types[after]
        if old is not new and old != new:
            yield from _places_in(body_of(old), body_of(new), sides)
    for path, match in sides.matches.calls.items():
        one, other = sides.old.calls[path], sides.new.calls[match]
        yield names_asked(one), names_asked(other)
        yield names_answered(one), names_answered(other)


def _places_in(old: Type, new: Type, sides: Sides) -> Iterator[tuple[list[Name], list[Name]]]:
    """Those in fields of one name, and in fields that seem to be renamed."""
    fields = fields_of(old, sides.old.types), fields_of(new, sides.new.types)
    if fields[0] is None or fields[1] is None:
        yield _names([old]), _names([new])
        return
    before = {name: owned.field for name, owned in fields[0].items()}
    after = {name: owned.field for name, owned in fields[1].items()}
    for name, field in before.items():
        if name in after and field.type != after[name].type:
            yield _names([field.type]), _names([after[name].type])
    gone = [field for name, field in before.items() if name not in after]
    come = [field for name, field in after.items() if name not in before]
    for rename in renamed_fields(gone, come, sides) if gone and come else ():
        yield _names([rename.old.type]), _names([rename.new.type])


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
