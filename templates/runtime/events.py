"""What one server-sent event of a stream stands for: a value, an error, the end, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .errors import APIError
from .types import is_mapping
from .values import decoded, typed

if TYPE_CHECKING:
    import httpx2

LARGEST_EVENT = 64 * 1024 * 1024
"""The bytes that one event may have: images arrive as events."""

END: Final = object()


def event_value(
    event: httpx2.ServerSentEvent, response: httpx2.Response, cast_to: Any, *, strict: bool
) -> Any:
    """The event's data as `cast_to`; `END` for the end of the stream, None for an event that only
    keeps the connection alive. Raises `APIError` for an error that the API reports."""
    if event.data.startswith("[DONE]"):
        return END
    if not event.data or event.event == "ping":
        return None
    data = decoded(response, event.data)
    error = _error(event, data)
    if error is not None:
        raise APIError(_message(error), response.request, body=error)
    return typed(response, data, cast_to, strict=strict)


def _error(event: httpx2.ServerSentEvent, data: object) -> object:
    if is_mapping(data) and data.get("error"):
        return data["error"]
    return data if event.event == "error" else None


def _message(error: object) -> str:
    if is_mapping(error):
        message = error.get("message")
        if isinstance(message, str) and message:
            return message
    return "An error occurred during streaming"
