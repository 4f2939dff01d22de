"""What a method sends, read from the JavaScript beside its declaration.

A method is an endpoint if it sends one request that is made of its arguments, and answers with what
that answers. What else a method may be is told by the rules of `exclusions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from sdkscribe.errors import Problem
from sdkscribe.spec import BodyPart, Encoding, Header, Place, Placement
from sdkscribe.typescript.exclusions import ALTERNATIVES, COMPOSED, HELPER, ExclusionRule
from sdkscribe.typescript.javascript.application import LIST_CALL
from sdkscribe.typescript.javascript.combining import choice, parts
from sdkscribe.typescript.javascript.reading import start
from sdkscribe.typescript.javascript.run import Run
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.javascript.statements import run_method
from sdkscribe.typescript.javascript.values import (
    NOTHING,
    Answer,
    Choice,
    Constant,
    Given,
    Text,
    Value,
)
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.request import Change, Request
from sdkscribe.typescript.request_options import read_options
from sdkscribe.typescript.syntax import Node, child


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Where an argument goes: see `spec.Argument`."""

    place: Place | None = None
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, as a method sends it: see `spec.Method`. `sent` is keyed by parameter; `changes`
    is what hand-written code does to arguments and to the answer."""

    verb: str
    path: str
    other_paths: tuple[str, ...] = ()
    sent: dict[str, Sent] = field(default_factory=dict[str, Sent])
    headers: tuple[Header, ...] = ()
    without_headers: tuple[str, ...] = ()
    encoding: Encoding = "json"
    body_parts: tuple[BodyPart, ...] = ()
    is_binary: bool = False
    base_url: str | None = None
    security: tuple[str, ...] | None = None
    streams_by: str = "stream"
    unwrap: str | None = None
    changes: tuple[Change, ...] = ()


def call_of(
    modules: Modules,
    name: str,
    methods: dict[str, tuple[Script, Node]],
    problems: list[Problem],
    *,
    is_client: bool = False,
) -> Call | ExclusionRule:
    """The request that one of a class's methods sends, or the rule that says why it is none."""
    script, node = methods[name]
    run = start(modules, name, methods, is_client=is_client)
    request = Request(path=script.path, problems=problems)
    try:
        returned = run_method(node, script, run)
        rule = _rule_for(run, returned)
        if rule is not None:
            return rule
        call = _call(node, run, returned, request)
        return COMPOSED if request.is_composed else call
    except RecursionError:
        request.no_rule(node, "code that is nested so deeply")
        return Call(verb="", path="")


def _call(node: Node, run: Run, returned: list[Value], request: Request) -> Call:
    sent = run.sent[0]
    if not sent.verb:
        request.no_rule(sent.node, "a request's verb")
    is_list = sent.verb == LIST_CALL
    paths = _paths(sent.arguments[0] if sent.arguments else NOTHING, sent.node, request)
    for options in sent.arguments[2:] if is_list else sent.arguments[1:]:
        read_options(options, sent.node, request)
    unwrap = _read_answer(choice(node, returned), node, run, request)
    return Call(
        verb=request.verb or ("GET" if is_list else sent.verb.upper()),
        path=paths[0],
        other_paths=tuple(paths[1:]),
        sent=_sent(request),
        headers=tuple(request.headers),
        without_headers=tuple(dict.fromkeys(request.without_headers)),
        encoding=request.encoding,
        body_parts=request.body_parts,
        is_binary=request.is_binary,
        base_url=request.base_url,
        security=request.security,
        streams_by=request.streams_by,
        unwrap=unwrap,
        changes=tuple(dict.fromkeys(request.changes)),
    )


