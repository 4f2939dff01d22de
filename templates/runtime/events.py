"""What one server-sent event of a stream stands for: a value, an error, the end, or nothing; and what one
line of JSON does."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from .annotation import members
from .errors import APIError
from .models import is_model
from .types import is_mapping
from .values import decoded, typed, typed_json

if TYPE_CHECKING:
    import httpx2

    from .definition import StreamErrors

LARGEST_EVENT = 64 * 1024 * 1024
"""The bytes that one event may have: images arrive as events."""

END: Final = object()

EventReader = Callable[["httpx2.ServerSentEvent"], Any]


def event_reader(
    response: httpx2.Response, cast_to: Any, *, strict: bool, errors: StreamErrors
) -> EventReader:
    """What makes a value of type `cast_to` of an event; `END` of the end of the stream, None of an
    event that only keeps the connection alive.

    The reader raises `APIError` for an error that the API reports in the stream, unless that is one
    of the events that are declared.
    """
    is_wrapped = _is_wrapped(cast_to)
    is_plain = not (strict or is_wrapped)
    has_errors, has_fields = errors != "none", errors == "all"

    def read(event: httpx2.ServerSentEvent) -> Any:
        text, name = event.data, event.event
        if text.startswith("[DONE]"):
            return END
        if not text or name == "ping":
            return None
        may_be_error = has_errors and (name == "error" or (has_fields and '"error"' in text))
        if is_plain and not may_be_error:
            return typed_json(response, text, cast_to)
        data = decoded(response, text)
        is_error = may_be_error and (name == "error" or (is_mapping(data) and data.get("error")))
        if is_error and not _is_declared(data, cast_to):
            raise _reported(data, response)
        if is_wrapped and name != "message":
            data = {"event": name, "data": data}
        return typed(response, data, cast_to, strict=strict)

    return read


def has_lines(response: httpx2.Response) -> bool:
    """Whether an answer is a line of JSON for each value (JSONL), as it says or as it was asked for."""
    said = response.headers.get("content-type", ""), response.request.headers.get("accept", "")
    return any("jsonl" in kind or "ndjson" in kind for kind in said)


def line_reader(response: httpx2.Response, cast_to: Any, *, strict: bool) -> Callable[[str], Any]:
    """What makes a value of type `cast_to` of a line; None of an empty one."""

    def read(line: str) -> Any:
        if not line.strip():
            return None
        if strict:
            return typed(response, decoded(response, line), cast_to, strict=True)
        return typed_json(response, line, cast_to)

    return read


@lru_cache(maxsize=4096)
def _is_wrapped(cast_to: Any) -> bool:
    """Whether the name and the data of an event are fields of its value: where all values that are
    declared have both."""
    models = list(members([cast_to]))
    return all(
        is_model(model) and {"event", "data"} <= model.model_fields.keys() for model in models
    )


def _is_declared(data: object, cast_to: Any) -> bool:
    """Whether data is an event of a type that has an error in it: `{"type": "session.error", …}`."""
    from .drift import has_literals_of

    models = filter(is_model, members([cast_to]))
    return is_mapping(data) and any(
        "error" in model.model_fields and has_literals_of(model, data) for model in models
    )


def _reported(data: object, response: httpx2.Response) -> APIError:
    error = (data.get("error") or data) if is_mapping(data) else data
    message = error.get("message") if is_mapping(error) else None
    if not isinstance(message, str) or not message:
        message = "An error occurred during streaming"
    return APIError(message, response.request, body=error)
