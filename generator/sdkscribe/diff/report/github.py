"""A report as GitHub's workflow commands: an annotation for each change that somebody should look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdkscribe.diff.report.findings import Finding, Report
from sdkscribe.diff.report.sections import title_of
from sdkscribe.diff.report.sentences import sentence_of
from sdkscribe.diff.verdicts import Verdict

_LEVELS: Mapping[Verdict, str | None] = {
    "breaking": "error",
    "potential": "warning",
    "safe": None,
}


def github_commands(report: Report) -> Iterator[str]:
    """Breaking changes as errors, potentially breaking ones as warnings, the rest as one notice."""
    for finding in report.open:
        level = _LEVELS[finding.verdict]
        if level is not None:
            yield _command(level, _properties(finding), _message(finding))
    for fingerprint in report.stale:
        yield _command("warning", {}, f"accepted, but does not occur: {fingerprint}")
    counts = ", ".join(f"{count} {verdict}" for verdict, count in report.counts.items())
    said = f"{report.changes.old} → {report.changes.new}: {counts or 'nothing changed'}"
    yield _command("notice", {}, f"{said}; version: {report.bump}")


def _message(finding: Finding) -> str:
    place = str(finding.change.place)
    return f"{place}: {sentence_of(finding.change)} ({finding.fingerprint})"


def _properties(finding: Finding) -> dict[str, str]:
    """The title, and the line in the spec, which is the file that a project has."""
    found = {"title": title_of(finding.change)}
    for where in (finding.new, finding.old):
        if where.spec is not None:
            return {"file": where.spec.path, "line": str(where.spec.line), **found}
    return found


def _command(level: str, properties: Mapping[str, str], message: str) -> str:
    given = ",".join(f"{key}={_escaped(value, ',:')}" for key, value in properties.items())
    return f"::{level}{' ' if given else ''}{given}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """Text with what would end a command, or a property, as its code."""
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
