"""`make chart`: time and memory of whole SDKs against the lines of their declarations, as a picture in
the docs, with the exponents of the powers that fit them best: 1 is linear.
"""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rich.console import Console
from rich.table import Table

from benchmarks.commands import SDKSCRIBE, SYNCED, cache_of_its_own
from benchmarks.measure import Job, Measured, measure
from sdkscribe.source import Source, open_source

PACKAGES = (
    "groq-sdk@1.6.0",
    "openai@4.78.0",
    "@mux/mux-node@15.3.0",
    "orb-billing@6.11.0",
    "openai@6.8.1",
    "lithic@0.145.0",
    "openai@7.55.0",
    "telnyx@7.24.0",
    "cloudflare@7.3.0",
)
PICTURE = Path("docs/performance.svg")
_RUNS = 3
_PANEL = (320, 240)
"""The width and the height of a panel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A package: its lines of declarations, and what making its spec and its Python took."""

    package: str
    lines: int
    measured: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a panel, and what stands there."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One picture, both of whose axes are logarithmic: marks, a line that fits them, the ticks."""

    title: str
    marks: tuple[Mark, ...]
    line: tuple[Mark, Mark]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]


def main() -> None:
    points = [_point(package) for package in PACKAGES]
    points.sort(key=lambda point: point.lines)
    seconds = [point.measured.cpu_seconds for point in points]
    megabytes = [point.measured.megabytes for point in points]
    lines = [point.lines for point in points]
    panels = (
        _panel("CPU seconds", lines, seconds, points),
        _panel("peak MB", lines, megabytes, points),
    )
    template = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True
    ).get_template("chart.svg.jinja")
    text = template.render(panels=panels, width=_PANEL[0], height=_PANEL[1])
    PICTURE.write_text(text, encoding="utf-8")
    _print(points)


def _point(package: str) -> Point:
    source = open_source(package)
    with tempfile.TemporaryDirectory(prefix="sdkscribe-chart-") as folder:
        work = Path(folder)
        project = f'[tool.sdkscribe.targets.whole]\nsource = "{package}"\n'
        (work / "pyproject.toml").write_text(project)
        forget = cache_of_its_own(work, forgotten=SYNCED)
        job = Job(
            commands=([SDKSCRIBE, "sync"],),
            folder=work,
            environment={**os.environ, "SDKSCRIBE_CACHE": str(work / "cache")},
            prepare=forget,
        )
        return Point(package=package, lines=_lines(source), measured=measure(job, runs=_RUNS))


def _lines(source: Source) -> int:
    """Lines of declarations; of a package that ships them twice, for two kinds of modules, once."""
    kinds = (".d.mts", ".d.ts", ".d.cts")
    found = [[c for path, c in source.files.items() if path.endswith(kind)] for kind in kinds]
    return sum(content.count(b"\n") for content in max(found, key=len))


# ------------------------------------------------------------------------------------- the picture


def fitted(across: Sequence[float], up: Sequence[float]) -> tuple[float, float]:
    """The factor and the exponent of the power that fits best, by least squares of the logarithms."""
    xs, ys = [math.log(x) for x in across], [math.log(y) for y in up]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - x_mean) ** 2 for x in xs)
    together = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    exponent = together / spread
    return math.exp(y_mean - exponent * x_mean), exponent


def _panel(name: str, across: Sequence[float], up: Sequence[float], points: list[Point]) -> Panel:
    factor, exponent = fitted(across, up)
    left, right = min(across) / 1.3, max(across) * 1.3
    low, high = min(up) / 1.6, max(up) * 1.6

    def mark(x: float, y: float, text: str = "") -> Mark:
        return Mark(
            x=round(_PANEL[0] * math.log(x / left) / math.log(right / left), 1),
            y=round(_PANEL[1] * (1 - math.log(y / low) / math.log(high / low)), 1),
            text=text,
        )

    ends = tuple(mark(x, factor * x**exponent) for x in (min(across), max(across)))
    return Panel(
        title=f"{name} ∝ lines^{exponent:.2f}",
        marks=tuple(
            mark(x, y, point.package) for x, y, point in zip(across, up, points, strict=True)
        ),
        line=(ends[0], ends[1]),
        across=tuple(mark(x, low, f"{x / 1000:g}k") for x in _ticks(left, right)),
        up=tuple(mark(left, y, f"{y:g}") for y in _ticks(low, high)),
    )


def _ticks(low: float, high: float) -> Iterator[float]:
    """1, 2 and 5 times the powers of ten in a range."""
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for digit in (1, 2, 5):
            tick = digit * 10.0**power
            if low <= tick <= high:
                yield tick


def _print(points: list[Point]) -> None:
    table = Table(title="whole SDKs, cold: npm package (cached) to spec to package")
    for column in ("", "lines", "seconds", "CPU seconds", "peak MB"):
        table.add_column(column, justify="right" if column else "left")
    for point in points:
        table.add_row(
            point.package,
            f"{point.lines:,}",
            f"{point.measured.seconds:.2f}",
            f"{point.measured.cpu_seconds:.2f}",
            f"{point.measured.megabytes:.0f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
