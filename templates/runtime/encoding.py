"""Request bodies: from arguments to bytes and their content type.

JSON goes straight to the C encoder; only values that it does not know are looked at here. Uploads
are `multipart`, which a package without them does not hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from .query import query_string
from .types import NotGiven, Omit

if TYPE_CHECKING:
    from .definition import ClientDefinition
    from .types import FileTypes
    from .uploads import Source


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EncodedBody:
    """A body: its content, the source that its content is read from, or the parts of a form.
    `replayable` says whether these can be sent a second time."""

    content_type: str | None
    content: bytes | None = None
    source: Source | None = None
    parts: list[tuple[str, FileTypes]] | None = None
    replayable: bool = True


BodyEncoder: TypeAlias = Callable[[object, "ClientDefinition"], EncodedBody]
Encoding: TypeAlias = Literal["json", "form", "binary", "text"] | BodyEncoder


def encode(body: object, encoding: Encoding, definition: ClientDefinition) -> EncodedBody:
    """The body in its encoding."""
    if callable(encoding):
        return encoding(body, definition)
    if encoding == "json":
        return EncodedBody(content_type="application/json", content=to_json(body))
    if encoding == "form":
        fields = cast("Mapping[str, object]", body)
        content = query_string(fields, definition).encode()
        return EncodedBody(content_type="application/x-www-form-urlencoded", content=content)
    if encoding == "text":
        content = body if isinstance(body, bytes) else str(body).encode()
        return EncodedBody(content_type="text/plain; charset=utf-8", content=content)
    return _binary(body)


def to_json(value: object) -> bytes:
    """The value as JSON. Raises ValueError for what JSON has no word for, such as NaN."""
    try:
        return _JSON.encode(value).encode()
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8 form, but an escape in JSON.
        return _ASCII_JSON.encode(value).encode()


def _json_of(value: Any) -> object:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(cast("Mapping[object, object]", value))
    if isinstance(value, Iterable) and not isinstance(value, (bytes, bytearray)):
        return list(cast("Iterable[object]", value))
    if isinstance(value, (Omit, NotGiven)):
        raise TypeError(f"{value!r} stands for a whole argument; leave the field out instead")
    raise TypeError(f"a {type(value).__name__} can't be sent as JSON")


_JSON = json.JSONEncoder(
    default=_json_of, allow_nan=False, ensure_ascii=False, separators=(",", ":")
)
_ASCII_JSON = json.JSONEncoder(default=_json_of, allow_nan=False, separators=(",", ":"))


def _binary(body: Any) -> EncodedBody:
    content_type = "application/octet-stream"
    if isinstance(body, str):
        body = body.encode()
    if isinstance(body, (dict, list)):
        # What is no text and no bytes is JSON, whatever its header calls it.
        return EncodedBody(content_type=content_type, content=to_json(cast("object", body)))
    if isinstance(body, (bytes, bytearray, memoryview)):
        return EncodedBody(content_type=content_type, content=bytes(cast("bytes", body)))
    from .uploads import Source

    source = Source(body)
    return EncodedBody(content_type=content_type, source=source, replayable=source.replayable)
