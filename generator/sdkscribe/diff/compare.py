"""Two specs to all that changed from the one to the other: one cause, one entry."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.diff.changes import Change, Changes, Kind, TypePlace, Version
from sdkscribe.diff.compare_calls import call_changes
from sdkscribe.diff.compare_client import client_changes
from sdkscribe.diff.compare_pages import page_changes
from sdkscribe.diff.compare_resources import resource_changes
from sdkscribe.diff.compare_types import type_changes
from sdkscribe.diff.consequences import with_causes
from sdkscribe.diff.grouping import grouped
from sdkscribe.diff.match_types import outermost
from sdkscribe.diff.matching import matches_of
from sdkscribe.diff.path_fields import with_path_parameters
from sdkscribe.diff.reaching import with_reach
from sdkscribe.diff.shapes import body_of
from sdkscribe.diff.sides import At, Sides, sides_of
from sdkscribe.diff.surface import Surface, surface_of
from sdkscribe.diff.wording import wording_changes
from sdkscribe.spec import Name, Spec, TypeDeclaration


def compare(old: Spec, new: Spec) -> Changes:
    """What changed from `old` to `new`: first the client and its methods, then types, each in the
    order of the new spec, and what is gone at the end."""
    return compare_surfaces(surface_of(old), surface_of(new))


def compare_surfaces(old: Surface, new: Surface) -> Changes:
    """The same, of surfaces."""
    sides = sides_of(old, new, matches_of(old, new))
    reached = [with_reach(change, sides) for change in _changes(sides)]
    found = grouped(with_path_parameters(reached, sides))
    return Changes(
        old=_version(old.spec),
        new=_version(new.spec),
        changes=tuple(with_causes(found, sides)),
        types=sides.matches.types,
        calls=sides.matches.calls,
    )


def _version(spec: Spec) -> Version:
    package = spec.package
    return Version(package=package.name, version=package.version, only=spec.only)


def _changes(sides: Sides) -> Iterator[Change]:
    yield from client_changes(sides.old.spec.client, sides.new.spec.client)
    yield from resource_changes(sides)
    for path, match in sides.matches.calls.items():
        yield from call_changes(sides.old.calls[path], sides.new.calls[match], sides)
    yield from page_changes(sides)
    counterparts = {new: old for old, new in sides.matches.types.items()}
    for name, declaration in sides.new.types.items():
        if name in counterparts:
            before = sides.old.types[counterparts[name]]
            if before is not declaration and before != declaration:
                yield from _declaration_changes(before, declaration, sides)
    yield from _renamed(sides)
    yield from _come(sides, set(counterparts))
    yield from _gone(sides)


def _declaration_changes(
    old: TypeDeclaration, new: TypeDeclaration, sides: Sides
) -> Iterator[Change]:
    at = At(old=TypePlace(name=old.name), new=TypePlace(name=new.name))
    yield from wording_changes(old.description, new.description, at)
    if len(old.parameters) != len(new.parameters):
        yield at.change("type-replaced", before=_heading(old), after=_heading(new))
    else:
        yield from type_changes(body_of(old), body_of(new), at, sides)


def _heading(declaration: TypeDeclaration) -> str:
    parameters = ", ".join(parameter.name for parameter in declaration.parameters)
    return f"{declaration.name.name}<{parameters}>" if parameters else declaration.name.name


def _renamed(sides: Sides) -> Iterator[Change]:
    """Renames and moves, each with the removal and the addition that it stands for. Types below a
    renamed one are renamed with it."""
    for old, confidence in sides.matches.type_confidence.items():
        new = sides.matches.types[old]
        places = TypePlace(name=old), TypePlace(name=new)
        kind: Kind = "type-moved" if old.name == new.name else "type-renamed"
        change = Change(kind=kind, old=places[0], new=places[1], confidence=confidence)
        yield change
        yield Change(kind="type-removed", old=places[0], part_of=change.fingerprint)
        yield Change(kind="type-added", new=places[1], part_of=change.fingerprint)


def _come(sides: Sides, matched: set[Name]) -> Iterator[Change]:
    come = [name for name in sides.new.types if name not in matched]
    for name in outermost(come):
        kind: Kind = "type-extracted" if name in sides.opened else "type-added"
        yield Change(kind=kind, new=TypePlace(name=name))


def _gone(sides: Sides) -> Iterator[Change]:
    gone = [name for name in sides.old.types if name not in sides.matches.types]
    for name in outermost(gone):
        kind: Kind = "type-inlined" if name in sides.opened else "type-removed"
        yield Change(kind=kind, old=TypePlace(name=name))
