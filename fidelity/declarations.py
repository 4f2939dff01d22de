"""The first section of the report: the declarations of whole npm packages, through a spec and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from fidelity.census import Census, take_census
from fidelity.comparison import Comparison, compare
from sdkscribe.errors import SdkscribeError
from sdkscribe.export.typescript import export_typescript
from sdkscribe.source import Source, open_source
from sdkscribe.spec import Spec
from sdkscribe.spec_yaml import dump, load
from sdkscribe.transcribe import transcribe

_COLUMNS = (
    "modules",
    "types",
    "fields",
    "methods",
    "endpoints",
    "tokens",
    "differ",
    "stored",
    "excluded",
)
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """A package's spec, its census, and the comparison of each module that was carried over whole."""

    spec: Spec
    census: Census
    comparisons: dict[str, Comparison]

    @property
    def differing(self) -> int:
        return sum(each.differing for each in self.comparisons.values())


def report_declarations(packages: Sequence[str], console: Console) -> bool:
    """Prints a table; whether every package was carried over and came back the same."""
    table = Table(title="npm package → spec → TypeScript", box=None)
    for column in ("package", *_COLUMNS, "exclusions by rule"):
        table.add_column(column, justify="right" if column in _COLUMNS else "left")
    notes: list[str] = []
    for package in packages:
        with console.status(package):
            try:
                fidelity = measure(open_source(package))
            except SdkscribeError as error:
                notes.append(f"{package}: {len(error.problems)} problems: {error.problems[0]}")
                continue
        table.add_row(package, *_row(fidelity))
        notes.extend(_notes(package, fidelity))
    console.print(table)
    for note in notes:
        console.print(note, markup=False)
    return not notes


def measure(source: Source) -> Fidelity:
    """Transcribes a whole package, writes the spec down, reads it again, and renders it."""
    spec = load(dump(transcribe(source)))
    return Fidelity(
        spec=spec, census=take_census(spec), comparisons=dict(compare_modules(spec, source))
    )


def compare_modules(spec: Spec, source: Source) -> Iterator[tuple[str, Comparison]]:
    """Each module that the spec holds whole, by its file."""
    excluded = {e.name.module for e in spec.exclusions if e.name.name == "*"}
    rendered = export_typescript(spec)
    for module in spec.modules:
        path = f"{module.path}{spec.style.declarations}"
        content = source.files.get(f"{source.root}{path}")
        if module.path not in excluded and content is not None:
            yield path, compare(module.path, content, rendered[path], spec)


def _row(fidelity: Fidelity) -> Iterator[str]:
    census = fidelity.census
    tokens = sum(each.tokens for each in fidelity.comparisons.values())
    counts = (census.modules, census.types, census.fields, census.methods, census.endpoints)
    yield from (f"{count:,}" for count in (*counts, tokens, fidelity.differing))
    yield f"{census.stored / census.declarations:.1%}"
    yield f"{census.excluded / census.declarations:.1%}"
    yield ", ".join(f"{rule} {count}" for rule, count in sorted(census.exclusions.items()))


def _notes(package: str, fidelity: Fidelity) -> Iterator[str]:
    """The first differences of each module that has any."""
    for path, comparison in fidelity.comparisons.items():
        for text in comparison.differences[:_MOST_SHOWN]:
            yield f"{package}: {path}:{text}"
