"""What was read of one module, and what was asked on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from sdkscribe.errors import Problem
from sdkscribe.typescript.modules import Answer, Answers

What: TypeAlias = tuple[str, ...]
"""What of a module is read: the kind of reading, and what it is told besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came out, and the problems met. `parts` are the objects of which it was made, if not of the
    files alone, and `told` the plain values."""

    value: object
    problems: tuple[Problem, ...] = ()
    parts: tuple[object, ...] = ()
    told: object = None

    def is_made_of(self, parts: tuple[object, ...], told: object) -> bool:
        """Whether it was made of these: the very same objects, and equal values. Equality would not do
        for the objects: it passes over their lines."""
        return (
            len(parts) == len(self.parts)
            and all(one is other for one, other in zip(parts, self.parts, strict=True))
            and told == self.told
        )


@dataclass(slots=True, kw_only=True)
class Memo:
    answers: Answers = field(default_factory=dict[tuple[str, ...], Answer])
    results: dict[What, Result] = field(default_factory=dict[What, Result])
