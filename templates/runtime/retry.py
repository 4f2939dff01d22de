"""Whether a failed try of a call is repeated, and after how long. Also the waiting."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from email.utils import mktime_tz, parsedate_tz
from random import random
from typing import TypeAlias

import httpx2

Outcome: TypeAlias = httpx2.Response | httpx2.RequestError
"""What a try comes to: an answer, or the reason why there is none."""

FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
LONGEST_RETRY_AFTER = 120.0

# These would only happen again.
_FINAL_ERRORS = (httpx2.LocalProtocolError, httpx2.TooManyRedirects, httpx2.UnsupportedProtocol)


def delay_after(outcome: Outcome, retries_taken: int) -> float | None:
    """The seconds to wait before the next try; None if there is no point in one."""
    if isinstance(outcome, httpx2.RequestError):
        return None if isinstance(outcome, _FINAL_ERRORS) else retry_delay(retries_taken, None)
    if outcome.is_success or not is_retryable(outcome.status_code, outcome.headers):
        return None
    return retry_delay(retries_taken, outcome.headers)


def is_retryable(status_code: int, headers: Mapping[str, str]) -> bool:
    """Whether an answer with this status may be better the next time; the server has the say."""
    verdict = headers.get("x-should-retry")
    if verdict in ("true", "false"):
        return verdict == "true"
    return status_code in (408, 409, 429) or status_code >= 500


def retry_delay(retries_taken: int, headers: Mapping[str, str] | None) -> float | None:
    """The seconds to wait before the next try: as many as the server says, else more each time.

    None if the server wants more patience than a call should have.
    """
    asked = retry_after(headers) if headers is not None else None
    if asked is not None:
        return asked if asked <= LONGEST_RETRY_AFTER else None
    delay = min(FIRST_DELAY * 2.0 ** min(retries_taken, 1000), LONGEST_DELAY)
    return delay * (1 - 0.25 * random())


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that the server asks to wait: in milliseconds, in seconds, or until a date."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after")
    seconds = _number(text)
    if seconds is not None or text is None:
        return seconds
    return _seconds_until(text)


def _seconds_until(date: str) -> float | None:
    try:
        parsed = parsedate_tz(date)
        return max(0.0, mktime_tz(parsed) - time.time()) if parsed is not None else None
    except (ValueError, OverflowError):
        return None


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "nan")
    except ValueError:
        return None
    return None if math.isnan(number) else max(0.0, number)


def sync_sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


async def async_sleep(seconds: float) -> None:
    """Wait, on whichever event loop there is."""
    from anyio import sleep

    await sleep(seconds)
