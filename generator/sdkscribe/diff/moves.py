"""How a call that was written for the old API is written for the new one: where the method is, and where each
of its arguments, and each field of its answer, went."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sdkscribe.diff.changes import Change, Changes, Kind, TypePlace
from sdkscribe.diff.happenings import Happenings, happenings
from sdkscribe.diff.positions import names_answered, names_asked
from sdkscribe.diff.shapes import fields_of, is_required
from sdkscribe.diff.surface import Call, Surface
from sdkscribe.spec import Field, LiteralType, Name, ReferenceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A field that is elsewhere now: dotted paths from the arguments, or from the answer."""

    old: str
    new: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMove:
    """A method of both sides whose callers or readers have to change what they write. `kept` are
    arguments that stay what they are; `demanded` are new ones that must be given, each with its value
    where there is only one; `other_values` are those, as they are now, that do not take all values any
    more that they took."""

    old: str
    new: str
    confidence: float
    kept: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    gone: tuple[str, ...] = ()
    demanded: tuple[tuple[str, str | None], ...] = ()
    other_values: tuple[str, ...] = ()
    answer_moved: tuple[Moved, ...] = ()
    answer_gone: tuple[str, ...] = ()

    @property
    def changes_calls(self) -> bool:
        return self.old != self.new or bool(self.moved or self.gone or self.demanded)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    """What became of the fields of a method's arguments, or of its answer."""

    kept: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    gone: tuple[str, ...] = ()
    demanded: tuple[tuple[str, str | None], ...] = ()
    other_values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """The one object that a method takes, or answers with, by its names before and after, and its fields.
    Parameters of the path are not among them."""

    old: Name
    new: Name
    before: Mapping[str, Field]
    after: Mapping[str, Field]


def call_moves(changes: Changes, old: Surface, new: Surface) -> Iterator[CallMove]:
    """The methods that are called, or read, otherwise now, in the order of the old side."""
    happened = happenings(changes)
    for path, match in changes.calls.items():
        before, after = old.calls[path], new.calls[match]
        found = happened.of_methods.get(match, ())
        nested = {c.kind: c.subject[0] for c in found if c.kind in _NESTED}
        in_path = _in_path(found)
        asked = _fields(
            _asked(before, after, changes, old, new), happened, nested.get("argument-nested", "")
        )
        answered = _fields(
            _taken(names_answered(before), changes, old, new),
            happened,
            nested.get("answer-nested", ""),
        )
        move = CallMove(
            old=path,
            new=match,
            confidence=happened.confidence(before),
            kept=asked.kept,
            moved=(*in_path.moved, *asked.moved),
            gone=(*in_path.gone, *asked.gone),
            demanded=(*in_path.demanded, *asked.demanded),
            other_values=asked.other_values,
            answer_moved=answered.moved,
            answer_gone=answered.gone,
        )
        if move.changes_calls or move.answer_moved or move.answer_gone:
            yield move


_NESTED: tuple[Kind, ...] = ("argument-nested", "answer-nested")


def _in_path(changes: Iterable[Change]) -> _Fields:
    """What became of the parameters of a method's path."""
    named = [(change.kind, change.subject) for change in changes]
    return _Fields(
        moved=tuple(
            Moved(old=names[0], new=names[1], confidence=1.0)
            for kind, names in named
            if kind == "path-parameter-renamed"
        ),
        gone=tuple(names[0] for kind, names in named if kind == "path-parameter-removed"),
        demanded=tuple((names[0], None) for kind, names in named if kind == "path-parameter-added"),
    )


def _asked(
    before: Call, after: Call, changes: Changes, old: Surface, new: Surface
) -> _Taken | None:
    taken = _taken(names_asked(before), changes, old, new)
    if taken is None:
        return None
    in_path = _in_path_of(before), _in_path_of(after)
    return replace(
        taken,
        before={n: field for n, field in taken.before.items() if n not in in_path[0]},
        after={n: field for n, field in taken.after.items() if n not in in_path[1]},
    )


def _in_path_of(call: Call) -> set[str]:
    """The fields that are parameters of the path."""
    return {
        placement.field
        for argument in call.method.overloads[0].arguments
        for placement in argument.placements
        if placement.place == "path"
    }


def _taken(names: list[Name], changes: Changes, old: Surface, new: Surface) -> _Taken | None:
    if len(names) != 1 or names[0] not in changes.types:
        return None
    before, after = names[0], changes.types[names[0]]
    return _Taken(
        old=before, new=after, before=_fields_of(before, old), after=_fields_of(after, new)
    )


def _fields(taken: _Taken | None, happened: Happenings, prefix: str) -> _Fields:
    """What became of the fields, which now stand below `prefix`."""
    if taken is None:
        return _Fields()
    before, after = taken.before, taken.after
    above = f"{prefix}." if prefix else ""
    renames = {m.old: m for m in _renames(happened.renames.get(taken.old, ()), above)}
    kept = tuple(name for name in before if name in after)
    nested = tuple(Moved(old=n, new=f"{above}{n}", confidence=1.0) for n in kept) if above else ()
    return _Fields(
        kept=() if above else kept,
        moved=(*nested, *renames.values()),
        gone=tuple(n for n in before if n not in after and not _is_renamed(n, renames.keys())),
        demanded=tuple(
            (f"{above}{name}", _only_value(field))
            for name, field in after.items()
            if name not in before and is_required(field)
        ),
        other_values=tuple(f"{above}{path}" for path in happened.other_values.get(taken.new, ())),
    )


def _fields_of(name: Name, surface: Surface) -> dict[str, Field]:
    owned = fields_of(ReferenceType(target=name), surface.types) or {}
    return {wire_name: one.field for wire_name, one in owned.items()}


def _renames(changes: Iterable[Change], above: str) -> Iterator[Moved]:
    for change in changes:
        assert isinstance(change.old, TypePlace) and isinstance(change.new, TypePlace)
        assert change.confidence is not None
        new = f"{above}{change.new.path}"
        yield Moved(old=change.old.path, new=new, confidence=change.confidence)


def _is_renamed(field: str, renamed: Iterable[str]) -> bool:
    return any(path == field or path.startswith(f"{field}.") for path in renamed)


def _only_value(field: Field) -> str | None:
    """The value that a field must have, as Python writes it."""
    if not isinstance(field.type, LiteralType):
        return None
    value = field.type.value
    return json.dumps(value) if isinstance(value, str) else repr(value)
