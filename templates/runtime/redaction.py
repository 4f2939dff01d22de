"""Keeps secrets out of what people read: log lines, messages, reprs.

Bodies are not its business: they are never logged at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

HIDDEN = "[redacted]"

_SECRET_NAME = re.compile(
    r"auth|cookie|credential|key|passw|secret|session|signature|token", re.IGNORECASE
)
_QUERY_VALUE = re.compile(r"(?<=[?&])([^=&#]+)=([^&#]*)")
_USER_INFO = re.compile(r"(?<=://)[^/@?#]+@")


def redact_headers(headers: Iterable[tuple[str, str]], secret: Iterable[str]) -> dict[str, str]:
    """The headers, without the values of those named in `secret` or that look like one."""
    named = {name.lower() for name in secret}
    return {
        name: HIDDEN if name.lower() in named or _SECRET_NAME.search(name) else value
        for name, value in headers
    }


def redact_url(url: str) -> str:
    """The URL without user information and without query values that look secret."""
    return _QUERY_VALUE.sub(_query_value, _USER_INFO.sub(f"{HIDDEN}@", url))


def redact_values(text: str, values: Mapping[str, object]) -> str:
    """The text without the options' values that a server may have echoed."""
    for name, value in values.items():
        if isinstance(value, str) and len(value) >= 6 and _SECRET_NAME.search(name):
            text = text.replace(value, HIDDEN)
    return text


def _query_value(match: re.Match[str]) -> str:
    name, value = match.groups()
    return f"{name}={HIDDEN if _SECRET_NAME.search(name) else value}"
