"""The tree of a module's file to the module: imports and declarations.

What stands under `resources` in the file is read by `load_resources`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sdkscribe.spec import (
    DeclarationKind,
    DerivedType,
    EnumMember,
    LiteralType,
    Module,
    Name,
    ObjectType,
    ReferenceType,
    Remark,
    Type,
    TypeDeclaration,
    TypeParameter,
    UnionType,
    UnknownType,
    Verbatim,
)
from sdkscribe.spec_yaml.load_resources import resources_of
from sdkscribe.spec_yaml.load_texts import DESCRIBED, description
from sdkscribe.spec_yaml.load_types import node_type, optional_type, type_at
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Node

_KINDS: tuple[DeclarationKind, ...] = get_args(DeclarationKind)
_MODULE_KEYS = known(
    "types_package", "leaves_out_resources", "imports", "resources", "types", "verbatim", "remarks"
)
_DECLARATION_KEYS = known(
    DESCRIBED,
    "kind",
    "exported",
    "parameters",
    "members",
    "spelling",
    "python_name",
    "python_alias",
)


def module_of(taker: Taker, root: Node) -> Module:
    """The module whose file the taker reads."""
    taker.expect_keys(root, _MODULE_KEYS)
    return Module(
        path=taker.module,
        imports=taker.optional_texts(root, "imports"),
        types=tuple(_declarations(taker, root)),
        resources=tuple(resources_of(taker, root)),
        types_package=taker.optional_text(root, "types_package"),
        leaves_out_resources=taker.flag(root, "leaves_out_resources", False),
        verbatim=tuple(_verbatim(taker, node) for node in taker.mappings(root, "verbatim")),
        remarks=tuple(_remark(taker, node) for node in taker.mappings(root, "remarks")),
    )


def _remark(taker: Taker, node: Node) -> Remark:
    taker.expect_keys(node, known("text", "line"))
    return Remark(text=taker.text(node, "text"), line=taker.whole_number(node, "line", 1))


def _verbatim(taker: Taker, node: Node) -> Verbatim:
    taker.expect_keys(node, known("text", "follows"))
    return Verbatim(text=taker.text(node, "text"), follows=taker.optional_text(node, "follows"))


def _declarations(taker: Taker, root: Node) -> Iterator[TypeDeclaration]:
    lines = taker.optional_mapping(root, "types")
    for name, node in taker.entries(root, "types"):
        yield _declaration(taker, name, node, taker.line(lines, name))


def _declaration(taker: Taker, name: str, node: Node, line: int) -> TypeDeclaration:
    has_bases = "allOf" in node and "type" in node
    keys = known(_DECLARATION_KEYS, "allOf") if has_bases else _DECLARATION_KEYS
    found = node_type(taker, node, keys)
    usual: DeclarationKind = "interface" if isinstance(found, ObjectType) else "alias"
    kind: DeclarationKind = taker.choice(node, "kind", _KINDS, usual)
    if kind == "interface" and not isinstance(found, ObjectType):
        taker.complain(node, "kind", "an interface has `type: object` and `properties`")
    if kind == "class" and not (isinstance(found, ReferenceType) or has_bases):
        taker.complain(
            node, "kind", "a class is a `$ref` to the one that it extends, or extends it"
        )
    if kind == "external" and not isinstance(found, UnknownType):
        taker.complain(node, "kind", "nothing is known of an external type")
    if kind not in ("interface", "class") and has_bases:
        taker.complain(node, "allOf", "only an interface or a class has bases beside properties")
    members = tuple(_members(taker, node))
    if len(members) != (_count_of_literals(found) if kind == "enum" else 0):
        taker.complain(
            node, "members", "an `enum` has as many members as values, and nothing else has any"
        )
        members = ()
    return TypeDeclaration(
        name=Name(module=taker.module, name=name),
        kind=kind,
        type=found,
        description=description(taker, node),
        parameters=tuple(type_parameters(taker, node)),
        extends=tuple(_bases(taker, node)) if has_bases else (),
        exported=taker.flag(node, "exported", True),
        members=members,
        spelling=taker.optional_text(node, "spelling"),
        python_name=taker.optional_text(node, "python_name"),
        python_alias=taker.optional_text(node, "python_alias"),
        line=line,
    )


def _members(taker: Taker, node: Node) -> Iterator[EnumMember]:
    for name, each in taker.entries(node, "members"):
        taker.expect_keys(each, DESCRIBED)
        yield EnumMember(name=name, description=description(taker, each))


def _count_of_literals(node: Type) -> int:
    members = node.members if isinstance(node, UnionType) else ()
    return sum(isinstance(member, LiteralType) for member in members)


def type_parameters(taker: Taker, node: Node) -> Iterator[TypeParameter]:
    """The type parameters of a declaration or a page class."""
    for name, bounds in taker.entries(node, "parameters"):
        taker.expect_keys(bounds, known("constraint", "default"))
        yield TypeParameter(
            name=name,
            constraint=optional_type(taker, bounds, "constraint"),
            default=optional_type(taker, bounds, "default"),
        )


def _bases(taker: Taker, node: Node) -> Iterator[ReferenceType | DerivedType]:
    nodes = taker.items(node, "allOf")
    for index, each in enumerate(nodes):
        base = type_at(taker, nodes, index, each)
        if isinstance(base, ReferenceType | DerivedType):
            yield base
        else:
            taker.complain(nodes, index, "an interface can extend only a `$ref`")
