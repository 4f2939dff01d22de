"""What is logged of a call, under the package's own name: never a body, never a secret."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import httpx2

from .redaction import redact_header_pairs, redact_headers, redact_url

if TYPE_CHECKING:
    from .definition import ClientDefinition
    from .retry import Outcome

_log = logging.getLogger(__name__.partition("._runtime")[0])


class _WithoutSecrets(logging.Filter):
    """Takes secrets out of the URLs that httpx2 logs of each request, and out of the headers that
    httpcore2 logs of each answer."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = redact_header_pairs(str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(
                redact_url(str(value)) if isinstance(value, httpx2.URL) else value
                for value in record.args
            )
        return True


for _name in ("httpx2", "httpcore2.http11", "httpcore2.http2"):
    logging.getLogger(_name).addFilter(_WithoutSecrets())


def log_request(request: httpx2.Request, definition: ClientDefinition) -> None:
    """A request that is about to be sent."""
    if _log.isEnabledFor(logging.DEBUG):
        headers = _headers(request.headers, definition)
        _log.debug("Request: %s %s %s", request.method, redact_url(str(request.url)), headers)


def log_outcome(outcome: Outcome, definition: ClientDefinition) -> None:
    """An answer, or why there is none."""
    if not _log.isEnabledFor(logging.DEBUG):
        return
    if isinstance(outcome, httpx2.Response):
        headers = _headers(outcome.headers, definition)
        _log.debug("Response: %d %s %s", outcome.status_code, outcome.reason_phrase, headers)
    else:
        _log.debug("No response: %s: %s", type(outcome).__name__, outcome)


def log_retry(method: str, url: str, delay: float) -> None:
    """A try that is about to be repeated."""
    _log.info("Retrying %s %s in %.2f seconds", method, redact_url(url), delay)


def _headers(headers: httpx2.Headers, definition: ClientDefinition) -> dict[str, str]:
    return redact_headers(
        headers.multi_items(),
        (name for credential in definition.auth for name in credential.headers),
    )
