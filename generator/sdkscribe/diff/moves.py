"""How a call that was written for the old API is written for the new one: where the method is, and where each
of its arguments, and each field of its answer, went."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sdkscribe.diff.changes import Change, Changes, Kind, MethodPlace, ResourcePlace, TypePlace
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
    where there is only one."""

    old: str
    new: str
    confidence: float
    kept: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    gone: tuple[str, ...] = ()
    demanded: tuple[tuple[str, str | None], ...] = ()
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


def call_moves(changes: Changes, old: Surface, new: Surface) -> Iterator[CallMove]:
    """The methods that are called, or read, otherwise now, in the order of the old side."""
    for path, match in changes.calls.items():
        before, after = old.calls[path], new.calls[match]
        nested = {c.kind: c.subject[0] for c in changes.changes if _is_at(c, after)}
        asked = _fields(names_asked(before), changes, old, new, nested.get("argument-nested", ""))
        answered = _fields(
            names_answered(before), changes, old, new, nested.get("answer-nested", "")
        )
        move = CallMove(
            old=path,
            new=match,
            confidence=_confidence(before, changes),
            kept=asked.kept,
            moved=asked.moved,
            gone=asked.gone,
            demanded=asked.demanded,
            answer_moved=answered.moved,
            answer_gone=answered.gone,
        )
        if move.changes_calls or move.answer_moved or move.answer_gone:
            yield move


_NESTED: tuple[Kind, ...] = ("argument-nested", "answer-nested")


def _is_at(change: Change, call: Call) -> bool:
    place = change.new
    return (
        change.kind in _NESTED
        and isinstance(place, MethodPlace)
        and (place.resource, place.method) == (call.resource, call.name)
    )


def _confidence(call: Call, changes: Changes) -> float:
    """How sure it is that a method is the one that it is taken for."""
    for change in changes.changes:
        if change.confidence is not None:
            match change.old:
                case ResourcePlace(resource=resource) if resource == call.resource:
                    return change.confidence
                case MethodPlace(resource=resource, method=method):
                    if (resource, method) == (call.resource, call.name):
                        return change.confidence
                case _:
                    continue
    return 1.0


def _fields(
    names: list[Name], changes: Changes, old: Surface, new: Surface, prefix: str
) -> _Fields:
    """What became of the fields of the one object that a method takes, or answers with."""
    if len(names) != 1 or names[0] not in changes.types:
        return _Fields()
    before = _fields_of(names[0], old)
    after = _fields_of(changes.types[names[0]], new)
    above = f"{prefix}." if prefix else ""
    renames = {m.old: m for m in _renames(names[0], changes, above)}
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
    )


def _fields_of(name: Name, surface: Surface) -> dict[str, Field]:
    owned = fields_of(ReferenceType(target=name), surface.types) or {}
    return {wire_name: one.field for wire_name, one in owned.items()}


def _renames(name: Name, changes: Changes, above: str) -> Iterator[Moved]:
    for change in changes.changes:
        if change.kind == "field-renamed" and isinstance(change.old, TypePlace):
            assert isinstance(change.new, TypePlace) and change.confidence is not None
            if change.old.name == name:
                yield Moved(
                    old=change.old.path,
                    new=f"{above}{change.new.path}",
                    confidence=change.confidence,
                )


def _is_renamed(field: str, renamed: Iterable[str]) -> bool:
    return any(path == field or path.startswith(f"{field}.") for path in renamed)


def _only_value(field: Field) -> str | None:
    """The value that a field must have, as Python writes it."""
    if not isinstance(field.type, LiteralType):
        return None
    value = field.type.value
    return json.dumps(value) if isinstance(value, str) else repr(value)
