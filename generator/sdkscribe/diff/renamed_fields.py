"""Which fields that went are which fields that came: by their names, types and documentation.

A field may also have moved into, or out of, an object that came or went itself:
`input_audio_format` is `audio.input.format`. It is a guess, and only made where nothing else comes near.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sdkscribe.diff.leading import leading
from sdkscribe.diff.shapes import fields_of, present
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.similarity import name_likeness, text_likeness
from sdkscribe.diff.surface import Types
from sdkscribe.spec import ArrayType, Field, LiteralType, MapType, ScalarType, Type, UnionType

_LEAST, _LEAD = 0.55, 0.1
_NAME, _TYPE, _WORDS = 0.5, 0.25, 0.25
_SAME_NAME = 0.9
_LEVELS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedField:
    """A field under two names: the paths lead there from the object that it is about."""

    old_path: str
    new_path: str
    old: Field
    new: Field
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    path: str
    field: Field
    depth: int


def renamed_fields(
    gone: Sequence[Field], come: Sequence[Field], sides: Sides
) -> Iterator[RenamedField]:
    """The renames, best first; no field is in two of them."""
    before = {leaf.path: leaf for leaf in _leaves(gone, sides.old.types, "", _LEVELS)}
    after = {leaf.path: leaf for leaf in _leaves(come, sides.new.types, "", _LEVELS)}
    telling = _telling(before.values()) & _telling(after.values())
    scores = {
        (a.path, b.path): _score(a, b, telling, sides)
        for a in before.values()
        for b in after.values()
        if a.depth == 0 or b.depth == 0
    }
    taken: set[str] = set()
    for old, new, score in leading(scores, least=_LEAST, lead=_LEAD):
        if not _overlaps(f"-{old}", taken) and not _overlaps(f"+{new}", taken):
            taken |= {f"-{old}", f"+{new}"}
            yield RenamedField(
                old_path=old,
                new_path=new,
                old=before[old].field,
                new=after[new].field,
                confidence=score,
            )


def _telling(leaves: Iterable[_Leaf]) -> set[str]:
    """The names that only one of the fields has: a `type` that moved could be anybody's."""
    counts = Counter(leaf.field.wire_name for leaf in leaves)
    return {name for name, count in counts.items() if count == 1}


def _overlaps(path: str, taken: set[str]) -> bool:
    """Whether a path, or one that leads to it or on from it, is spoken for."""
    return any(
        path == other or path.startswith(f"{other}.") or other.startswith(f"{path}.")
        for other in taken
    )


def _leaves(fields: Sequence[Field], types: Types, above: str, levels: int) -> Iterator[_Leaf]:
    for field in fields:
        path = f"{above}{field.wire_name}"
        yield _Leaf(path=path, field=field, depth=_LEVELS - levels)
        inner = fields_of(present(field.type), types) if levels else None
        if inner:
            owned = [one.field for one in inner.values()]
            yield from _leaves(owned, types, f"{path}.", levels - 1)


def _score(old: _Leaf, new: _Leaf, telling: set[str], sides: Sides) -> float:
    names = name_likeness(old.path, new.path)
    if old.field.wire_name == new.field.wire_name and new.field.wire_name in telling:
        names = max(names, _SAME_NAME)
    words = text_likeness(old.field.description, new.field.description)
    if _NAME * names + _TYPE + _WORDS * words < _LEAST:
        return 0.0
    types = _type_likeness(present(old.field.type), present(new.field.type), sides)
    return round(_NAME * names + _TYPE * types + _WORDS * words, 2)


def _type_likeness(old: Type, new: Type, sides: Sides) -> float:
    if sides.forward.holds(old, new) or sides.backward.holds(new, old):
        return 1.0
    return 0.5 if _class_of(old) == _class_of(new) else 0.0


def _class_of(node: Type) -> str:
    match node:
        case ScalarType(kind=kind):
            return kind
        case LiteralType():
            return "string" if isinstance(node.value, str) else "number"
        case UnionType(members=members):
            return _class_of(members[0])
        case ArrayType():
            return "list"
        case MapType():
            return "dict"
        case _:
            return "object"
