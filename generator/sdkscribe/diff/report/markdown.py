"""A report as a migration guide, for a person who has to follow it and for a pull request: what moved, what
to write otherwise, what is gone, what must be looked at, what is new, in this order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sdkscribe.diff.changes import Change, Kind, TypePlace
from sdkscribe.diff.moves import CallMove
from sdkscribe.diff.report.findings import Finding, Report
from sdkscribe.diff.report.sections import by_verdict, sections_of
from sdkscribe.diff.report.sentences import sentence_of
from sdkscribe.diff.report.snippets import call_after, call_before, reads_after, reads_before
from sdkscribe.diff.verdicts import AUDIENCES, VERDICTS, Verdict

_MOVES: frozenset[Kind] = frozenset(
    {"resource-renamed", "method-renamed", "type-renamed", "type-moved", "field-renamed"}
)
_SIGNS: dict[Verdict, str] = {"breaking": "💥", "potential": "⚠️", "safe": "✅"}
_NEW = ("added", "extracted")
_GONE = ("removed", "inlined")


def markdown_report(
    report: Report, moves: Sequence[CallMove], imports: Sequence[tuple[str, str]]
) -> str:
    """The guide. `moves` are the methods that are called or read otherwise, `imports` the statements that
    are written otherwise."""
    parts = [*_heading(report)]
    moved = [f for f in report.open if f.change.kind in _MOVES]
    rest = [f for f in report.open if f.change.kind not in _MOVES]
    parts += _moved(moved)
    parts += _rewritten(moves, imports)
    parts += _findings("What breaks", [f for f in rest if _is(f, "breaking") and not _is_gone(f)])
    parts += _findings("What is gone", [f for f in rest if _is_gone(f)])
    parts += _findings(
        "What may break", [f for f in rest if _is(f, "potential") and not _is_gone(f)]
    )
    safe = [f for f in rest if _is(f, "safe") and not _is_gone(f)]
    parts += _findings("What is new", [f for f in safe if _is_new(f)])
    parts += _folded("What else changed", [f for f in safe if not _is_new(f)])
    parts += _accepted(report)
    return "\n\n".join(parts) + "\n"


def _is(finding: Finding, verdict: Verdict) -> bool:
    return finding.verdict == verdict


def _is_gone(finding: Finding) -> bool:
    kind = finding.change.kind
    return any(word in kind.split("-") for word in _GONE) and kind not in _NARROWED


_NARROWED: tuple[Kind, ...] = (
    "null-removed",
    "literals-removed",
    "known-literals-removed",
    "deprecated-removed",
)


def _is_new(finding: Finding) -> bool:
    return any(word in finding.change.kind.split("-") for word in _NEW)


def _heading(report: Report) -> Iterator[str]:
    changes = report.changes
    yield f"# {changes.old} → {changes.new}"
    if report.is_of_two_packages:
        yield "**These are two different packages:** names may agree by chance."
    if not report.findings:
        yield "Nothing changed."
        return
    counts = ", ".join(f"**{report.counts[v]} {v}**" for v in reversed(VERDICTS))
    yield f"{counts}. Version: **{report.bump}**."
    rows = [
        f"| {audience} | {' | '.join(str(_count(report, audience, v)) for v in reversed(VERDICTS))} |"
        for audience in AUDIENCES
    ]
    yield "\n".join(("| for | breaking | potential | safe |", "|---|---:|---:|---:|", *rows))


def _count(report: Report, audience: str, verdict: Verdict) -> int:
    pairs = (pair for finding in report.open for pair in finding.verdicts.items())
    return sum(pair == (audience, verdict) for pair in pairs)


# ------------------------------------------------------------------------------------------ moves


def _moved(findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield "## What moved"
    yield "Inferred from names, shapes and documentation: look at each before you trust it."
    rows = [
        f"| {_was(f.change)} | {_is_now(f.change)} | {f.change.confidence:.0%} |"
        for f in findings
        if f.change.confidence is not None
    ]
    yield "\n".join(("| was | is | sure |", "|---|---|---:|", *rows))


def _was(change: Change) -> str:
    match change:
        case Change(kind="type-moved", old=TypePlace(name=name), also_at=others):
            return f"{_quoted([name.name, *map(str, others)])} of `{name.module}`"
        case _:
            return f"`{change.old}`"


def _is_now(change: Change) -> str:
    match change:
        case Change(kind="type-moved", new=TypePlace(name=name)):
            return f"of `{name.module}`"
        case _:
            return f"`{change.new}`"


def _rewritten(moves: Sequence[CallMove], imports: Sequence[tuple[str, str]]) -> Iterator[str]:
    if moves or imports:
        yield "## What to change in code"
    if imports:
        yield "### Imports"
        rows = [f"| `{before}` | `{after}` |" for before, after in imports]
        yield "\n".join(("| was | is |", "|---|---|", *rows))
    for move in moves:
        yield f"### `{move.old}`"
        if move.changes_calls:
            yield f"Before:\n\n{_code(call_before(move))}"
            yield f"After:\n\n{_code(call_after(move))}"
        if move.gone:
            yield f"Gone, without a successor: {_quoted(move.gone)}."
        reads = list(zip(reads_before(move), reads_after(move), strict=True))
        if reads:
            rows = [f"| `{before}` | {_cell(after)} |" for before, after in reads]
            yield "\n".join(("| what was read | is now |", "|---|---|", *rows))


def _code(text: str) -> str:
    return f"```python\n{text}\n```"


def _cell(text: str) -> str:
    return text if text == "gone" else f"`{text}`"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


# --------------------------------------------------------------------------------------- findings


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield f"## {title}"
        yield from _sections(findings)


def _folded(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    """What few will read: folded, in a page that can."""
    if findings:
        inside = "\n\n".join(_sections(findings))
        yield f"<details>\n<summary>{title} ({len(findings)})</summary>\n\n{inside}\n\n</details>"


def _sections(findings: Sequence[Finding]) -> Iterator[str]:
    for section in sections_of(findings):
        yield f"### {section.title}"
        yield "\n".join(
            line for _, found in by_verdict(section.findings) for line in map(_line, found)
        )


def _line(finding: Finding) -> str:
    change = finding.change
    place = str(change.place).partition("(")[0]
    notes = [f"also at {_quoted(map(str, change.also_at))}"] if change.also_at else []
    notes += [sentence_of(detail) for detail in change.details]
    notes += [f"with {sentence_of(part.change)}" for part in finding.breaking_parts]
    where = next((w.declaration or w.spec for w in (finding.new, finding.old)), None)
    notes += [f"{where.path}:{where.line}"] if where is not None else []
    said = f" ({'; '.join(notes)})" if notes else ""
    return f"- {_SIGNS[finding.verdict]} `{place}`: {sentence_of(change)}{said} <!-- {finding.fingerprint} -->"


def _accepted(report: Report) -> Iterator[str]:
    known = [finding for finding in report.findings if finding.accepted is not None]
    if known:
        yield "## What is accepted"
        yield "\n".join(
            f"- `{f.change.place}`: {sentence_of(f.change)}: {f.accepted}" for f in known
        )
    if report.stale:
        yield f"Accepted, but does not occur (any more): {_quoted(report.stale)}."
