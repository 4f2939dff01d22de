"""Which methods a change reaches, as request or as answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

from sdkscribe.diff.changes import (
    Change,
    ClientPlace,
    MethodPlace,
    Place,
    Reach,
    ResourcePlace,
    TypePlace,
    Use,
    either_use,
    reached_together,
)
from sdkscribe.diff.compare_answers import ANSWER, EVENTS
from sdkscribe.diff.sides import Sides


def with_reach(change: Change, sides: Sides) -> Change:
    """A change with the methods that it reaches, as they are called now, and with what it is a
    change of: of what is asked, of what is answered, or of both."""
    reached = reached_together([*_of_old(change.old, sides), *_of_new(change.new, sides)])
    uses: list[Use] = [reach.use for reach in reached] or list(_uses_of_types(change, sides))
    if isinstance(change.place, ClientPlace):
        uses = ["request"]
    use: Use = reduce(either_use, uses) if uses else "both"
    return replace(change, reach=reached, use=use)


def _of_old(place: Place | None, sides: Sides) -> Iterator[Reach]:
    if isinstance(place, TypePlace):
        for reach in sides.old.reach_of(place.name):
            yield replace(reach, method=sides.matches.calls.get(reach.method, reach.method))
    elif isinstance(place, MethodPlace):
        called = f"{place.resource}.{place.method}"
        yield Reach(method=sides.matches.calls.get(called, called), use=_use_of_part(place))


def _of_new(place: Place | None, sides: Sides) -> Iterator[Reach]:
    match place:
        case TypePlace(name=name):
            yield from sides.new.reach_of(name)
        case MethodPlace(resource=resource, method=method):
            yield Reach(method=f"{resource}.{method}", use=_use_of_part(place))
        case ResourcePlace() | ClientPlace() | None:
            return


def _use_of_part(place: MethodPlace) -> Use:
    if not place.path:
        return "both"
    is_answer = place.path.startswith((ANSWER, EVENTS))
    return "response" if is_answer else "request"


def _uses_of_types(change: Change, sides: Sides) -> Iterator[Use]:
    if isinstance(change.old, TypePlace):
        yield sides.old.use_of(change.old.name)
    if isinstance(change.new, TypePlace):
        yield sides.new.use_of(change.new.name)
