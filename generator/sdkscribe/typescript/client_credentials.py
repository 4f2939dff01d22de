"""The headers that carry a client's credentials: what its `authHeaders` makes of its options."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sdkscribe.spec import Header
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
Methods = Mapping[str, tuple[Script, Node]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """The headers, and the methods that make one of something else than the client's options."""

    headers: tuple[Header, ...]
    unread: tuple[str, ...]


def credentials(modules: Modules, methods: Methods, options: Collection[str]) -> Credentials:
    """How a client authenticates: of the headers of one name, the first that can be made is sent.
    Where its methods name the schemes that they take, each header says which it is of."""
    headers: dict[Header, None] = {}
    unread: list[str] = []
    for method, scheme in _in_precedence(methods):
        for entry in _entries(modules, methods, method):
            template = header_template(entry.value, options) if entry is not None else None
            if entry is None or template is None:
                unread.append(method)
            else:
                headers[Header(name=entry.key, value=template, scheme=scheme)] = None
    return Credentials(headers=tuple(headers), unread=tuple(dict.fromkeys(unread)))


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
            found = {header_template(member, options) for member in members} - {None}
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
    found: dict[str, None] = {}
    for node in walk(method):
        receiver, name = child(node, "object"), child(node, "property")
        if receiver is None or receiver.type != "this" or name is None:
            continue
        if text(name) in methods and text(name).endswith("Auth"):
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
