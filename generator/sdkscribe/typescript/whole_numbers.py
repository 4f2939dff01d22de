"""Which numbers are whole: TypeScript has one `number`, the declaration's own words say more.

A small table of evidence. A rule looks at a property's name (in snake_case) or at its documentation
and answers with the words that it found; the first answer stands in the spec beside `integer`. Words
that speak of fractions outweigh all rules, and "integer" outweighs those that only suggest them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sdkscribe.words import snake_case


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`reason` says why a match means a whole number."""

    looks_at: Literal["name", "documentation"]
    pattern: re.Pattern[str]
    reason: str


def _name(pattern: str, reason: str) -> Rule:
    return Rule(looks_at="name", pattern=re.compile(pattern), reason=reason)


def _words(pattern: str, reason: str) -> Rule:
    compiled = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    return Rule(looks_at="documentation", pattern=compiled, reason=reason)


# What shows that a number may have a fraction, whatever else is said of it.
_FRACTION_NAMES = re.compile(
    r"(^|_)(avg|average|mean|median|p\d\d|rate|ratio|percent|percentage|pct|fraction|factor|score"
    r"|latency|rtt|jitter|std|stddev|deviation|variance|load|latitude|longitude|lat|long|top_p"
    r"|time_(\w+_)?ms|cpu_time|wall_time|uptime|price|cost|amount|discount|quantity)(_|$)"
    r"|^duration_ms$"
)
_FRACTION_WORDS = re.compile(
    r"(?<![a-z]-)(?<![\w.])-?\d*\.\d+\b|\bprobabilit|\bfraction|\bpercent|\bratio\b"
    r"|\btemperature\b|\bfloat|\bdecimal|\bmet(?:er|re)s?\b|\bdegrees?\b",
    re.IGNORECASE,
)
_SAYS_INTEGER = re.compile(r"\b(?:an |positive )?integers?\b", re.IGNORECASE)
_SAYS_OTHERWISE = re.compile(r"\bfloat|\bdecimal|\bfraction", re.IGNORECASE)

RULES = (
    _words(r"unix timestamps?|unix time|unix epoch", "APIs count whole seconds"),
    _words(r"(?:timestamp )?\(?in (?:milli)?seconds\)? since", "APIs count whole seconds"),
    _words(r"timestamp for when", "a point in time, in whole seconds"),
    _words(r"in milliseconds", "the unit is the finest that the API has"),
    _words(
        r"(?:the )?(?:maximum |minimum |total |max )?number of "
        r"(?!seconds|minutes|hours|units|credits)[a-z]+",
        "a count of what does not come in parts",
    ),
    _words(r"how many [a-z]+", "a count"),
    _words(r"(?:maximum|minimum|max|min|total) tokens", "a count of tokens"),
    _words(r"arrays? of tokens|token ids?", "tokens are numbers of a vocabulary"),
    _words(r"(?:the )?(?:zero-based )?index (?:of|in|for)", "a position in a list"),
    _words(r"sequence number|page number", "a position in a sequence"),
    _words(r"in (?:giga|mega|kilo)?bytes", "a size in bytes"),
    _words(r"status code", "a code, which is a name made of digits"),
    _words(r"in pixels|pixels from", "the grid of a display"),
    _name(r"(^|_)(index|offset|page)$", "a position in a list"),
    _name(r"(^|_)(order|precedence|version|attempt|iteration|lines?)$", "a position in a sequence"),
    _name(r"(^|_)(id|number|code|port|asn|seed)$", "a name made of digits"),
    _name(r"(^|_)(count|pages|per_page|retries|attempts|epochs)$", "a count"),
    _name(r"(^|_)tokens(_|$)", "a count of tokens"),
    _name(r"s_per_(\d+_)?(second|minute|hour|day|month|period)s?$", "a count within a time"),
    _name(r"(^|_)bytes$", "bytes, or how many"),
    _name(r"_num_|^num_|^(limit|size|page_size|total|status|year|month|day)$", "a count"),
    _name(
        r"^(max|min|total)_(?!.*(seconds|minutes|hours|cost|credits)$).*s$",
        "a bound, or the sum, of what the plural counts",
    ),
    _name(r"^created(_(at|after|before))?$|_at$", "a point in time, in whole seconds"),
    _name(r"(^|_)(ms|millis|secs|minutes|days|weeks|months|years)$", "APIs count these whole"),
    _name(r"(^|_)px$", "the grid of a display"),
)


def whole_number_evidence(wire_name: str, documentation: str | None) -> str | None:
    """The words that show a number to be whole, or None where nothing does."""
    name, words = snake_case(wire_name), documentation or ""
    says = _SAYS_INTEGER.search(words)
    if says and not _SAYS_OTHERWISE.search(words):
        return f"documentation: {says.group()}"
    if _FRACTION_NAMES.search(name) or _FRACTION_WORDS.search(words):
        return None
    for rule in RULES:
        found = rule.pattern.search(name if rule.looks_at == "name" else words)
        if found:
            return f"{rule.looks_at}: {found.group().strip('_')}"
    return None
