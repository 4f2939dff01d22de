"""A report for programs. `spec/changes.schema.json` is the schema of what this makes."""

from __future__ import annotations

from typing import TypeAlias

from sdkscribe.diff.changes import (
    Change,
    ClientPlace,
    MethodPlace,
    Place,
    ResourcePlace,
    TypePlace,
    Version,
)
from sdkscribe.diff.report.findings import Finding, Report
from sdkscribe.diff.report.sentences import sentence_of
from sdkscribe.diff.spots import Where
from sdkscribe.diff.verdicts import VERDICTS
from sdkscribe.errors import Location

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

FORMAT = 1


def json_report(report: Report) -> Json:
    """The report as values that JSON has; what does not apply is left out."""
    return {
        "format": FORMAT,
        "old": _version(report.changes.old),
        "new": _version(report.changes.new),
        "counts": {verdict: report.counts[verdict] for verdict in VERDICTS},
        "bump": report.bump,
        "stale": list(report.stale),
        "changes": [_finding(finding) for finding in report.findings],
    }


def _version(version: Version) -> Json:
    only: list[Json] = list(version.only)
    return {"package": version.package, "version": version.version, "only": only}


def _finding(finding: Finding) -> Json:
    change = finding.change
    verdicts: dict[str, Json] = {}
    verdicts.update(finding.verdicts.items())
    found: dict[str, Json] = {
        "fingerprint": finding.fingerprint,
        "verdict": finding.verdict,
        "verdicts": verdicts,
        **_change(change),
        "reach": [{"method": reach.method, "as": reach.use} for reach in change.reach],
    }
    if finding.accepted is not None:
        found["accepted"] = finding.accepted
    if change.confidence is not None:
        found["confidence"] = change.confidence
    for side, place, where in (
        ("old", change.old, finding.old),
        ("new", change.new, finding.new),
    ):
        if place is not None:
            found[side] = {**_place(place), **_where(where)}
    if change.also_at:
        found["also_at"] = [_place(place) for place in change.also_at]
    if change.details:
        found["details"] = [_change(detail) for detail in change.details]
    if finding.parts:
        found["parts"] = [_finding(part) for part in finding.parts]
    return found


def _change(change: Change) -> dict[str, Json]:
    found: dict[str, Json] = {"kind": change.kind, "sentence": sentence_of(change)}
    if change.subject:
        found["subject"] = list(change.subject)
    if change.before:
        found["before"] = change.before
    if change.after:
        found["after"] = change.after
    return found


def _place(place: Place) -> dict[str, Json]:
    match place:
        case TypePlace(name=name, path=path):
            return {"type": str(name), **({"path": path} if path else {})}
        case MethodPlace(resource=resource, method=method, path=path):
            return {"method": f"{resource}.{method}", **({"path": path} if path else {})}
        case ResourcePlace(resource=resource):
            return {"resource": resource}
        case ClientPlace(path=path):
            return {"client": path}


def _where(where: Where) -> dict[str, Json]:
    lines = {"declaration": where.declaration, "spec": where.spec}
    found: dict[str, Json] = {"written": where.text} if where.text else {}
    found.update({name: _location(line) for name, line in lines.items() if line is not None})
    return found


def _location(location: Location) -> Json:
    return {"path": location.path, "line": location.line}
