"""What two clients sent for one call, held against each other.

The order of a query's parameters and of a form's parts is the clients' own. A body without fields is
none, and a type of no body says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from operator import itemgetter
from typing import Any, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from endpoints import ABSENT
from server import Request

_OF_THE_TRANSPORT = {
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-length",
    "host",
    "pragma",
    "sec-fetch-mode",
    "transfer-encoding",
    "user-agent",
}
_TELEMETRY = "x-stainless-"
_RANDOM = re.compile(r"(?:stainless-node-)?retry-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BOUNDARY = re.compile(r';\s*boundary="?[^";]*"?')


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the generated client and the vendor's say differently of one aspect of a request."""

    aspect: str
    ours: object
    theirs: object


def compared(ours: Sequence[Request], theirs: Sequence[Request]) -> Iterator[Difference]:
    """The differences between the requests of one call."""
    if len(ours) != len(theirs):
        yield Difference(
            aspect="requests", ours=[r.path for r in ours], theirs=[r.path for r in theirs]
        )
    for one, another in zip(ours, theirs, strict=False):
        said, meant = _aspects(one), _aspects(another)
        for aspect in dict.fromkeys((*said, *meant)):
            here, there = _apart(said.get(aspect), meant.get(aspect))
            if here != there:
                yield Difference(aspect=aspect, ours=here, theirs=there)


def _apart(ours: object, theirs: object) -> tuple[object, object]:
    """Two values, or what only one of two objects has."""
    own, other = _fields(ours), _fields(theirs)
    if own is None or other is None:
        return ours, theirs
    return (
        {name: value for name, value in own.items() if other.get(name, ABSENT) != value},
        {name: value for name, value in other.items() if own.get(name, ABSENT) != value},
    )


def _fields(value: object) -> dict[str, object] | None:
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def _aspects(request: Request) -> dict[str, object]:
    url = urlsplit(request.path)
    is_empty = request.body in (b"", b"{}")
    aspects: dict[str, object] = {
        "verb": request.method,
        "path": [unquote(segment) for segment in url.path.split("/")],
        "query": sorted(parse_qsl(url.query, keep_blank_values=True), key=itemgetter(0)),
        "body": b"" if is_empty else _body(request),
    }
    for name, value in request.headers:
        header = name.lower()
        is_of_body = header == "content-type"
        if header in _OF_THE_TRANSPORT or header.startswith(_TELEMETRY):
            continue
        if is_of_body and is_empty:
            continue
        said = _BOUNDARY.sub("", value) if is_of_body else _RANDOM.sub("random", value)
        aspects[f"header {header}"] = said
    return aspects


def _body(request: Request) -> object:
    kind = _BOUNDARY.sub("", request.header("content-type") or "")
    if kind == "multipart/form-data":
        return sorted(_parts(request), key=repr)
    try:
        return json.loads(request.body)
    except ValueError:
        return request.body


def _parts(request: Request) -> Iterator[tuple[object, ...]]:
    """The name, the file's name, the type and the content of each part of a form."""
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    for part in BytesParser(policy=HTTP).parsebytes(head + request.body).iter_parts():
        content: Any = part.get_payload(decode=True)
        name = part.get_param("name", header="content-disposition")
        yield name, part.get_filename(), part.get_content_type(), content
