"""A file of the package that is yet to be planned, with what it will be made of: one whose part of the
spec is as it was before need not be planned again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sdkscribe.plan import FilePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingFile:
    """A file to be: its path in the package, and how to plan it. `modules` are the declaration modules
    that it is about; it depends on nothing but what they declare, on what that refers to however
    deep, on where all this is placed, and on what the spec says outside of its modules. A file that is
    about none of them but about where things are depends on what it is `made_of`, and on what the spec
    says outside of its modules. One about the package as a whole has neither."""

    path: str
    plan: Callable[[], FilePlan]
    modules: frozenset[str] | None = None
    made_of: str | None = None
