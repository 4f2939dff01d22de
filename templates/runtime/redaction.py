"""Keeps secrets out of what people read: log lines, messages, reprs.

Bodies are not its business: they are never logged at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

HIDDEN = "[redacted]"
SHORTEST = 6
"""The letters that a secret has at least: what is shorter may be part of any word."""

_SECRET_NAME = re.compile(
    r"auth|cookie|credential|key|passw|secret|session|signature|token", re.IGNORECASE
)
_QUERY_VALUE = re.compile(r"(?<=[?&])([^=&#]+)=([^&#]*)")
_HEADER_PAIR = re.compile(r"""\(b'([^']*)', b(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\)""")
_USER_INFO = re.compile(r"(?<=://)[^/@?#]+@")


def redact_headers(headers: Iterable[tuple[str, str]], secret: Iterable[str]) -> dict[str, str]:
    """The headers, without the values of those named in `secret` or that look like one."""
    named = {name.lower() for name in secret}
    return {
        name: HIDDEN if name.lower() in named or _SECRET_NAME.search(name) else value
        for name, value in headers
    }


def redact_header_pairs(text: str) -> str:
    """The text without the values of secret headers, which stand in it as pairs of bytes."""
    return _HEADER_PAIR.sub(_header_pair, text)


def redact_url(url: str) -> str:
    """The URL without user information and without query values that look secret."""
    return _QUERY_VALUE.sub(_query_value, _USER_INFO.sub(f"{HIDDEN}@", url))


def redact_values(text: str, options: Mapping[str, object], secrets: Iterable[str]) -> str:
    """The text without what a server may have echoed: the secrets, and the options that look like
    one."""
    named = (value for name, value in options.items() if _SECRET_NAME.search(name))
    for value in (*secrets, *named):
        if isinstance(value, str) and len(value) >= SHORTEST:
            text = text.replace(value, HIDDEN)
    return text


def _header_pair(match: re.Match[str]) -> str:
    return f"({match[1]}, {HIDDEN})" if _SECRET_NAME.search(match[1]) else match[0]


def _query_value(match: re.Match[str]) -> str:
    name, value = match.groups()
    return f"{name}={HIDDEN if _SECRET_NAME.search(name) else value}"
