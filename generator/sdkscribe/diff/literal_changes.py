"""Literals of the two sides held against each other, and against any text: enums, closed and open."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.diff.changes import Change, Kind
from sdkscribe.diff.notation import notation
from sdkscribe.diff.shapes import LiteralKey, Parts, union_of
from sdkscribe.diff.sides import At
from sdkscribe.spec import LiteralType, ScalarType, Type

_TEXT = ScalarType(kind="string")


def literal_changes(before: Parts, after: Parts, at: At) -> Iterator[Change]:
    if not (before.literals or after.literals) or not _are_enums(before, after):
        return
    if before.text != after.text:
        closed = before if after.text else after
        kind: Kind = "enum-opened" if after.text else "enum-closed"
        if _text_literals(closed):
            yield at.change(kind, subject=_shown(closed.literals, {}))
            return
    known = "known-" if before.text and after.text else ""
    added = _shown(after.literals, before.literals)
    removed = _shown(before.literals, after.literals)
    if added and removed and not known and len(added) == len(after.literals):
        yield at.change("type-replaced", before=" | ".join(removed), after=" | ".join(added))
        return
    if removed:
        yield at.change(_LITERALS[f"{known}removed"], subject=removed)
    if added:
        yield at.change(_LITERALS[f"{known}added"], subject=added)


_LITERALS: dict[str, Kind] = {
    "added": "literals-added",
    "removed": "literals-removed",
    "known-added": "known-literals-added",
    "known-removed": "known-literals-removed",
}


def _are_enums(before: Parts, after: Parts) -> bool:
    """Whether literals are held against literals, or against any text; literals that stand on one
    side alone are a member like others."""
    return bool(before.literals or before.text) and bool(after.literals or after.text)


def _text_literals(parts: Parts) -> list[LiteralKey]:
    return [key for key in parts.literals if key[0] == "str"]


def _shown(
    literals: dict[LiteralKey, LiteralType], without: dict[LiteralKey, LiteralType]
) -> tuple[str, ...]:
    return tuple(notation(node) for key, node in literals.items() if key not in without)


def members_beside(parts: Parts, counterpart: Parts) -> list[Type]:
    """The members that `literal_changes` says nothing of."""
    members = list(parts.others)
    if not _are_enums(parts, counterpart):
        if parts.literals:
            members.append(union_of(parts.literals.values()))
        if parts.text:
            members.append(_TEXT)
    elif parts.text and not counterpart.text and not _text_literals(counterpart):
        members.append(_TEXT)
    return members
