"""What a method sends, read from the JavaScript beside its declaration.

A method's body is read symbolically: its parameters, what it takes out of them, and the one call
to the client, whose path and options say where everything goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sdkscribe.errors import Problem
from sdkscribe.spec import Encoding, Header, Name, Place, Placement
from sdkscribe.typescript.declarations import string_value
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.request_options import Request, read_options
from sdkscribe.typescript.symbols import Part, names_in
from sdkscribe.typescript.syntax import Node, child, text, walk

_VERBS = {"get", "post", "put", "patch", "delete"}
_LIST_CALL = "getAPIList"


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
    sent: dict[str, Sent] = field(default_factory=dict[str, Sent])
    headers: tuple[Header, ...] = ()
    encoding: Encoding = "json"
    is_binary: bool = False
    base_url: str | None = None
    unwrap: str | None = None


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
    calls: dict[str, Call | None] = {}
    for node in body.named_children if body is not None else ():
        method = child(node, "name")
        if node.type == "method_definition" and method is not None:
            calls[text(method)] = _call_of_method(path, node, problems)
    return calls


def _class_body(root: Node, name: str) -> Node | None:
    for node in walk(root):
        if node.type in ("class_declaration", "class"):
            named_so = child(node, "name")
            if named_so is not None and text(named_so) == name:
                return child(node, "body")
    return None


def _call_of_method(path: str, method: Node, problems: list[Problem]) -> Call | None:
    body = child(method, "body")
    found = list(_client_calls(body)) if body is not None else []
    if body is None or _calls_a_sibling(method, body):
        return None
    request = Request(path=path, names=names_in(method, body), problems=problems)
    if not found:
        for node in walk(body):
            if node.type == "subscript_expression" and text(node).startswith("this._client["):
                request.no_rule(node, "a request's verb")
        return None
    if len(found) > 1:
        request.no_rule(method, "a method that sends more than one request")
    verb, arguments = found[0]
    is_list = verb == _LIST_CALL
    route = _route(arguments[0], request)
    for options in arguments[2:] if is_list else arguments[1:]:
        read_options(options, request)
    return Call(
        verb=request.verb or ("GET" if is_list else verb.upper()),
        path=route,
        sent=_sent(request),
        headers=tuple(request.headers),
        encoding=request.encoding,
        is_binary=request.is_binary,
        base_url=request.base_url,
        unwrap=_unwrapped(body),
    )


def _client_calls(body: Node) -> Iterator[tuple[str, list[Node]]]:
    """(verb, arguments) of each request that a method's body sends."""
    for node in walk(body):
        called, arguments = _method_call(node)
        if called is None or arguments is None:
            continue
        receiver, verb = called
        if receiver == "this._client" and (verb in _VERBS or verb == _LIST_CALL):
            yield verb, [a for a in arguments.named_children if a.type != "comment"]


def _unwrapped(body: Node) -> str | None:
    """The property that `._thenUnwrap((obj) => obj.result)` takes out of the answer."""
    for node in walk(body):
        called, arguments = _method_call(node)
        if called is None or arguments is None or called[1] != "_thenUnwrap":
            continue
        function = arguments.named_children[0]
        result = child(function, "body")
        name = child(result, "property") if result is not None else None
        if result is not None and result.type == "member_expression" and name is not None:
            return text(name)
    return None


def _calls_a_sibling(method: Node, body: Node) -> bool:
    """Whether a method is built on another one of its class (`await this.retrieve(id)`)."""
    name = child(method, "name")
    own = text(name) if name is not None else ""
    calls = (_method_call(node)[0] for node in walk(body))
    return any(call is not None and call[0] == "this" and call[1] != own for call in calls)


def _method_call(node: Node) -> tuple[tuple[str, str] | None, Node | None]:
    """((receiver, method), arguments) of a call of a method."""
    called = child(node, "function") if node.type == "call_expression" else None
    if called is None or called.type != "member_expression":
        return None, None
    receiver, name = child(called, "object"), child(called, "property")
    if receiver is None or name is None:
        return None, None
    return (text(receiver), text(name)), child(node, "arguments")


def _route(node: Node, request: Request) -> str:
    """A path with its arguments in braces, from a string, a template, or a `path` template."""
    if node.type == "call_expression":  # path`/files/${fileID}`
        template = child(node, "arguments")
        node = template if template is not None else node
    if node.type == "string":
        return string_value(node)
    if node.type != "template_string":
        request.no_rule(node, "a request's path")
        return ""
    pieces: list[str] = []
    for part in node.named_children:
        if part.type != "template_substitution":
            pieces.append(text(part))
            continue
        value = request.names.value(part.named_children[0])
        if value is None:
            request.no_rule(part, "what a request's path holds")
            continue
        name = value.name if isinstance(value, Part) else value.parameter
        request.send(value, "path", name)
        pieces.append(f"{{{name}}}")
    return "".join(pieces)


def _sent(request: Request) -> dict[str, Sent]:
    """Each parameter with where it goes. A positional path argument is placed as a whole."""
    sent: dict[str, Sent] = {}
    for parameter in dict.fromkeys((*request.placements, *request.wholes)):
        placements = request.placements.get(parameter, [])
        place = request.wholes.get(parameter)
        if any(not p.field for p in placements):
            place = placements[0].place
            placements = [p for p in placements if p.field or p.wire_name != parameter]
        sent[parameter] = Sent(place=place, placements=tuple(placements))
    return sent
