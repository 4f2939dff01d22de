"""Changes with what they break, where they are written down, and whether they are accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from sdkscribe.diff.accepting import NOTHING_ACCEPTED, Accepted
from sdkscribe.diff.changes import Change, Changes, Place
from sdkscribe.diff.spots import NOWHERE, Lines, Where, where
from sdkscribe.diff.surface import Surface
from sdkscribe.diff.verdicts import AUDIENCES, Audience, Policy, Verdict, verdicts_of, worst

Bump: TypeAlias = Literal["major", "minor", "patch", "none"]
Threshold: TypeAlias = Literal["breaking", "potential", "any"]

_SAYINGS = ("documentation-changed", "deprecated-removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One change, judged, with all that it brings about. What a move or a rename does is its own to say:
    the removal and the addition are the same thing seen twice. `accepted` is the reason why a project
    accepts it."""

    change: Change
    verdicts: Mapping[Audience, Verdict]
    old: Where = NOWHERE
    new: Where = NOWHERE
    accepted: str | None = None
    parts: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worst that it does to anybody."""
        return worst(self.verdicts.values())

    @property
    def fingerprint(self) -> str:
        return self.change.fingerprint

    @property
    def breaking_parts(self) -> tuple[Finding, ...]:
        """What it breaks by what it brings about."""
        is_move = self.change.confidence is not None
        return () if is_move else tuple(p for p in self.parts if p.verdict == "breaking")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings: causes, each with its `parts`. `stale` are accepted fingerprints that do not occur."""

    changes: Changes
    findings: tuple[Finding, ...]
    stale: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody has accepted."""
        return tuple(finding for finding in self.findings if finding.accepted is None)

    @property
    def counts(self) -> Counter[Verdict]:
        return Counter(finding.verdict for finding in self.open)

    @property
    def is_of_two_packages(self) -> bool:
        return self.changes.old.package != self.changes.new.package

    @property
    def bump(self) -> Bump:
        """The least step of the version number that tells users what awaits them."""
        if self.counts["breaking"]:
            return "major"
        if any(finding.change.kind not in _SAYINGS for finding in self.open):
            return "minor"
        return "patch" if self.open else "none"

    def fails(self, threshold: Threshold) -> bool:
        match threshold:
            case "breaking":
                return self.counts["breaking"] > 0
            case "potential":
                return self.counts["breaking"] + self.counts["potential"] > 0
            case "any":
                return bool(self.open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a report knows of one side: what is there, and on which lines."""

    surface: Surface
    lines: Lines


def judged(
    changes: Changes,
    old: Side,
    new: Side,
    *,
    policy: Policy,
    accepted: Accepted = NOTHING_ACCEPTED,
    audiences: Iterable[Audience],
) -> Report:
    """A report for the audiences that are asked for: what does not concern them is left out."""
    wanted = set(audiences)
    parts: dict[str, list[Finding]] = {}
    causes: list[Finding] = []
    for change in changes.changes:
        found = verdicts_of(change, policy)
        verdicts: dict[Audience, Verdict] = {a: v for a, v in found.items() if a in wanted}
        finding = Finding(
            change=change,
            verdicts=verdicts,
            old=_where(change.old, old),
            new=_where(change.new, new),
            accepted=accepted.reasons.get(change.fingerprint),
        )
        if change.part_of is not None:
            parts.setdefault(change.part_of, []).append(finding)
        elif verdicts:
            causes.append(finding)
    return Report(
        changes=changes,
        findings=tuple(_with_parts(finding, parts) for finding in causes),
        stale=accepted.stale(change.fingerprint for change in changes.changes),
    )


def _where(place: Place | None, side: Side) -> Where:
    return NOWHERE if place is None else where(place, side.surface, side.lines)


def _with_parts(finding: Finding, parts: Mapping[str, list[Finding]]) -> Finding:
    """A finding with what it brings about, as far as that is not accepted by itself."""
    found = tuple(
        _with_parts(part, parts)
        for part in parts.get(finding.fingerprint, ())
        if part.accepted is None
    )
    is_move = finding.change.confidence is not None
    judged_together = (finding, *(() if is_move else found))
    verdicts: dict[Audience, Verdict] = {
        audience: worst(
            one.verdicts[audience] for one in judged_together if audience in one.verdicts
        )
        for audience in AUDIENCES
        if any(audience in one.verdicts for one in judged_together)
    }
    return replace(finding, verdicts=verdicts, parts=found)
