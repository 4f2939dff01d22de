"""One hash of several texts: what a result is known by is the digest of everything that it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def digest_of(parts: Iterable[str | bytes]) -> str:
    """The SHA-256 of some parts, each with its length, so that no two lists of parts have one."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"%d:" % len(content))
        whole.update(content)
    return whole.hexdigest()
