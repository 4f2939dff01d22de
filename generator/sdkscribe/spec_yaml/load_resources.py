"""The trees under `resources` in a module's file to resources, their methods and their signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, TypeAlias, get_args

from sdkscribe.errors import nearest
from sdkscribe.spec import (
    Argument,
    BodyPart,
    Credential,
    Encoding,
    Header,
    Method,
    Name,
    Overload,
    Place,
    Placement,
    Resource,
    ResourceLink,
    Returns,
    Type,
)
from sdkscribe.spec_yaml.links import linked, named
from sdkscribe.spec_yaml.load_types import node_type, type_at
from sdkscribe.spec_yaml.taking import Link, Taker, known
from sdkscribe.spec_yaml.tree import Node

_AnswerKind: TypeAlias = Literal["value", "stream", "page", "value_or_stream"]

_BARE_ANSWERS: tuple[Literal["bytes", "text", "nothing"], ...] = ("bytes", "text", "nothing")
_ANSWERS: dict[_AnswerKind, tuple[str, ...]] = {
    "value": (),
    "stream": (),
    "page": ("page_class",),
    "value_or_stream": ("events",),
}
_PLACES: tuple[Place, ...] = get_args(Place)
_ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)
_ARGUMENT_KEYS = known("in", "optional", "placements")
_RESOURCE_KEYS = known(
    "description", "extends", "resources", "methods", "spelling", "exports", "follows"
)
_METHOD_KEYS = known(
    "http",
    "headers",
    "without_headers",
    "encoding",
    "parts",
    "base_url",
    "security",
    "streams_by",
    "spelling",
)
_OVERLOAD_KEYS = known("description", "arguments", "returns")


def resources_of(taker: Taker, root: Node) -> Iterator[Resource]:
    """The resources of the module whose file the taker reads."""
    lines = taker.optional_mapping(root, "resources")
    for name, node in taker.entries(root, "resources"):
        taker.expect_keys(node, _RESOURCE_KEYS)
        yield Resource(
            name=Name(module=taker.module, name=name),
            description=taker.optional_text(node, "description"),
            extends=resource_link(taker, node, "extends") if "extends" in node else None,
            resources=resource_links(taker, node),
            methods=tuple(_methods(taker, node)),
            spelling=taker.optional_texts(node, "spelling"),
            exports=taker.optional_texts(node, "exports"),
            follows=taker.optional_text(node, "follows"),
            line=taker.line(lines, name),
        )


def headers(taker: Taker, node: Node, key: str) -> tuple[Header, ...]:
    pairs = taker.pairs(node, key)
    return tuple(Header(name=name, value=taker.text(pair, name)) for name, pair in pairs)


def credentials(taker: Taker, node: Node) -> tuple[Credential, ...]:
    """The kinds of credentials of a client; each may say which scheme it is of."""
    found: list[Credential] = []
    for entry in taker.mappings(node, "auth"):
        names = [name for name in entry if name != "scheme"]
        if not names:
            taker.complain(entry, None, "each of `auth` must have a header with its value")
        headers = tuple(Header(name=name, value=taker.text(entry, name)) for name in names)
        found.append(Credential(headers=headers, scheme=taker.optional_text(entry, "scheme")))
    return tuple(found)


def resource_links(taker: Taker, node: Node) -> tuple[ResourceLink, ...]:
    """The attributes that hold a resource, each with a link to it."""
    return tuple(_resource_links(taker, taker.optional_mapping(node, "resources")))


def _resource_links(taker: Taker, node: Node) -> Iterator[ResourceLink]:
    for attribute in node:
        target = resource_link(taker, node, attribute)
        if target is not None:
            yield ResourceLink(attribute=attribute, target=target)


def resource_link(taker: Taker, node: Node, key: str) -> Name | None:
    text = taker.text(node, key)
    target = linked(text, "resources", taker.module)
    if target is None:
        hint = "write it as `module.yaml#/resources/Name`"
        taker.complain(node, key, f"`{text}` is no link to a resource", hint)
    else:
        taker.links.append(Link(target=target, section="resources", holder=node, key=key))
    return target


def _methods(taker: Taker, resource: Node) -> Iterator[Method]:
    lines = taker.optional_mapping(resource, "methods")
    for name, node in taker.entries(resource, "methods"):
        (verb, path), *others = _endpoints(taker, node)
        yield Method(
            name=name,
            verb=verb,
            path=path,
            overloads=tuple(_overloads(taker, node)),
            other_paths=tuple(other for _, other in others),
            headers=headers(taker, node, "headers"),
            without_headers=tuple(taker.texts(node, "without_headers")),
            base_url=taker.optional_text(node, "base_url"),
            security=tuple(taker.texts(node, "security")) if "security" in node else None,
            streams_by=taker.optional_text(node, "streams_by") or "stream",
            encoding=taker.choice(node, "encoding", _ENCODINGS, "json"),
            body_parts=tuple(_body_parts(taker, node)),
            spelling=taker.optional_text(node, "spelling"),
            line=taker.line(lines, name),
        )


def _body_parts(taker: Taker, method: Node) -> Iterator[BodyPart]:
    for name, node in taker.entries(method, "parts"):
        taker.expect_keys(node, known("content_type", "json", "body_if_alone"))
        yield BodyPart(
            name=name,
            content_type=taker.text(node, "content_type"),
            is_json=taker.flag(node, "json", False),
            is_body_if_alone=taker.flag(node, "body_if_alone", False),
        )


def _endpoints(taker: Taker, method: Node) -> list[tuple[str, str]]:
    """The verb and each path: one text, or a list where one of several paths is called."""
    if not isinstance(method.get("http"), list):
        return [_endpoint(taker.text(method, "http"))]
    endpoints = [_endpoint(text) for text in taker.texts(method, "http")]
    if len({verb for verb, _ in endpoints}) != 1:
        taker.complain(method, "http", "the paths of `http` must have one verb")
    return endpoints or [("", "")]


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
    is_plain = whole is None or not (whole.wire_name or whole.option)
    if whole is not None and not is_plain:
        placements = (replace(whole, wire_name=whole.wire_name or name), *placements)
    return Argument(
        name=name,
        type=node_type(taker, node, _ARGUMENT_KEYS),
        required=not taker.flag(node, "optional", False),
        place=whole.place if whole is not None and is_plain else None,
        placements=placements,
    )


def _placements(taker: Taker, argument: Node) -> Iterator[Placement]:
    for field, node in taker.pairs(argument, "placements"):
        placement = _placement(taker, node, field, field)
        if placement is not None:
            yield placement


def _placement(taker: Taker, node: Node, key: str, field: str) -> Placement | None:
    """`path`, or `header x-betas` where the wire has another name; `?? accountID` names the client's
    option that stands for what is not given."""
    if taker.text(node, key).startswith("..."):
        word = taker.text(node, key).removeprefix("...")
        for place in _PLACES:
            if place == word:
                return Placement(field=field, place=place, wire_name="")
    where, with_option, option = taker.text(node, key).partition(" ?? ")
    word, _, wire_name = where.partition(" ")
    for place in _PLACES:
        if place == word:
            return Placement(
                field=field,
                place=place,
                wire_name=wire_name or field,
                option=option if with_option else None,
            )
    known_places = f"one of: {', '.join(_PLACES)}"
    taker.complain(node, key, f"`{word}` is no place", nearest(word, _PLACES) or known_places)
    return None


def _returns(taker: Taker, overload: Node) -> Returns:
    """`bytes`, `text`, `nothing`, or a mapping whose first key says what its type is."""
    found = overload.get("returns")
    if isinstance(found, dict):
        for kind, others in _ANSWERS.items():
            if kind in found:
                return _answer(taker, found, kind, others)
    for bare in _BARE_ANSWERS:
        if found == bare:
            return Returns(kind=bare)
    words = ", ".join((*_BARE_ANSWERS, *_ANSWERS))
    taker.complain(overload, "returns", f"`returns` must be one of: {words}")
    return Returns(kind="nothing")


def _answer(taker: Taker, node: Node, kind: _AnswerKind, others: tuple[str, ...]) -> Returns:
    taker.expect_keys(node, known(kind, "unwrap", *others))
    return Returns(
        kind=kind,
        type=type_at(taker, node, kind, node[kind]),
        events=_events(taker, node) if "events" in others else None,
        page_class=_page_class(taker, node) if "page_class" in others else None,
        unwrap=taker.optional_text(node, "unwrap"),
    )


def _events(taker: Taker, node: Node) -> Type:
    return type_at(taker, node, "events", taker.mapping(node, "events"))


def _page_class(taker: Taker, node: Node) -> Name | None:
    text = taker.text(node, "page_class")
    name = named(text)
    if name is None and text:
        taker.complain(node, "page_class", "`page_class` has the form `module#Class`")
    return name
