"""How alike two things are, between 0 and 1: by the words of their names and of what is said of them."""

from __future__ import annotations

import re
from functools import lru_cache

from sdkscribe.words import snake_case

_WORD = re.compile(r"[a-z0-9]{2,}")


@lru_cache(maxsize=65536)
def name_words(name: str) -> frozenset[str]:
    """`audio.input.format` and `input_audio_format` are of the same words; `inputs` is `input`."""
    parts = (part for step in name.split(".") for part in snake_case(step).split("_"))
    return frozenset(part.removesuffix("s") if len(part) > 3 else part for part in parts if part)


def name_likeness(old: str, new: str) -> float:
    """The share of words that two names have in common."""
    return _dice(name_words(old), name_words(new))


def text_likeness(old: str | None, new: str | None) -> float:
    """The share of the words of the shorter text that the other has too; 0 where one says nothing."""
    if not old or not new:
        return 0.0
    before, after = _text_words(old), _text_words(new)
    return len(before & after) / min(len(before), len(after)) if before and after else 0.0


@lru_cache(maxsize=65536)
def _text_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _dice(old: frozenset[str], new: frozenset[str]) -> float:
    return 2 * len(old & new) / (len(old) + len(new)) if old or new else 0.0
