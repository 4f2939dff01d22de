"""One cause, one entry: where one type took another's place, or the same words were changed, in many places
at once; where a module's types moved together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from sdkscribe.diff.changes import Change, Kind, TypePlace, either_use, reached_together

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
    """The changes, with those of one cause as one that lists all the places; what is a part of one of them
    is a part of that."""
    found: dict[_Cause, Change] = {}
    joined: dict[str, _Cause] = {}
    for change in changes:
        cause = _cause(change)
        if cause in found:
            joined[change.fingerprint] = cause
            found[cause] = _joined(found[cause], change)
        else:
            found[cause] = change
    return [
        (
            replace(change, part_of=found[joined[change.part_of]].fingerprint)
            if change.part_of in joined
            else change
        )
        for change in found.values()
    ]


def _cause(change: Change) -> _Cause:
    match change:
        case Change(kind="type-moved", old=TypePlace(name=old), new=TypePlace(name=new)):
            return change.kind, old.module, new.module
        case Change(before=before, after=after) if change.kind in _SAME_CAUSE and before and after:
            return change.kind, before, after, change.containers, change.part_of
        case _:
            return change.kind, change.old, change.new, change.subject, change.before, change.after


def _joined(first: Change, other: Change) -> Change:
    if other.place == first.place or other.place in first.also_at:
        return first
    confidences = [c for c in (first.confidence, other.confidence) if c is not None]
    return replace(
        first,
        also_at=(*first.also_at, other.place),
        reach=reached_together((*first.reach, *other.reach)),
        use=either_use(first.use, other.use),
        confidence=min(confidences, default=None),
    )
