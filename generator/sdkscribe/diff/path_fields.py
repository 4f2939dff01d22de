"""Fields of a method's arguments that are parameters of its path: what happened to one is a part of what
happened to the parameter, and is nothing at all where TypeScript only passes it in another way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sdkscribe.diff.changes import Change, Kind, MethodPlace, TypePlace
from sdkscribe.diff.path_parameters import path_parameters
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.surface import Call, Types
from sdkscribe.words import snake_case

_OF_FIELDS: frozenset[Kind] = frozenset(
    {
        "field-added-optional",
        "field-added-required",
        "field-removed-optional",
        "field-removed-required",
        "field-renamed",
    }
)
_OF_PARAMETERS: frozenset[Kind] = frozenset(
    {
        "path-parameter-added",
        "path-parameter-removed",
        "path-parameter-renamed",
        "path-parameter-keyword",
    }
)


def with_path_parameters(changes: Iterable[Change], sides: Sides) -> Iterator[Change]:
    """The changes, those of such fields with the change of the parameter that they are a part of."""
    known = list(changes)
    of_parameters = _of_parameters(known)
    pairs = {new: old for old, new in sides.matches.calls.items()}
    for change in known:
        if change.kind not in _OF_FIELDS or not _is_of_paths(change, pairs, sides):
            yield change
            continue
        names = {snake_case(p.path) for p in (change.old, change.new) if isinstance(p, TypePlace)}
        causes = [
            cause.fingerprint
            for reach in change.reach
            for cause in of_parameters.get(reach.method, ())
            if names & set(cause.subject)
        ]
        if causes:
            yield replace(change, part_of=causes[0])


def _of_parameters(changes: Iterable[Change]) -> Mapping[str, list[Change]]:
    """Changes of parameters, by the method as it is called now."""
    found: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.kind in _OF_PARAMETERS and isinstance(change.new, MethodPlace):
            found[f"{change.new.resource}.{change.new.method}"].append(change)
    return found


def _is_of_paths(change: Change, pairs: Mapping[str, str], sides: Sides) -> bool:
    """Whether a field is a parameter of the path of each method that it reaches, on each side that it is
    on, and these methods are on both."""
    return bool(change.reach) and all(
        reach.method in pairs
        and _is_parameter(change.old, sides.old.calls[pairs[reach.method]], sides.old.types)
        and _is_parameter(change.new, sides.new.calls[reach.method], sides.new.types)
        for reach in change.reach
    )


def _is_parameter(place: object, call: Call, types: Types) -> bool:
    if not isinstance(place, TypePlace):
        return True
    name = snake_case(place.path)
    return any(p.is_field and p.name == name for p in path_parameters(call.method, types))
