"""The table of verdicts is the rules that were laid down, but for differences that say why."""

from __future__ import annotations

from typing import get_args

import pytest

from diff.rules import BEYOND, COLUMNS, DIFFERENCES, RULES, Column, Rule
from sdkscribe.diff.changes import Change, Container, Kind, MethodPlace, Use
from sdkscribe.diff.verdicts import (
    AUDIENCES,
    TABLE,
    Audience,
    Policy,
    Verdict,
    verdicts_of,
    worst,
)

LETTERS: dict[Verdict, str] = {"safe": "S", "potential": "P", "breaking": "B"}
AUDIENCE: dict[Column, Audience] = {
    "sent": "wire request",
    "received": "wire response",
    "request": "wire request",
    "response": "wire response",
    "caller": "Python caller",
    "reader": "Python reader",
}
PLACE = MethodPlace(resource="things", method="list")


def change(kind: Kind, use: Use = "both", *containers: Container) -> Change:
    required = "required" if kind == "field-renamed" else ""
    items = frozenset(containers)
    return Change(kind=kind, new=PLACE, use=use, containers=items, before=required, after=required)


def decided(kind: Kind, column: Column) -> str:
    """What we say, as the rules write it. By use, it is what happens on the wire; by audience, the worst
    that a literal in an answer can be."""
    use: Use = column if column in ("request", "response", "both") else "both"
    policy = Policy(response_literals="potential" if column in ("response", "both") else "breaking")
    found = verdicts_of(change(kind, use), policy)
    if column == "both":
        wire: list[Verdict] = [found[audience] for audience in AUDIENCES[:2] if audience in found]
        return LETTERS[worst(wire)] if wire else "-"
    audience = AUDIENCE[column]
    return LETTERS[found[audience]] if audience in found else "-"


@pytest.mark.parametrize("rule", RULES, ids=[rule.change for rule in RULES])
def test_a_verdict_is_the_rule_s_or_says_why_not(rule: Rule) -> None:
    for kind in rule.kinds:
        for column, verdict in zip(COLUMNS, rule.verdicts.split(), strict=True):
            ours, difference = decided(kind, column), DIFFERENCES.get((kind, column))
            if difference is None:
                assert ours == verdict, (kind, column)
            else:
                assert ours == difference.verdict, (kind, column)
                assert ours != verdict, f"{kind}, {column}: the difference is none"


def test_each_kind_of_change_has_a_rule_or_is_known_to_have_none() -> None:
    ruled = [kind for rule in RULES for kind in rule.kinds]
    assert len(ruled) == len(set(ruled))
    assert set(ruled) | BEYOND == set(TABLE) == set(get_args(Kind))
    assert not set(ruled) & BEYOND
    assert {kind for kind, _ in DIFFERENCES} <= set(ruled)


@pytest.mark.parametrize("use", get_args(Use))
@pytest.mark.parametrize("kind", TABLE)
def test_each_audience_hears_its_letter_of_what_concerns_it(kind: Kind, use: Use) -> None:
    """A request is for whom sends and calls, a response for whom receives and reads."""
    found = verdicts_of(change(kind, use), Policy(response_literals="breaking"))
    sides = {"request": (0, 2), "response": (1, 3), "both": (0, 1, 2, 3)}[use]
    letters = TABLE[kind].split()
    expected = {AUDIENCES[i]: letters[i] for i in sides if letters[i] != "-"}
    assert {audience: LETTERS[verdict] for audience, verdict in found.items()} == expected


@pytest.mark.parametrize("kind", ["type-widened", "type-narrowed"])
def test_items_of_lists_break_readers_and_values_of_dicts_callers_too(kind: Kind) -> None:
    """`array item widened` and `array item narrowed`: B for readers; callers pass any iterable."""
    for container, invariant in (("list", [AUDIENCES[3]]), ("dict", [AUDIENCES[2], AUDIENCES[3]])):
        item = verdicts_of(change(kind, "both", container), Policy())  # type: ignore[arg-type]
        plain = verdicts_of(change(kind), Policy())
        assert item == {**plain, **dict.fromkeys(invariant, "breaking")}


@pytest.mark.parametrize(
    ("before", "after", "letters"),
    [
        ("optional", "optional", "P S B B"),
        ("required", "optional", "P B B B"),
        ("optional", "required", "B S B B"),
        ("required", "required", "B B B B"),
    ],
)
def test_on_the_wire_a_renamed_field_is_one_removed_and_one_added(
    before: str, after: str, letters: str
) -> None:
    renamed = Change(kind="field-renamed", new=PLACE, before=before, after=after)
    found = verdicts_of(renamed, Policy())
    assert [LETTERS[found[audience]] for audience in AUDIENCES] == letters.split()
