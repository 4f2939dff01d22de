"""One change, anywhere in a whole real API, is one entry of its kind, there, with the methods that it reaches."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from diff.mutations import MUTATIONS, Mutation, whole_of
from diff.reached import Reached, reached_at
from sdkscribe.diff.changes import Change
from sdkscribe.diff.compare import compare
from sdkscribe.spec import Spec
from sdkscribe.steps import transcribe_source
from soak import times

SEEDS = times(1, 40)


@pytest.fixture(scope="module")
def api(own_cache: None) -> Spec:
    source = "openai@6.8.1"
    return transcribe_source(source, only=(), overlays=(), say=lambda message: None).read()


@pytest.fixture(scope="module")
def reached(api: Spec) -> Reached:
    return Reached(api)


def causes(old: Spec, new: Spec) -> list[Change]:
    return [change for change in compare(old, new).changes if change.part_of is None]


def shown(changes: Iterable[Change]) -> list[tuple[str, str, str]]:
    return [(c.kind, str(c.old or ""), str(c.new or "")) for c in changes]


def expected(made: Mutation) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """The one entry, there and back."""
    old, new = str(made.old or ""), str(made.new or "")
    return (made.kind, old, new), (made.inverse, new, old)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("called", MUTATIONS)
def test_one_change_anywhere_is_one_entry_there_and_one_back(
    called: str, seed: int, api: Spec, reached: Reached
) -> None:
    made = MUTATIONS[called](whole_of(api, f"{called} {seed}"))
    there, back = causes(made.before, made.after), causes(made.after, made.before)
    assert (shown(there), shown(back)) == tuple([one] for one in expected(made))
    place = made.new if made.old is None else made.old
    assert place is not None
    assert set(back[0].reach) == reached_at(place, reached, made.after)
    if made.kind != "method-renamed":
        assert set(there[0].reach) == set(back[0].reach)
