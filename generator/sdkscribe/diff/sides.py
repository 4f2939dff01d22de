"""What a comparison works with: the two surfaces, what on one is what on the other, and the values of
each as values of the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sdkscribe.diff.assignable import Assignability
from sdkscribe.diff.changes import (
    Change,
    ClientPlace,
    Container,
    Kind,
    MethodPlace,
    Place,
    TypePlace,
)
from sdkscribe.diff.surface import Surface
from sdkscribe.spec import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """What is what: types and calls by their name on the old side and on the new; for those that are
    inferred, with which confidence."""

    types: Mapping[Name, Name]
    calls: Mapping[str, str]
    type_confidence: Mapping[Name, float] = field(default_factory=dict[Name, float])
    call_confidence: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Both sides of a comparison. `opened` gathers the types that were met by name on one side and
    written out on the other."""

    old: Surface
    new: Surface
    matches: Matches
    forward: Assignability
    backward: Assignability
    opened: dict[Name, None] = field(default_factory=dict[Name, None])


def sides_of(old: Surface, new: Surface, matches: Matches) -> Sides:
    return Sides(
        old=old,
        new=new,
        matches=matches,
        forward=Assignability(source=old.types, target=new.types),
        backward=Assignability(source=new.types, target=old.types),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where two types are compared: the place on each side, of which containers it is an item there,
    and the pairs of types that were opened on the way."""

    old: Place
    new: Place
    containers: frozenset[Container] = frozenset()
    opened: frozenset[tuple[Name | None, Name | None]] = frozenset()

    def field(self, old: str, new: str | None = None) -> At:
        return replace(
            self,
            old=deeper(self.old, old),
            new=deeper(self.new, old if new is None else new),
            containers=frozenset(),
        )

    def items(self) -> At:
        return replace(self.field("[]"), containers=self.containers | {"list"})

    def values(self) -> At:
        return replace(self.field("{}"), containers=self.containers | {"dict"})

    def opening(self, old: Name | None, new: Name | None) -> At:
        return replace(self, opened=self.opened | {(old, new)})

    def change(
        self, kind: Kind, *, subject: tuple[str, ...] = (), before: str = "", after: str = ""
    ) -> Change:
        return Change(
            kind=kind,
            old=self.old,
            new=self.new,
            subject=subject,
            before=before,
            after=after,
            containers=self.containers,
        )


def deeper(place: Place, step: str) -> Place:
    """A place in a place: `tools`, then `[]`, then `name` is `tools[].name`."""
    match place:
        case TypePlace(path=path) | MethodPlace(path=path) | ClientPlace(path=path):
            dot = "." if path and step[:1] not in ("[", "{") else ""
            return replace(place, path=f"{path}{dot}{step}")
        case _:
            raise AssertionError(f"there is no type in {place}")
