"""Where TypeScript says otherwise than `diff/assignable.py`, and what each such case comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sdkscribe.diff.assignable import Assignability
from sdkscribe.diff.surface import Surface
from sdkscribe.source import Source
from sdkscribe.spec import Name, ReferenceType
from sdkscribe.spec_walk import page_types, references, types_of
from tools.typescript_judgement.typescript import Answer, answers, prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A type of which TypeScript says otherwise in a direction (`why_not`: for what reason, where it
    refuses)."""

    name: Name
    direction: str
    ours: bool
    why_not: str


Class = Callable[[Disagreement, Surface, Surface], bool]


def _is_page(found: Disagreement, old: Surface, new: Surface) -> bool:
    return any(found.name in page_types(side.spec) for side in (old, new))


def _is_resource(found: Disagreement, old: Surface, new: Surface) -> bool:
    return any(found.name in side.spec.resources() for side in (old, new))


def _says(pattern: str) -> Class:
    known = re.compile(pattern)

    def says(found: Disagreement, old: Surface, new: Surface) -> bool:
        return found.ours and bool(known.search(found.why_not))

    return says


CLASSES: Mapping[str, Class] = {
    "classes of pages": _is_page,
    "one name for a class and an interface": _is_resource,
    "uploads": _says(r"\b(?:BlobPart|Uint8Array|BlobLike|Uploadable|FsReadStream|ResponseLike)\b"),
    "interfaces where any keys are allowed": _says(r"Index signature for type 'string' is missing"),
}
"""What the values on the wire know nothing of: see docs/diff.md."""

ASKED_ALONE = "agrees, but only when it is asked alone"
PART_REFUSED = "takes the whole, refuses a part that it is asked for alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How many types were asked for, how many of them are judged alike, and what of the others; by class
    the types, and all that no class explains."""

    types: int
    explained: Mapping[str, frozenset[Name]]
    unexplained: Sequence[Disagreement]


def judgement(
    sources: tuple[Source, Source], sides: tuple[Surface, Surface], folder: Path
) -> Judgement:
    """All types that both sides declare under one name and that have no parameters. What TypeScript says
    depends on what it was asked before, so that where it disagrees it is asked again, alone."""
    names = list(_common(*sides))
    pair = prepared(*sources, names, folder)
    ours = _ours(names, *sides)
    first = answers(pair, [range(len(names))])
    suspects = [answer["number"] for answer in first if list(_differing(answer, names, ours))]
    again = answers(pair, [[number] for number in suspects])
    found = [one for answer in again for one in _differing(answer, names, ours)]
    differing = {one.name for one in found}
    alone = frozenset(names[number] for number in suspects) - differing
    classes = {one: _class_of(one, alone, *sides) for one in found}
    explained = {
        called: frozenset(one.name for one, known in classes.items() if known == called)
        for called in (*CLASSES, PART_REFUSED)
    }
    return Judgement(
        types=len(names),
        explained={**explained, ASKED_ALONE: alone},
        unexplained=[one for one, known in classes.items() if known is None],
    )


def _common(old: Surface, new: Surface) -> Iterator[Name]:
    for name, declared in old.types.items():
        both = [declared, *([new.types[name]] if name in new.types else [])]
        is_plain = all(d.exported and not d.parameters and d.kind != "external" for d in both)
        if len(both) == 2 and is_plain:
            yield name


def _ours(names: Sequence[Name], old: Surface, new: Surface) -> list[tuple[bool, bool]]:
    forward = Assignability(source=old.types, target=new.types)
    backward = Assignability(source=new.types, target=old.types)
    nodes = [ReferenceType(target=name) for name in names]
    return [(forward.holds(node, node), backward.holds(node, node)) for node in nodes]


def _differing(
    answer: Answer, names: Sequence[Name], ours: Sequence[tuple[bool, bool]]
) -> Iterator[Disagreement]:
    number = answer["number"]
    forward, backward = ours[number]
    for direction, mine, theirs, why_not in (
        ("old ⊑ new", forward, answer["forward"], answer["why_not_forward"]),
        ("new ⊑ old", backward, answer["backward"], answer["why_not_backward"]),
    ):
        if mine != theirs:
            yield Disagreement(name=names[number], direction=direction, ours=mine, why_not=why_not)


def _class_of(
    found: Disagreement, alone: frozenset[Name], old: Surface, new: Surface
) -> str | None:
    if not found.ours and not alone.isdisjoint(_reached(found.name, old)):
        return PART_REFUSED
    return next((called for called, fits in CLASSES.items() if fits(found, old, new)), None)


def _reached(name: Name, side: Surface) -> set[Name]:
    """The declared types that one is made of."""
    reached: set[Name] = set()
    waiting = [name]
    while waiting:
        declared = side.types.get(waiting.pop())
        nodes = () if declared is None else types_of(declared)
        targets = {reference.target for node in nodes for reference in references(node)}
        waiting.extend(targets - reached)
        reached |= targets
    return reached
