"""A table of measurements, each beside the one that all are compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import CommandFailedError, Job, Measured, measure

_LONGEST_REASON = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was measured under a name; a text says why there is no measurement."""

    name: str
    measured: Measured | str


def row(name: str, job: Job, *, runs: int) -> Row:
    """A row for a job, or, where it fails, for its failure."""
    try:
        return Row(name=name, measured=measure(job, runs=runs))
    except CommandFailedError as error:
        lines = str(error).splitlines() or ["it failed without a word"]
        return Row(name=name, measured=f"fails: {lines[-1][:_LONGEST_REASON]}")


def print_table(title: str, rows: Iterable[Row], *, against: str) -> None:
    """Print rows with their times as multiples of that of the row `against`."""
    listed = list(rows)
    base = next((r.measured for r in listed if r.name == against), "")
    table = Table(title=title)
    for column in ("", "seconds", "CPU seconds", "peak MB", f"times {against}"):
        table.add_column(column, justify="right" if column else "left")
    for each in listed:
        table.add_row(each.name, *_cells(each.measured, base))
    Console().print(table)


def _cells(measured: Measured | str, base: Measured | str) -> tuple[str, ...]:
    if isinstance(measured, str):
        return (measured,)
    ratio = "" if isinstance(base, str) else f"{measured.seconds / base.seconds:.2f}"
    return (
        f"{measured.seconds:.2f}",
        f"{measured.cpu_seconds:.2f}",
        f"{measured.megabytes:.0f}",
        ratio,
    )


def lines_of(folder: Path, pattern: str) -> int:
    """The lines of all files of a kind below a folder."""
    return sum(path.read_bytes().count(b"\n") for path in folder.rglob(pattern))
