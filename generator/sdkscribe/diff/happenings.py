"""Changes by what they happened to: a method, the fields of a type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sdkscribe.diff.changes import Change, Changes, MethodPlace, ResourcePlace, TypePlace
from sdkscribe.diff.surface import Call
from sdkscribe.diff.verdicts import breaks_callers
from sdkscribe.spec import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """`of_methods` are the changes of methods, as they are called now; `renames` those of fields, by the type
    on the old side; `other_values` the places in a type of the new side where something that was allowed is
    not any more; `confidences` how sure the moves of methods and resources are, by their old paths.
    """

    of_methods: Mapping[str, Sequence[Change]]
    renames: Mapping[Name, Sequence[Change]]
    other_values: Mapping[Name, Sequence[str]]
    confidences: Mapping[str, float]

    def confidence(self, call: Call) -> float:
        """How sure it is that a method is the one that it is taken for."""
        return self.confidences.get(call.resource, self.confidences.get(call.path, 1.0))


def happenings(changes: Changes) -> Happenings:
    of_methods: defaultdict[str, list[Change]] = defaultdict(list)
    renames: defaultdict[Name, list[Change]] = defaultdict(list)
    other_values: defaultdict[Name, list[str]] = defaultdict(list)
    confidences: dict[str, float] = {}
    for change in changes.changes:
        match change:
            case Change(old=ResourcePlace(resource=path), confidence=float(sure)):
                confidences[path] = sure
            case Change(old=MethodPlace(resource=resource, method=method), confidence=float(sure)):
                confidences[f"{resource}.{method}"] = sure
            case Change(new=MethodPlace(resource=resource, method=method)):
                of_methods[f"{resource}.{method}"].append(change)
            case Change(kind="field-renamed", old=TypePlace(name=name)):
                renames[name].append(change)
            case Change(new=TypePlace()) if breaks_callers(change):
                for name, path in _places(change):
                    other_values[name].append(path)
            case _:
                continue
    return Happenings(
        of_methods=of_methods, renames=renames, other_values=other_values, confidences=confidences
    )


def _places(change: Change) -> list[tuple[Name, str]]:
    """The fields that take other values than they took; one that came takes none that it took."""
    is_of_field = change.kind.startswith("field-")
    places = [place for place in (change.new, *change.also_at) if isinstance(place, TypePlace)]
    return [(p.name, p.path.partition("[")[0]) for p in places if p.path and not is_of_field]
