"""The parameters of a method's path: what they are called in Python, and whether by position."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from sdkscribe.diff.changes import Change
from sdkscribe.diff.match_calls import endpoint_template
from sdkscribe.diff.sides import At
from sdkscribe.spec import Argument, Method
from sdkscribe.words import snake_case

_PLACEHOLDER = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _PathParameter:
    name: str
    is_positional: bool


def path_parameter_changes(old: Method, new: Method, at: At) -> Iterator[Change]:
    """Paths of one form are compared place by place, others name by name."""
    before, after = list(_parameters(old)), list(_parameters(new))
    if endpoint_template(old.path) == endpoint_template(new.path):
        pairs = list(zip_longest(before, after))
    else:
        names = dict.fromkeys(p.name for p in [*before, *after])
        pairs = [(_named(name, before), _named(name, after)) for name in names]
    for one, other in pairs:
        yield from _changes(one, other, at)


def _changes(old: _PathParameter | None, new: _PathParameter | None, at: At) -> Iterator[Change]:
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


def _named(name: str, parameters: list[_PathParameter]) -> _PathParameter | None:
    return next((p for p in parameters if p.name == name), None)


def _parameters(method: Method) -> Iterator[_PathParameter]:
    """In the path's order."""
    found = {
        wire_name: name
        for argument in method.overloads[0].arguments
        for wire_name, name in _names_in_path(argument)
    }
    by_position = [
        snake_case(argument.name)
        for argument in method.overloads[0].arguments
        if _is_path_argument(argument)
    ][-1:]
    for placeholder in _PLACEHOLDER.findall(method.path):
        if placeholder in found:
            name = found[placeholder]
            yield _PathParameter(name=name, is_positional=name in by_position)


def _is_path_argument(argument: Argument) -> bool:
    """Whether an argument is one of the path as a whole, and has to be given: of those, Python takes
    the last one by position."""
    whole = [p for p in argument.placements if not p.field]
    if not whole:
        return argument.place == "path"
    return whole[0].place == "path" and whole[0].option is None


def _names_in_path(argument: Argument) -> Iterator[tuple[str, str]]:
    """The placeholders of the path that an argument fills, and the parameters in Python."""
    if argument.place == "path" and not argument.placements:
        yield argument.name, snake_case(argument.name)
    for placement in argument.placements:
        if placement.place == "path":
            yield placement.wire_name, snake_case(placement.field or argument.name)
