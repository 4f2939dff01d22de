"""Where what changed is written down: the declaration, and the member of it, that a place is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sdkscribe.diff.changes import ClientPlace, MethodPlace, Place, ResourcePlace, TypePlace
from sdkscribe.diff.notation import field_notation, notation
from sdkscribe.diff.shapes import body_of, fields_of, present
from sdkscribe.diff.surface import Surface, Types
from sdkscribe.errors import Location
from sdkscribe.spec import Field, ObjectType, ReferenceType, Type, TypeDeclaration


class Spot(NamedTuple):
    """A declaration of a module, by its dotted name, or one of its members."""

    module: str
    name: str
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """How a place is written, and on which lines: in the package's declarations, and in the spec's
    files."""

    text: str = ""
    declaration: Location | None = None
    spec: Location | None = None


NOWHERE = Where()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of spots, as far as they are known."""

    declarations: Mapping[Spot, Location]
    specs: Mapping[Spot, Location]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is written at a place, and the spot that it is in."""

    spot: Spot
    text: str


def where(place: Place, surface: Surface, lines: Lines) -> Where:
    """Where a place is on one side; the client has no line."""
    found = written_at(place, surface)
    if found is None:
        return NOWHERE
    return Where(
        text=found.text,
        declaration=_nearest(found.spot, lines.declarations),
        spec=_nearest(found.spot, lines.specs),
    )


def _nearest(spot: Spot, lines: Mapping[Spot, Location]) -> Location | None:
    """The line of a member, or of what it is a member of."""
    return lines.get(spot, lines.get(spot._replace(member="")))


def written_at(place: Place, surface: Surface) -> Written | None:
    """What is written at a place; None for the client, and for what is not on this side."""
    match place:
        case TypePlace(name=name, path=path):
            declaration = surface.types.get(name)
            return None if declaration is None else _in_type(declaration, path, surface.types)
        case MethodPlace(resource=resource, method=method):
            call = surface.calls.get(f"{resource}.{method}")
            if call is None:
                return None
            text = f"{call.name}: {call.method.verb} {call.method.path}"
            return Written(spot=Spot(*call.owner, call.method.name), text=text)
        case ResourcePlace(resource=path):
            known = surface.resources.get(path)
            return None if known is None else Written(spot=Spot(*known.name), text=path)
        case ClientPlace():
            return None


def _in_type(declaration: TypeDeclaration, path: str, types: Types) -> Written:
    """What a path leads to: the deepest field that has a name in it."""
    is_alias = not isinstance(declaration.type, ObjectType)
    heading = f"{declaration.name.name} = {notation(declaration.type)}"
    found = Written(
        spot=Spot(*declaration.name), text=heading if is_alias else declaration.name.name
    )
    node, owner = body_of(declaration), declaration.name
    for step in path.replace("[", ".[").split("."):
        owned = (fields_of(node, types) or {}).get(step)
        if owned is not None:
            owner = owned.owner or owner
            found = Written(spot=Spot(*owner, step), text=field_notation(owned.field))
            node = present(owned.field.type)
            owner = node.target if isinstance(node, ReferenceType) else owner
    return found


def spec_lines(surface: Surface, folder: str) -> dict[Spot, Location]:
    """The lines of all that a spec read from a folder holds."""
    found: dict[Spot, Location] = {}
    for name, declaration in surface.types.items():
        path = f"{folder}/{name.module}.yaml"
        found[Spot(*name)] = Location(path=path, line=declaration.line)
        for field in _own_fields(declaration.type):
            found[Spot(*name, field.wire_name)] = Location(path=path, line=field.line)
    for resource in surface.resources.values():
        path = f"{folder}/{resource.name.module}.yaml"
        found[Spot(*resource.name)] = Location(path=path, line=resource.line)
        for method in resource.methods:
            found[Spot(*resource.name, method.name)] = Location(path=path, line=method.line)
    return found


def _own_fields(node: Type) -> tuple[Field, ...]:
    return node.fields if isinstance(node, ObjectType) else ()
