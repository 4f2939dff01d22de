"""One field changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from diff.editing import (
    with_field,
    with_type,
)
from diff.mutations.whole import MARK, Mutation, Whole
from python.declare import (
    BOOLEAN,
    optional,
    required,
)
from sdkscribe.diff.changes import (
    Kind,
    TypePlace,
)
from sdkscribe.spec import (
    Field,
    ObjectType,
)


def field_added(whole: Whole, *, is_required: bool) -> Mutation:
    spot, _ = whole.field()
    assert isinstance(spot.node, ObjectType)
    field = (required if is_required else optional)(MARK, BOOLEAN)
    declared = spot.rebuilt(replace(spot.node, fields=(*spot.node.fields, field)))
    word = "required" if is_required else "optional"
    return Mutation(
        kind=f"field-added-{word}",  # type: ignore[arg-type]
        inverse=f"field-removed-{word}",  # type: ignore[arg-type]
        before=whole.spec,
        after=with_type(whole.spec, declared),
        old=None,
        new=TypePlace(name=declared.name, path=MARK),
    )


def field_became_required(whole: Whole) -> Mutation:
    return _field(
        whole, "field-became-required", "field-became-optional", _is_optional, required=True
    )


def _is_optional(field: Field) -> bool:
    return not field.required and "undefined" not in repr(field.type)


def field_renamed(whole: Whole) -> Mutation:
    spot, index = whole.field(lambda field: bool(field.description))
    assert isinstance(spot.node, ObjectType)
    old = spot.node.fields[index].wire_name
    declared = spot.rebuilt(with_field(spot.node, index, wire_name=f"{old}_again"))
    return Mutation(
        kind="field-renamed",
        inverse="field-renamed",
        before=whole.spec,
        after=with_type(whole.spec, declared),
        old=TypePlace(name=declared.name, path=old),
        new=TypePlace(name=declared.name, path=f"{old}_again"),
    )


def default_changed(whole: Whole) -> Mutation:
    return _said(whole, "default-changed", "default-changed", "Is `1`. Defaults to `1`.", "2")


def documentation_changed(whole: Whole) -> Mutation:
    return _said(whole, "documentation-changed", "documentation-changed", "One.", "Another.")


def deprecated_added(whole: Whole) -> Mutation:
    said = "How many.", "How many.\n\n@deprecated Say nothing."
    return _said(whole, "deprecated-added", "deprecated-removed", *said)


def _said(whole: Whole, kind: Kind, inverse: Kind, before: str, after: str) -> Mutation:
    if kind == "default-changed":
        after = before.replace("to `1`", f"to `{after}`")
    spot, index = whole.field()
    assert isinstance(spot.node, ObjectType)
    place = TypePlace(name=spot.declaration.name, path=spot.node.fields[index].wire_name)
    return Mutation(
        kind=kind,
        inverse=inverse,
        before=with_type(
            whole.spec, spot.rebuilt(with_field(spot.node, index, description=before))
        ),
        after=with_type(whole.spec, spot.rebuilt(with_field(spot.node, index, description=after))),
        old=place,
        new=place,
    )


def _field(
    whole: Whole, kind: Kind, inverse: Kind, fits: Callable[[Field], bool], **changed: object
) -> Mutation:
    spot, index = whole.field(fits)
    assert isinstance(spot.node, ObjectType)
    place = TypePlace(name=spot.declaration.name, path=spot.node.fields[index].wire_name)
    declared = spot.rebuilt(with_field(spot.node, index, **changed))
    after = with_type(whole.spec, declared)
    return Mutation(
        kind=kind, inverse=inverse, before=whole.spec, after=after, old=place, new=place
    )
