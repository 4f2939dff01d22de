"""Which numbers are whole: TypeScript has one `number`, the declaration's own words say more.

A small table of evidence. A rule looks at a property's wire name or at its documentation and
answers with the words that it found; the first answer stands in the spec beside `integer`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`reason` says why a match means a whole number."""

    looks_at: Literal["name", "documentation"]
    pattern: re.Pattern[str]
    reason: str


def _name(pattern: str, reason: str) -> Rule:
    return Rule(looks_at="name", pattern=re.compile(pattern, re.IGNORECASE), reason=reason)


def _words(pattern: str, reason: str) -> Rule:
    compiled = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    return Rule(looks_at="documentation", pattern=compiled, reason=reason)


_FRACTION = re.compile(
    r"\b\d*\.\d+\b|\bprobabilit|\bfraction|\bpercent|\bratio\b|\btemperature\b|\bfloat|\bdecimal",
    re.IGNORECASE,
)

RULES = (
    _words(r"(?:an |positive )?integers?", "says so"),
    _words(r"unix timestamps?|unix time|unix epoch", "APIs count whole seconds"),
    _words(r"(?:timestamp )?\(?in (?:milli)?seconds\)? since", "APIs count whole seconds"),
    _words(r"timestamp for when", "a point in time, in whole seconds"),
    _words(r"in milliseconds", "the unit is the finest that the API has"),
    _words(r"(?:the )?(?:maximum |minimum |total |max )?number of [a-z]+", "a count"),
    _words(r"the (?:zero-based )?index (?:of|in|for)", "a position in a list"),
    _words(r"sequence number", "a position in a sequence"),
    _words(r"in (?:giga|mega|kilo)?bytes", "a size in bytes"),
    _name(r"(^|_)index$", "a position in a list"),
    _name(r"_(at|ms|index|tokens|count|bytes|number|seconds|minutes|days|id)$", "the unit"),
    _name(r"(^|_)tokens(_|$)", "a count of tokens"),
    _name(r"^(limit|offset|seed|n|count|page|size|status|code|port|year|month|day)$", "a count"),
)


def whole_number_evidence(wire_name: str, documentation: str | None) -> str | None:
    """The words that show a number to be whole, or None where nothing does."""
    if documentation is not None and _FRACTION.search(documentation):
        return None
    for rule in RULES:
        looked_at = wire_name if rule.looks_at == "name" else documentation
        found = rule.pattern.search(looked_at) if looked_at else None
        if found:
            return f"{rule.looks_at}: {found.group().strip('_')}"
    return None
