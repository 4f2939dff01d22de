"""How an API grew and when it broke: each published version compared with the one before.

What was found out once is kept in the user's cache, so that a walk that was interrupted goes on where it
was. A version that cannot be read is said to be so, and the next is compared with the last that could.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from sdkscribe.cache import Kept, keep, recall
from sdkscribe.diff.compare import compare_surfaces
from sdkscribe.diff.moves import call_moves
from sdkscribe.diff.report.findings import Report, Side, judged
from sdkscribe.diff.report.page import page_of
from sdkscribe.diff.spots import Lines
from sdkscribe.diff.surface import Surface, surface_of
from sdkscribe.diff.verdicts import AUDIENCES, VERDICTS, Policy
from sdkscribe.digests import digest_of
from sdkscribe.errors import SdkscribeError, SourceUnreachableError
from sdkscribe.own_files import generator_digest
from sdkscribe.render import render_text
from sdkscribe.spec import Spec

_NO_LINES = Lines(declarations={}, specs={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One version. `before` is the one that it was compared with, None for the first; `counts` are the
    changes by verdict; `page` is the name of the report's file. `problem` says why it is not read.
    """

    version: str
    before: str | None = None
    methods: int = 0
    types: int = 0
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    bump: str = "none"
    page: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A step, and the text of its report's page."""

    step: Step
    html: str = ""


def walk(
    name: str,
    versions: Sequence[str],
    *,
    only: Sequence[str],
    read: Callable[[str], Spec],
    say: Callable[[str], None],
) -> Iterator[Walked]:
    """The steps, as they are known. `read` gives the spec of a version."""
    surfaces = _Surfaces(read=read)
    before: str | None = None
    for number, version in enumerate(versions, start=1):
        say(f"{version} ({number} of {len(versions)})")
        key = digest_of([generator_digest(), "history", name, before or "", version, *only])
        walked = _recalled(key)
        if walked is None:
            walked = _walked(before, version, surfaces)
            texts = {"step": json.dumps(asdict(walked.step)), "html": walked.html}
            keep(key, Kept(texts=texts))
        yield walked
        if walked.step.problem is None:
            before = version


def _recalled(key: str) -> Walked | None:
    kept = recall(key)
    if kept is None:
        return None
    return Walked(step=Step(**json.loads(kept.texts["step"])), html=kept.texts["html"])


@dataclass(slots=True, kw_only=True)
class _Surfaces:
    """The last surface that was read is the next one's predecessor."""

    read: Callable[[str], Spec]
    latest: dict[str, Surface] = field(default_factory=dict[str, Surface])

    def of(self, version: str) -> Surface:
        if version not in self.latest:
            self.latest[version] = surface_of(self.read(version))
        return self.latest[version]

    def forget_all_but(self, version: str) -> None:
        self.latest = {version: self.latest[version]}


def _walked(before: str | None, version: str, surfaces: _Surfaces) -> Walked:
    try:
        new = surfaces.of(version)
    except SourceUnreachableError:
        raise
    except SdkscribeError as error:
        return Walked(step=Step(version=version, before=before, problem=str(error.problems[0])))
    step = Step(version=version, methods=len(new.calls), types=len(new.spec.types()))
    if before is None:
        return Walked(step=step)
    old = surfaces.of(before)
    surfaces.forget_all_but(version)
    report = _report(old, new)
    moves = tuple(call_moves(report.changes, old, new))
    return Walked(
        step=replace(
            step,
            before=before,
            counts={verdict: report.counts[verdict] for verdict in VERDICTS},
            bump=report.bump,
            page=f"{before}..{version}.html",
        ),
        html=render_text("diff/page.html.jinja", page_of(report, moves, ())),
    )


def _report(old: Surface, new: Surface) -> Report:
    return judged(
        compare_surfaces(old, new),
        Side(surface=old, lines=_NO_LINES),
        Side(surface=new, lines=_NO_LINES),
        policy=Policy(),
        audiences=AUDIENCES,
    )
