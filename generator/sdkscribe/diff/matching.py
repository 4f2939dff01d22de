"""What on the new side is what on the old: by name, and where a name is gone, by score.

A guess needs a score and a clear lead over any other; it is marked as one, with its confidence. Types
and methods help each other: a method that is found says which types stand where which stood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sdkscribe.diff.leading import LEAD, LEAST, leading
from sdkscribe.diff.match_calls import call_scores
from sdkscribe.diff.positions import Votes, votes_of
from sdkscribe.diff.shape_likeness import features, shape_likeness
from sdkscribe.diff.sides import Matches, Sides, sides_of
from sdkscribe.diff.similarity import name_likeness
from sdkscribe.diff.surface import Surface
from sdkscribe.spec import Name

_ROUNDS = 2
_CANDIDATES = 12
_SHAPE, _NAME, _POSITION, _MODULE = 0.45, 0.25, 0.2, 0.1
_LEAST_SHAPE = 0.3
_OTHER_USE = 0.8


def matches_of(old: Surface, new: Surface) -> Matches:
    """Every match between two surfaces; what has none came or went."""
    types = {name: name for name in old.types if name in new.types}
    calls = {path: path for path in old.calls if path in new.calls}
    type_confidence: dict[Name, float] = {}
    call_confidence: dict[str, float] = {}
    for _ in range(_ROUNDS):
        sides = sides_of(old, new, Matches(types=types, calls=calls))
        for before, after, score in leading(_type_scores(sides)):
            if before not in types:
                type_confidence[before] = score
                types.update(_with_nested(before, after, sides))
        for path, match, score in leading(call_scores(sides)):
            calls[path], call_confidence[path] = match, score
    return Matches(
        types=types,
        calls=calls,
        type_confidence=_once_more(
            type_confidence, sides_of(old, new, Matches(types=types, calls=calls))
        ),
        call_confidence=call_confidence,
    )


def _once_more(confidence: dict[Name, float], sides: Sides) -> dict[Name, float]:
    """The guesses, scored with all that is known by now."""
    types = sides.matches.types
    certain = {old: new for old, new in types.items() if old not in confidence}
    votes = votes_of(sides.old, sides.new, certain, sides.matches.calls)
    return {
        old: max(score, _type_score(old, types[old], votes, sides))
        for old, score in confidence.items()
    }


def _with_nested(before: Name, after: Name, sides: Sides) -> Iterator[tuple[Name, Name]]:
    """A pair, and the types of one name below them."""
    yield before, after
    taken = set(sides.matches.types.values())
    for name in sides.old.types:
        if name.module == before.module and name.name.startswith(f"{before.name}."):
            below = Name(after.module, after.name + name.name.removeprefix(before.name))
            if name not in sides.matches.types and below in sides.new.types and below not in taken:
                yield name, below


def _type_scores(sides: Sides) -> dict[tuple[Name, Name], float]:
    known = sides.matches.types
    taken = set(known.values())
    gone = [name for name in sides.old.types if name not in known]
    come = [name for name in sides.new.types if name not in taken]
    if not gone or not come:
        return {}
    votes = votes_of(sides.old, sides.new, known, sides.matches.calls)
    scores: dict[tuple[Name, Name], float] = {}
    for before, after in _candidates(gone, come, votes, sides):
        score = _type_score(before, after, votes, sides)
        if score:
            scores[before, after] = score
    return scores


def _candidates(
    gone: list[Name], come: list[Name], votes: Votes, sides: Sides
) -> Iterator[tuple[Name, Name]]:
    """For each type that went, those that came which stand where it stood, or share the most with it of
    what few others have."""
    holders: defaultdict[str, list[Name]] = defaultdict(list)
    for name in come:
        for feature in features(sides.new.types[name], sides.new.types):
            holders[feature].append(name)
    standing: defaultdict[Name, dict[Name, float]] = defaultdict(dict)
    for (before, after), share in votes.items():
        standing[before][after] = share
    for before in gone:
        weights = defaultdict(float, standing[before])
        for feature in features(sides.old.types[before], sides.old.types):
            for after in holders.get(feature, ()):
                weights[after] += 1 / len(holders[feature])
        ranked = sorted(weights, key=lambda name: (-weights[name], name))
        yield from ((before, after) for after in ranked[:_CANDIDATES])


def _type_score(before: Name, after: Name, votes: Votes, sides: Sides) -> float:
    """Shapes, which are dear to compare, are only looked at where they can still decide."""
    around = (
        _NAME * name_likeness(before.name, after.name)
        + _POSITION * votes.get((before, after), 0.0)
        + _MODULE * name_likeness(_dotted(before), _dotted(after))
    )
    uses = {sides.old.use_of(before), sides.new.use_of(after)}
    factor = _OTHER_USE if uses == {"request", "response"} else 1.0
    if (around + _SHAPE) * factor < LEAST - LEAD:
        return 0.0
    shape = shape_likeness(sides.old.types[before], sides.new.types[after], sides)
    return round((around + _SHAPE * shape) * factor, 2) if shape >= _LEAST_SHAPE else 0.0


def _dotted(name: Name) -> str:
    return name.module.replace("/", ".")
