"""What a change of an API breaks, as it was laid down before there was any code: for old clients by what a type
is used as, for Python source by caller and reader, for the wire by request and response.

S safe, P potentially breaking, B breaking, - does not apply, ? said in words that the differences quote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sdkscribe.diff.changes import Kind

Column: TypeAlias = Literal["request", "response", "both", "caller", "reader", "sent", "received"]
COLUMNS: tuple[Column, ...] = (
    "request",
    "response",
    "both",
    "caller",
    "reader",
    "sent",
    "received",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of change, the kinds that it is here, and its verdicts by column."""

    change: str
    kinds: tuple[Kind, ...]
    verdicts: str


RULES = (
    Rule("field added, optional", ("field-added-optional",), "S S S  S S  S S"),
    Rule("field added, required", ("field-added-required",), "B S B  B S  B S"),
    Rule("field removed, was optional", ("field-removed-optional",), "P P P  B B  P S"),
    Rule("field removed, was required", ("field-removed-required",), "P B B  B B  P B"),
    Rule("optional → required", ("field-became-required",), "B S B  B S  B S"),
    Rule("required → optional", ("field-became-optional",), "S B B  S B  S B"),
    Rule("null added", ("null-added",), "S B B  S B  S B"),
    Rule("null removed", ("null-removed",), "B S B  B S  B S"),
    Rule("literal added to a closed enum", ("literals-added",), "S P P  S B  S B"),
    Rule("literal removed", ("literals-removed",), "B S B  B P  B S"),
    Rule("closed → open enum", ("enum-opened",), "S B B  S B  S B"),
    Rule("open → closed enum", ("enum-closed",), "B S B  B S  B S"),
    Rule("union member added", ("union-member-added",), "S B B  S B  S B"),
    Rule("union member removed", ("union-member-removed",), "B S B  B S  B S"),
    Rule("type replaced", ("type-replaced",), "B B B  B B  B B"),
    Rule("type widened", ("type-widened",), "S B B  S B  S B"),
    Rule("type narrowed", ("type-narrowed",), "B S B  B S  B S"),
    Rule("object → union under the same name", ("object-became-union",), "S B B  B B  S B"),
    Rule("method added", ("method-added",), "S S -  S S  S S"),
    Rule("method removed", ("method-removed",), "B - -  B -  B -"),
    Rule("verb or path changed", ("endpoint-changed",), "- - -  S -  B -"),
    Rule("path parameter renamed", ("path-parameter-renamed",), "- - -  ? -  S -"),
    Rule("path parameter added", ("path-parameter-added",), "B - -  B -  B -"),
    Rule("pagination kind changed", ("pagination-changed",), "- B -  - B  - B"),
    Rule("return type changed", ("answer-changed",), "- ? -  - ?  - ?"),
    Rule("constant header changed", ("header-changed",), "P P -  S -  P -"),
    Rule("documented default changed", ("default-changed",), "P P P  S S  P P"),
    Rule(
        "deprecated added or removed", ("deprecated-added", "deprecated-removed"), "S S S  ? ?  S S"
    ),
    Rule("documentation changed", ("documentation-changed",), "S S S  S S  S S"),
    Rule("type renamed or moved", ("type-renamed", "type-moved"), "S S S  B B  S S"),
    Rule("field renamed", ("field-renamed",), "B B B  B B  ? ?"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is decided here instead, and why."""

    verdict: str
    reason: str


_LAST = "by keyword it breaks, by position it does not: the worse is said"
_WARNS = "the checker warns, which is no error"
_BY_STRUCTURE = (
    "it is said where another form comes back; of types that differ, what differs is said"
)
_UNASKED = "a header is of the request: an answer has none that is constant"

DIFFERENCES: Mapping[tuple[Kind, Column], Difference] = {
    ("field-removed-optional", "response"): Difference("S", "as received: it may always be absent"),
    ("literals-removed", "reader"): Difference("B", "`==` with it is an error under --strict"),
    ("endpoint-changed", "request"): Difference("B", "as sent"),
    ("endpoint-changed", "both"): Difference("B", "as sent"),
    ("path-parameter-renamed", "request"): Difference("S", "as sent"),
    ("path-parameter-renamed", "both"): Difference("S", "as sent"),
    ("path-parameter-renamed", "caller"): Difference("B", _LAST),
    ("method-added", "both"): Difference("S", "there is a verdict for either side"),
    ("method-removed", "both"): Difference("B", "there is a verdict for either side"),
    ("path-parameter-added", "both"): Difference("B", "there is a verdict for either side"),
    ("pagination-changed", "both"): Difference("B", "there is a verdict for either side"),
    ("answer-changed", "response"): Difference("B", _BY_STRUCTURE),
    ("answer-changed", "both"): Difference("B", _BY_STRUCTURE),
    ("answer-changed", "reader"): Difference("B", _BY_STRUCTURE),
    ("answer-changed", "received"): Difference("B", _BY_STRUCTURE),
    ("header-changed", "response"): Difference("-", _UNASKED),
    ("header-changed", "both"): Difference("P", "there is a verdict for the request"),
    ("deprecated-added", "caller"): Difference("S", _WARNS),
    ("deprecated-added", "reader"): Difference("S", _WARNS),
    ("deprecated-removed", "caller"): Difference("S", _WARNS),
    ("deprecated-removed", "reader"): Difference("S", _WARNS),
    ("type-moved", "caller"): Difference("P", "modules share packages: the import may be the same"),
    ("type-moved", "reader"): Difference("P", "modules share packages: the import may be the same"),
    ("field-renamed", "sent"): Difference("B", "removed and added: of a field that must be there"),
    ("field-renamed", "received"): Difference(
        "B", "removed and added: of a field that must be there"
    ),
}

BEYOND: frozenset[Kind] = frozenset(
    {
        "known-literals-added",
        "known-literals-removed",
        "type-rewritten",
        "reference-changed",
        "type-added",
        "type-removed",
        "type-extracted",
        "type-inlined",
        "resource-added",
        "resource-removed",
        "resource-renamed",
        "method-renamed",
        "path-parameter-removed",
        "path-parameter-keyword",
        "argument-added-optional",
        "argument-added-required",
        "argument-removed",
        "argument-nested",
        "placement-changed",
        "encoding-changed",
        "overload-added",
        "overload-removed",
        "answer-nested",
        "base-url-changed",
        "credentials-changed",
        "convention-changed",
        "option-added-optional",
        "option-added-required",
        "option-removed",
    }
)
"""Kinds that the rules do not speak of: what they are is said in the docs, and shown by their witnesses."""
