"""The licence and the notices that a package comes with, to be kept with what is made from it."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Nothing that Python or a build tool might take for its own.
_NOTICE = re.compile(
    r"(?:LICEN[CS]ES?|NOTICE|COPYING)(?:-[A-Z0-9]+(?:\.[0-9]+)*)?(?:\.md|\.txt)?", re.IGNORECASE
)


def notices_in(files: Mapping[str, bytes]) -> dict[str, str]:
    """The texts of the package's own licence and notice files, by name."""
    return {
        path: content.decode("utf-8", errors="replace")
        for path, content in files.items()
        if is_notice(path)
    }


def is_notice(path: str) -> bool:
    return _NOTICE.fullmatch(path) is not None
