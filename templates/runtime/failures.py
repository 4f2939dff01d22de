"""The errors that failed calls become: from an answer with a bad status, from a connection that
failed, from a body that can't be read."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx2

from .credentials import secrets
from .errors import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    status_error_class,
)
from .redaction import redact_url, redact_values
from .types import is_mapping

if TYPE_CHECKING:
    from .definition import ClientDefinition


def status_error(
    response: httpx2.Response, definition: ClientDefinition, options: Mapping[str, object]
) -> APIStatusError:
    """The error for an answer, which has been read, whose status is not a success."""
    text = response.text.strip()
    body: object = text or None
    message = f"Error code: {response.status_code}"
    try:
        body = json.loads(text)
        message += f" - {body}"
    except (ValueError, RecursionError):
        message += f" - {text[:500]}" if text else ""
    error = _inner(body, definition.error_field)
    message = redact_values(message, options, secrets(definition, options))
    return status_error_class(response.status_code)(message, response=response, body=error)


def connection_error(error: httpx2.RequestError, request: httpx2.Request) -> APIConnectionError:
    """The error for a request that has no complete answer."""
    where = f"{request.method} {redact_url(str(request.url))}"
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, httpx2.TimeoutException):
        return APITimeoutError(request, message=f"Request timed out. ({where}: {what})")
    return APIConnectionError(message=f"Connection error. ({where}: {what})", request=request)


def unreadable(
    response: httpx2.Response, reason: str, body: object = None
) -> APIResponseValidationError:
    """The error for an answer that is not what the API declares. `reason` must quote no data."""
    content_type = response.headers.get("content-type", "none")
    message = (
        f"The answer to {response.request.method} {redact_url(str(response.request.url))} "
        f"can't be used: {reason} (status {response.status_code}, content type {content_type})"
    )
    return APIResponseValidationError(response, body, message=message)


@contextmanager
def typed_errors(response: httpx2.Response) -> Generator[None]:
    """Turns httpx2's errors, while an answer's body is being read, into this package's."""
    try:
        yield
    except httpx2.SSEError as error:
        raise unreadable(response, str(error)) from error
    except httpx2.RequestError as error:
        raise connection_error(error, response.request) from error


def _inner(body: object, field: str | None) -> object:
    return body.get(field, body) if field is not None and is_mapping(body) else body
