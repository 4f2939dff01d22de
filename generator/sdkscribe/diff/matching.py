"""What on the new side is what on the old: by name, and where a name is gone, by score.

A guess needs a score and a clear lead over any other; it is marked as one, with its confidence. Types
and methods help each other: a method that is found says which types stand where which stood. What is
declared inside a type that went is looked for once it is known what became of that type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdkscribe.diff.leading import leading
from sdkscribe.diff.match_calls import call_scores
from sdkscribe.diff.match_types import TypeScores
from sdkscribe.diff.sides import Matches, Sides, sides_of
from sdkscribe.diff.surface import Surface
from sdkscribe.spec import Name

_MOST_ROUNDS = 4


def matches_of(old: Surface, new: Surface) -> Matches:
    """Every match between two surfaces; what has none came or went."""
    types = {name: name for name in old.types if name in new.types}
    calls = {path: path for path in old.calls if path in new.calls}
    sides = sides_of(old, new, Matches(types=types, calls=calls))
    scores = TypeScores(sides=sides)
    type_confidence: dict[Name, float] = {}
    call_confidence: dict[str, float] = {}
    for _ in range(_MOST_ROUNDS):
        known = len(types), len(calls)
        for before, after, score in leading(scores.of_outermost()):
            if before not in types:
                type_confidence[before] = score
                types.update(_with_nested(before, after, sides))
        for path, match, score in leading(call_scores(sides)):
            calls[path], call_confidence[path] = match, score
        if known == (len(types), len(calls)):
            break
    return Matches(
        types=types,
        calls=calls,
        type_confidence=_once_more(type_confidence, types, scores),
        call_confidence=call_confidence,
    )


def _once_more(
    confidence: Mapping[Name, float], types: Mapping[Name, Name], scores: TypeScores
) -> dict[Name, float]:
    """The guesses, scored with all that is known by now."""
    again = scores.again({old: types[old] for old in confidence})
    return {old: max(score, again[old]) for old, score in confidence.items()}


def _with_nested(before: Name, after: Name, sides: Sides) -> Iterator[tuple[Name, Name]]:
    """A pair, and the types of one name below them."""
    yield before, after
    taken = set(sides.matches.types.values())
    for name in sides.old.types:
        if name.module == before.module and name.name.startswith(f"{before.name}."):
            below = Name(after.module, after.name + name.name.removeprefix(before.name))
            if name not in sides.matches.types and below in sides.new.types and below not in taken:
                yield name, below
