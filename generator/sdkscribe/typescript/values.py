"""The types of values: `typeof NAMES`, of a constant or an enumeration."""

from __future__ import annotations

from sdkscribe.spec import ComputedType, Field, LiteralType, Name, ObjectType, Type, UnionType
from sdkscribe.typescript.computed import indexed
from sdkscribe.typescript.exclusions import CODE
from sdkscribe.typescript.literals import literal
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child, text


def value_rule(node: Node, place: Place) -> Type:
    """`typeof NAMES.first`; any value, of what is code."""
    asked = node.named_children[0]
    found = _value(asked, place) if asked.type in ("identifier", "member_expression") else None
    if found is None:
        return place.any_value(node, CODE, "value")
    return ComputedType(spelling=text(node), meaning=found)


def _value(asked: Node, place: Place) -> Type | None:
    holder, member = child(asked, "object"), child(asked, "property")
    if holder is None or member is None:
        target = place.modules.resolve(place.module, place.scope, text(asked))
        return None if target is None else _declared(target, place)
    held = _value(holder, place)
    return held and indexed(held, LiteralType(value=text(member)), place.types)


def _declared(target: Name, place: Place) -> Type | None:
    """The type of what a name is declared as: a constant by its own, an enumeration's values by name."""
    outlined = place.modules.outlined(target)
    if outlined is None or outlined.kind not in ("value", "enum"):
        return None
    if outlined.kind == "enum":
        return _values_by_name(target, place)
    file = place.modules.declarations(target.module)
    there = place._replace(module=target.module, path=file.path, scope=target.scope)
    for declarator in file.declared[target.name].node.named_children:
        name = child(declarator, "name")
        if (
            declarator.type == "variable_declarator"
            and name is not None
            and text(name) == target.leaf
        ):
            return _constant(declarator, there)
    return None


def _constant(declarator: Node, place: Place) -> Type | None:
    annotation, value = child(declarator, "type"), child(declarator, "value")
    if annotation is not None:
        return place.type_of(annotation.named_children[0])
    return None if value is None else literal(value)


def _values_by_name(target: Name, place: Place) -> Type | None:
    declaration = place.types[target]
    if not isinstance(declaration.type, UnionType):
        return None
    pairs = zip(declaration.members, declaration.type.members, strict=True)
    return ObjectType(fields=tuple(Field(wire_name=m.name, type=v) for m, v in pairs))
