"""What calls stand for: requests, calls of other methods of the API, and functions that are followed
into their own code, in this module or in another."""

from __future__ import annotations

from collections.abc import Callable

from sdkscribe.typescript.javascript.combining import choice, made, member, parts
from sdkscribe.typescript.javascript.expressions import exported, template, top_scope
from sdkscribe.typescript.javascript.run import Run, Sent, parts_of, value_of
from sdkscribe.typescript.javascript.statements import run_function
from sdkscribe.typescript.javascript.values import (
    NOTHING,
    Answer,
    Attribute,
    Base64,
    Client,
    Constant,
    Form,
    Function,
    Listed,
    Record,
    Scope,
    Spread,
    This,
    Unknown,
    Value,
)
from sdkscribe.typescript.syntax import Node, child, text

VERBS = frozenset({"get", "post", "put", "patch", "delete"})
LIST_CALL = "getAPIList"
_AFTER_ANSWER = {"then", "_thenUnwrap"}
_THINGS_OF_THE_CLIENT = {"baseURL", "fetch", "logger", "maxRetries", "timeout"}
_AS_IT_IS = {"toString", "trim", "catch", "finally"}


def call(node: Node, scope: Scope, run: Run) -> Value:
    """What a call stands for; what it sends is added to the run."""
    called, arguments = child(node, "function"), child(node, "arguments")
    if called is None or arguments is None:
        return Unknown(node)
    called = _without_receiver(called)
    if arguments.type == "template_string":  # path`/files/${fileID}`
        return template(arguments, scope, run)
    given = _arguments(arguments, scope, run)
    if called.type == "member_expression":
        return _method_call(node, called, given, scope, run)
    if called.type == "identifier" and scope.find(text(called)) is None:
        known = _RUNTIME.get(text(called))
        if known is not None and given:
            return known(given)
    function = value_of(called, scope, run)
    if isinstance(function, Attribute) and called.type == "subscript_expression":
        return function
    if called.type == "subscript_expression" and _is_client(called, scope, run):
        return _send(node, "", given, run)
    return apply(function, given, node, run)


def _without_receiver(called: Node) -> Node:
    """What is called by `(0, core_1.multipartFormRequestOptions)(…)`, as compilers write it."""
    inner = called.named_children[0] if called.type == "parenthesized_expression" else called
    return inner.named_children[-1] if inner.type == "sequence_expression" else called


def _is_client(subscript: Node, scope: Scope, run: Run) -> bool:
    whole = child(subscript, "object")
    return whole is not None and isinstance(value_of(whole, scope, run), Client)


def _arguments(arguments: Node, scope: Scope, run: Run) -> list[Value]:
    given: list[Value] = []
    for part in parts_of(arguments):
        if part.type == "spread_element":
            value = value_of(part.named_children[0], scope, run)
            items = value.items if isinstance(value, Listed) else (value,)
            given += [item.value if isinstance(item, Spread) else item for item in items]
        else:
            given.append(value_of(part, scope, run))
    return given


def new(node: Node, scope: Scope, run: Run) -> Value:
    """`new Thing(…)`: a thing of its own, whatever it is made of. A URL is the text that it is of, and
    headers are those that they are made of."""
    arguments, made_by = child(node, "arguments"), child(node, "constructor")
    given = _arguments(arguments, scope, run) if arguments is not None else []
    if made_by is not None and text(made_by) in ("URL", "Headers") and len(given) == 1:
        return given[0]
    _call_back(given, run)
    return Unknown(node)


def apply(function: Value, given: list[Value], node: Node, run: Run) -> Value:
    """What a function returns, where its code is at hand."""
    if isinstance(function, Function) and run.may_follow():
        return choice(node, run_function(function.node, given, function.scope, run))
    _call_back(given, run)
    return made(node, [function, *given])


def _call_back(given: list[Value], run: Run) -> None:
    """Functions handed to code that nobody follows: what they send is sent from a callback."""
    for function in (part for value in given for part in parts(value)):
        if isinstance(function, Function) and run.may_follow():
            run.in_callbacks += 1
            run_function(function.node, [], function.scope, run)
            run.in_callbacks -= 1


# ---------------------------------------------------------------------------------- of methods


