"""How alike two declared types are in what they hold, between 0 and 1: fields that have their counterpart,
renamed and moved ones among them; literals; members of a union."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from sdkscribe.diff.renamed_fields import renamed_fields
from sdkscribe.diff.shapes import body_of, fields_of, parts_of, present
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.similarity import name_words
from sdkscribe.diff.surface import Types
from sdkscribe.spec import Field, Type, TypeDeclaration
from sdkscribe.spec_walk import references

_LEAST_IN_COMMON = 0.15


def features(declaration: TypeDeclaration, types: Types) -> frozenset[str]:
    """What a type is found by: its fields, literals, members, and the words of its name."""
    body = body_of(declaration)
    words = {f"word {word}" for word in name_words(declaration.name.leaf)}
    fields = fields_of(body, types)
    if fields is not None:
        return frozenset(words | {f"field {name}" for name in fields})
    return frozenset(words | set(_held(body)))


def shape_likeness(old: TypeDeclaration, new: TypeDeclaration, sides: Sides) -> float:
    before, after = body_of(old), body_of(new)
    fields_before = fields_of(before, sides.old.types)
    fields_after = fields_of(after, sides.new.types)
    if fields_before is None and fields_after is None:
        return _overlap(set(_held(before)), set(_held(after)))
    if fields_before is None or fields_after is None:
        return 0.0
    return _field_likeness(
        {name: owned.field for name, owned in fields_before.items()},
        {name: owned.field for name, owned in fields_after.items()},
        sides,
    )


def _held(node: Type) -> Iterator[str]:
    """What a type that is no object is made of."""
    parts = parts_of(node)
    yield from (f"literal {key}" for key in parts.literals)
    if parts.text:
        yield "string"
    for member in parts.others:
        inner = list(references(member))
        yield from (f"reference {reference.target.leaf}" for reference in inner)
        if not inner:
            yield type(member).__name__


def _overlap(old: set[str], new: set[str]) -> float:
    return len(old & new) / len(old | new) if old | new else 0.0


def _field_likeness(old: dict[str, Field], new: dict[str, Field], sides: Sides) -> float:
    """The mean of the shares of both sides' fields that have a counterpart on the other."""
    if not old or not new:
        return 1.0 if not old and not new else 0.0
    common = old.keys() & new.keys()
    weight = sum(_same_field(old[name], new[name], sides) for name in common)
    if weight / min(len(old), len(new)) < _LEAST_IN_COMMON:
        return 0.0
    gone = [field for name, field in old.items() if name not in common]
    come = [field for name, field in new.items() if name not in common]
    renames = list(renamed_fields(gone, come, sides))
    moved = sum(rename.confidence for rename in renames)
    into = len({rename.new_path.partition(".")[0] for rename in renames})
    out_of = len({rename.old_path.partition(".")[0] for rename in renames})
    covered_old = weight + min(moved, out_of)
    covered_new = weight + min(moved, into)
    return sqrt(covered_old / len(old) * covered_new / len(new))


def _same_field(old: Field, new: Field, sides: Sides) -> float:
    """A field of the same name counts whole where its values fit, else half."""
    before, after = present(old.type), present(new.type)
    if before == after:
        return 1.0
    fits = sides.forward.holds(before, after) or sides.backward.holds(after, before)
    return 1.0 if fits else 0.5
