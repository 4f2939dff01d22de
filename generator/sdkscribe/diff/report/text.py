"""A report for a terminal: lines of spans, each with what it stands for; who prints them picks the colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sdkscribe.diff.changes import Change, Kind
from sdkscribe.diff.report.findings import Finding, Report
from sdkscribe.diff.report.sections import sections_of
from sdkscribe.diff.report.sentences import sentence_of
from sdkscribe.diff.verdicts import AUDIENCES, VERDICTS, Verdict

Style: TypeAlias = Verdict | Literal["title", "quiet", "plain", "strong"]

_LETTERS: dict[Verdict, str] = {"safe": "S", "potential": "P", "breaking": "B"}
_MARKS: dict[Verdict, str] = {"safe": "·", "potential": "?", "breaking": "!"}
_SAYINGS: tuple[Kind, ...] = ("documentation-changed", "type-added")
_MOST_METHODS = 3


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    style: Style = "plain"


Line: TypeAlias = tuple[Span, ...]


def text_lines(report: Report) -> Iterator[Line]:
    """The report, section by section. Documentation and types that came are only counted."""
    yield from _heading(report)
    said = [finding for finding in report.open if finding.change.kind not in _SAYINGS]
    for section in sections_of(said):
        yield ()
        yield (Span(section.title, "title"),)
        for finding in section.findings:
            yield from _finding(finding)
    yield from _rest(report)
    yield ()
    yield from _summary(report)


def _heading(report: Report) -> Iterator[Line]:
    changes = report.changes
    yield (Span(f"{changes.old} → {changes.new}", "strong"),)
    if report.is_of_two_packages:
        yield (Span("two different packages: names may agree by chance", "potential"),)
    letters = ", ".join(f"{_LETTERS[verdict]} {verdict}" for verdict in VERDICTS)
    yield (Span(f"for {', '.join(AUDIENCES)}: {letters}", "quiet"),)


def _finding(finding: Finding) -> Iterator[Line]:
    verdict = finding.verdict
    yield (
        Span(f"  {_MARKS[verdict]} ", verdict),
        Span(f"{_letters(finding)}  ", verdict),
        Span(f"{_owner(finding.change)}: ", "strong"),
        Span(sentence_of(finding.change)),
        Span(f"  {finding.fingerprint}", "quiet"),
    )
    notes = "; ".join(_notes(finding))
    if notes:
        yield (Span(f"           {notes}", "quiet"),)


def _letters(finding: Finding) -> str:
    """A letter for each audience."""
    return "".join(
        _LETTERS[finding.verdicts[a]] if a in finding.verdicts else "-" for a in AUDIENCES
    )


def _owner(change: Change) -> str:
    """What a change is a change of, in front of what happened to it."""
    return str(change.place).partition("(")[0]


def _notes(finding: Finding) -> Iterator[str]:
    change = finding.change
    if change.confidence is not None:
        yield f"inferred, {change.confidence:.0%} sure"
    if len(change.reach) > 1:
        yield f"in {_named([reach.method for reach in change.reach])}"
    if change.also_at:
        yield f"also at {_named([str(place) for place in change.also_at])}"
    if change.details:
        yield ", ".join(sentence_of(detail) for detail in change.details).replace("`", "")
    worse = [sentence_of(part.change).replace("`", "") for part in finding.breaking_parts]
    if worse:
        yield f"with {_named(worse)}"
    yield from _places(finding)


def _places(finding: Finding) -> Iterator[str]:
    for where in (finding.new, finding.old):
        for location in (where.declaration, where.spec):
            if location is not None:
                yield f"{location.path}:{location.line}"
                return


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:_MOST_METHODS])
    left = len(names) - _MOST_METHODS
    return f"{shown} and {left} more" if left > 0 else shown


def _rest(report: Report) -> Iterator[Line]:
    documented = _count(report.open, "documentation-changed")
    types = _count(report.open, "type-added")
    accepted = len(report.findings) - len(report.open)
    notes = (
        (documented, "described otherwise"),
        (types, "types added"),
        (accepted, "accepted"),
    )
    known = [f"{count} {what}" for count, what in notes if count]
    if known:
        yield ()
        yield (Span(f"and {', '.join(known)}", "quiet"),)
    for fingerprint in report.stale:
        yield (Span(f"accepted, but does not occur: {fingerprint}", "potential"),)


def _count(findings: Iterable[Finding], kind: Kind) -> int:
    return sum(finding.change.kind == kind for finding in findings)


def _summary(report: Report) -> Iterator[Line]:
    if not report.findings:
        yield (Span("nothing changed"),)
        return
    counts = [Span(f"{report.counts[v]} {v}", v) for v in reversed(VERDICTS)]
    separated = [span for count in counts for span in (count, Span(", "))]
    yield (*separated[:-1], Span(f"; version: {report.bump}"))