def _rule_for(run: Run, returned: list[Value]) -> ExclusionRule | None:
    """The rule by which a method is no endpoint."""
    if not run.sent or any(sent.in_callback for sent in run.sent):
        return HELPER
    built = [*returned, *(argument for sent in run.sent for argument in sent.arguments)]
    leaves = [leaf for value in built for leaf in parts(value) if isinstance(leaf, Answer)]
    if any(leaf.request is None for leaf in leaves):
        return HELPER
    arguments = [leaf for sent in run.sent for a in sent.arguments for leaf in parts(a)]
    if any(isinstance(leaf, Answer) for leaf in arguments):
        return HELPER
    answers = [value for value in returned if value != NOTHING]
    if not all(_is_answer(value) for value in answers):
        return HELPER
    if len(run.sent) > 1:
        return ALTERNATIVES if len(answers) > 1 else HELPER
    is_list = run.sent[0].verb == LIST_CALL
    return HELPER if is_list and _makes_its_pages(run.sent[0].node) else None


def _makes_its_pages(call: Node) -> bool:
    """Whether a list is of pages of a class that is made for it: `Pages.withPath((next) => …)`."""
    arguments = child(call, "arguments")
    given = arguments.named_children if arguments is not None else []
    return len(given) > 1 and given[1].type == "call_expression"


def _is_answer(value: Value) -> bool:
    """Whether a value is what a request answers, or something of it."""
    match value:
        case Answer():
            return True
        case Choice(members=members):
            return any(_is_answer(member) for member in members)
        case _:
            return False


def _read_answer(value: Value, node: Node, run: Run, request: Request) -> str | None:
    """The property that is taken out of the answer. What else is done to the answer is a change."""
    answers = [leaf for leaf in parts(value) if isinstance(leaf, Answer)]
    paths = {answer.path for answer in answers}
    changed_by = next((a.changed_by for a in answers if a.changed_by), run.changes_answer_by)
    if changed_by is not None:
        request.changes.append(Change(of="returns", source=changed_by))
    match sorted(paths):
        case [] | [()]:
            return None
        case [(name,)]:
            return name
        case _:
            request.no_rule(node, "what is taken out of an answer")
            return None


# ------------------------------------------------------------------------------------- the path


def _paths(value: Value, node: Node, request: Request) -> list[str]:
    """The path with its arguments in braces. Where one of several paths is called, all of them."""
    pieces = list(_pieces(value))
    if not isinstance(pieces[0], Constant):
        request.no_rule(node, "a request's path")
        return [""]
    conditions = {piece.condition: len(piece.members) for piece in pieces if _is_choice(piece)}
    if len(conditions) > 1:
        request.no_rule(node, "a request's path")
        return [""]
    ways = next(iter(conditions.values()), 1)
    return [_path(_taking(pieces, way), node, request) for way in range(ways)]


def _is_choice(piece: Value) -> TypeGuard[Choice]:
    return isinstance(piece, Choice)


def _taking(pieces: list[Value], way: int) -> Iterator[Value]:
    """The pieces where each choice goes one way."""
    for piece in pieces:
        yield from _pieces(piece.members[way]) if isinstance(piece, Choice) else (piece,)


def _pieces(value: Value) -> Iterator[Value]:
    if isinstance(value, Text):
        for piece in value.pieces:
            yield from _pieces(piece)
    else:
        yield value


def _path(pieces: Iterable[Value], node: Node, request: Request) -> str:
    path: list[str] = []
    for piece in pieces:
        match piece:
            case Constant(value=str(text)):
                path.append(text)
            case Given():
                name = piece.path[-1] if piece.path else piece.parameter
                request.send(piece, "path", name, node)
                path.append(f"{{{name}}}")
            case _:
                request.no_rule(node, "what a request's path holds")
    return "".join(path)


def _sent(request: Request) -> dict[str, Sent]:
    """Each parameter with where it goes. A positional path argument is placed as a whole."""
    sent: dict[str, Sent] = {}
    for parameter in dict.fromkeys((*request.placements, *request.wholes)):
        placements = list(dict.fromkeys(request.placements.get(parameter, [])))
        place = request.wholes.get(parameter)
        if any(not p.field for p in placements):
            place = placements[0].place
            placements = [p for p in placements if p.field or p.wire_name != parameter]
        sent[parameter] = Sent(place=place, placements=tuple(placements))
    return sent
