"""The first section of the report: the declarations of whole npm packages against their specs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from fidelity.census import take_census
from sdkscribe.errors import SdkscribeError
from sdkscribe.source import open_source
from sdkscribe.transcribe import transcribe

_COLUMNS = ("modules", "types", "fields", "methods", "endpoints", "exclusions")


def report_declarations(packages: Sequence[str], console: Console) -> bool:
    """Prints a table; whether every package was carried over."""
    table = Table("package", *_COLUMNS, title="npm package → spec")
    whole = True
    for package in packages:
        with console.status(package):
            try:
                spec = transcribe(open_source(package))
            except SdkscribeError as error:
                whole = False
                table.add_row(package, f"{len(error.problems)} problems")
                continue
        census = take_census(spec)
        excluded = ", ".join(f"{rule} {count}" for rule, count in census.exclusions.items())
        counts = (census.modules, census.types, census.fields, census.methods, census.endpoints)
        table.add_row(package, *(f"{count:,}" for count in counts), excluded)
    console.print(table)
    return whole
