"""The signatures of an endpoint: its arguments, with where its call sends them, and its answer."""

from __future__ import annotations

from dataclasses import replace

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    Argument,
    Overload,
    ReferenceType,
    Returns,
    ScalarType,
    Type,
    UnionType,
    UnknownType,
)
from sdkscribe.typescript.arguments import argument_type
from sdkscribe.typescript.calls import Call
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.members import Signature
from sdkscribe.typescript.pages import page_class_of
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child, flattened, location, named, shown, text
from sdkscribe.typescript.top_level import read_subclass
from sdkscribe.typescript.types import inside_method

_OPTIONS_TYPES = {"RequestOptions"}
_LINES = "JSONLDecoder"
_AROUND = ("APIResponse", "Promise")


def overloads_of(signatures: list[Signature], call: Call, place: Place) -> tuple[Overload, ...]:
    """The ways to call an endpoint; those with type parameters count where there are no others. The
    first is described by the first documentation that there is."""
    plain = [signature for signature in signatures if not signature.is_generic] or signatures
    first, *others = _needed([_overload(signature, call, place) for signature in plain])
    comments = (documentation(signature.comment) for signature in signatures)
    description = first.description or next((each for each in comments if each), None)
    return (replace(first, description=description), *others)


def _needed(overloads: list[Overload]) -> list[Overload]:
    """The overloads without those that only leave out arguments that another makes optional."""
    return [
        overload
        for overload in overloads
        if not any(
            other is not overload
            and other.returns == overload.returns
            and len(other.arguments) > len(overload.arguments)
            and other.arguments[: len(overload.arguments)] == overload.arguments
            and not any(a.required for a in other.arguments[len(overload.arguments) :])
            for other in overloads
        )
    ]


def _overload(signature: Signature, call: Call, place: Place) -> Overload:
    place = inside_method(signature.node, place)
    arguments = [
        _argument(parameter, call, place)
        for parameter in signature.parameters
        if not _is_options(parameter)
    ]
    return Overload(
        arguments=tuple(arguments),
        returns=_returns(signature, call, place),
        description=documentation(signature.comment),
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


def _returns(signature: Signature, call: Call, place: Place) -> Returns:
    promises = flattened(signature.returns, "union_type") if signature.returns is not None else []
    answers = [named(promise, "type_arguments") for promise in promises]
    given = [node for answer in answers if answer is not None for node in answer.named_children]
    promised = [_without_response(node) for node in given]
    if not promised or None in answers:
        place.problems.append(
            Problem(
                message="a method that sends a request answers with no promise",
                location=location(place.path, signature.node),
                source=shown(signature.node),
            )
        )
        return Returns(kind="nothing")
    if text(promises[0].named_children[0]).rpartition(".")[2] == "PagePromise":
        page = page_class_of(place.modules, place.module, _generic_name(promised[0]))
        last = place.type_of(promised[-1])
        items = _items(last, place) if len(promised) == 1 else last
        return Returns(kind="page", type=items, page_class=page)
    return _answer(promised, call, place)


def _items(page: Type, place: Place) -> Type:
    """What is on a page that is promised by itself: the X of `class XPage extends Page<X>`."""
    match page:
        case ReferenceType(arguments=(*_, items)):
            return items
        case ReferenceType(target=target):
            subclass = read_subclass(place.modules, target, []).types
            return _items(subclass[0].type, place) if subclass else page
        case _:
            return page


def _without_response(node: Node) -> Node:
    """The X of `APIResponse<X>`: of 2023, the answer and its headers beside; of 2022, X may be promised
    once more."""
    arguments = named(node, "type_arguments") if node.type == "generic_type" else None
    if arguments is None or _generic_name(node).rpartition(".")[2] not in _AROUND:
        return node
    return _without_response(arguments.named_children[0])


def _generic_name(node: Node) -> str:
    return text(node.named_children[0] if node.type == "generic_type" else node)


def _answer(promised: list[Node], call: Call, place: Place) -> Returns:
    """What a call answers, with one of several promises where it has several."""
    members = [member for node in promised for member in flattened(node, "union_type")]
    if call.is_binary and not any(_generic_name(m).endswith(_LINES) for m in members):
        return Returns(kind="bytes")
    streams = [event for event in map(_event, members) if event is not None]
    if streams and len(members) == 1:
        return Returns(kind="stream", type=place.type_of(streams[0]))
    if streams:
        values = [place.type_of(m) for m in members if _event(m) is None]
        value = values[0] if len(values) == 1 else UnionType(members=tuple(values))
        return Returns(kind="value_or_stream", type=value, events=place.type_of(streams[0]))
    answers = tuple(place.type_of(node) for node in promised)
    answer = answers[0] if len(answers) == 1 else UnionType(members=answers)
    if isinstance(answer, ScalarType) and answer.kind == "void":
        return Returns(kind="nothing")
    if isinstance(answer, ScalarType) and answer.kind == "string":
        return Returns(kind="text")
    return Returns(kind="value", type=answer, unwrap=call.unwrap)


def _event(node: Node) -> Node | None:
    """The X of `Stream<X>`, or of a `JSONLDecoder<X>`."""
    arguments = named(node, "type_arguments") if node.type == "generic_type" else None
    if arguments is None or _generic_name(node).rpartition(".")[2] not in ("Stream", _LINES):
        return None
    return arguments.named_children[0]
