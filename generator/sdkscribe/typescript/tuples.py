"""Tuples: items by their places, named or not, that may be left out or go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sdkscribe.spec import ArrayType, ComputedType, TupleType, Type, UnknownType
from sdkscribe.typescript.computed import union
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child, text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One that is `optional` may be left out; `rest` stands for the items of an array."""

    mark: Literal["required", "optional", "rest"]
    type: Type


def tuple_rule(node: Node, place: Place) -> Type:
    """`[string, number?, ...boolean[]]`; where what goes on stands in front, or is no array, an array of
    any of the items."""
    items = [_item(member, place) for member in node.named_children]
    marks = [item.mark for item in items]
    rest = _items(items[-1].type) if marks[-1:] == ["rest"] else None
    if marks.count("rest") > (rest is not None) or (rest is not None and len(items) == 1):
        return ComputedType(spelling=text(node), meaning=ArrayType(items=union(map(_each, items))))
    return TupleType(
        items=tuple(item.type for item in items if item.mark != "rest"),
        optional=marks.count("optional"),
        rest=rest,
    )


def _item(member: Node, place: Place) -> _Item:
    name, annotation = child(member, "name"), child(member, "type")
    match member.type:
        case "optional_type" | "rest_type":
            mark: Literal["optional", "rest"]
            mark = "optional" if member.type == "optional_type" else "rest"
            return _Item(mark=mark, type=place.type_of(member.named_children[0]))
        case "required_parameter" | "optional_parameter" if (
            name is not None and annotation is not None
        ):
            goes_on = name.type == "rest_pattern"
            is_optional = member.type == "optional_parameter"
            return _Item(
                mark="rest" if goes_on else "optional" if is_optional else "required",
                type=place.type_of(annotation.named_children[0]),
            )
        case _:
            return _Item(mark="required", type=place.type_of(member))


def _each(item: _Item) -> Type:
    """The type of an item; of one of those that go on, any value where they are of no array."""
    if item.mark != "rest":
        return item.type
    return _items(item.type) or UnknownType()


def _items(node: Type) -> Type | None:
    return node.items if isinstance(node, ArrayType) else None
