"""A history as a page for a browser: the plan that `templates/diff/history.html.jinja` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sdkscribe.diff.verdicts import VERDICTS

_WIDTH, _HEIGHT = 1000, 160


class Version(Protocol):
    """What a page shows of a version."""

    @property
    def version(self) -> str: ...
    @property
    def methods(self) -> int: ...
    @property
    def types(self) -> int: ...
    @property
    def counts(self) -> Mapping[str, int]: ...
    @property
    def bump(self) -> str: ...
    @property
    def page(self) -> str | None: ...
    @property
    def problem(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryBar:
    verdict: str
    count: int
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    version: str
    methods: int
    types: int
    bump: str
    announced: str
    is_surprise: bool
    page: str
    problem: str
    bars: tuple[HistoryBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """How a number grew: the points of a polyline, and its greatest value."""

    name: str
    points: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    title: str
    width: int
    height: int
    surprises: int
    breaks: int
    lines: tuple[HistoryLine, ...]
    rows: tuple[HistoryRow, ...]


def history_page(title: str, versions: Sequence[Version]) -> HistoryPage:
    """The newest version first. A surprise is a version that breaks more than its number says."""
    most = max((sum(version.counts.values()) for version in versions), default=0)
    previous: Sequence[Version | None] = (None, *versions[:-1])
    rows = [_row(v, before, most) for before, v in zip(previous, versions, strict=True)]
    readable = [version for version in versions if version.problem is None]
    return HistoryPage(
        title=title,
        width=_WIDTH,
        height=_HEIGHT,
        surprises=sum(row.is_surprise for row in rows),
        breaks=sum(row.bump == "major" for row in rows),
        lines=(
            _line("methods", [version.methods for version in readable]),
            _line("types", [version.types for version in readable]),
        ),
        rows=tuple(reversed(rows)),
    )


def _row(version: Version, before: Version | None, most: int) -> HistoryRow:
    announced = "" if before is None else announced_bump(before.version, version.version)
    return HistoryRow(
        version=version.version,
        methods=version.methods,
        types=version.types,
        bump="" if version.page is None else version.bump,
        announced=announced,
        is_surprise=version.bump == "major" and announced in ("minor", "patch"),
        page=version.page or "",
        problem=version.problem or "",
        bars=tuple(
            HistoryBar(
                verdict=verdict,
                count=version.counts.get(verdict, 0),
                percent=f"{100 * version.counts.get(verdict, 0) / max(most, 1):.2f}",
            )
            for verdict in reversed(VERDICTS)
            if version.counts.get(verdict, 0)
        ),
    )


def announced_bump(old: str, new: str) -> str:
    """What a step of the version number says by itself: below 1.0 a minor one may break."""
    before, after = old.split("-")[0].split("."), new.split("-")[0].split(".")
    if before[0] != after[0] or (before[0] == "0" and before[1] != after[1]):
        return "major"
    return "minor" if before[1] != after[1] else "patch"


def _line(name: str, values: Sequence[int]) -> HistoryLine:
    most = max(values, default=0)
    step = _WIDTH / max(len(values) - 1, 1)
    points = (
        f"{index * step:.1f},{_HEIGHT * (1 - value / max(most, 1)):.1f}"
        for index, value in enumerate(values)
    )
    return HistoryLine(name=name, points=" ".join(points), most=most)
