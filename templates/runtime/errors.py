"""The errors that a call raises, as a tree: the package's base, the API's, then one per kind.

Only classes: what makes an error from an answer or a failed connection is in `failures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .types import is_mapping

if TYPE_CHECKING:
    import httpx2


class SDKError(Exception):
    """The base of every error that this package raises on purpose."""


class APIError(SDKError):
    """A call that failed. `body` is the API's own error object where the answer holds one, else
    the decoded answer, else its text; None without an answer."""

    message: str
    request: httpx2.Request
    body: object | None
    code: str | None
    param: str | None
    type: str | None

    def __init__(self, message: str, request: httpx2.Request, *, body: object | None) -> None:
        super().__init__(message)
        self.message = message
        self.request = request
        self.body = body
        self.code = _text(body, "code")
        self.param = _text(body, "param")
        self.type = _text(body, "type")


class APIResponseValidationError(APIError):
    """An answer that is not what the API declares: not JSON, not an object, or, where strict
    validation is asked for, of other types."""

    response: httpx2.Response
    status_code: int
    request_id: str | None

    def __init__(
        self, response: httpx2.Response, body: object | None, *, message: str | None = None
    ) -> None:
        super().__init__(
            message or "Data returned by API invalid for expected schema.",
            response.request,
            body=body,
        )
        self.response = response
        self.status_code = response.status_code
        self.request_id = request_id_of(response)


class APIStatusError(APIError):
    """An answer whose status is not a success."""

    response: httpx2.Response
    status_code: int
    request_id: str | None

    def __init__(self, message: str, *, response: httpx2.Response, body: object | None) -> None:
        super().__init__(message, response.request, body=body)
        self.response = response
        self.status_code = response.status_code
        self.request_id = request_id_of(response)


class APIConnectionError(APIError):
    """No answer: the connection failed, or broke before the answer was complete."""

    def __init__(self, *, message: str = "Connection error.", request: httpx2.Request) -> None:
        super().__init__(message, request, body=None)


class APITimeoutError(APIConnectionError):
    """No answer in time."""

    def __init__(self, request: httpx2.Request, *, message: str = "Request timed out.") -> None:
        super().__init__(message=message, request=request)


class BadRequestError(APIStatusError):
    """Status 400."""


class AuthenticationError(APIStatusError):
    """Status 401."""


class PermissionDeniedError(APIStatusError):
    """Status 403."""


class NotFoundError(APIStatusError):
    """Status 404."""


class ConflictError(APIStatusError):
    """Status 409."""


class UnprocessableEntityError(APIStatusError):
    """Status 422."""


class RateLimitError(APIStatusError):
    """Status 429."""


class InternalServerError(APIStatusError):
    """Status 500 and above."""


_BY_STATUS: Mapping[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_error_class(status_code: int) -> type[APIStatusError]:
    """The error class for a status that is not a success."""
    if status_code >= 500:
        return InternalServerError
    return _BY_STATUS.get(status_code, APIStatusError)


def request_id_of(response: httpx2.Response) -> str | None:
    """The API's own name for the request, to quote when asking for help about it."""
    return response.headers.get("x-request-id") or response.headers.get("request-id")


def _text(body: object, key: str) -> str | None:
    value = body.get(key) if is_mapping(body) else None
    return value if isinstance(value, str) else None
