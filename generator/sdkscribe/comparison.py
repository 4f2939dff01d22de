"""Two APIs that a person named, opened to be compared: their specs, and the lines that they are written on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sdkscribe.config import Target, load_config, settings_in
from sdkscribe.declared_lines import lines_in
from sdkscribe.diff.accepting import NOTHING_ACCEPTED, read_accepted
from sdkscribe.diff.changes import Place
from sdkscribe.diff.compare import compare_surfaces
from sdkscribe.diff.moves import CallMove, call_moves
from sdkscribe.diff.report.findings import Report, Side, judged
from sdkscribe.diff.slicing import narrowed
from sdkscribe.diff.spots import Lines, Spot, spec_lines, written_at
from sdkscribe.diff.surface import Surface, surface_of
from sdkscribe.diff.verdicts import AUDIENCES, Audience, Policy, Verdict
from sdkscribe.errors import Location, Problem, SdkscribeError, nearest
from sdkscribe.kept_specs import spec_of_folder, spec_of_source
from sdkscribe.source import UnreadSource, cached_source, find_source
from sdkscribe.spec import Spec
from sdkscribe.spec_texts import SPEC_FILE, read_text
from sdkscribe.words import snake_case


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a person asks: two APIs, or a part of both, for whom, and what counts as what. `accept` is
    the file of accepted changes."""

    old: str
    new: str
    only: tuple[str, ...] = ()
    audience: Literal["wire", "python", "all"] = "all"
    response_literals: Verdict = "potential"
    accept: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The answer. `packages` are the names that users import the two by."""

    report: Report
    old: Side
    new: Side
    packages: tuple[str, str]

    def moves(self) -> tuple[CallMove, ...]:
        """The methods that are called, or read, otherwise now."""
        return tuple(call_moves(self.report.changes, self.old.surface, self.new.surface))

    def imports(self) -> tuple[tuple[str, str], ...]:
        """The statements that import types, before and after, where they have to change."""
        from sdkscribe.codemod import import_moves

        old, new = self._named_specs()
        return tuple(import_moves(self.report.changes.types, old=old, new=new))

    def codemod(self) -> str:
        """A program that rewrites users' code."""
        from sdkscribe.codemod import codemod_text

        old, new = self._named_specs()
        return codemod_text(self.report.changes, self.moves(), old=old, new=new)

    def _named_specs(self) -> tuple[tuple[Spec, str], tuple[Spec, str]]:
        specs = (side.surface.spec for side in (self.old, self.new))
        old, new = zip(specs, self.packages, strict=True)
        return old, new


_AUDIENCES: Mapping[str, tuple[Audience, ...]] = {
    "wire": ("wire request", "wire response"),
    "python": ("Python caller", "Python reader"),
    "all": AUDIENCES,
}


def compare_apis(question: Question, *, say: Callable[[str], None]) -> Compared:
    """Raises `SdkscribeError` where either API, or the file of accepted changes, cannot be read."""
    path = question.accept
    accepted = NOTHING_ACCEPTED
    if path is not None:
        accepted = read_accepted(read_text(path), path.as_posix())
    old = open_api(question.old, only=question.only, say=say)
    new = open_api(question.new, only=question.only, say=say)
    say("comparing")
    surfaces = surface_of(old.spec), surface_of(new.spec)
    changes = compare_surfaces(*surfaces)
    before = _side((change.old for change in changes.changes), old, surfaces[0])
    after = _side((change.new for change in changes.changes), new, surfaces[1])
    report = judged(
        changes,
        before,
        after,
        policy=Policy(response_literals=question.response_literals),
        accepted=accepted,
        audiences=_AUDIENCES[question.audience],
    )
    packages = old.package, new.package
    return Compared(report=report, old=before, new=after, packages=packages)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedApi:
    """A spec, the folder that it was read from if it was, the name that users import its package by, and
    the source of its declarations, where that is at hand."""

    spec: Spec
    folder: Path | None
    package: str
    source: Callable[[], UnreadSource | None]


def open_api(text: str, *, only: Sequence[str], say: Callable[[str], None]) -> OpenedApi:
    """A spec's folder, a target of the configuration, or a source. Raises `SdkscribeError` that says
    which of the two it is about."""
    try:
        target = _target(text)
        folder = Path(text) if target is None else _from_here(target.spec)
        if (folder / SPEC_FILE).is_file():
            spec = spec_of_folder(folder)
            return OpenedApi(
                spec=narrowed(spec, only),
                folder=folder,
                package=folder.name if target is None else target.package,
                source=lambda: _cached_source(spec),
            )
        made = spec_of_source(text, only=only, say=say)
        return OpenedApi(
            spec=made,
            folder=None,
            package=snake_case(made.package.name),
            source=lambda: find_source(text),
        )
    except SdkscribeError as error:
        raise SdkscribeError(_said_of(text, problem) for problem in error.problems) from None


def _target(text: str) -> Target | None:
    """The target of the configuration that is named so, where no file or folder is. Raises
    `SdkscribeError` where one is called almost so: a name alone is no source either."""
    here = Path.cwd()
    if not text.isidentifier() or Path(text).exists():
        return None
    if not any(settings_in(folder, here) for folder in (here, *here.parents)):
        return None
    targets = {target.name: target for target in load_config(here).targets}
    hint = nearest(text, targets)
    if text not in targets and hint is not None:
        raise SdkscribeError(Problem(message=f"there is no target `{text}`", hint=hint))
    return targets.get(text)


def _from_here(path: Path) -> Path:
    """The path as a report shows it: from where the command runs, if it is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _said_of(text: str, problem: Problem) -> Problem:
    if problem.location is not None or text in problem.message:
        return problem
    return Problem(message=f"{text}: {problem.message}", source=problem.source, hint=problem.hint)


def _cached_source(spec: Spec) -> UnreadSource | None:
    package = spec.package
    if package.integrity is None:
        return None
    return cached_source(package.name, package.version, integrity=package.integrity)


def _side(places: Iterable[Place | None], api: OpenedApi, surface: Surface) -> Side:
    """One side, with the lines of these places on it."""
    written = [written_at(place, surface) for place in places if place is not None]
    modules = {found.spot.module for found in written if found is not None}
    declared = dict(_declaration_lines(api, modules))
    specs = {} if api.folder is None else spec_lines(surface, api.folder.as_posix())
    return Side(surface=surface, lines=Lines(declarations=declared, specs=specs))


def _declaration_lines(api: OpenedApi, modules: Collection[str]) -> Iterator[tuple[Spot, Location]]:
    source = api.source() if modules else None
    found = {} if source is None else lines_in(source, modules)
    for module, known in found.items():
        for name, member, line in known.lines:
            yield Spot(module, name, member), Location(path=known.path, line=line)
