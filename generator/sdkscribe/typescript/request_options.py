"""The options of a request, as a method passes them to the client: what goes into the query, the
headers and the body, and how the body is encoded.

What an option says that nothing here knows is a problem with its place and source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sdkscribe.errors import Problem
from sdkscribe.spec import Encoding, Header, Place, Placement
from sdkscribe.typescript.declarations import key, string_value
from sdkscribe.typescript.symbols import Names, Part, Rest, Value, Whole
from sdkscribe.typescript.syntax import Node, child, location, shown, text

_MULTIPART = {"multipartFormRequestOptions", "maybeMultipartFormRequestOptions"}
_WHERE_WRAPPED = {"resolveResourceRequestOptions": 1, "withBodyFinalization": 0}
_NOT_ON_THE_WIRE = {
    "__metadata",
    "__qualifiers",
    "__security",
    "__span",
    "__streamClass",
    "__streamMode",
    "__synthesizeEventData",
    "stream",
    "timeout",
}


@dataclass(slots=True, kw_only=True)
class Request:
    """A request as far as it has been read. `wholes` and `placements` are keyed by parameter."""

    path: str
    names: Names
    problems: list[Problem]
    wholes: dict[str, Place] = field(default_factory=dict[str, Place])
    placements: dict[str, list[Placement]] = field(default_factory=dict[str, list[Placement]])
    headers: list[Header] = field(default_factory=list[Header])
    encoding: Encoding = "json"
    is_binary: bool = False
    verb: str | None = None
    base_url: str | None = None

    def no_rule(self, node: Node, what: str) -> None:
        self.problems.append(
            Problem(
                message=f"no rule for {what}",
                location=location(self.path, node),
                source=shown(node),
                hint="sdkscribe does not know this way to call yet: report it, or narrow the slice",
            )
        )

    def send(self, value: Value, place: Place, wire_name: str | None) -> None:
        """Send a value somewhere; `wire_name` is None for what is sent as a whole."""
        match value:
            case Whole(parameter=parameter) if wire_name is not None:
                placement = Placement(field="", place=place, wire_name=wire_name)
                self.placements.setdefault(parameter, []).append(placement)
            case Whole(parameter=parameter) | Rest(parameter=parameter):
                self.wholes[parameter] = place
            case Part(parameter=parameter, name=name, option=option):
                placement = Placement(
                    field=name, place=place, wire_name=wire_name or name, option=option
                )
                self.placements.setdefault(parameter, []).append(placement)


def read_options(node: Node, request: Request) -> None:
    """Read the options' expression: an object, or one that is wrapped in calls and functions."""
    match node.type:
        case "identifier" if text(node) in request.names.locals:
            read_options(request.names.locals[text(node)], request)
        case "identifier" if text(node) == "options":
            pass
        case "parenthesized_expression":
            read_options(node.named_children[0], request)
        case "arrow_function":
            body = child(node, "body")
            read_options(body if body is not None else node, request)
        case "call_expression":
            _read_wrapped(node, request)
        case "object":
            for part in node.named_children:
                _read_option(part, request)
        case _:
            request.no_rule(node, "a request's options")


def _read_wrapped(node: Node, request: Request) -> None:
    called, arguments = child(node, "function"), child(node, "arguments")
    if called is None or arguments is None:
        return
    name = text(called).rpartition(".")[2]
    if called.type == "parenthesized_expression":  # a function that reshapes its argument
        read_options(arguments.named_children[0], request)
    elif name in _MULTIPART:
        request.encoding = "multipart"
        read_options(arguments.named_children[0], request)
    elif name in _WHERE_WRAPPED:
        read_options(arguments.named_children[_WHERE_WRAPPED[name]], request)
    else:
        request.no_rule(node, "a request's options")


def _read_option(part: Node, request: Request) -> None:
    if part.type == "spread_element":
        read_options(part.named_children[0], request)
        return
    if part.type == "comment":
        return
    name = key(child(part, "key") or part)
    rule = _OPTIONS.get(name)
    if rule is not None:
        rule(child(part, "value") or part, request)
    elif name not in _NOT_ON_THE_WIRE:
        request.no_rule(part, "a request's option")


def _read_query(node: Node, request: Request) -> None:
    _read_content(node, "query", request)


def _read_body(node: Node, request: Request) -> None:
    _read_content(node, "body", request)


def _read_content(node: Node, place: Place, request: Request) -> None:
    if node.type == "object":
        for part in node.named_children:
            _read_member(part, place, request)
        return
    value = request.names.value(node)
    if value is None:
        request.no_rule(node, f"what a request's {place} holds")
    else:
        request.send(value, place, None)


def _read_member(part: Node, place: Place, request: Request) -> None:
    if part.type == "spread_element":
        _read_content(part.named_children[0], place, request)
        return
    value = request.names.value(child(part, "value") or part)
    if value is None:
        request.no_rule(part, f"what a request's {place} holds")
    else:
        request.send(value, place, key(child(part, "key") or part))


def _read_headers(node: Node, request: Request) -> None:
    match node.type:
        case "object" | "array":
            for part in node.named_children:
                _read_headers(part, request)
        case "spread_element" | "parenthesized_expression":
            _read_headers(node.named_children[0], request)
        case "call_expression":  # buildHeaders([…])
            arguments = child(node, "arguments")
            for part in arguments.named_children if arguments is not None else ():
                _read_headers(part, request)
        case "ternary_expression":  # sent only where the argument is given
            given = child(node, "consequence")
            _read_headers(given if given is not None else node, request)
        case "pair":
            _read_header(node, request)
        case "member_expression" if text(node) in ("options?.headers", "options.headers"):
            pass
        case "comment":
            pass
        case _:
            request.no_rule(node, "a request's headers")


def _read_header(pair: Node, request: Request) -> None:
    name, node = child(pair, "key"), child(pair, "value")
    if name is None or node is None:
        return
    if node.type == "string":
        request.headers.append(Header(name=key(name), value=string_value(node)))
        return
    listed = _listed(node)
    if listed is not None:  # `[...(betas ?? []), 'managed-2026'].toString()`
        for part in listed.named_children:
            _read_listed(part, key(name), request)
        return
    value = request.names.value(node)
    if value is None:
        request.no_rule(pair, "a request's header")
    else:
        request.send(value, "header", key(name))


def _listed(node: Node) -> Node | None:
    """The array of `[…].toString()`."""
    called = child(node, "function") if node.type == "call_expression" else None
    array = child(called, "object") if called is not None else None
    return array if array is not None and array.type == "array" else None


def _read_listed(part: Node, name: str, request: Request) -> None:
    if part.type == "string":
        request.headers.append(Header(name=name, value=string_value(part)))
        return
    value = request.names.value(part.named_children[0]) if part.type == "spread_element" else None
    if value is None:
        request.no_rule(part, "a request's header")
    else:
        request.send(value, "header", name)


def _read_binary_response(node: Node, request: Request) -> None:
    request.is_binary = text(node) == "true"


def _read_binary_request(node: Node, request: Request) -> None:
    if text(node) == "true":
        request.encoding = "binary"


def _read_verb(node: Node, request: Request) -> None:
    request.verb = string_value(node).upper()


def _read_base_url(node: Node, request: Request) -> None:
    request.base_url = string_value(node)


_OPTIONS: dict[str, Callable[[Node, Request], None]] = {
    "body": _read_body,
    "query": _read_query,
    "headers": _read_headers,
    "method": _read_verb,
    "defaultBaseURL": _read_base_url,
    "__binaryResponse": _read_binary_response,
    "__binaryRequest": _read_binary_request,
}
