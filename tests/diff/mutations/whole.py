"""A whole API, and what of it may be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from diff.editing import (
    Spot,
    spots_of,
)
from sdkscribe.diff.changes import (
    Kind,
    Place,
)
from sdkscribe.diff.surface import Call, surface_of
from sdkscribe.spec import (
    DerivedType,
    Field,
    Name,
    ObjectType,
    Spec,
    TypeDeclaration,
)
from sdkscribe.spec_walk import types_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """An API before and after, what changed in it, and what changes back; where, on each side that
    has the place."""

    kind: Kind
    inverse: Kind
    before: Spec
    after: Spec
    old: Place | None
    new: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole API, and what of it may be changed."""

    spec: Spec
    declarations: tuple[TypeDeclaration, ...]
    calls: tuple[Call, ...]
    random: Random

    def any(self, candidates: Iterable[T]) -> T:
        return self.random.choice(list(candidates))

    def spot(self, fits: Callable[[Spot], bool]) -> Spot:
        """One of the nodes in a declaration that may be changed and fit. Few declarations are asked."""
        for declaration in self.random.sample(self.declarations, len(self.declarations)):
            found = [spot for spot in spots_of(declaration) if fits(spot)]
            if found:
                return self.random.choice(found)
        raise LookupError("the API has no such type")

    def field(self, fits: Callable[[Field], bool] = lambda field: True) -> tuple[Spot, int]:
        """An object, and the index of a field in it that nothing else speaks of."""
        spot = self.spot(lambda s: not s.path and any(map(fits, self._free(s))))
        assert isinstance(spot.node, ObjectType)
        chosen = self.any(field for field in self._free(spot) if fits(field))
        return spot, spot.node.fields.index(chosen)

    def _free(self, spot: Spot) -> Sequence[Field]:
        if not isinstance(spot.node, ObjectType):
            return ()
        spoken_of = _spoken_of(self.spec)
        return [field for field in spot.node.fields if field.wire_name not in spoken_of]


MARK = "zz_mark"


def whole_of(spec: Spec, seed: str) -> Whole:
    """Types that stand for themselves: no names of what is elsewhere, and none that others may not hold."""
    declared = [d for d in spec.types().values() if d.kind in ("interface", "alias")]
    calls = surface_of(spec).calls.values()
    owners = [call.owner for call in calls]
    return Whole(
        spec=spec,
        declarations=tuple(d for d in declared if not d.parameters and d.exported),
        calls=tuple(call for call in calls if owners.count(call.owner) == _own(spec, call.owner)),
        random=Random(seed),
    )


def _own(spec: Spec, owner: Name) -> int:
    return len(spec.resources()[owner].methods)


_SPOKEN_OF: dict[int, frozenset[str]] = {}


def _spoken_of(spec: Spec) -> frozenset[str]:
    """Fields that methods place, or that utility types name."""
    if id(spec) not in _SPOKEN_OF:
        placed = {
            placement.field
            for resource in spec.resources().values()
            for one in resource.methods
            for overload in one.overloads
            for argument in overload.arguments
            for placement in argument.placements
        }
        keys = {
            key
            for declared in spec.types().values()
            for node in types_of(declared)
            if isinstance(node, DerivedType)
            for key in node.keys
        }
        _SPOKEN_OF[id(spec)] = frozenset(map(str, placed | keys | {"stream"}))
    return _SPOKEN_OF[id(spec)]
