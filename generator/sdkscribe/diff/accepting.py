"""Changes that a project has seen and accepts, each with a reason: the accept file.

[[accept]]
change = "0f3a9c2b71de"     # the change's fingerprint, as every report shows it
reason = "we never send this field"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from sdkscribe.errors import Location, Problem, SdkscribeError, nearest

_KEYS = ("change", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What is accepted: the reason of each, by fingerprint."""

    reasons: Mapping[str, str]

    def stale(self, fingerprints: Iterable[str]) -> tuple[str, ...]:
        """What is accepted and does not occur (any more)."""
        there = set(fingerprints)
        return tuple(accepted for accepted in self.reasons if accepted not in there)


NOTHING_ACCEPTED = Accepted(reasons={})


def read_accepted(text: str, path: str) -> Accepted:
    """The entries of an accept file. Raises `SdkscribeError` with all that is wrong with it."""
    try:
        root = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = Problem(message=f"invalid TOML: {error}", location=Location(path=path))
        raise SdkscribeError(problem) from None
    problems = list(_problems_of(root, path))
    if problems:
        raise SdkscribeError(problems)
    entries = cast("list[dict[str, str]]", root.get("accept", []))
    return Accepted(reasons={entry["change"]: entry["reason"] for entry in entries})


def _problems_of(root: Mapping[str, object], path: str) -> Iterator[Problem]:
    for key in root:
        if key != "accept":
            yield _problem(f"the key `{key}` has no meaning here", path, nearest(key, ["accept"]))
    entries = root.get("accept", [])
    if not isinstance(entries, list):
        yield _problem("`accept` must be a list of tables", path, "write `[[accept]]`")
        return
    seen: set[object] = set()
    for number, entry in enumerate(cast("list[object]", entries), start=1):
        yield from _problems_of_entry(entry, f"entry {number} of `accept`", path)
        change = cast("dict[str, object]", entry).get("change") if isinstance(entry, dict) else None
        if change is not None and change in seen:
            yield _problem(f"entry {number} of `accept` repeats `{change}`", path, None)
        seen.add(change)


def _problems_of_entry(entry: object, called: str, path: str) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield _problem(f"{called} is no table", path, "write `[[accept]]`")
        return
    known = cast("dict[str, object]", entry)
    for key in known.keys() - set(_KEYS):
        hint = nearest(key, _KEYS) or f"known here: {', '.join(_KEYS)}"
        yield _problem(f"{called} has a key `{key}` without a meaning", path, hint)
    for key in _KEYS:
        value = known.get(key)
        if not isinstance(value, str) or not value.strip():
            yield _problem(f"{called} needs a `{key}`", path, "a text that is not empty")


def _problem(message: str, path: str, hint: str | None) -> Problem:
    return Problem(message=message, location=Location(path=path), hint=hint)
