"""What a method sends, read from the JavaScript beside its declaration.

A method's body is read symbolically: its parameters, what it takes out of them, and the one call
to the client, whose options say what goes into the path, the query, the headers and the body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from sdkscribe.errors import Problem
from sdkscribe.spec import Encoding, Header, Name, Place, Placement
from sdkscribe.typescript.declarations import string_value
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, location, shown, text, walk

_VERBS = {"get", "post", "put", "patch", "delete"}
_LIST_CALL = "getAPIList"
_MULTIPART = {"multipartFormRequestOptions", "maybeMultipartFormRequestOptions"}
_PASSED_THROUGH = {"withBodyFinalization": 0, "resolveResourceRequestOptions": 1}
_NOT_ON_THE_WIRE = {
    "__metadata",
    "__qualifiers",
    "__security",
    "__span",
    "__streamClass",
    "__synthesizeEventData",
    "stream",
    "timeout",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Where an argument goes: see `spec.Argument`."""

    place: Place | None = None
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, as a method sends it. `sent` is keyed by parameter."""

    verb: str
    path: str
    sent: dict[str, Sent] = field(default_factory=dict)
    headers: tuple[Header, ...] = ()
    encoding: Encoding = "json"
    is_binary: bool = False
    page_class: Name | None = None


# What a name or an expression of the method's body stands for.
@dataclass(frozen=True, slots=True)
class _Whole:
    parameter: str


@dataclass(frozen=True, slots=True)
class _Field:
    parameter: str
    name: str


@dataclass(frozen=True, slots=True)
class _Rest:
    parameter: str


_Value: TypeAlias = _Whole | _Field | _Rest


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The reading of one method: what its names stand for, and what has been found so far."""

    path: str
    names: dict[str, _Value]
    problems: list[Problem]
    wholes: dict[str, Place] = field(default_factory=dict)
    placements: dict[str, list[Placement]] = field(default_factory=dict)
    headers: list[Header] = field(default_factory=list)
    encoding: Encoding = "json"
    is_binary: bool = False

    def no_rule(self, node: Node, what: str) -> None:
        self.problems.append(
            Problem(
                message=f"no rule for {what}",
                location=location(self.path, node),
                source=shown(node),
                hint="supply the method with an overlay, or exclude it",
            )
        )

    def place(self, value: _Value, place: Place, wire_name: str | None) -> None:
        """Send a value somewhere; `wire_name` is None for what is sent as a whole."""
        match value:
            case _Whole(parameter=parameter) if wire_name is not None:
                placement = Placement(field="", place=place, wire_name=wire_name)
                self.placements.setdefault(parameter, []).append(placement)
            case _Whole(parameter=parameter) | _Rest(parameter=parameter):
                self.wholes[parameter] = place
            case _Field(parameter=parameter, name=name):
                placement = Placement(field=name, place=place, wire_name=wire_name or name)
                self.placements.setdefault(parameter, []).append(placement)

    def value(self, node: Node) -> _Value | None:
        """What an expression stands for, where that is (a part of) a parameter."""
        match node.type:
            case "identifier":
                return self.names.get(text(node))
            case "parenthesized_expression":
                return self.value(node.named_children[0])
            case "binary_expression":  # `params ?? {}`
                left = child(node, "left")
                return self.value(left) if left is not None else None
            case "member_expression":
                return self._member(node)
            case "call_expression":  # `betas?.toString()`
                called = child(node, "function")
                inner = child(called, "object") if called is not None else None
                return self.value(inner) if inner is not None else None
            case _:
                return None

    def _member(self, node: Node) -> _Value | None:
        whole, name = child(node, "object"), child(node, "property")
        value = self.value(whole) if whole is not None else None
        if isinstance(value, _Whole) and name is not None:
            return _Field(value.parameter, text(name))
        return None


def calls_of_class(
    modules: Modules, name: Name, problems: list[Problem]
) -> dict[str, Call | None] | None:
    """Each method of a class with its call; None for a method that sends no request itself, and
    None for all where the source has no JavaScript beside the module."""
    root = modules.script(name.module)
    path = modules.script_path(name.module)
    if root is None or path is None:
        return None
    body = _class_body(root, name.name)
    if body is None:
        return {}
    calls: dict[str, Call | None] = {}
    for node in body.named_children:
        method = child(node, "name")
        if node.type == "method_definition" and method is not None:
            calls[text(method)] = _call_of_method(modules, name.module, path, node, problems)
    return calls


