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
    """In the path's order; what an option of the client stands for may be left out in Python."""
    found = {
        wire_name: parameter
        for argument in method.overloads[0].arguments
        for wire_name, parameter in _of_argument(argument)
    }
    for placeholder in _PLACEHOLDER.findall(method.path):
        if placeholder in found:
            yield found[placeholder]


def _of_argument(argument: Argument) -> Iterator[tuple[str, _PathParameter]]:
    if argument.place == "path" and not argument.placements:
        name = snake_case(argument.name)
        yield argument.name, _PathParameter(name=name, is_positional=True)
    for placement in argument.placements:
        if placement.place == "path":
            is_whole = not placement.field
            name = snake_case(argument.name if is_whole else placement.field)
            is_positional = is_whole and placement.option is None
            yield placement.wire_name, _PathParameter(name=name, is_positional=is_positional)
