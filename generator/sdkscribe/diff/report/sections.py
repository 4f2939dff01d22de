"""Findings in the order in which a reader meets them: the client, then resource by resource and method by
method, then what several of them share, and at last what no method reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sdkscribe.diff.changes import Change, ClientPlace, ResourcePlace
from sdkscribe.diff.report.findings import Finding
from sdkscribe.diff.verdicts import VERDICTS

CLIENT = "the client"
SHARED = "shared by several resources"
UNREACHED = "reached by no method"

_LAST = (SHARED, UNREACHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What concerns one method, one resource or more: its title, and the findings, the worst first."""

    title: str
    findings: tuple[Finding, ...]


def sections_of(findings: Iterable[Finding]) -> tuple[Section, ...]:
    titled: dict[str, list[Finding]] = {}
    for finding in findings:
        titled.setdefault(title_of(finding.change), []).append(finding)
    return tuple(
        Section(title=title, findings=tuple(sorted(titled[title], key=_severity)))
        for title in sorted(titled, key=_precedence)
    )


def title_of(change: Change) -> str:
    """The one method that a change concerns, or the resource of all of them."""
    match change.place:
        case ClientPlace():
            return CLIENT
        case ResourcePlace(resource=resource):
            return resource
        case _:
            methods = [reach.method for reach in change.reach]
            if not methods:
                return UNREACHED
            return methods[0] if len(methods) == 1 else _common(methods)


def _common(methods: list[str]) -> str:
    """The resource that all of these methods are on."""
    resources = {method.rpartition(".")[0] for method in methods}
    return resources.pop() if len(resources) == 1 else SHARED


def _precedence(title: str) -> tuple[int, str]:
    if title == CLIENT:
        return 0, ""
    return (1, title) if title not in _LAST else (2 + _LAST.index(title), "")


def _severity(finding: Finding) -> int:
    return -VERDICTS.index(finding.verdict)


def by_verdict(findings: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """The findings of each verdict, the worst first; none where there are none."""
    known = list(findings)
    for verdict in reversed(VERDICTS):
        found = [finding for finding in known if finding.verdict == verdict]
        if found:
            yield verdict, found
