"""The options of a request, as a method passes them to the client: what goes into the query, the
headers and the body, and how the body is encoded.

What an option says that nothing here knows is a problem with its place and source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sdkscribe.spec import BodyPart, Place
from sdkscribe.typescript.javascript.combining import are_options, is_nothing, parts
from sdkscribe.typescript.javascript.values import (
    Attribute,
    Choice,
    Constant,
    Entry,
    Form,
    Given,
    Listed,
    Record,
    Spread,
    Value,
)
from sdkscribe.typescript.request import Change, Request
from sdkscribe.typescript.request_headers import read_headers
from sdkscribe.typescript.syntax import Node, shown

_NOT_ON_THE_WIRE = {
    "__metadata",
    "__qualifiers",
    "__span",
    "__streamClass",
    "__streamMode",
    "__synthesizeEventData",
    "maxRetries",
    "signal",
    "timeout",
}


def read_options(value: Value, node: Node, request: Request) -> None:
    """Read what a call of the client is given beside the path."""
    match value:
        case _ if is_nothing(value) or are_options(value):
            return
        case Record(entries=entries):
            for entry in entries:
                _read_option(entry, request)
        case Form():
            request.encoding = "multipart_if_files" if value.is_only_for_files else "multipart"
            request.body_parts = tuple(_body_parts(value, node, request))
            read_options(value.options, node, request)
        case _:
            request.no_rule(node, "a request's options")


def _body_parts(form: Form, node: Node, request: Request) -> list[BodyPart]:
    """`{ sdp: { content_type: 'application/sdp', json: false } }, 'sdp'`"""
    found: list[BodyPart] = []
    for entry in form.parts.entries if isinstance(form.parts, Record) else ():
        part = _body_part(entry)
        if part is None:
            request.no_rule(entry.node, "a part of a multipart form")
        else:
            found.append(replace(part, is_body_if_alone=form.alone == Constant(part.name)))
    if not (is_nothing(form.alone) or any(part.is_body_if_alone for part in found)):
        request.no_rule(node, "the part of a multipart form that is sent without it")
    return found


def _body_part(entry: Entry | Spread) -> BodyPart | None:
    match entry:
        case Entry(key=name, value=Record(entries=entries)):
            constants = {
                each.key: each.value.value
                for each in entries
                if isinstance(each, Entry) and isinstance(each.value, Constant)
            }
        case _:
            return None
    match constants:
        case {"content_type": str(content_type), "json": bool(is_json)}:
            return BodyPart(name=name, content_type=content_type, is_json=is_json)
        case _:
            return None


def _read_option(entry: Entry | Spread, request: Request) -> None:
    if isinstance(entry, Spread):
        read_options(entry.value, entry.node, request)
        return
    rule = _OPTIONS.get(entry.key)
    if rule is not None:
        rule(entry.value, entry.node, request)
    elif entry.key not in _NOT_ON_THE_WIRE:
        request.no_rule(entry.node, "a request's option")


# ------------------------------------------------------------------------------ query and body


def _read_query(value: Value, node: Node, request: Request) -> None:
    _read_content(value, "query", node, request)


def _read_body(value: Value, node: Node, request: Request) -> None:
    _read_content(value, "body", node, request)


def _read_content(value: Value, place: Place, node: Node, request: Request) -> None:
    match value:
        case Given() if value.path or not _is_remade(value):
            request.send(value, place, None, node)
        case Record(entries=entries):
            for entry in entries:
                if isinstance(entry, Spread):
                    _read_content(entry.value, place, entry.node, request)
                else:
                    _read_member(entry, place, request)
        case Choice() if (whole := _one_parameter(value, node)) is not None:
            request.send(whole, place, None, node)
        case _ if is_nothing(value) or are_options(value):
            return
        case _:
            request.no_rule(node, f"what a request's {place} holds")


def _is_remade(value: Given) -> bool:
    """Whether code made something else of a whole argument, other than entry by entry."""
    changed_by = value.changed_by
    return changed_by is not None and not changed_by.startswith("Object.fromEntries(")


def _one_parameter(value: Choice, node: Node) -> Given | None:
    """The parameter whose fields a value holds in one way or another."""
    wholes = [p for p in parts(value) if isinstance(p, Given) and not p.path]
    if len({whole.parameter for whole in wholes}) != 1 or all(map(_is_remade, wholes)):
        return None
    if not all(any(p in wholes for p in parts(member)) for member in value.members):
        return None
    without = wholes[0].without.intersection(*(whole.without for whole in wholes))
    changed_by = next((w.changed_by for w in wholes if w.changed_by), shown(node))
    return Given(parameter=wholes[0].parameter, without=without, changed_by=changed_by)


def _read_member(entry: Entry, place: Place, request: Request) -> None:
    match entry.value:
        case Given():
            request.send(entry.value, place, entry.key, entry.node)
        case _ if is_nothing(entry.value):
            return
        case Constant() | Record() | Attribute() | Listed():
            request.is_composed = True
        case _:
            request.no_rule(entry.node, f"what a request's {place} holds")


# ------------------------------------------------------------------------------- single options


def _read_binary_response(value: Value, node: Node, request: Request) -> None:
    request.is_binary = value == Constant(True)


def _read_binary_request(value: Value, node: Node, request: Request) -> None:
    if value == Constant(True):
        request.encoding = "binary"


def _read_verb(value: Value, node: Node, request: Request) -> None:
    match value:
        case Constant(value=str(verb)):
            request.verb = verb.upper()
        case _:
            request.no_rule(node, "a request's verb")


def _read_base_url(value: Value, node: Node, request: Request) -> None:
    match value:
        case Constant(value=str(url)):
            request.base_url = url
        case _:
            request.no_rule(node, "a request's base URL")


def _read_security(value: Value, node: Node, request: Request) -> None:
    """`__security: { bearerAuth: true }`"""
    match value:
        case Record(entries=entries) if all(
            isinstance(entry, Entry) and entry.value == Constant(True) for entry in entries
        ):
            request.security = tuple(e.key for e in entries if isinstance(e, Entry))
        case _:
            request.no_rule(node, "a request's security")


def _read_stream(value: Value, node: Node, request: Request) -> None:
    """`stream: body.streaming ?? false`"""
    match value:
        case Given(path=(field,)):
            request.streams_by = field
        case Choice(members=members) if members:
            _read_stream(members[0], node, request)
        case _:
            return


def _read_form_syntax(value: Value, node: Node, request: Request) -> None:
    """`__multipartSyntax: 'json'`: fields of this form are written in a way of their own."""
    request.changes.append(Change(of="form", source=shown(node)))


_OPTIONS: dict[str, Callable[[Value, Node, Request], None]] = {
    "__binaryRequest": _read_binary_request,
    "__binaryResponse": _read_binary_response,
    "__multipartSyntax": _read_form_syntax,
    "__security": _read_security,
    "body": _read_body,
    "defaultBaseURL": _read_base_url,
    "headers": read_headers,
    "method": _read_verb,
    "query": _read_query,
    "stream": _read_stream,
}
