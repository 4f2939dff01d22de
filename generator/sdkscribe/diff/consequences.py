"""Which change brought a declared type about, or did away with it: the field that is of it, the method that
answers with it. Such a type's own entry is a part of that change's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from sdkscribe.diff.changes import (
    Change,
    ClientPlace,
    Kind,
    MethodPlace,
    Place,
    ResourcePlace,
    TypePlace,
)
from sdkscribe.diff.positions import names_answered, names_asked
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.surface import Surface
from sdkscribe.spec import Name
from sdkscribe.spec_walk import references, types_of

_Referrer: TypeAlias = Name | str
"""A type, or a method by its path."""

_WHOLE: tuple[Kind, ...] = (
    "method-added",
    "method-removed",
    "resource-added",
    "resource-removed",
    "path-parameter-added",
    "path-parameter-renamed",
    "path-parameter-keyword",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Causes:
    """On one side: who refers to each type, which types are only there, also by the outermost that they
    are declared in, and the changes by where they are."""

    referrers: Mapping[Name, tuple[_Referrer, ...]]
    one_sided: frozenset[Name]
    families: Mapping[Name, list[Name]]
    changes: Mapping[_Referrer, list[Change]]


def with_causes(changes: list[Change], sides: Sides) -> list[Change]:
    """The changes, those of types with the change that they are a consequence of."""
    matched = sides.matches.types
    come = _causes(changes, sides.new, frozenset(matched.values()), is_new=True)
    gone = _causes(changes, sides.old, frozenset(matched), is_new=False)
    return [_with_cause(change, come, gone) for change in changes]


def _with_cause(change: Change, come: _Causes, gone: _Causes) -> Change:
    match change:
        case Change(kind="type-added", new=TypePlace(name=name), part_of=None):
            return replace(change, part_of=_cause_of(name, come))
        case Change(kind="type-removed", old=TypePlace(name=name), part_of=None):
            return replace(change, part_of=_cause_of(name, gone))
        case _:
            return change


def _cause_of(name: Name, causes: _Causes) -> str | None:
    """The fingerprint of the first change, going up from a type on one side alone, that names it."""
    inside = f"{name.name}."
    family = causes.families[_outermost(name)]
    waiting = [one for one in family if one == name or one.name.startswith(inside)]
    seen = set(waiting)
    while waiting:
        below = waiting.pop(0)
        for referrer in causes.referrers.get(below, ()):
            for change in causes.changes.get(referrer, ()):
                if change.kind in _WHOLE or below.name in _words(change):
                    return change.fingerprint
            if isinstance(referrer, Name) and referrer in causes.one_sided - seen:
                seen.add(referrer)
                waiting.append(referrer)
    return None


def _outermost(name: Name) -> Name:
    return Name(name.module, name.top_level)


def _words(change: Change) -> str:
    return " ".join((change.before, change.after, *change.subject))


def _causes(
    changes: Iterable[Change], surface: Surface, matched: frozenset[Name], *, is_new: bool
) -> _Causes:
    found: defaultdict[_Referrer, list[Change]] = defaultdict(list)
    for change in changes:
        if change.kind not in ("type-added", "type-removed"):
            place = change.new if is_new else change.old
            places = change.also_at if place is None else (place, *change.also_at)
            for one in places:
                for referrer in _referrers_at(one, change):
                    found[referrer].append(change)
    one_sided = frozenset(surface.types.keys() - matched)
    families: defaultdict[Name, list[Name]] = defaultdict(list)
    for name in sorted(one_sided):
        families[_outermost(name)].append(name)
    return _Causes(
        referrers=_referrers(surface), one_sided=one_sided, families=families, changes=found
    )


def _referrers_at(place: Place, change: Change) -> Iterator[_Referrer]:
    match place:
        case TypePlace(name=name):
            yield name
        case MethodPlace(resource=resource, method=method):
            yield f"{resource}.{method}"
        case ResourcePlace(resource=resource):
            yield from (f"{resource}.{method}" for method in change.subject)
        case ClientPlace():
            return


def _referrers(surface: Surface) -> dict[Name, tuple[_Referrer, ...]]:
    found: defaultdict[Name, list[_Referrer]] = defaultdict(list)
    for path, call in surface.calls.items():
        for target in (*names_asked(call), *names_answered(call)):
            found[target].append(path)
    for name, declaration in surface.types.items():
        for node in types_of(declaration):
            for reference in references(node):
                if reference.target != name:
                    found[reference.target].append(name)
    return {name: tuple(dict.fromkeys(referrers)) for name, referrers in found.items()}
