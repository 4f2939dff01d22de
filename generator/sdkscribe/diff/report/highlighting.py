"""Two texts side by side: which words of each the other does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

_WORD = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
_LEAST_ALIKE = 0.35
_MOST_PAIRS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a text; `is_other` where the other text has something else there."""

    text: str
    is_other: bool


Pieces: TypeAlias = tuple[Piece, ...]


def highlighted(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces. Texts that have little in common are one piece each, as is a text that has no
    other beside it, and what is so long that comparing takes its time."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(after) > _MOST_PAIRS:
        return _whole(old), _whole(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if not old or not new or matcher.real_quick_ratio() < _LEAST_ALIKE:
        return _whole(old), _whole(new)
    codes = matcher.get_opcodes()
    if matcher.ratio() < _LEAST_ALIKE:
        return _whole(old), _whole(new)
    return (
        tuple(_pieces(before, [(tag != "equal", a, b) for tag, a, b, _, _ in codes])),
        tuple(_pieces(after, [(tag != "equal", a, b) for tag, _, _, a, b in codes])),
    )


def _whole(text: str) -> Pieces:
    return (Piece(text=text, is_other=False),) if text else ()


def _pieces(words: Sequence[str], parts: Sequence[tuple[bool, int, int]]) -> Iterator[Piece]:
    for is_other, start, end in parts:
        if start < end:
            yield Piece(text="".join(words[start:end]), is_other=is_other)
