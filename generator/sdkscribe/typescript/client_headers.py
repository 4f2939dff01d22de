"""The headers that a client sends with every request, beside those with its credentials, and what is in
the query of every request."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sdkscribe.errors import Problem
from sdkscribe.spec import Header, Name
from sdkscribe.typescript.client_credentials import header_template
from sdkscribe.typescript.javascript.reading import start
from sdkscribe.typescript.javascript.run import value_of
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.javascript.values import (
    NOTHING,
    Entry,
    Record,
    Scope,
    Spread,
    This,
    Value,
)
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.request_headers import TELEMETRY
from sdkscribe.typescript.resources import methods_in_scripts
from sdkscribe.typescript.syntax import Node, child, location, shown, text, walk

_METHODS = ("defaultHeaders", "buildHeaders")
_QUERY_METHODS = ("defaultQuery", "authQuery")
_OF_THE_TRANSPORT = {"accept", "accept-encoding", "content-type", "user-agent"}
_SAID_ELSEWHERE = ("dangerouslyAllowBrowser", "authHeaders")
_CORE = Name("core", "APIClient")


def default_headers(
    modules: Modules,
    methods: Mapping[str, tuple[Script, Node]],
    options: Collection[str],
    problems: list[Problem],
) -> list[Header]:
    """The headers with a constant or with client options for their value, those of the class that
    clients extend first. What the transport sends of itself, and what is only for browsers, is left
    to it."""
    core = dict(methods_in_scripts(modules, _CORE))
    inherited = {n: found for n, found in core.items() if methods.get(n, found) != found}
    found = _said(_METHODS, modules, inherited, core | dict(methods), options, problems)
    found += _said(_METHODS, modules, methods, methods, options, problems)
    return list(dict.fromkeys(found))


def default_query(
    modules: Modules,
    methods: Mapping[str, tuple[Script, Node]],
    options: Collection[str],
    problems: list[Problem],
) -> list[Header]:
    """The parameters in the query of every request, with their values."""
    return _said(_QUERY_METHODS, modules, methods, methods, options, problems)


def _said(
    names: tuple[str, ...],
    modules: Modules,
    methods: Mapping[str, tuple[Script, Node]],
    callable_methods: Mapping[str, tuple[Script, Node]],
    options: Collection[str],
    problems: list[Problem],
) -> list[Header]:
    """What methods of the client say, by name, with those that they may call."""
    found: list[Header] = []
    for method in names:
        if method not in methods:
            continue
        script, node = methods[method]
        for literal in _literals(node):
            run = start(modules, method, callable_methods, is_client=True, follows=True)
            scope = Scope(script=script, this=This(), names={})
            value = value_of(literal, scope, run)
            for entry in _entries(value):
                template = header_template(entry.value, options)
                if template is not None:
                    found.append(Header(name=entry.key, value=template))
                elif entry.value != NOTHING:
                    problems.append(_no_rule(script, entry))
    return found


def _entries(value: Value) -> Iterator[Entry]:
    """The headers of an object that no condition holds back from other programs than browsers."""
    for entry in value.entries if isinstance(value, Record) else ():
        if not isinstance(entry, Spread):
            name = entry.key.lower()
            if name not in _OF_THE_TRANSPORT and not name.startswith(TELEMETRY):
                yield entry
        elif not any(word in text(entry.node) for word in _SAID_ELSEWHERE):
            yield from _entries(entry.value)


def _literals(method: Node) -> Iterator[Node]:
    """The objects that a method hands to the runtime's `buildHeaders`, or returns."""
    for node in walk(method):
        called, arguments = child(node, "function"), child(node, "arguments")
        if node.type == "return_statement":
            yield from (part for part in node.named_children if _is_object(part))
        elif called is not None and arguments is not None and text(called) == "buildHeaders":
            for listed in arguments.named_children:
                yield from (part for part in listed.named_children if part.type == "object")


def _is_object(node: Node) -> bool:
    """An object, also one that is put together: `Object.assign({}, super.defaultHeaders(), { … })`."""
    called = child(node, "function")
    return node.type == "object" or (called is not None and text(called) == "Object.assign")


def _no_rule(script: Script, entry: Entry) -> Problem:
    return Problem(
        message="no rule for what the client sends with every request",
        location=location(script.path, entry.node),
        source=shown(entry.node),
        hint="sdkscribe does not know this way to make it yet: report it",
    )
