"""What each kind of change breaks, for whom: one table. `tests/diff/witnesses.py` has a program and a payload
for each row; `docs/diff.md` says why, where a witness contradicts what one would expect.

S safe, P potentially breaking, B breaking, - does not apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from sdkscribe.diff.changes import Change, Container, Kind, Use

Verdict: TypeAlias = Literal["safe", "potential", "breaking"]
Audience: TypeAlias = Literal["wire request", "wire response", "Python caller", "Python reader"]

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

_LETTERS: Mapping[str, Verdict | None] = {
    "S": "safe",
    "P": "potential",
    "B": "breaking",
    "-": None,
}
_SIDES: Mapping[Use, frozenset[Audience]] = {
    "request": frozenset({"wire request", "Python caller"}),
    "response": frozenset({"wire response", "Python reader"}),
    "both": frozenset(AUDIENCES),
}

# For an old client against the new server (request, response), and for a program written for the old
# package that is checked against the new one (caller, reader).
TABLE: Mapping[Kind, str] = {
    "field-added-optional": "S S S S",
    "field-added-required": "B S B S",
    "field-removed-optional": "P S B B",
    "field-removed-required": "P B B B",
    "field-became-required": "B S B S",
    "field-became-optional": "S B S B",
    "field-renamed": "B B B B",
    "null-added": "S B S B",
    "null-removed": "B S B S",
    "literals-added": "S B S B",
    "literals-removed": "B S B B",
    "known-literals-added": "S S S S",
    "known-literals-removed": "S S S S",
    "enum-opened": "S B S B",
    "enum-closed": "B S B S",
    "union-member-added": "S B S B",
    "union-member-removed": "B S B S",
    "object-became-union": "S B B B",
    "type-widened": "S B S B",
    "type-narrowed": "B S B S",
    "type-replaced": "B B B B",
    "type-rewritten": "S S S B",
    "reference-changed": "S S S B",
    "type-added": "S S S S",
    "type-removed": "S S B B",
    "type-renamed": "S S B B",
    "type-moved": "S S P P",
    "type-extracted": "S S S S",
    "type-inlined": "S S B B",
    "resource-added": "S S S S",
    "resource-removed": "B - B -",
    "resource-renamed": "S - B -",
    "method-added": "S S S S",
    "method-removed": "B - B -",
    "method-renamed": "S - B -",
    "endpoint-changed": "B - S -",
    "path-parameter-added": "B - B -",
    "path-parameter-removed": "B - B -",
    "path-parameter-renamed": "S - B -",
    "path-parameter-keyword": "S - B -",
    "argument-added-optional": "S - S -",
    "argument-added-required": "B - B -",
    "argument-removed": "P - B -",
    "argument-nested": "B - B -",
    "placement-changed": "B - S -",
    "encoding-changed": "B - S -",
    "header-changed": "P - S -",
    "overload-added": "S - S -",
    "overload-removed": "B - B -",
    "pagination-changed": "- B - B",
    "answer-changed": "- B - B",
    "answer-nested": "- B - B",
    "base-url-changed": "P P S S",
    "credentials-changed": "B - S -",
    "convention-changed": "P - S -",
    "option-added-optional": "S - S -",
    "option-added-required": "B - B -",
    "option-removed": "P - B -",
    "default-changed": "P P S S",
    "deprecated-added": "S S S S",
    "deprecated-removed": "S S S S",
    "documentation-changed": "S S S S",
}

# What a value may be is more than that where it is an item: Python's checkers want the very type in a
# list or a dict, wider and narrower ones alike. A caller's lists are any iterable, which is not so strict.
_INVARIANT: Mapping[Container, frozenset[Audience]] = {
    "list": frozenset({"Python reader"}),
    "dict": frozenset({"Python caller", "Python reader"}),
}
_OF_VALUES: frozenset[Kind] = frozenset(
    {
        "null-added",
        "null-removed",
        "literals-added",
        "literals-removed",
        "enum-opened",
        "enum-closed",
        "union-member-added",
        "union-member-removed",
        "type-widened",
        "type-narrowed",
        "type-replaced",
    }
)

_REMOVED: Mapping[str, Kind] = {
    "optional": "field-removed-optional",
    "required": "field-removed-required",
}
_ADDED: Mapping[str, Kind] = {
    "optional": "field-added-optional",
    "required": "field-added-required",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is a matter of opinion: whether a literal that an answer may newly hold breaks a client."""

    response_literals: Verdict = "potential"


def verdicts_of(change: Change, policy: Policy) -> dict[Audience, Verdict]:
    """For each audience that a change concerns, what it does to it."""
    row = _row(TABLE[change.kind])
    if change.kind == "field-renamed":
        row.update(_on_the_wire(change))
    if change.kind in ("method-removed", "resource-removed") and change.after:
        row["wire request"] = "safe"
    if change.kind in _OF_VALUES:
        for container in change.containers:
            row.update(dict.fromkeys(_INVARIANT[container], "breaking"))
    if change.kind == "literals-added":
        row["wire response"] = row["Python reader"] = policy.response_literals
    concerned = _SIDES[change.use]
    return {audience: v for audience, v in row.items() if v is not None and audience in concerned}


def breaks_callers(change: Change) -> bool:
    return verdicts_of(change, Policy()).get("Python caller") == "breaking"


def _on_the_wire(rename: Change) -> dict[Audience, Verdict | None]:
    """A field that is called otherwise is one that went and one that came."""
    rows = _row(TABLE[_REMOVED[rename.before]]), _row(TABLE[_ADDED[rename.after]])
    return {a: worst(filter(None, (row[a] for row in rows))) for a in AUDIENCES[:2]}


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    if "breaking" in found:
        return "breaking"
    return "potential" if "potential" in found else "safe"


def _row(letters: str) -> dict[Audience, Verdict | None]:
    return {a: _LETTERS[letter] for a, letter in zip(AUDIENCES, letters.split(), strict=True)}
