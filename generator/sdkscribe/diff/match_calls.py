"""How likely a method that went is one that came: by its endpoint, its path on the client, what it takes
and answers, and what is said of it."""

from __future__ import annotations

import re

from sdkscribe.diff.positions import names_answered, names_asked, names_inside
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.similarity import name_likeness, text_likeness
from sdkscribe.diff.surface import Call
from sdkscribe.spec import Name

_ENDPOINT, _NAME, _TYPES, _WORDS = 0.3, 0.2, 0.3, 0.2
_NO_TYPES, _INSIDE = 0.25, 0.75
_OTHER_VERB = _OTHER_DEPTH = 0.5
_PARAMETER = re.compile(r"\{[^}]*\}")


def call_scores(sides: Sides) -> dict[tuple[str, str], float]:
    """A score for each pair of calls that have no counterpart yet."""
    taken = set(sides.matches.calls.values())
    gone = [call for path, call in sides.old.calls.items() if path not in sides.matches.calls]
    come = [call for path, call in sides.new.calls.items() if path not in taken]
    return {(a.path, b.path): _score(a, b, sides) for a in gone for b in come}


def _score(old: Call, new: Call, sides: Sides) -> float:
    return round(
        _ENDPOINT * _endpoint_likeness(old, new)
        + _NAME * name_likeness(old.path, new.path)
        + _TYPES * _types_likeness(old, new, sides)
        + _WORDS * text_likeness(old.method.description, new.method.description),
        2,
    )


def endpoint_template(path: str) -> str:
    """A path, whatever its parameters are called."""
    return _PARAMETER.sub("{}", path)


def _endpoint_likeness(old: Call, new: Call) -> float:
    before, after = endpoint_template(old.method.path), endpoint_template(new.method.path)
    likeness = 1.0 if before == after else name_likeness(_dotted(before), _dotted(after))
    if old.method.verb != new.method.verb:
        likeness *= _OTHER_VERB
    return likeness if before.count("{}") == after.count("{}") else likeness * _OTHER_DEPTH


def _dotted(path: str) -> str:
    return path.replace("{}", "parameter").strip("/").replace("/", ".")


def _types_likeness(old: Call, new: Call, sides: Sides) -> float:
    """Half for what is asked, half for what is answered."""
    asked = _named_alike(names_asked(old), names_asked(new), sides)
    return (asked + _named_alike(names_answered(old), names_answered(new), sides)) / 2


def _named_alike(old: list[Name], new: list[Name], sides: Sides) -> float:
    if not old and not new:
        return _NO_TYPES
    if not old or not new:
        return 0.0
    counterparts = [sides.matches.types.get(name) for name in old]
    if any(name in new for name in counterparts):
        return 1.0
    inside = {name for outer in new for name in names_inside(outer, sides.new.types)}
    return _INSIDE if any(name in inside for name in counterparts) else 0.0
