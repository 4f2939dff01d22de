"""Two objects, of which one became the other: fields that came, went, or must now be there.

What a field's type became is handed back as a pair, for whoever compares types. A field that both
objects take over from the same declaration is that declaration's matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sdkscribe.diff.changes import Change, Kind
from sdkscribe.diff.notation import notation
from sdkscribe.diff.renamed_fields import renamed_fields
from sdkscribe.diff.shapes import (
    OwnedField,
    bases_of,
    fields_of,
    is_required,
    others_of,
    present,
)
from sdkscribe.diff.sides import At, Sides
from sdkscribe.diff.wording import wording_changes
from sdkscribe.spec import Field, Name, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two types that are still to be compared."""

    old: Type
    new: Type
    at: At


def object_changes(old: Type, new: Type, at: At, sides: Sides) -> Iterator[Change | Pair]:
    """What changed between two types that are written as objects."""
    before, after = fields_of(old, sides.old.types), fields_of(new, sides.new.types)
    if before is None or after is None:
        return
    yield from _others_changes(old, new, at, sides)
    kept_bases = _kept_bases(old, new, sides)
    gone = [
        owned
        for name, owned in before.items()
        if name not in after and not _is_of_base(owned, kept_bases, sides, is_old=True)
    ]
    come = [
        owned
        for name, owned in after.items()
        if name not in before and not _is_of_base(owned, kept_bases, sides, is_old=False)
    ]
    for name, owned in after.items():
        if name in before:
            yield from _kept_field(before[name], owned, at.field(name), sides)
    yield from _gone_and_come([o.field for o in gone], [o.field for o in come], at, sides)


def _kept_bases(old: Type, new: Type, sides: Sides) -> Mapping[Name, Name]:
    """The declarations that both objects extend, by their names on each side."""
    after = set(bases_of(new))
    pairs = ((name, sides.matches.types.get(name)) for name in bases_of(old))
    return {name: match for name, match in pairs if match is not None and match in after}


def _is_of_base(
    owned: OwnedField, kept: Mapping[Name, Name], sides: Sides, *, is_old: bool
) -> bool:
    """Whether a field came or went with a base that is there on both sides."""
    counterparts = kept if is_old else {new: old for old, new in kept.items()}
    if owned.owner is None or owned.owner not in counterparts:
        return False
    other = counterparts[owned.owner]
    types = (sides.new if is_old else sides.old).types
    fields = fields_of(types[other].type, types)
    return fields is None or owned.field.wire_name not in fields


def _others_changes(old: Type, new: Type, at: At, sides: Sides) -> Iterator[Change | Pair]:
    before, after = others_of(old, sides.old.types), others_of(new, sides.new.types)
    if before is not None and after is not None:
        yield Pair(old=before, new=after, at=at)
    elif before is not None:
        yield at.change("type-narrowed", before=notation(before), after="")
    elif after is not None:
        yield at.change("type-widened", before="", after=notation(after))


def _kept_field(old: OwnedField, new: OwnedField, at: At, sides: Sides) -> Iterator[Change | Pair]:
    is_base_matter = (
        old.owner is not None
        and new.owner is not None
        and sides.matches.types.get(old.owner) == new.owner
    )
    if not is_base_matter:
        yield from field_changes(old.field, new.field, at)
    elif old.is_altered != new.is_altered:
        yield from _requirement_changes(old.field, new.field, at)


def field_changes(old: Field, new: Field, at: At) -> Iterator[Change | Pair]:
    """What changed in one field: whether it must be there, what is said of it, and its type."""
    yield from _requirement_changes(old, new, at)
    yield from wording_changes(old.description, new.description, at)
    if old.type != new.type:
        yield Pair(old=present(old.type), new=present(new.type), at=at)


def _requirement_changes(old: Field, new: Field, at: At) -> Iterator[Change]:
    if is_required(old) != is_required(new):
        yield at.change("field-became-required" if is_required(new) else "field-became-optional")


def _gone_and_come(
    gone: list[Field], come: list[Field], at: At, sides: Sides
) -> Iterator[Change | Pair]:
    """Fields of one side alone; those that seem to be one field under two names have an entry for
    that, which brings the other two about."""
    parts: dict[str, str] = {}
    for rename in renamed_fields(gone, come, sides) if gone and come else ():
        place = at.field(rename.old_path, rename.new_path)
        change = place.change(
            "field-renamed",
            subject=(rename.old_path, rename.new_path),
            before=_presence(rename.old),
            after=_presence(rename.new),
        )
        yield replace(change, confidence=rename.confidence)
        yield from field_changes(rename.old, rename.new, place)
        parts[f"-{rename.old_path}"] = parts[f"+{rename.new_path}"] = change.fingerprint
    for field in gone:
        yield replace(removed_field(field, at), part_of=parts.get(f"-{field.wire_name}"))
    for field in come:
        yield replace(added_field(field, at), part_of=parts.get(f"+{field.wire_name}"))


def _presence(field: Field) -> str:
    return "required" if is_required(field) else "optional"


def removed_field(field: Field, at: At) -> Change:
    kind: Kind = "field-removed-required" if is_required(field) else "field-removed-optional"
    change = at.field(field.wire_name).change(kind, before=notation(field.type))
    return replace(change, new=None)


def added_field(field: Field, at: At) -> Change:
    kind: Kind = "field-added-required" if is_required(field) else "field-added-optional"
    change = at.field(field.wire_name).change(kind, after=notation(field.type))
    return replace(change, old=None)
