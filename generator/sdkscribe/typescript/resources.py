"""Resource classes: their methods' signatures from the declaration, their calls from the JavaScript.

A method whose JavaScript sends no request itself is a helper, written by hand on top of endpoints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    Argument,
    Method,
    Name,
    Overload,
    Resource,
    ResourceLink,
    Returns,
    ScalarType,
    UnionType,
    UnknownType,
)
from sdkscribe.typescript.arguments import argument_type
from sdkscribe.typescript.calls import Call, calls_of_class
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.declarations import Declared, with_comments
from sdkscribe.typescript.expressions import Place, flattened, type_of
from sdkscribe.typescript.pages import page_class_of
from sdkscribe.typescript.syntax import Node, child, location, named, shown, text

_OPTIONS_TYPES = {"RequestOptions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResource:
    """A resource, and the names of its methods that are helpers."""

    resource: Resource
    helpers: tuple[str, ...]


def read_resource(declared: Declared, name: Name, place: Place) -> ReadResource:
    """The resource that a class declares."""
    body = child(declared.node, "body")
    members = list(with_comments(body)) if body is not None else []
    links = resource_links(members, place)
    signatures: dict[str, list[tuple[Node, Node | None]]] = {}
    for node, comment in members:
        name_node = child(node, "name")
        if node.type == "method_signature" and name_node is not None:
            signatures.setdefault(text(name_node), []).append((node, comment))
    signatures.pop("constructor", None)
    calls = calls_of_class(place.modules, name, place.problems)
    for method in signatures:
        if calls is not None and method not in calls:
            place.problems.append(_no_javascript(signatures[method][0][0], place))
    methods = {
        method: _method(
            method, nodes, calls.get(method) if calls is not None else _NO_SCRIPT, place
        )
        for method, nodes in signatures.items()
    }
    return ReadResource(
        resource=Resource(
            name=name,
            description=documentation(declared.comment),
            resources=links,
            methods=tuple(m for m in methods.values() if m is not None),
            line=declared.node.start_point.row + 1,
        ),
        helpers=tuple(name for name, method in methods.items() if method is None),
    )


def resource_links(
    members: list[tuple[Node, Node | None]], place: Place
) -> tuple[ResourceLink, ...]:
    """The attributes of a class that hold a resource: their type is a class of the API."""
    links: list[ResourceLink] = []
    for node, _ in members:
        name, annotation = child(node, "name"), child(node, "type")
        if node.type != "public_field_definition" or name is None or annotation is None:
            continue
        expression = annotation.named_children[0]
        if expression.type not in ("type_identifier", "nested_type_identifier"):
            continue
        target = place.modules.resolve(place.module, place.scope, text(expression))
        if target is not None and place.modules.class_declared(target) is not None:
            links.append(ResourceLink(attribute=text(name), target=target))
    return tuple(links)


def _no_javascript(signature: Node, place: Place) -> Problem:
    return Problem(
        message="a method is declared that the JavaScript beside the declaration does not have",
        location=location(place.path, signature),
        source=shown(signature),
    )


_NO_SCRIPT = Call(verb="", path="", sent={})


def _method(
    name: str, signatures: list[tuple[Node, Node | None]], call: Call | None, place: Place
) -> Method | None:
    if call is None:
        return None
    overloads = [_overload(node, comment, call, place) for node, comment in signatures]
    return Method(
        name=name,
        verb=call.verb,
        path=call.path,
        overloads=_needed(overloads),
        headers=call.headers,
        encoding=call.encoding,
        base_url=call.base_url,
        line=signatures[0][0].start_point.row + 1,
    )


def _needed(overloads: list[Overload]) -> tuple[Overload, ...]:
    """The overloads without those that only leave out arguments that another makes optional."""
    distinct: list[Overload] = []
    for overload in overloads:
        covered = any(
            other is not overload
            and other.returns == overload.returns
            and len(other.arguments) > len(overload.arguments)
            and other.arguments[: len(overload.arguments)] == overload.arguments
            and not any(a.required for a in other.arguments[len(overload.arguments) :])
            for other in overloads
        )
        if not covered:
            distinct.append(overload)
    described = next((o.description for o in overloads if o.description), None)
    if distinct and distinct[0].description is None and described is not None:
        distinct[0] = replace(distinct[0], description=described)
    return tuple(distinct)


def _overload(node: Node, comment: Node | None, call: Call, place: Place) -> Overload:
    parameters = child(node, "parameters")
    nodes = parameters.named_children if parameters is not None else []
    arguments = [
        _argument(parameter, call, place) for parameter in nodes if not _is_options(parameter)
    ]
    return Overload(
        arguments=tuple(arguments),
        returns=_returns(node, call, place),
        description=documentation(comment),
    )


def _is_options(parameter: Node) -> bool:
    """Whether a parameter takes request options, and nothing that the API knows."""
    pattern, annotation = child(parameter, "pattern"), child(parameter, "type")
    if pattern is not None and text(pattern) == "options":
        return True
    if annotation is None:
        return False
    return text(annotation.named_children[0]).rpartition(".")[2] in _OPTIONS_TYPES


def _argument(parameter: Node, call: Call, place: Place) -> Argument:
    pattern, annotation = child(parameter, "pattern"), child(parameter, "type")
    name = text(pattern) if pattern is not None else ""
    sent = call.sent.get(name)
    inside = place.of_property(name, None)
    expression = annotation.named_children[0] if annotation is not None else None
    return Argument(
        name=name,
        type=argument_type(expression, inside) if expression is not None else UnknownType(),
        required=parameter.type == "required_parameter",
        place=sent.place if sent is not None else None,
        placements=sent.placements if sent is not None else (),
    )


def _returns(node: Node, call: Call, place: Place) -> Returns:
    annotation = child(node, "return_type")
    expression = annotation.named_children[0] if annotation is not None else None
    arguments = named(expression, "type_arguments") if expression is not None else None
    if expression is None or arguments is None:
        place.problems.append(
            Problem(
                message="a method that sends a request answers with no promise",
                location=location(place.path, node),
                source=shown(node),
            )
        )
        return Returns(kind="nothing")
    promised = arguments.named_children
    if text(expression.named_children[0]).rpartition(".")[2] == "PagePromise":
        page = page_class_of(place.modules, place.module, _generic_name(promised[0]))
        return Returns(kind="page", type=type_of(promised[-1], place), page_class=page)
    return _answer(promised[0], call, place)


def _generic_name(node: Node) -> str:
    return text(node.named_children[0] if node.type == "generic_type" else node)


def _answer(promised: Node, call: Call, place: Place) -> Returns:
    if call.is_binary:
        return Returns(kind="bytes")
    members = flattened(promised, "union_type")
    streams = [event for event in map(_event, members) if event is not None]
    if streams and len(members) == 1:
        return Returns(kind="stream", type=type_of(streams[0], place))
    if streams:
        values = [type_of(m, place) for m in members if _event(m) is None]
        value = values[0] if len(values) == 1 else UnionType(members=tuple(values))
        return Returns(kind="value_or_stream", type=value, events=type_of(streams[0], place))
    answer = type_of(promised, place)
    if isinstance(answer, ScalarType) and answer.kind == "void":
        return Returns(kind="nothing")
    if isinstance(answer, ScalarType) and answer.kind == "string":
        return Returns(kind="text")
    return Returns(kind="value", type=answer, unwrap=call.unwrap)


def _event(node: Node) -> Node | None:
    """The X of `Stream<X>`."""
    arguments = named(node, "type_arguments") if node.type == "generic_type" else None
    if arguments is None or text(node.named_children[0]).rpartition(".")[2] != "Stream":
        return None
    return arguments.named_children[0]
