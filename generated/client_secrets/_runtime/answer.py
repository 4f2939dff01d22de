"""What an answer's body stands for: JSON as the declared type, text, bytes, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2

from .binary import HttpxBinaryResponseContent
from .errors import request_id_of
from .failures import unreadable
from .types import is_mapping

if TYPE_CHECKING:
    from .call import Call


def parse(response: httpx2.Response, call: Call, *, strict: bool) -> Any:
    """The value that a call returns. The response must have been read.

    Raises `APIResponseValidationError` for a body that is not JSON, or not of the declared type as
    far as `strict` asks.
    """
    cast_to = call.cast_to
    if cast_to is None or cast_to is type(None):
        return None
    if cast_to is str and call.unwrap is None:
        return response.text
    if isinstance(cast_to, type) and issubclass(cast_to, HttpxBinaryResponseContent):
        return cast_to(response)
    if cast_to is httpx2.Response:
        return response
    if response.status_code == 204 and call.page_cls is None:
        return None
    return _typed(response, call, strict=strict)


def _typed(response: httpx2.Response, call: Call, *, strict: bool) -> Any:
    if not isinstance(call.cast_to, type) and _is_text(response, call.cast_to):
        return response.text
    if strict and not _is_json(response):
        raise unreadable(response, "it is not declared to be JSON", response.text)
    from .values import decoded, typed, typed_json

    if not strict and call.page_cls is None and call.unwrap is None:
        return _named(typed_json(response, response.content, call.cast_to), response)
    data = decoded(response, response.content)
    if call.page_cls is not None:
        data = call.page_cls.page_data(data, response.headers)
    if call.unwrap is not None:
        data = _unwrapped(response, data, call.unwrap)
        if data is None and not strict:
            return None
    return _named(typed(response, data, call.cast_to, strict=strict), response)


def _named(value: object, response: httpx2.Response) -> object:
    """The value, with the API's name for the request where it can have one."""
    request_id = request_id_of(response)
    if request_id is not None and hasattr(value, "_request_id"):
        # Past pydantic, which would take it for a field that the API sent.
        object.__setattr__(value, "_request_id", request_id)
    return value


def _unwrapped(response: httpx2.Response, data: object, field: str) -> object:
    if not is_mapping(data) or field not in data:
        raise unreadable(response, f"it has no field `{field}`", data)
    return data[field]


def _is_text(response: httpx2.Response, cast_to: Any) -> bool:
    """Whether an answer that may be text or JSON is text: as its content type says."""
    from .annotation import members

    return not _is_json(response) and str in members([cast_to])


def _is_json(response: httpx2.Response) -> bool:
    content_type = response.headers.get("content-type", "").partition(";")[0]
    return content_type.strip().lower().endswith("json")
