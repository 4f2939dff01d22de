"""What stands between the braces of an interface or of an object type: properties, index signatures."""

from __future__ import annotations

from collections.abc import Iterable

from sdkscribe.spec import Field, MapType, ObjectType, ScalarType, Type, UnknownType
from sdkscribe.spelling.types import property_name
from sdkscribe.typescript.code import is_code_member, is_getter, member_name
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.computed import union
from sdkscribe.typescript.declarations import with_comments
from sdkscribe.typescript.exclusions import CODE
from sdkscribe.typescript.literals import string_text
from sdkscribe.typescript.operators import mapped
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child, named, shown, text


def fields_of(body: Node, place: Place) -> ObjectType:
    """The properties and the index signatures of an interface's body or of an object type. What is
    code is left out."""
    fields: list[Field] = []
    others: MapType | None = None
    for node, comment in with_comments(body):
        documented = documentation(comment)
        if is_code_member(node):
            place.leave_out(node, member_name(node), CODE)
        elif node.type == "property_signature" or is_getter(node):
            fields.append(_field(node, place, documented))
        elif node.type == "index_signature":
            others = _both(others, _index_signature(node, place))
        else:
            place.refuse(node)
    return ObjectType(fields=tuple(fields), others=others)


def class_fields(members: Iterable[tuple[Node, Node | None]], place: Place) -> tuple[Field, ...]:
    """The public properties among a class's members, each with its comment."""
    return tuple(
        _field(node, place, documentation(comment))
        for node, comment in members
        if node.type == "public_field_definition" and not _is_private(node)
    )


def _is_private(node: Node) -> bool:
    return any(
        part.type in ("accessibility_modifier", "private_property_identifier", "static")
        for part in node.children
    )


def annotated_type(node: Node, place: Place) -> Type:
    """The type after the colon of a property or a parameter; unknown where there is none."""
    annotation = child(node, "type") or child(node, "return_type")
    return UnknownType() if annotation is None else place.type_of(annotation.named_children[0])


def object_rule(node: Node, place: Place) -> Type:
    signature = named(node, "index_signature")
    if signature is not None and named(signature, "mapped_type_clause") is not None:
        return mapped(node, signature, place)
    found = fields_of(node, place)
    return found if found.fields or found.others is None else found.others


def _field(node: Node, place: Place, documented: str | None) -> Field:
    name_node = child(node, "name")
    if name_node is None or name_node.type == "computed_property_name":
        place.refuse(name_node or node)
        return Field(wire_name=shown(node), type=UnknownType())
    quoted = name_node.type == "string"
    name = string_text(name_node) if quoted else text(name_node)
    return Field(
        wire_name=name,
        type=annotated_type(node, place.of_property(name, documented)),
        required=not any(token.type == "?" for token in node.children),
        description=documented,
        readonly=any(token.type in ("readonly", "get") for token in node.children),
        spelling=None if text(name_node) == property_name(name) else text(name_node),
        line=name_node.start_point.row + 1,
    )


def _index_signature(node: Node, place: Place) -> MapType:
    name, keys = child(node, "name"), child(node, "index_type")
    if name is None or keys is None:
        place.refuse(node)
        return MapType(keys=ScalarType(kind="string"), values=UnknownType())
    values = annotated_type(node, place)
    return MapType(keys=place.type_of(keys), values=values, key_name=text(name))


def _both(one: MapType | None, other: MapType) -> MapType:
    """Two index signatures of an object as one, which takes any key and the values of both."""
    if one is None:
        return other
    values = union((one.values, other.values))
    return MapType(keys=ScalarType(kind="string"), values=values, key_name=one.key_name)