def _class_body(root: Node, name: str) -> Node | None:
    for node in walk(root):
        if node.type in ("class_declaration", "class"):
            named_so = child(node, "name")
            if named_so is not None and text(named_so) == name:
                return child(node, "body")
    return None


def _call_of_method(
    modules: Modules, module: str, path: str, method: Node, problems: list[Problem]
) -> Call | None:
    body = child(method, "body")
    found = list(_client_calls(body)) if body is not None else []
    if body is None or not found:
        return None
    reading = _Reading(path=path, names=dict(_parameters(method)), problems=problems)
    if len(found) > 1:
        reading.no_rule(method, "a method that sends more than one request")
    for declarator in walk(body):
        if declarator.type == "variable_declarator":
            _destructure(declarator, reading)
    verb_node, arguments = found[0]
    verb = text(verb_node)
    is_list = verb == _LIST_CALL
    route = _route(arguments[0], reading)
    for options in arguments[2:] if is_list else arguments[1:]:
        _read_options(options, reading)
    page = modules.resolve(module, "", _page_name(arguments[1])) if is_list else None
    return Call(
        verb="GET" if is_list else verb.upper(),
        path=route,
        sent=_sent(reading),
        headers=tuple(reading.headers),
        encoding=reading.encoding,
        is_binary=reading.is_binary,
        page_class=page,
    )


def _client_calls(body: Node) -> Iterator[tuple[Node, list[Node]]]:
    """(verb, arguments) of each request that a method's body sends."""
    for node in walk(body):
        called = child(node, "function") if node.type == "call_expression" else None
        if called is None or called.type != "member_expression":
            continue
        client, verb = child(called, "object"), child(called, "property")
        arguments = child(node, "arguments")
        if client is None or verb is None or arguments is None:
            continue
        if text(client) == "this._client" and (text(verb) in _VERBS or text(verb) == _LIST_CALL):
            yield verb, [a for a in arguments.named_children if a.type != "comment"]


def _parameters(method: Node) -> Iterator[tuple[str, _Value]]:
    parameters = child(method, "parameters")
    for parameter in parameters.named_children if parameters is not None else ():
        name = child(parameter, "left") or parameter
        if name.type == "identifier" and text(name) != "options":
            yield text(name), _Whole(text(name))


def _destructure(declarator: Node, reading: _Reading) -> None:
    """`const { thread_id, include: wanted, ...body } = params;`"""
    pattern, source = child(declarator, "name"), child(declarator, "value")
    if pattern is None or source is None or pattern.type != "object_pattern":
        return
    value = reading.value(source)
    if not isinstance(value, _Whole):
        return
    parameter = value.parameter
    for part in pattern.named_children:
        match part.type:
            case "shorthand_property_identifier_pattern":
                reading.names[text(part)] = _Field(parameter, text(part))
            case "pair_pattern":
                key, local = child(part, "key"), child(part, "value")
                if key is not None and local is not None:
                    reading.names[text(local)] = _Field(parameter, _key(key))
            case "rest_pattern":
                reading.names[text(part.named_children[0])] = _Rest(parameter)
            case _:
                reading.no_rule(part, "what a method takes out of its parameter")


def _key(node: Node) -> str:
    return string_value(node) if node.type == "string" else text(node)


def _page_name(node: Node) -> str:
    return text(node).strip("()")


def _route(node: Node, reading: _Reading) -> str:
    """A path with its arguments in braces, from a string, a template, or a `path` template."""
    if node.type == "call_expression":  # path`/files/${fileID}`
        template = child(node, "arguments")
        node = template if template is not None else node
    if node.type == "string":
        return string_value(node)
    if node.type != "template_string":
        reading.no_rule(node, "a request's path")
        return ""
    pieces: list[str] = []
    for part in node.named_children:
        if part.type != "template_substitution":
            pieces.append(text(part))
            continue
        value = reading.value(part.named_children[0])
        if value is None:
            reading.no_rule(part, "what a request's path holds")
            continue
        name = value.name if isinstance(value, _Field) else value.parameter
        reading.place(value, "path", name)
        pieces.append(f"{{{name}}}")
    return "".join(pieces)


def _read_options(node: Node, reading: _Reading) -> None:
    match node.type:
        case "identifier":
            if text(node) != "options":
                reading.no_rule(node, "a request's options")
        case "parenthesized_expression":
            _read_options(node.named_children[0], reading)
        case "arrow_function":
            body = child(node, "body")
            _read_options(body if body is not None else node, reading)
        case "call_expression":
            _read_wrapped_options(node, reading)
        case "object":
            for part in node.named_children:
                _read_option(part, reading)
        case _:
            reading.no_rule(node, "a request's options")


