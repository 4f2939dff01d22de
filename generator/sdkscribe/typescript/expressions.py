"""Type expressions to the spec's types: a table from a syntax node's kind to a small function.

A kind that the table does not hold is a problem with its place and source, never a silent loss.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    ArrayType,
    DerivedType,
    Field,
    ForeignType,
    IntersectionType,
    LiteralType,
    MapType,
    Name,
    ObjectType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    UnionType,
    UnknownType,
    VariableType,
)
from sdkscribe.spelling.references import usual_spelling
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.declarations import with_comments
from sdkscribe.typescript.foreign import FOREIGN_TYPES
from sdkscribe.typescript.literals import number_literal, string_literal
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, location, named, no_rule, shown, text
from sdkscribe.typescript.whole_numbers import whole_number_evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an expression stands: its module and file, the enclosing namespace, the type parameters
    in scope, and the property whose words may show a number to be whole."""

    modules: Modules
    module: str
    path: str
    scope: str = ""
    variables: frozenset[str] = frozenset()
    property_name: str = ""
    documentation: str | None = None
    problems: list[Problem] = field(default_factory=list[Problem])

    def of_property(self, name: str, documented: str | None) -> Place:
        return replace(self, property_name=name, documentation=documented)

    def inside(self, scope: str, variables: frozenset[str]) -> Place:
        return replace(self, scope=scope, variables=variables)


def type_of(node: Node, place: Place) -> Type:
    """The type that an expression means. What it cannot read becomes unknown, with a problem."""
    rule = _RULES.get(node.type)
    if rule is None:
        place.problems.append(no_rule(place.path, node))
        return UnknownType()
    return rule(node, place)


def fields_of(body: Node, place: Place) -> ObjectType:
    """The properties and the index signature of an interface's body or of an object type."""
    fields: list[Field] = []
    others: MapType | None = None
    for node, comment in with_comments(body):
        documented = documentation(comment)
        if node.type == "property_signature":
            fields.append(_field(node, place, documented))
        elif node.type == "index_signature" and others is None:
            others = _index_signature(node, place)
        else:
            place.problems.append(no_rule(place.path, node))
    return ObjectType(fields=tuple(fields), others=others)


def annotated_type(node: Node, place: Place) -> Type:
    """The type after the colon of a property or a parameter; unknown where there is none."""
    annotation = child(node, "type")
    return UnknownType() if annotation is None else type_of(annotation.named_children[0], place)


def _field(node: Node, place: Place, documented: str | None) -> Field:
    name_node = child(node, "name")
    if name_node is None or name_node.type == "computed_property_name":
        place.problems.append(no_rule(place.path, name_node or node))
        return Field(wire_name=shown(node), type=UnknownType())
    quoted = name_node.type == "string"
    name = str(string_literal(name_node).value) if quoted else text(name_node)
    return Field(
        wire_name=name,
        type=annotated_type(node, place.of_property(name, documented)),
        required=not any(token.type == "?" for token in node.children),
        description=documented,
        readonly=any(token.type == "readonly" for token in node.children),
        line=name_node.start_point.row + 1,
    )


def _index_signature(node: Node, place: Place) -> MapType:
    name, keys = child(node, "name"), child(node, "index_type")
    if name is None or keys is None:
        place.problems.append(no_rule(place.path, node))
        return MapType(keys=ScalarType(kind="string"), values=UnknownType())
    values = annotated_type(node, place)
    return MapType(keys=type_of(keys, place), values=values, key_name=text(name))


def _object(node: Node, place: Place) -> Type:
    if named(node, "mapped_type_clause") is not None:
        place.problems.append(no_rule(place.path, node))
        return UnknownType()
    found = fields_of(node, place)
    return found if found.fields or found.others is None else found.others


def _predefined(node: Node, place: Place) -> Type:
    match text(node):
        case "unknown":
            return UnknownType()
        case "any":
            return UnknownType(spelling="any")
        case "number":
            evidence = whole_number_evidence(place.property_name, place.documentation)
            kind = "integer" if evidence else "number"
            return ScalarType(kind="integer" if evidence else "number", evidence=evidence)
        case "string" | "boolean" | "never" | "object" | "void" as kind:
            return ScalarType(kind=kind)
        case _:
            place.problems.append(no_rule(place.path, node))
            return UnknownType()


def _literal(node: Node, place: Place) -> Type:
    value = node.named_children[0]
    match value.type:
        case "null":
            return ScalarType(kind="null")
        case "undefined":
            return ScalarType(kind="undefined")
        case "true" | "false":
            return LiteralType(value=value.type == "true")
        case "string":
            return string_literal(value)
        case "number" | "unary_expression":
            number = number_literal(value)
            if number is not None:
                return number
        case _:
            pass
    place.problems.append(no_rule(place.path, node))
    return UnknownType()


