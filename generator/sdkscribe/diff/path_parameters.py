"""The parameters of a method's path: what they are called in Python, whether by position, and of which type.

TypeScript passes a parameter as an argument of its own, or as a field of the others; in Python both are
the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from sdkscribe.diff.changes import Change
from sdkscribe.diff.compare_types import type_changes
from sdkscribe.diff.match_calls import endpoint_template
from sdkscribe.diff.shapes import fields_of, present
from sdkscribe.diff.sides import At, Sides
from sdkscribe.diff.surface import Types
from sdkscribe.spec import Argument, Method, Type
from sdkscribe.words import snake_case

_PLACEHOLDER = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathParameter:
    """`is_field` says that its type is the matter of the type that it is a field of."""

    name: str
    is_positional: bool
    is_field: bool
    type: Type | None


def path_parameter_changes(old: Method, new: Method, at: At, sides: Sides) -> Iterator[Change]:
    """Paths of one form are compared place by place, others name by name."""
    before = list(path_parameters(old, sides.old.types))
    after = list(path_parameters(new, sides.new.types))
    if endpoint_template(old.path) == endpoint_template(new.path):
        pairs = list(zip_longest(before, after))
    else:
        names = dict.fromkeys(p.name for p in [*before, *after])
        pairs = [(_named(name, before), _named(name, after)) for name in names]
    for one, other in pairs:
        yield from _changes(one, other, at, sides)


def _changes(
    old: PathParameter | None, new: PathParameter | None, at: At, sides: Sides
) -> Iterator[Change]:
    if old is None or new is None:
        if new is not None:
            yield at.change("path-parameter-added", subject=(new.name,))
        elif old is not None:
            yield at.change("path-parameter-removed", subject=(old.name,))
        return
    if old.name != new.name:
        yield at.change("path-parameter-renamed", subject=(old.name, new.name))
    if old.is_positional and not new.is_positional:
        yield at.change("path-parameter-keyword", subject=(new.name,))
    if old.type is not None and new.type is not None and not (old.is_field and new.is_field):
        yield from type_changes(old.type, new.type, at.field(old.name, new.name), sides)


def _named(name: str, parameters: list[PathParameter]) -> PathParameter | None:
    return next((p for p in parameters if p.name == name), None)


def path_parameters(method: Method, types: Types) -> Iterator[PathParameter]:
    """In the path's order."""
    arguments = method.overloads[0].arguments
    found = {name: each for argument in arguments for name, each in _in_path(argument, types)}
    by_position = [snake_case(a.name) for a in arguments if _is_path_argument(a)][-1:]
    for placeholder in _PLACEHOLDER.findall(method.path):
        if placeholder in found:
            parameter = found[placeholder]
            yield replace(parameter, is_positional=parameter.name in by_position)


def _is_path_argument(argument: Argument) -> bool:
    """Whether an argument is one of the path as a whole, and has to be given: of those, Python takes
    the last one by position."""
    whole = [p for p in argument.placements if not p.field]
    if not whole:
        return argument.place == "path"
    return whole[0].place == "path" and whole[0].option is None


def _in_path(argument: Argument, types: Types) -> Iterator[tuple[str, PathParameter]]:
    """The placeholders of the path that an argument fills, and the parameters in Python."""
    if argument.place == "path" and not argument.placements:
        yield argument.name, _parameter(argument.name, argument.type, is_field=False)
    placed = [p for p in argument.placements if p.place == "path"]
    fields = (fields_of(argument.type, types) or {}) if placed else {}
    for placement in placed:
        owned = fields.get(placement.field)
        node = argument.type if not placement.field else None
        type = present(owned.field.type) if owned is not None else node
        name = placement.field or argument.name
        yield placement.wire_name, _parameter(name, type, is_field=bool(placement.field))


def _parameter(name: str, type: Type | None, *, is_field: bool) -> PathParameter:
    return PathParameter(name=snake_case(name), is_positional=False, is_field=is_field, type=type)
