"""Resources and methods that came, went, or seem to have moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import mean

from sdkscribe.diff.changes import Change, ResourcePlace
from sdkscribe.diff.compare_calls import place_of
from sdkscribe.diff.match_calls import endpoint_template
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.surface import Call, Surface


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    """A resource whose methods all stand on another one, under the names that they had."""

    old: str
    new: str
    confidence: float


def resource_changes(sides: Sides) -> Iterator[Change]:
    """A resource that came, went or moved as a whole is one entry; what is left are methods."""
    moved = list(_moved_resources(sides))
    for move in moved:
        if not any(_is_below(move, other) for other in moved):
            yield from _moved_resource(move)
    with_resource = {move.old for move in moved}
    for path, confidence in sides.matches.call_confidence.items():
        call = sides.old.calls[path]
        if call.resource not in with_resource:
            yield from _moved_method(call, sides.new.calls[sides.matches.calls[path]], confidence)
    yield from _one_sided(sides.new, sides.old, set(sides.matches.calls.values()), is_new=True)
    yield from _one_sided(sides.old, sides.new, set(sides.matches.calls), is_new=False)


# ----------------------------------------------------------------------------------------- moved


def _moved_resources(sides: Sides) -> Iterator[_Moved]:
    for path in sides.old.resources:
        calls = [call for call in sides.old.calls.values() if call.resource == path]
        found = [_counterpart(call, sides) for call in calls]
        targets = {match.resource for match in found if match is not None}
        kept_names = all(
            match is not None and match.name == call.name
            for match, call in zip(found, calls, strict=True)
        )
        if path not in sides.new.resources and len(targets) == 1 and kept_names:
            confidences = [sides.matches.call_confidence[call.path] for call in calls]
            yield _Moved(old=path, new=targets.pop(), confidence=round(mean(confidences), 2))


def _counterpart(call: Call, sides: Sides) -> Call | None:
    path = sides.matches.calls.get(call.path)
    return None if path is None else sides.new.calls[path]


def _is_below(move: _Moved, other: _Moved) -> bool:
    """Whether a resource moved because one around it did."""
    old, new = f"{other.old}.", f"{other.new}."
    return (
        move.old.startswith(old)
        and move.new.startswith(new)
        and move.old.removeprefix(old) == move.new.removeprefix(new)
    )


def _moved_resource(move: _Moved) -> Iterator[Change]:
    old, new = ResourcePlace(resource=move.old), ResourcePlace(resource=move.new)
    change = Change(kind="resource-renamed", old=old, new=new, confidence=move.confidence)
    yield change
    yield Change(kind="resource-removed", old=old, part_of=change.fingerprint)
    yield Change(kind="resource-added", new=new, part_of=change.fingerprint)


def _moved_method(old: Call, new: Call, confidence: float) -> Iterator[Change]:
    places = place_of(old), place_of(new)
    change = Change(kind="method-renamed", old=places[0], new=places[1], confidence=confidence)
    yield change
    yield Change(kind="method-removed", old=places[0], part_of=change.fingerprint)
    yield Change(kind="method-added", new=places[1], part_of=change.fingerprint)


# ------------------------------------------------------------------------------------- one-sided


def _one_sided(
    surface: Surface, other: Surface, matched: set[str], *, is_new: bool
) -> Iterator[Change]:
    """What is on one side alone: resources with all that is below them, else methods."""
    whole: dict[str, list[Call]] = {}
    for call in surface.calls.values():
        if call.path in matched:
            continue
        around = _outermost_whole(call, other.resources, matched)
        if around is not None:
            whole.setdefault(around, []).append(call)
        elif is_new:
            yield Change(kind="method-added", new=place_of(call))
        else:
            before, after = _endpoints([call], other)
            yield Change(kind="method-removed", old=place_of(call), before=before, after=after)
    for path, calls in whole.items():
        place = ResourcePlace(resource=path)
        names = tuple(call.path.removeprefix(f"{path}.") for call in calls)
        if is_new:
            yield Change(kind="resource-added", new=place, subject=names)
        else:
            before, after = _endpoints(calls, other)
            yield Change(
                kind="resource-removed", old=place, subject=names, before=before, after=after
            )


def _endpoints(gone: list[Call], other: Surface) -> tuple[str, str]:
    """Where methods that are gone sent their requests; and the same where all of that is still there."""
    endpoints = list(dict.fromkeys(map(_endpoint, gone)))
    left = set(map(_endpoint, other.calls.values()))
    before = ", ".join(endpoints)
    return before, before if left.issuperset(endpoints) else ""


def _endpoint(call: Call) -> str:
    return f"{call.method.verb} {endpoint_template(call.method.path)}"


def _outermost_whole(call: Call, others: Mapping[str, object], matched: set[str]) -> str | None:
    """The outermost resource around a method that is on this side alone, with all that is in it."""
    parts = call.resource.split(".")
    for depth in range(1, len(parts) + 1):
        path = ".".join(parts[:depth])
        if path not in others and not any(m.startswith(f"{path}.") for m in matched):
            return path
    return None
