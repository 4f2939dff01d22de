"""Which guesses are made: those that score well, and clearly better than any other for either side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from sdkscribe.spec import Name

LEAST = 0.5
LEAD = 0.05

K = TypeVar("K", str, Name)


def leading(
    scores: Mapping[tuple[K, K], float], *, least: float = LEAST, lead: float = LEAD
) -> Iterator[tuple[K, K, float]]:
    """The pairs of an old and a new thing to accept, the clearest first. Who has found its other half
    is no rival of anybody any more."""
    open_scores = {pair: score for pair, score in scores.items() if score >= least - lead}
    while accepted := list(_clear(open_scores, least, lead)):
        yield from accepted
        olds, news = {old for old, _, _ in accepted}, {new for _, new, _ in accepted}
        open_scores = {
            (old, new): score
            for (old, new), score in open_scores.items()
            if old not in olds and new not in news
        }


def _clear(
    scores: Mapping[tuple[K, K], float], least: float, lead: float
) -> Iterator[tuple[K, K, float]]:
    best_of_old = _best_two((old, score) for (old, _), score in scores.items())
    best_of_new = _best_two((new, score) for (_, new), score in scores.items())
    for (old, new), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < least:
            return
        if all(
            score == best and round(score - second, 2) >= lead
            for best, second in (best_of_old[old], best_of_new[new])
        ):
            yield old, new, score


def _best_two(scored: Iterable[tuple[K, float]]) -> dict[K, tuple[float, float]]:
    """The best score that each thing has with any other, and the next best."""
    found: dict[K, tuple[float, float]] = {}
    for one, score in scored:
        best, second = found.get(one, (0.0, 0.0))
        found[one] = (score, best) if score > best else (best, max(second, score))
    return found
