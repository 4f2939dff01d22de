"""How likely a declared type that went is one that came: by its name, what it holds, where it stands, and
the methods that reach it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sdkscribe.diff.leading import LEAD, LEAST
from sdkscribe.diff.positions import Votes, votes_of
from sdkscribe.diff.shape_likeness import features, shape_likeness
from sdkscribe.diff.sides import Sides
from sdkscribe.diff.similarity import name_likeness
from sdkscribe.diff.surface import Types
from sdkscribe.spec import Name

_CANDIDATES = 12
_MOST_HOLDERS = 200
_SHAPE, _NAME, _POSITION, _MODULE = 0.45, 0.25, 0.2, 0.1
_LEAST_SHAPE = 0.3
_OTHER_USE, _OTHER_METHODS = 0.8, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScores:
    """Scores of the types of two sides, whose matches may grow meanwhile. How alike two types are does
    not depend on matches, is dear to find out, and is kept in `shapes`."""

    sides: Sides
    shapes: dict[tuple[Name, Name], float] = field(default_factory=dict[tuple[Name, Name], float])

    def of_outermost(self) -> dict[tuple[Name, Name], float]:
        """Of types without a counterpart: those that are not declared inside another one of them."""
        known = self.sides.matches.types
        taken = set(known.values())
        gone = list(outermost(name for name in self.sides.old.types if name not in known))
        come = [name for name in self.sides.new.types if name not in taken]
        if not gone or not come:
            return {}
        votes = votes_of(self.sides, known)
        scores = {
            pair: self._score(*pair, votes) for pair in _candidates(gone, come, votes, self.sides)
        }
        return {pair: score for pair, score in scores.items() if score}

    def again(self, pairs: Mapping[Name, Name]) -> dict[Name, float]:
        """The scores of pairs that were guessed, by all that is known beside them."""
        known = self.sides.matches.types
        certain = {old: new for old, new in known.items() if old not in pairs}
        votes = votes_of(self.sides, certain)
        return {old: self._score(old, new, votes) for old, new in pairs.items()}

    def _score(self, before: Name, after: Name, votes: Votes) -> float:
        """Shapes are only looked at where they can still decide."""
        around = (
            _NAME * name_likeness(before.name, after.name)
            + _POSITION * votes.get((before, after), 0.0)
            + _MODULE * name_likeness(_dotted(before), _dotted(after))
        )
        uses = {self.sides.old.use_of(before), self.sides.new.use_of(after)}
        factor = _OTHER_USE if uses == {"request", "response"} else 1.0
        if (around + _SHAPE) * factor < LEAST - LEAD:
            return 0.0
        if (before, after) not in self.shapes:
            one, other = self.sides.old.types[before], self.sides.new.types[after]
            self.shapes[before, after] = shape_likeness(one, other, self.sides)
        shape = self.shapes[before, after]
        score = (around + _SHAPE * shape) * factor
        if shape < _LEAST_SHAPE or score < LEAST - LEAD:
            return 0.0
        if _is_of_other_methods(before, after, self.sides):
            score *= _OTHER_METHODS
        return round(score, 2)


def outermost(names: Iterable[Name]) -> Iterator[Name]:
    """Types without those that are declared inside another one of them."""
    known = dict.fromkeys(names)
    for name in known:
        if not any(around in known for around in _around(name)):
            yield name


def _around(name: Name) -> Iterator[Name]:
    """The types that one is declared inside of."""
    scope = name.scope
    while scope:
        yield Name(name.module, scope)
        scope = scope.rpartition(".")[0]


def _is_of_other_methods(before: Name, after: Name, sides: Sides) -> bool:
    """Whether all methods that reached a type are still there, and others reach the new one."""
    calls = sides.matches.calls
    old = [calls.get(reach.method) for reach in sides.old.reach_of(before)]
    new = {reach.method for reach in sides.new.reach_of(after)}
    return bool(old and new) and None not in old and new.isdisjoint(old)


def _candidates(
    gone: Iterable[Name], come: Iterable[Name], votes: Votes, sides: Sides
) -> Iterator[tuple[Name, Name]]:
    """For each type that went, those that came which stand where it stood, or share the most with it of
    what few others have."""
    holders = _holders(come, sides.new.types)
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


def _holders(names: Iterable[Name], types: Types) -> Mapping[str, list[Name]]:
    """The types that have each feature; of one that many have there is nothing to learn."""
    holders: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        for feature in features(types[name], types):
            holders[feature].append(name)
    return {feature: found for feature, found in holders.items() if len(found) <= _MOST_HOLDERS}


def _dotted(name: Name) -> str:
    return name.module.replace("/", ".")
