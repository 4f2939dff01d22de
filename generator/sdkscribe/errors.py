"""The one deliberate failure: what was met, where, and what to do about it.

Every stage collects its problems and raises them together as a `SdkscribeError`; the command line
prints them and exits with status 2. Anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file. `line` and `column` count from 1; a `line` of 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that went wrong: the message, where it was met, its source text, and what to do."""

    message: str
    location: Location | None = None
    source: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        text = f"{self.location}: {self.message}" if self.location else self.message
        if self.source is not None:
            text += f": {self.source}"
        return f"{text}\n  {self.hint}" if self.hint else text


class SdkscribeError(Exception):
    """Bad usage or bad input, with every problem that the stage met."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SourceUnreachableError(SdkscribeError):
    """The source is not at hand and cannot be fetched now: npm is missing, or gets no answer."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """A sentence that suggests the known word nearest to `word`, or None if none is near."""
    candidates = list(known)
    by_lowercase = {candidate.lower(): candidate for candidate in candidates}
    matches = difflib.get_close_matches(word.lower(), by_lowercase, n=1, cutoff=0.5)
    return f"did you mean `{by_lowercase[matches[0]]}`?" if matches else None
