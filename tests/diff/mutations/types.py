"""One declared type changed."""

from __future__ import annotations

from dataclasses import replace

from diff.editing import (
    with_names,
    with_type,
)
from diff.mutations.values import has_member, is_object, literals_in
from diff.mutations.whole import MARK, Mutation, Whole
from python.declare import (
    BOOLEAN,
    NULL,
    alias,
    interface,
    optional,
    ref,
    required,
    union,
)
from sdkscribe.diff.changes import (
    Kind,
    TypePlace,
)
from sdkscribe.spec import (
    Field,
    Name,
    ObjectType,
    ReferenceType,
    UnionType,
)
from sdkscribe.spec_walk import references


def reference_changed(whole: Whole) -> Mutation:
    return _other_type(whole, "reference-changed")


def type_rewritten(whole: Whole) -> Mutation:
    return _other_type(whole, "type-rewritten", optional(MARK, BOOLEAN))


def _other_type(whole: Whole, kind: Kind, *more: Field) -> Mutation:
    """Another declared type in the place of one."""
    spot = whole.spot(lambda s: bool(s.path) and is_object(s.node, whole.spec))
    assert isinstance(spot.node, ReferenceType)
    body = whole.spec.types()[spot.node.target].type
    assert isinstance(body, ObjectType)
    name = Name(spot.declaration.name.module, "ZzOther")
    other = interface(*name, *body.fields, *more, others=body.others)
    declared = spot.rebuilt(replace(spot.node, target=name))
    return Mutation(
        kind=kind,
        inverse=kind,
        before=whole.spec,
        after=with_type(whole.spec, declared, other),
        old=spot.place,
        new=spot.place,
    )


def object_became_union(whole: Whole) -> Mutation:
    bases = {
        reference.target
        for declared in whole.spec.types().values()
        for node in (*declared.extends, declared.type)
        if node in declared.extends or not isinstance(node, ObjectType | UnionType)
        for reference in references(node)
    }
    asked = {
        r.target
        for c in whole.calls
        for o in c.method.overloads
        for a in o.arguments
        for r in references(a.type)
    }
    spot = whole.spot(
        lambda s: not s.path
        and isinstance(s.node, ObjectType)
        and len(s.node.fields) > 2
        and s.declaration.kind == "interface"
        and not s.declaration.extends
        and s.declaration.name not in bases | asked
    )
    name = spot.declaration.name
    first, second = Name(name.module, "ZzFirst"), Name(name.module, "ZzSecond")
    made = alias(*name, union(ref(*first), ref(*second)), description=spot.declaration.description)
    one = replace(spot.declaration, name=first)
    after = with_type(whole.spec, made, one, interface(*second, required(MARK, BOOLEAN)))
    return Mutation(
        kind="object-became-union",
        inverse="type-narrowed",
        before=whole.spec,
        after=after,
        old=spot.place,
        new=spot.place,
    )


def type_extracted(whole: Whole) -> Mutation:
    spot = whole.spot(lambda s: bool(s.path) and literals_in(s) > 1 and not has_member(s, NULL))
    name = Name(spot.declaration.name.module, "ZzNamed")
    after = with_type(whole.spec, spot.rebuilt(ref(*name)), alias(*name, spot.node))
    return Mutation(
        kind="type-extracted",
        inverse="type-inlined",
        before=whole.spec,
        after=after,
        old=None,
        new=TypePlace(name=name),
    )


def type_added(whole: Whole) -> Mutation:
    name = Name(whole.any(whole.declarations).name.module, "ZzAdded")
    return Mutation(
        kind="type-added",
        inverse="type-removed",
        before=whole.spec,
        after=with_type(whole.spec, interface(*name, required(MARK, BOOLEAN))),
        old=None,
        new=TypePlace(name=name),
    )


def type_renamed(whole: Whole) -> Mutation:
    name = _telling_type(whole)
    return _named_otherwise(whole, name, Name(name.module, f"{name.name}Again"), "type-renamed")


def type_moved(whole: Whole) -> Mutation:
    name = _telling_type(whole)
    return _named_otherwise(whole, name, Name(f"{name.module}/elsewhere", name.name), "type-moved")


def _telling_type(whole: Whole) -> Name:
    """A top-level type that holds enough to be known again."""
    return whole.spot(
        lambda s: "." not in s.declaration.name.name
        and isinstance(s.node, ObjectType)
        and len(s.node.fields) > 2
    ).declaration.name


def _named_otherwise(whole: Whole, old: Name, new: Name, kind: Kind) -> Mutation:
    """A type, with all that is declared inside it, under another name."""
    names = {
        name: Name(new.module, new.name + name.name.removeprefix(old.name))
        for name in whole.spec.types()
        if name.module == old.module and name.top_level == old.name
    }
    renamed = with_names(whole.spec, names)
    (home,) = (module for module in renamed.modules if module.path == old.module)
    moved = tuple(d for d in home.types if d.name in names.values())
    stay = replace(home, types=tuple(d for d in home.types if d not in moved))
    there = (
        stay if new.module == old.module else replace(home, path=new.module, types=(), resources=())
    )
    there = replace(there, types=(*there.types, *moved))
    modules = tuple(stay if module is home else module for module in renamed.modules)
    modules = (*(m for m in modules if m.path != new.module), there)
    return Mutation(
        kind=kind,
        inverse=kind,
        before=whole.spec,
        after=replace(renamed, modules=modules),
        old=TypePlace(name=old),
        new=TypePlace(name=new),
    )
