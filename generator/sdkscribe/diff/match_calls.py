"""How likely a method that went is one that came: by its endpoint, its path on the client, what it takes
and answers, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sdkscribe.diff.leading import LEAD, LEAST
from sdkscribe.diff.positions import names_answered, names_asked, names_inside
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.similarity import name_likeness, text_likeness
from sdkscribe.diff.surface import Call, Types
from sdkscribe.spec import Name

_ENDPOINT, _NAME, _TYPES, _WORDS = 0.3, 0.2, 0.3, 0.2
_NO_TYPES, _INSIDE = 0.25, 0.75
_OTHER_VERB = _OTHER_DEPTH = 0.5
_PARAMETER = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """The types that a method takes, or answers with, and those inside of them."""

    names: tuple[Name, ...]
    inside: frozenset[Name]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Traits:
    """What a method is known by."""

    path: str
    verb: str
    template: str
    endpoint: str
    text: str | None
    asked: _Taken
    answered: _Taken


def call_scores(sides: Sides) -> dict[tuple[str, str], float]:
    """A score for each pair of calls that have no counterpart yet and may be one."""
    taken = set(sides.matches.calls.values())
    gone = {p: c for p, c in sides.old.calls.items() if p not in sides.matches.calls}
    come = {p: c for p, c in sides.new.calls.items() if p not in taken}
    before = [_traits(path, call, sides.old.types) for path, call in gone.items() if come]
    after = [_traits(path, call, sides.new.types) for path, call in come.items() if gone]
    scores = {(a.path, b.path): _score(a, b, sides.matches.types) for a in before for b in after}
    return {pair: score for pair, score in scores.items() if score}


def _traits(path: str, call: Call, types: Types) -> _Traits:
    template = endpoint_template(call.method.path)
    return _Traits(
        path=path,
        verb=call.method.verb,
        template=template,
        endpoint=template.replace("{}", "parameter").strip("/").replace("/", "."),
        text=call.method.description,
        asked=_taken(names_asked(call), types),
        answered=_taken(names_answered(call), types),
    )


def _taken(names: list[Name], types: Types) -> _Taken:
    inside = frozenset(inner for outer in names for inner in names_inside(outer, types))
    return _Taken(names=tuple(names), inside=inside)


def _score(old: _Traits, new: _Traits, types: Mapping[Name, Name]) -> float:
    """Types, which are dear to compare, are only looked at where they can still decide."""
    around = (
        _ENDPOINT * _endpoint_likeness(old, new)
        + _NAME * name_likeness(old.path, new.path)
        + _WORDS * text_likeness(old.text, new.text)
    )
    if around + _TYPES < LEAST - LEAD:
        return 0.0
    asked = _named_alike(old.asked, new.asked, types)
    answered = _named_alike(old.answered, new.answered, types)
    return round(around + _TYPES * (asked + answered) / 2, 2)


def endpoint_template(path: str) -> str:
    """A path, whatever its parameters are called."""
    return _PARAMETER.sub("{}", path)


def _endpoint_likeness(old: _Traits, new: _Traits) -> float:
    is_same = old.template == new.template
    likeness = 1.0 if is_same else name_likeness(old.endpoint, new.endpoint)
    if old.verb != new.verb:
        likeness *= _OTHER_VERB
    is_as_deep = old.template.count("{}") == new.template.count("{}")
    return likeness if is_as_deep else likeness * _OTHER_DEPTH


def _named_alike(old: _Taken, new: _Taken, types: Mapping[Name, Name]) -> float:
    if not old.names and not new.names:
        return _NO_TYPES
    counterparts = [types.get(name) for name in old.names]
    if any(name in new.names for name in counterparts):
        return 1.0
    return _INSIDE if any(name in new.inside for name in counterparts) else 0.0
