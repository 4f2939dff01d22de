"""A section of the report: whole npm packages, generated, against the vendors' own Python packages."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from fidelity.python_package.causes import cause_of
from fidelity.python_package.comparison import ASPECTS, Comparison, compare
from fidelity.python_package.environment import installed
from fidelity.python_package.reader import Package
from fidelity.python_package.usage import api, output_of, program_for
from sdkscribe.overlay import load_overlay
from sdkscribe.python.generate import generate
from sdkscribe.source import open_source
from sdkscribe.transcribe import transcribe

_OVERLAYS = Path(__file__).parents[2] / "spec" / "overlays"
_OURS = "ours"
_PRECISION, _RECALL = 0.995, 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An npm package, and the vendor's Python package of the same time: its version on PyPI, the
    name of both there (`imported`, where that is another), and the client's. `runs_program` says
    that the program is of its time. Of one with `rates_only` the differences were looked at here and
    there, and not each given its cause."""

    npm: str
    version: str
    name: str
    client: str
    imported: str = ""
    overlay: str | None = None
    runs_program: bool = False
    rates_only: bool = False


_TYPES_PACKAGES = "openai_types_packages.yaml"
PAIRS = (
    Pair(
        npm="openai@4.78.0",
        version="1.59.5",
        name="openai",
        client="OpenAI",
        overlay=_TYPES_PACKAGES,
    ),
    Pair(
        npm="openai@6.8.1",
        version="2.7.1",
        name="openai",
        client="OpenAI",
        overlay=_TYPES_PACKAGES,
        runs_program=True,
    ),
    Pair(
        npm="openai@7.55.0",
        version="3.49.0",
        name="openai",
        client="OpenAI",
        overlay=_TYPES_PACKAGES,
        rates_only=True,
    ),
    Pair(
        npm="orb-billing@6.11.0",
        version="4.68.0",
        name="orb-billing",
        imported="orb",
        client="Orb",
        rates_only=True,
    ),
    Pair(
        npm="telnyx@7.24.0",
        version="4.182.0",
        name="telnyx",
        client="Telnyx",
        rates_only=True,
    ),
    Pair(
        npm="cloudflare@7.3.0",
        version="5.9.0",
        name="cloudflare",
        client="Cloudflare",
        rates_only=True,
    ),
)


def report_python_packages(packages: Sequence[str], console: Console) -> bool:
    """Prints what agrees and what differs, with causes; whether the goals for whole numbers are
    met, every difference has a known cause, and the program does the same with both packages."""
    reports = [_report(pair, console) for pair in PAIRS if pair.npm in packages]
    return all(reports)


def _report(pair: Pair, console: Console) -> bool:
    title = f"{pair.npm} → Python, against PyPI {pair.name} {pair.version}"
    with TemporaryDirectory() as folder, console.status(title):
        theirs = installed(pair.name, pair.version, pair.imported or pair.name)
        _write(pair, Path(folder))
        ours = Path(folder) / _OURS
        comparison = compare(Package(theirs.package), Package(ours), pair.client)
        is_same = not pair.runs_program or _does_the_same(theirs.python, Path(folder), console)
    console.print(_agreements(title, comparison))
    precision, recall = whole_numbers(comparison)
    console.print(f"Whole numbers: precision {precision:.2%}, recall {recall:.2%}\n")
    if pair.rates_only:
        return True
    console.print(_causes(comparison))
    unexplained = [d for d in comparison.differences if cause_of(d) is None]
    for each in unexplained:
        console.print(f"  {each.aspect}: {each.place}: {each.theirs!r}, ours {each.ours!r}")
    return is_same and not unexplained and precision >= _PRECISION and recall >= _RECALL


def _write(pair: Pair, folder: Path) -> None:
    overlays = [load_overlay(_OVERLAYS / pair.overlay)] if pair.overlay is not None else []
    spec = transcribe(open_source(pair.npm), overlays=overlays)
    for path, text in generate(spec, package=_OURS).items():
        (folder / _OURS / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / _OURS / path).write_text(text, encoding="utf-8")


def _does_the_same(python: Path, folder: Path, console: Console) -> bool:
    """Whether the program prints the same with the vendor's package and with ours."""
    with api() as url:
        theirs = output_of(program_for("openai"), str(python), folder, url)
        ours = output_of(program_for(_OURS), sys.executable, folder, url)
    if theirs != ours:
        console.print(f"The program prints, with theirs:\n{theirs}\nwith ours:\n{ours}")
    return theirs == ours


def whole_numbers(comparison: Comparison) -> tuple[float, float]:
    """How many of our whole numbers are theirs too, and how many of theirs are ours."""
    found = comparison.agreements.get("whole", 0)
    wrong, missed = (len(comparison.differing(aspect)) for aspect in ("number", "whole"))
    return found / (found + wrong), found / (found + missed)


def _agreements(title: str, comparison: Comparison) -> Table:
    table = Table(title=title, box=None)
    table.add_column("what both have")
    for column in ("agree", "differ", "rate"):
        table.add_column(column, justify="right")
    for aspect, meaning in ASPECTS.items():
        same, differing = comparison.agreements.get(aspect, 0), len(comparison.differing(aspect))
        if same + differing:
            rate = same / (same + differing)
            table.add_row(meaning, f"{same:,}", f"{differing:,}", f"{rate:.2%}")
    return table


def _causes(comparison: Comparison) -> Table:
    table = Table(title="what differs, by cause", box=None)
    for column, justify in (("what", "left"), ("times", "right"), ("cause", "left")):
        table.add_column(column, justify="right" if justify == "right" else "left")
    table.add_column("for example")
    for row in _rows(comparison):
        table.add_row(*row)
    return table


def _rows(comparison: Comparison) -> Iterator[tuple[str, str, str, str]]:
    examples: dict[tuple[str, str], str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for difference in comparison.differences:
        key = (difference.aspect, cause_of(difference) or "unknown")
        counts[key] += 1
        examples.setdefault(key, difference.place)
    for (aspect, cause), count in sorted(counts.items()):
        yield aspect, f"{count:,}", cause, examples[aspect, cause]