def _method_call(node: Node, called: Node, given: list[Value], scope: Scope, run: Run) -> Value:
    whole, name_node = child(called, "object"), child(called, "property")
    if whole is None or name_node is None:
        return Unknown(node)
    name, source = text(name_node), text(called)
    if source in _PLATFORM and given:
        return _PLATFORM[source](given)
    if source == "Object.assign":
        return Record(tuple(Spread(value, node) for value in given))
    if whole.type == "identifier" and scope.find(text(whole)) is None:
        return _module_call(node, text(whole), name, given, scope, run)
    receiver = value_of(whole, scope, run)
    match receiver:
        case Client() if name in VERBS or name == LIST_CALL:
            return _send(node, name, given, run)
        case This() if (name in VERBS or name == LIST_CALL) and _sends_itself(name, run):
            return _send(node, name, given, run)
        case This():
            return _own_call(node, name, given, run)
        case Attribute(path=path) if _is_of_the_api(path) and name not in _AS_IT_IS:
            return Answer(None)
        case Record():
            return apply(member(receiver, name, node), given, node, run)
        case _:
            return _value_call(node, receiver, name, given, run)


def _sends_itself(name: str, run: Run) -> bool:
    """Whether a verb is that of the object itself: of the client, or of a resource of 2023, which has
    the client's as its own."""
    return run.is_client or name not in run.methods


def _is_of_the_api(path: tuple[str, ...]) -> bool:
    """Whether an attribute of the client or of a resource holds resources, as far as names tell."""
    return not path[0].startswith("_") and path[0] not in _THINGS_OF_THE_CLIENT


def _send(node: Node, verb: str, given: list[Value], run: Run) -> Value:
    sent = Sent(node=node, verb=verb, arguments=tuple(given), in_callback=run.in_callbacks > 0)
    run.sent.append(sent)
    return Answer(len(run.sent) - 1)


def _own_call(node: Node, name: str, given: list[Value], run: Run) -> Value:
    """A call of a method of the same class. One that a method makes to itself has its arguments in
    other places and says nothing new; one that is private is a part of its caller."""
    if _is_itself(name, run):
        return NOTHING
    is_part = run.follows or name.startswith(("_", "#"))
    if is_part and name in run.methods and run.may_follow():
        script, method = run.methods[name]
        return choice(node, run_function(method, given, top_scope(script, This()), run))
    return Answer(None)


def _is_itself(name: str, run: Run) -> bool:
    """Whether a name of the class is the method's own, or another one that it has there."""
    own, called = run.methods.get(run.method), run.methods.get(name)
    is_other_name = own is not None and called is not None and own[1] == called[1]
    return name == run.method or is_other_name


def _value_call(node: Node, receiver: Value, name: str, given: list[Value], run: Run) -> Value:
    if name in _AFTER_ANSWER and given:
        after = apply(given[0], [receiver], node, run)
        return made(node, [receiver, after]) if _is_lost(receiver, after) else after
    if name == "toString" and given == [Constant("base64")]:
        return Base64(receiver)
    if name in _AS_IT_IS:
        return receiver
    _call_back(given, run)
    return made(node, [receiver, *given])


def _is_lost(answer: Value, after: Value) -> bool:
    """Whether an answer is changed beyond recognition."""
    return isinstance(answer, Answer) and not any(isinstance(p, Answer) for p in parts(after))


def _module_call(
    node: Node, module: str, name: str, given: list[Value], scope: Scope, run: Run
) -> Value:
    """`Core.multipartFormRequestOptions(…)`, `Stream.create(…)`"""
    if name in _RUNTIME and given:
        return _RUNTIME[name](given)
    imported = scope.script.imports.get(module)
    function: Value | None = None
    if imported is not None and imported.name == "*":
        function = exported(imported.specifier, name, scope, run)
    return apply(function or Unknown(node), given, node, run)


# ------------------------------------------------------------------------ functions known by name


def _first(given: list[Value]) -> Value:
    return given[0]


def _encoded_form(given: list[Value]) -> Value:
    options, _, parts, *others = given
    return Form(options, parts, alone=others[0] if others else NOTHING)


_RUNTIME: dict[str, Callable[[list[Value]], Value]] = {
    "String": _first,
    "btoa": lambda given: Base64(given[0]),
    "buildHeaders": _first,
    "encodeURIComponent": _first,
    "encodeURIPath": _first,
    "encodedMultipartFormRequestOptions": _encoded_form,
    "isRequestOptions": lambda given: NOTHING,
    "maybeMultipartFormRequestOptions": lambda given: Form(given[0], is_only_for_files=True),
    "multipartFormRequestOptions": lambda given: Form(given[0]),
    "toBase64": lambda given: Base64(given[0]),
}
"""What the functions of the runtime that every SDK of the family has make of their arguments."""

_PLATFORM: dict[str, Callable[[list[Value]], Value]] = {
    "Buffer.from": _first,
    "Object.freeze": _first,
    "Promise.resolve": _first,
}
