"""The headers that carry a client's credentials: what its `authHeaders` makes of its options."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sdkscribe.spec import AuthSends, ClientOption, Credential, Header
from sdkscribe.typescript.javascript.combining import parts
from sdkscribe.typescript.javascript.reading import start
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.javascript.statements import run_method
from sdkscribe.typescript.javascript.values import (
    Attribute,
    Base64,
    Choice,
    Constant,
    Entry,
    Given,
    Record,
    Text,
    This,
    Unknown,
    Value,
)
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, text, walk

_METHOD = "authHeaders"
_CHECK = "validateHeaders"
_OPTION = re.compile(r"\{(\w+)\}")
Methods = Mapping[str, tuple[Script, Node]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """The kinds of credentials of a client, which of them are sent, and the methods that make one of
    something else than the client's options."""

    kinds: tuple[Credential, ...]
    sends: AuthSends
    is_optional: bool
    unread: tuple[str, ...]

    def always_sends(self, header: Header) -> bool:
        """Whether a header is sent among the credentials wherever it can be made."""
        return self.sends == "all" and any(header in kind.headers for kind in self.kinds)


def credentials(
    modules: Modules, methods: Methods, options: Collection[ClientOption]
) -> Credentials:
    """How a client authenticates. Where its methods name the schemes that they take, each kind of
    credentials says which it is of."""
    tried = _tried_in_turn(methods)
    sources = tried or [((method,), scheme) for method, scheme in _in_precedence(methods)]
    names = [option.name for option in options]
    kinds: dict[Credential, None] = {}
    unread: dict[str, None] = {}
    for makers, scheme in sources:
        made = {maker: list(_headers(modules, methods, maker, names)) for maker in makers}
        unread.update((maker, None) for maker, headers in made.items() if None in headers)
        headers = [header for found in made.values() for header in found if header is not None]
        if not tried:
            kinds.update((Credential(headers=(h,), scheme=scheme), None) for h in headers)
        elif not unread.keys() & made:
            kinds[Credential(headers=tuple(dict.fromkeys(headers)), scheme=scheme)] = None
    return Credentials(
        kinds=tuple(kinds),
        sends="first" if tried and len(kinds) > 1 else "all",
        is_optional=bool(kinds) and not _are_asked_for(methods, kinds, options),
        unread=tuple(unread),
    )


def _headers(
    modules: Modules, methods: Methods, maker: str, options: Collection[str]
) -> Iterator[Header | None]:
    """The headers that a method makes; None for one of something else than options."""
    for entry in _entries(modules, methods, maker):
        template = header_template(entry.value, options) if entry is not None else None
        if entry is None or template is None:
            yield None
        else:
            yield Header(name=entry.key, value=template)


def _are_asked_for(
    methods: Methods, kinds: Iterable[Credential], options: Iterable[ClientOption]
) -> bool:
    """Whether a client refuses to send a request, or to be made, without any credentials."""
    if _CHECK in methods and any(n.type == "throw_statement" for n in walk(methods[_CHECK][1])):
        return True
    required = {option.name for option in options if option.required}
    values = ("".join(header.value for header in kind.headers) for kind in kinds)
    return any(required.issuperset(_OPTION.findall(value)) for value in values)


def _tried_in_turn(methods: Methods) -> list[tuple[tuple[str, ...], str | None]]:
    """The methods whose headers are sent together, of each kind of credentials that `authHeaders`
    returns if it is there: `const a = this.aAuth(); if (a != null) return a; …`"""
    node = methods[_METHOD][1] if _METHOD in methods else None
    makers: dict[str, str] = {}
    found: list[tuple[tuple[str, ...], str | None]] = []
    for part in walk(node) if node is not None else ():
        name, value = child(part, "name"), child(part, "value")
        if part.type == "variable_declarator" and name is not None and value is not None:
            makers.update((text(name), called) for called in _called(value, methods))
        condition, consequence = child(part, "condition"), child(part, "consequence")
        if part.type == "if_statement" and condition is not None and consequence is not None:
            tested = _named(condition, makers)
            if tested and set(tested) == set(_named(consequence, makers)):
                found.append((tuple(makers[name] for name in tested), None))
    return found


def _named(node: Node, names: Collection[str]) -> list[str]:
    """Those of the names that an expression or a statement mentions."""
    return [
        *dict.fromkeys(
            text(part) for part in walk(node) if part.type == "identifier" and text(part) in names
        )
    ]


def header_template(value: Value, options: Collection[str]) -> str | None:
    """A header's value with the client's options in braces: `Bearer {apiKey}`; None for what is not
    made of constants and options. Of several that a value may be, it is the one that is."""
    match value:
        case Constant(value=str(constant)):
            return constant
        case Attribute(of=This(), path=(option,)) if option in options:
            return f"{{{option}}}"
        case Text(pieces=pieces):
            made = [header_template(piece, options) for piece in pieces]
            return "".join(piece or "" for piece in made) if None not in made else None
        case Choice(members=members):
            found = {header_template(member, options) for member in members} - {None, ""}
            return found.pop() if len(found) == 1 else None
        case Base64(of=of):
            inner = header_template(of, options)
            return f"base64({inner})" if inner is not None else None
        case _:
            return None


def _in_precedence(methods: Methods) -> list[tuple[str, str | None]]:
    """The methods that make headers with credentials; those put together in one list take precedence
    over those before them there."""
    found = list(_methods_that_authenticate(methods))
    is_list = _METHOD in methods and "buildHeaders([" in text(methods[_METHOD][1])
    return found[::-1] if is_list else found


def _methods_that_authenticate(methods: Methods) -> Iterator[tuple[str, str | None]]:
    """Each method that makes headers with credentials, with the scheme that it is, if any."""
    if _METHOD not in methods:
        return
    _, node = methods[_METHOD]
    parameters = child(node, "parameters")
    has_schemes = parameters is not None and len(parameters.named_children) > 1
    for called in _own_calls(node, methods):
        yield called, called if has_schemes else None
    yield _METHOD, None


def _own_calls(method: Node, methods: Methods) -> Iterable[str]:
    return (called for called in _called(method, methods) if called.endswith("Auth"))


def _called(node: Node, methods: Methods) -> Iterable[str]:
    """The methods of the client's own that are called in an expression or a method, by their last
    calls: of those that overwrite each other, the last one counts."""
    found: dict[str, None] = {}
    for part in walk(node):
        receiver, name = child(part, "object"), child(part, "property")
        if receiver is None or receiver.type != "this" or name is None:
            continue
        if text(name) in methods:
            found.pop(text(name), None)
            found[text(name)] = None
    return found


def _entries(modules: Modules, methods: Methods, method: str) -> Iterator[Entry | None]:
    """The headers that a method itself may return; None where that can't be told."""
    script, node = methods[method]
    own = {n: found for n, found in methods.items() if n == method or not n.endswith("Auth")}
    run = start(modules, method, own, is_client=True, follows=True)
    for value in run_method(node, script, run):
        for part in parts(value):
            if isinstance(part, Record):
                yield from (entry for entry in part.entries if isinstance(entry, Entry))
        if isinstance(value, Unknown | Given):
            yield None
