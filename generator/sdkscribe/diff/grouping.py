"""One cause, one entry: where one type took another's place, or the same words were changed, in many places
at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from sdkscribe.diff.changes import Change, Kind, either_use, reached_together

_SAME_CAUSE: frozenset[Kind] = frozenset(
    {
        "type-widened",
        "type-narrowed",
        "type-replaced",
        "type-rewritten",
        "reference-changed",
        "default-changed",
        "documentation-changed",
    }
)

_Cause: TypeAlias = tuple[object, ...]


def grouped(changes: Iterable[Change]) -> list[Change]:
    """The changes, with those of one cause as one that lists all the places."""
    found: dict[_Cause, Change] = {}
    for change in changes:
        cause = _cause(change)
        found[cause] = _joined(found[cause], change) if cause in found else change
    return list(found.values())


def _cause(change: Change) -> _Cause:
    if change.kind in _SAME_CAUSE and change.before and change.after:
        return change.kind, change.before, change.after, change.containers, change.part_of
    return change.kind, change.old, change.new, change.subject, change.before, change.after


def _joined(first: Change, other: Change) -> Change:
    if other.place == first.place or other.place in first.also_at:
        return first
    return replace(
        first,
        also_at=(*first.also_at, other.place),
        reach=reached_together((*first.reach, *other.reach)),
        use=either_use(first.use, other.use),
    )
