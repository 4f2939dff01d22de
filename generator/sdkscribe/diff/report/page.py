"""A report as a page for a browser: the plan that `templates/diff/page.html.jinja` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sdkscribe.diff.changes import Change, Kind, MethodPlace
from sdkscribe.diff.moves import CallMove
from sdkscribe.diff.report.findings import Finding, Report
from sdkscribe.diff.report.highlighting import Pieces, highlighted
from sdkscribe.diff.report.sections import sections_of
from sdkscribe.diff.report.sentences import sentence_of
from sdkscribe.diff.report.snippets import call_after, call_before, reads_after, reads_before
from sdkscribe.diff.spots import Where
from sdkscribe.diff.verdicts import AUDIENCES, VERDICTS
from sdkscribe.errors import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWord:
    """A piece of a sentence."""

    text: str
    is_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCell:
    """What a change does to an audience that it concerns."""

    audience: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSide:
    """How something is written on one side, and where."""

    text: Pieces
    declaration: str
    spec: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFinding:
    fingerprint: str
    kind: str
    is_documentation: bool
    verdict: str
    audiences: str
    place: str
    sentence: tuple[PageWord, ...]
    cells: tuple[PageCell, ...]
    old: PageSide
    new: PageSide
    confidence: str
    accepted: str
    more: str
    sentences: tuple[tuple[PageWord, ...], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCount:
    verdict: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """`counts` are of what may break."""

    title: str
    counts: tuple[PageCount, ...]
    findings: tuple[PageFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMove:
    """A call before and after, and what is read from its answer."""

    old: str
    before: str
    after: str
    gone: tuple[str, ...]
    reads: tuple[PageRead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAudience:
    name: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    old: str
    new: str
    is_of_two_packages: bool
    bump: str
    counts: tuple[PageCount, ...]
    audiences: tuple[PageAudience, ...]
    imports: tuple[PageRead, ...]
    moves: tuple[PageMove, ...]
    sections: tuple[PageSection, ...]
    documented: int
    stale: tuple[str, ...]


def page_of(report: Report, moves: Sequence[CallMove], imports: Sequence[tuple[str, str]]) -> Page:
    return Page(
        old=str(report.changes.old),
        new=str(report.changes.new),
        is_of_two_packages=report.is_of_two_packages,
        bump=report.bump,
        counts=tuple(PageCount(verdict=v, count=report.counts[v]) for v in reversed(VERDICTS)),
        audiences=tuple(PageAudience(name=a, slug=_slug(a)) for a in AUDIENCES),
        imports=tuple(PageRead(before=before, after=after) for before, after in imports),
        moves=tuple(_move(move) for move in moves if move.changes_calls),
        sections=tuple(
            PageSection(
                title=section.title,
                counts=tuple(_counts(section.findings)),
                findings=tuple(map(_finding, section.findings)),
            )
            for section in sections_of(report.findings)
        ),
        documented=sum(f.change.kind == "documentation-changed" for f in report.findings),
        stale=report.stale,
    )


# How it is written says nothing of these, nor of parts of methods: what the change says does.
_OF_WORDS: tuple[Kind, ...] = ("documentation-changed", "deprecated-added", "deprecated-removed")


def _counts(findings: Sequence[Finding]) -> Iterator[PageCount]:
    for verdict in ("breaking", "potential"):
        count = sum(f.verdict == verdict and f.accepted is None for f in findings)
        if count:
            yield PageCount(verdict=verdict, count=count)


def _move(move: CallMove) -> PageMove:
    reads = zip(reads_before(move), reads_after(move), strict=True)
    return PageMove(
        old=move.old,
        before=call_before(move),
        after=call_after(move),
        gone=move.gone,
        reads=tuple(PageRead(before=before, after=after) for before, after in reads),
    )


def _finding(finding: Finding) -> PageFinding:
    change = finding.change
    inside = [*change.details, *_parts(finding)]
    is_said = change.kind in _OF_WORDS or isinstance(change.place, MethodPlace)
    old, new = highlighted(
        change.before if is_said and change.before else finding.old.text or change.before,
        change.after if is_said and change.after else finding.new.text or change.after,
    )
    return PageFinding(
        fingerprint=finding.fingerprint,
        kind=change.kind,
        is_documentation=change.kind == "documentation-changed",
        verdict=finding.verdict,
        audiences=" ".join(_slug(audience) for audience in finding.verdicts),
        place=str(change.place),
        sentence=_words(sentence_of(change)),
        cells=tuple(PageCell(audience=a, verdict=v) for a, v in finding.verdicts.items()),
        old=_side(finding.old, old),
        new=_side(finding.new, new),
        confidence="" if change.confidence is None else f"{change.confidence:.0%}",
        accepted=finding.accepted or "",
        more=_more(change, len(inside)),
        sentences=tuple(_words(sentence_of(one)) for one in inside),
        lines=(
            *(f"at {place}" for place in change.also_at),
            *(f"{reach.method} ({reach.use})" for reach in change.reach),
        ),
    )


def _more(change: Change, inside: int) -> str:
    """What there is to unfold: `3 methods, 2 more places, 4 consequences`; empty for nothing."""
    counts = (
        (len(change.reach), "method"),
        (len(change.also_at), "more place"),
        (inside, "consequence"),
    )
    return ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n)


def _slug(audience: str) -> str:
    return audience.lower().replace(" ", "-")


def _parts(finding: Finding) -> list[Change]:
    return [one for part in finding.parts for one in (part.change, *_parts(part))]


def _words(sentence: str) -> tuple[PageWord, ...]:
    """The sentence, cut where code begins and ends."""
    pieces = enumerate(sentence.split("`"))
    return tuple(PageWord(text=text, is_code=n % 2 == 1) for n, text in pieces if text)


def _side(where: Where, text: Pieces) -> PageSide:
    return PageSide(text=text, declaration=_shown(where.declaration), spec=_shown(where.spec))


def _shown(location: Location | None) -> str:
    return "" if location is None else f"{location.path}:{location.line}"