def _union(node: Node, place: Place) -> Type:
    return UnionType(members=tuple(type_of(m, place) for m in flattened(node, "union_type")))


def _intersection(node: Node, place: Place) -> Type:
    members = flattened(node, "intersection_type")
    if len(members) == 2 and text(members[1]).replace(" ", "") == "{}":
        first = type_of(members[0], place)
        if isinstance(first, ScalarType):
            return ScalarType(kind=first.kind, open=True, evidence=first.evidence)
    return IntersectionType(members=tuple(type_of(m, place) for m in members))


def flattened(node: Node, kind: str) -> list[Node]:
    """The members of a chain: `a | b | c` is parsed as `(a | b) | c`."""
    members: list[Node] = []
    while node.type == kind:
        parts = [c for c in node.named_children if c.type != "comment"]
        members.extend(reversed(parts[1:]))
        node = parts[0]
    return [node, *reversed(members)]


def _parenthesized(node: Node, place: Place) -> Type:
    return type_of(node.named_children[0], place)


def _array(node: Node, place: Place) -> Type:
    return ArrayType(items=type_of(node.named_children[0], place), spelling="[]")


def _readonly(node: Node, place: Place) -> Type:
    inner = type_of(node.named_children[0], place)
    match inner:
        case ArrayType(items=items):
            return ArrayType(items=items, spelling="readonly []")
        case TupleType(items=items):
            return TupleType(items=items, readonly=True)
        case _:
            place.problems.append(no_rule(place.path, node))
            return inner


def _tuple(node: Node, place: Place) -> Type:
    return TupleType(items=tuple(type_of(member, place) for member in node.named_children))


def _generic(node: Node, place: Place) -> Type:
    name_node, arguments_node = node.named_children[0], named(node, "type_arguments")
    arguments = [] if arguments_node is None else arguments_node.named_children
    match text(name_node), len(arguments):
        case "Array", 1:
            return ArrayType(items=type_of(arguments[0], place))
        case "ReadonlyArray", 1:
            return ArrayType(items=type_of(arguments[0], place), spelling="ReadonlyArray")
        case "Record", 2:
            keys, values = (type_of(argument, place) for argument in arguments)
            return MapType(keys=keys, values=values, key_name=None)
        case ("Omit" | "Pick") as utility, 2:
            return _derived(node, utility, arguments, place)
        case ("Partial" | "Required") as utility, 1:
            return _derived(node, utility, arguments, place)
        case _:
            return _reference(name_node, place, arguments)


def _derived(
    node: Node,
    utility: Literal["Omit", "Pick", "Partial", "Required"],
    arguments: list[Node],
    place: Place,
) -> Type:
    """`Omit<Session, 'id' | 'object'>`"""
    of = type_of(arguments[0], place)
    keys = [type_of(key, place) for part in arguments[1:] for key in flattened(part, "union_type")]
    names = [key.value for key in keys if isinstance(key, LiteralType)]
    if not isinstance(of, ReferenceType) or len(names) < len(keys):
        place.problems.append(no_rule(place.path, node))
        return UnknownType()
    return DerivedType(utility=utility, of=of, keys=tuple(str(name) for name in names))


def _name(node: Node, place: Place) -> Type:
    return _reference(node, place, [])


def _reference(node: Node, place: Place, argument_nodes: list[Node]) -> Type:
    dotted = "".join(text(node).split())
    if dotted in place.variables:
        return VariableType(name=dotted)
    target = place.modules.resolve(place.module, place.scope, dotted)
    leaf = dotted.rpartition(".")[2]
    if leaf in FOREIGN_TYPES and (target is None or not is_of_the_api(target)):
        return ForeignType(kind=FOREIGN_TYPES[leaf], spelling=shown(node))
    if target is None:
        place.problems.append(_unresolved(node, place))
        return UnknownType()
    usual = usual_spelling(target, module=place.module, scope=place.scope)
    return ReferenceType(
        target=target,
        arguments=tuple(type_of(argument, place) for argument in argument_nodes),
        spelling=None if usual == dotted else dotted,
    )


def is_of_the_api(name: Name) -> bool:
    """Whether a declaration describes the API, and not the SDK's own machinery."""
    return name.module == "resources" or name.module.startswith("resources/")


def _unresolved(node: Node, place: Place) -> Problem:
    return Problem(
        message="a reference resolves to nothing",
        location=location(place.path, node),
        source=shown(node),
        hint="the package is incomplete, or the name is of a library that nothing here knows",
    )


_RULES: dict[str, Callable[[Node, Place], Type]] = {
    "predefined_type": _predefined,
    "literal_type": _literal,
    "type_identifier": _name,
    "nested_type_identifier": _name,
    "generic_type": _generic,
    "union_type": _union,
    "intersection_type": _intersection,
    "parenthesized_type": _parenthesized,
    "array_type": _array,
    "readonly_type": _readonly,
    "tuple_type": _tuple,
    "object_type": _object,
}
