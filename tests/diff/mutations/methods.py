"""One method, as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from diff.editing import with_method
from diff.mutations.whole import Mutation, Whole
from sdkscribe.diff.changes import (
    Kind,
    MethodPlace,
)
from sdkscribe.diff.surface import Call
from sdkscribe.spec import (
    Method,
    Overload,
)


def method_changed(
    whole: Whole,
    kind: Kind,
    inverse: Kind,
    changed: Callable[[Method], Method],
    fits: Callable[[Method], bool] = lambda method: True,
) -> Mutation:
    call = whole.any(c for c in whole.calls if fits(c.method))
    after = with_method(whole.spec, call.owner, call.method, changed(call.method))
    return Mutation(
        kind=kind,
        inverse=inverse,
        before=whole.spec,
        after=after,
        old=place_of(call),
        new=place_of(call),
    )


def with_each(m: Method, changed: Callable[[Overload], Overload]) -> Method:
    return replace(m, overloads=tuple(map(changed, m.overloads)))


def place_of(call: Call) -> MethodPlace:
    return MethodPlace(resource=call.resource, method=call.name)


def inside(mutation: Mutation, path: str) -> Mutation:
    """The same, at a part of the method."""
    assert isinstance(mutation.old, MethodPlace)
    place = replace(mutation.old, path=path)
    return replace(mutation, old=place, new=place)
