"""What an update changes of an API, in short: each change that may break something, with the places in
the project's own code that touch it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sdkscribe.cli.console import counted, out, plain

if TYPE_CHECKING:
    from sdkscribe.diff.changes import Change, Changes
    from sdkscribe.diff.verdicts import Verdict
    from sdkscribe.vendoring.usages import CodeFile

_COLOURS = {"breaking": "red", "potential": "yellow"}


def report_changes(changes: Changes, code: Sequence[CodeFile]) -> None:
    """On standard output; nothing where nothing changed."""
    from sdkscribe.diff.report.sentences import sentence_of
    from sdkscribe.diff.verdicts import AUDIENCES, Policy, verdicts_of, worst

    if not changes.changes:
        return
    out().print(plain(f"{changes.old} → {changes.new}"))
    counts: Counter[Verdict] = Counter()
    for change in changes.changes:
        verdicts = verdicts_of(change, Policy())
        verdict = worst(verdicts.values())
        counts[verdict] += 1
        if verdict in _COLOURS:
            said = f"{change.place}: {sentence_of(change)}"
            hit = [audience for audience in AUDIENCES if verdicts.get(audience) == verdict]
            out().print(f"  [{_COLOURS[verdict]}]{verdict}[/]  {plain(said)}  ({', '.join(hit)})")
            _report_usages(change, code)
    sums = ", ".join(f"{counts[verdict]} {verdict}" for verdict in counts)
    out().print(f"{counted(len(changes.changes), 'change')} of the API: {sums}")


def _report_usages(change: Change, code: Sequence[CodeFile]) -> None:
    from sdkscribe.vendoring.usages import usages_of

    for usage in usages_of(change, code):
        out().print(plain(f"      {usage.location}: {usage.text}"))
