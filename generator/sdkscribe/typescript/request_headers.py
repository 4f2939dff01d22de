"""The headers of a request, as a method passes them: constant ones, and arguments sent in one."""

from __future__ import annotations

from sdkscribe.spec import Encoding, Header
from sdkscribe.typescript.javascript.combining import are_options, is_nothing
from sdkscribe.typescript.javascript.values import (
    NOTHING,
    Choice,
    Constant,
    Entry,
    Given,
    Listed,
    Record,
    Spread,
    Value,
)
from sdkscribe.typescript.request import Request
from sdkscribe.typescript.syntax import Node, child

TELEMETRY = "x-stainless-"
"""What the headers begin with by which SDKs of the family tell of themselves."""

_ENCODINGS: dict[str, Encoding] = {
    "*/*": "json",
    "application/json": "json",
    "application/x-www-form-urlencoded": "form",
    "text/plain": "text",
}


def read_headers(value: Value, node: Node, request: Request) -> None:
    match value:
        case _ if is_nothing(value) or are_options(value):
            return
        case Record(entries=entries):
            for entry in entries:
                if isinstance(entry, Spread):
                    read_headers(entry.value, entry.node, request)
                else:
                    _read_header(entry, request)
        case Listed(items=items):
            for item in items:
                read_headers(item.value if isinstance(item, Spread) else item, node, request)
        case Choice(members=members) if all(map(_is_telemetry, members)):
            return
        case _:
            request.no_rule(node, "a request's headers")


def _is_telemetry(value: Value) -> bool:
    return isinstance(value, Record) and all(
        isinstance(entry, Entry) and entry.key.lower().startswith(TELEMETRY)
        for entry in value.entries
    )


def _read_header(entry: Entry, request: Request) -> None:
    if entry.key.lower().startswith(TELEMETRY):
        return
    match entry.value:
        case Constant(value=str(value)):
            _read_constant(entry.key, value, request)
        case Given():
            if entry.key.lower() == "content-type" and not request.is_form:
                request.encoding = "binary"  # of whatever type the caller says that it is
            request.send(entry.value, "header", entry.key, entry.node)
        case Listed(items=items):  # `[...(betas ?? []), 'managed-2026'].toString()`
            for item in items:
                _read_listed(item, entry, request)
        case _ if entry.value == NOTHING and entry.key.lower() == "authorization":
            request.security = ()
        case _ if entry.value == NOTHING:
            if _is_null(entry.node):
                request.without_headers.append(entry.key)
        case _:
            request.no_rule(entry.node, "a request's header")


def _is_null(pair: Node) -> bool:
    """Whether a header is null, which takes it away: one that is undefined is as good as not there."""
    value = child(pair, "value")
    return value is not None and value.type == "null"


def _read_constant(name: str, value: str, request: Request) -> None:
    """A constant header. A content type says how the body is encoded, where it is no form."""
    is_content_type = name.lower() == "content-type" and not request.is_form
    if is_content_type:
        request.encoding = _ENCODINGS.get(value.lower(), "binary")
    if not (is_content_type and request.encoding == "form"):
        request.headers.append(Header(name=name, value=value))


def _read_listed(item: Value | Spread, entry: Entry, request: Request) -> None:
    match item:
        case Constant(value=str(value)):
            request.headers.append(Header(name=entry.key, value=value))
        case Spread(value=Given() as given):
            request.send(given, "header", entry.key, entry.node)
        case _:
            request.no_rule(entry.node, "a request's header")