def _read_wrapped_options(node: Node, reading: _Reading) -> None:
    called, arguments = child(node, "function"), child(node, "arguments")
    name = text(called).rpartition(".")[2] if called is not None else ""
    if arguments is None or (name not in _MULTIPART and name not in _PASSED_THROUGH):
        reading.no_rule(node, "a request's options")
        return
    if name in _MULTIPART:
        reading.encoding = "multipart"
    _read_options(arguments.named_children[_PASSED_THROUGH.get(name, 0)], reading)


def _read_option(part: Node, reading: _Reading) -> None:
    if part.type == "spread_element":
        if text(part.named_children[0]) != "options":
            reading.no_rule(part, "a request's options")
        return
    if part.type == "comment":
        return
    key_node = child(part, "key") or part
    value = child(part, "value") or part
    key = _key(key_node)
    rule = _OPTIONS.get(key)
    if rule is not None:
        rule(value, reading)
    elif key not in _NOT_ON_THE_WIRE:
        reading.no_rule(part, "a request's option")


def _read_query(node: Node, reading: _Reading) -> None:
    _read_content(node, "query", reading)


def _read_body(node: Node, reading: _Reading) -> None:
    _read_content(node, "body", reading)


def _read_content(node: Node, place: Place, reading: _Reading) -> None:
    if node.type == "object":
        for part in node.named_children:
            if part.type == "spread_element":
                _read_content(part.named_children[0], place, reading)
                continue
            key = child(part, "key") or part
            value = _named_value(child(part, "value") or part, reading)
            if value is None:
                reading.no_rule(part, f"what a request's {place} holds")
            else:
                reading.place(value, place, _key(key))
        return
    value = _named_value(node, reading)
    if value is None:
        reading.no_rule(node, f"what a request's {place} holds")
    else:
        reading.place(value, place, None)


def _named_value(node: Node, reading: _Reading) -> _Value | None:
    if node.type == "shorthand_property_identifier":
        return reading.names.get(text(node))
    return reading.value(node)


def _read_headers(node: Node, reading: _Reading) -> None:
    match node.type:
        case "object" | "array":
            for part in node.named_children:
                _read_headers(part, reading)
        case "spread_element" | "parenthesized_expression":
            _read_headers(node.named_children[0], reading)
        case "call_expression":  # buildHeaders([…])
            arguments = child(node, "arguments")
            for part in arguments.named_children if arguments is not None else ():
                _read_headers(part, reading)
        case "ternary_expression":  # sent only where the argument is given
            given = child(node, "consequence")
            _read_headers(given if given is not None else node, reading)
        case "pair":
            _read_header(node, reading)
        case "member_expression" if text(node) in ("options?.headers", "options.headers"):
            pass
        case "comment":
            pass
        case _:
            reading.no_rule(node, "a request's headers")


def _read_header(pair: Node, reading: _Reading) -> None:
    key, node = child(pair, "key"), child(pair, "value")
    if key is None or node is None:
        return
    if node.type == "string":
        reading.headers.append(Header(name=_key(key), value=string_value(node)))
        return
    value = reading.value(node)
    if value is None:
        reading.no_rule(pair, "a request's header")
    else:
        reading.place(value, "header", _key(key))


def _read_binary_response(node: Node, reading: _Reading) -> None:
    reading.is_binary = text(node) == "true"


def _read_binary_request(node: Node, reading: _Reading) -> None:
    if text(node) == "true":
        reading.encoding = "binary"


_OPTIONS: dict[str, Callable[[Node, _Reading], None]] = {
    "body": _read_body,
    "query": _read_query,
    "headers": _read_headers,
    "__binaryResponse": _read_binary_response,
    "__binaryRequest": _read_binary_request,
}


def _sent(reading: _Reading) -> dict[str, Sent]:
    """Each parameter with where it goes. A positional path argument is placed as a whole."""
    sent: dict[str, Sent] = {}
    for parameter in dict.fromkeys((*reading.placements, *reading.wholes)):
        placements = reading.placements.get(parameter, [])
        place = reading.wholes.get(parameter)
        if any(not p.field for p in placements):
            place = placements[0].place
            placements = [p for p in placements if p.field or p.wire_name != parameter]
        sent[parameter] = Sent(place=place, placements=tuple(placements))
    return sent
