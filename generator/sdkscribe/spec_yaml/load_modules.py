"""The tree of a module's file to the module: imports, declarations, resources and their methods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias, get_args

from sdkscribe.errors import nearest
from sdkscribe.spec import (
    Argument,
    Encoding,
    Header,
    Import,
    Method,
    Module,
    Name,
    ObjectType,
    Overload,
    Place,
    Placement,
    ReferenceType,
    Resource,
    ResourceLink,
    Returns,
    Type,
    TypeDeclaration,
    TypeParameter,
    UnknownType,
)
from sdkscribe.spec_yaml.links import linked, named
from sdkscribe.spec_yaml.load_types import DESCRIBED, description, node_type, type_at
from sdkscribe.spec_yaml.taking import Link, Taker, known
from sdkscribe.spec_yaml.tree import Node

Kind: TypeAlias = Literal["interface", "alias", "external"]

_PLACES: tuple[Place, ...] = get_args(Place)
_ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)
_KINDS: tuple[Kind, ...] = get_args(Kind)
_DECLARATION_KEYS = known(DESCRIBED, "kind", "exported", "parameters")
_ARGUMENT_KEYS = known("in", "optional", "placements")
_METHOD_KEYS = known("http", "headers", "encoding")
_OVERLOAD_KEYS = known("description", "arguments", "returns")


def module_of(taker: Taker, root: Node) -> Module:
    """The module whose file the taker reads."""
    taker.expect_keys(root, known("types_package", "imports", "resources", "types"))
    return Module(
        path=taker.module,
        imports=tuple(_import(taker, node) for node in taker.mappings(root, "imports")),
        types=tuple(_declarations(taker, root)),
        resources=tuple(_resources(taker, root)),
        types_package=taker.optional_text(root, "types_package"),
    )


def headers(taker: Taker, node: Node, key: str) -> tuple[Header, ...]:
    pairs = taker.pairs(node, key)
    return tuple(Header(name=name, value=taker.text(pair, name)) for name, pair in pairs)


def resource_links(taker: Taker, node: Node) -> tuple[ResourceLink, ...]:
    """The attributes that hold a resource, each with a link to it."""
    return tuple(_resource_links(taker, taker.optional_mapping(node, "resources")))


def _resource_links(taker: Taker, node: Node) -> Iterator[ResourceLink]:
    for attribute in node:
        text = taker.text(node, attribute)
        target = linked(text, "resources", taker.module)
        if target is None:
            hint = "write it as `module.yaml#/resources/Name`"
            taker.complain(node, attribute, f"`{text}` is no link to a resource", hint)
            continue
        taker.links.append(Link(target=target, section="resources", holder=node, key=attribute))
        yield ResourceLink(attribute=attribute, target=target)


def _import(taker: Taker, node: Node) -> Import:
    taker.expect_keys(node, known("module", "namespace", "names"))
    names: list[tuple[str, str]] = []
    for text in taker.texts(node, "names"):
        name, _, local = text.partition(" as ")
        names.append((name, local or name))
    return Import(
        module=taker.text(node, "module"),
        namespace=taker.optional_text(node, "namespace"),
        names=tuple(names),
    )


# ---------------------------------------------------------------------------------- declarations


def _declarations(taker: Taker, root: Node) -> Iterator[TypeDeclaration]:
    lines = taker.optional_mapping(root, "types")
    for name, node in taker.entries(root, "types"):
        yield _declaration(taker, name, node, taker.line(lines, name))


def _declaration(taker: Taker, name: str, node: Node, line: int) -> TypeDeclaration:
    has_bases = "allOf" in node and "type" in node
    keys = known(_DECLARATION_KEYS, "allOf") if has_bases else _DECLARATION_KEYS
    found = node_type(taker, node, keys)
    usual: Kind = "interface" if isinstance(found, ObjectType) else "alias"
    kind: Kind = taker.choice(node, "kind", _KINDS, usual)
    if kind == "interface" and not isinstance(found, ObjectType):
        taker.complain(node, "kind", "an interface has `type: object` and `properties`")
    if kind == "external" and not isinstance(found, UnknownType):
        taker.complain(node, "kind", "nothing is known of an external type")
    if kind != "interface" and has_bases:
        taker.complain(node, "allOf", "only an interface has bases beside properties")
    return TypeDeclaration(
        name=Name(module=taker.module, name=name),
        kind=kind,
        type=found,
        description=description(taker, node),
        parameters=tuple(_parameters(taker, node)),
        extends=tuple(_bases(taker, node)) if has_bases else (),
        exported=taker.flag(node, "exported", True),
        line=line,
    )


def _parameters(taker: Taker, node: Node) -> Iterator[TypeParameter]:
    for name, bounds in taker.entries(node, "parameters"):
        taker.expect_keys(bounds, known("constraint", "default"))
        yield TypeParameter(
            name=name,
            constraint=_optional_type(taker, bounds, "constraint"),
            default=_optional_type(taker, bounds, "default"),
        )


def _optional_type(taker: Taker, node: Node, key: str) -> Type | None:
    return type_at(taker, node, key, node[key]) if key in node else None


def _bases(taker: Taker, node: Node) -> Iterator[ReferenceType]:
    nodes = taker.items(node, "allOf")
    for index, each in enumerate(nodes):
        base = type_at(taker, nodes, index, each)
        if isinstance(base, ReferenceType):
            yield base
        else:
            taker.complain(nodes, index, "an interface can extend only a `$ref`")


# ------------------------------------------------------------------------------------- resources


def _resources(taker: Taker, root: Node) -> Iterator[Resource]:
    lines = taker.optional_mapping(root, "resources")
    for name, node in taker.entries(root, "resources"):
        taker.expect_keys(node, known("description", "resources", "methods"))
        yield Resource(
            name=Name(module=taker.module, name=name),
            description=taker.optional_text(node, "description"),
            resources=resource_links(taker, node),
            methods=tuple(_methods(taker, node)),
            line=taker.line(lines, name),
        )


def _methods(taker: Taker, resource: Node) -> Iterator[Method]:
    lines = taker.optional_mapping(resource, "methods")
    for name, node in taker.entries(resource, "methods"):
        verb, path = _endpoint(taker.text(node, "http"))
        yield Method(
            name=name,
            verb=verb,
            path=path,
            overloads=tuple(_overloads(taker, node)),
            headers=headers(taker, node, "headers"),
            encoding=taker.choice(node, "encoding", _ENCODINGS, "json"),
            line=taker.line(lines, name),
        )


def _endpoint(text: str) -> tuple[str, str]:
    """`POST /files` as verb and path; one of them alone is told by its look."""
    first, space, rest = text.partition(" ")
    is_verb = bool(space) or (first.isalpha() and first.isupper())
    return (first, rest) if is_verb else ("", text)


def _overloads(taker: Taker, method: Node) -> Iterator[Overload]:
    """The signatures: one stands in the method itself, several in a list."""
    if "overloads" not in method:
        taker.expect_keys(method, known(_METHOD_KEYS, _OVERLOAD_KEYS))
        yield _overload(taker, method)
        return
    taker.expect_keys(method, known(_METHOD_KEYS, "overloads"))
    for node in taker.mappings(method, "overloads"):
        taker.expect_keys(node, _OVERLOAD_KEYS)
        yield _overload(taker, node)


def _overload(taker: Taker, node: Node) -> Overload:
    arguments = taker.entries(node, "arguments")
    return Overload(
        arguments=tuple(_argument(taker, name, argument) for name, argument in arguments),
        returns=_returns(taker, node),
        description=taker.optional_text(node, "description"),
    )


def _argument(taker: Taker, name: str, node: Node) -> Argument:
    placements = tuple(_placements(taker, node))
    whole = _placement(taker, node, "in", "") if "in" in node else None
    if whole is not None and whole.wire_name:
        placements = (whole, *placements)
    return Argument(
        name=name,
        type=node_type(taker, node, _ARGUMENT_KEYS),
        required=not taker.flag(node, "optional", False),
        place=whole.place if whole is not None and not whole.wire_name else None,
        placements=placements,
    )


def _placements(taker: Taker, argument: Node) -> Iterator[Placement]:
    for field, node in taker.pairs(argument, "placements"):
        placement = _placement(taker, node, field, field)
        if placement is not None:
            yield placement


def _placement(taker: Taker, node: Node, key: str, field: str) -> Placement | None:
    """`path`, or `header x-betas` where the wire has another name."""
    word, _, wire_name = taker.text(node, key).partition(" ")
    for place in _PLACES:
        if place == word:
            return Placement(field=field, place=place, wire_name=wire_name or field)
    known_places = f"one of: {', '.join(_PLACES)}"
    taker.complain(node, key, f"`{word}` is no place", nearest(word, _PLACES) or known_places)
    return None


def _returns(taker: Taker, overload: Node) -> Returns:
    """`bytes`, `text`, `nothing`, or a mapping with one key that says what its type is."""
    match overload.get("returns"):
        case "bytes" | "text" | "nothing" as kind:
            return Returns(kind=kind)
        case dict() as node if "value" in node:
            return Returns(kind="value", type=_returned(taker, node, "value"))
        case dict() as node if "stream" in node:
            return Returns(kind="stream", type=_returned(taker, node, "stream"))
        case dict() as node if "page" in node:
            text = taker.text(node, "page_class")
            page_class = named(text)
            if page_class is None and text:
                taker.complain(node, "page_class", "`page_class` has the form `module#Class`")
            item = _returned(taker, node, "page", "page_class")
            return Returns(kind="page", type=item, page_class=page_class)
        case _:
            message = (
                "`returns` must be bytes, text, nothing, or a mapping with value, page or stream"
            )
            taker.complain(overload, "returns", message)
            return Returns(kind="nothing")


def _returned(taker: Taker, node: Node, kind: str, *others: str) -> Type:
    taker.expect_keys(node, known(kind, *others))
    return type_at(taker, node, kind, node[kind])
