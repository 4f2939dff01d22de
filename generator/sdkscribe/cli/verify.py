"""`sdkscribe verify`: vendored folders held to their locks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdkscribe.cli.console import out, plain, shown


def verify_command(
    folders: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="Vendored folders.", show_default=False)
    ],
    with_diff: Annotated[
        bool, typer.Option("--diff", help="Show each edit as a unified diff.")
    ] = False,
    allow_edits: Annotated[
        bool,
        typer.Option(
            "--allow-edits",
            help="Take edits of the code and files of your own for meant: they are listed, and fail "
            "nothing. What is missing, in conflict, or an edit of the spec does.",
        ),
    ] = False,
) -> None:
    """Exit with 0 where every file is as it was made, else with 1. Needs nothing but the folders."""
    is_failed = [not _is_verified(folder, with_diff, allow_edits) for folder in folders]
    if any(is_failed):
        raise typer.Exit(1)


def _is_verified(folder: Path, with_diff: bool, allow_edits: bool) -> bool:
    from sdkscribe.vendoring.verify import deviations, diff_of_edits, read_vendored

    vendored = read_vendored(folder)
    found = deviations(vendored)
    where, source = shown(folder), vendored.lock.source
    for deviation in found:
        mark = "[yellow]allowed[/yellow] " if allow_edits and deviation.is_an_edit else ""
        out().print(f"{mark}{plain(f'{where}: {deviation}')}")
    if with_diff:
        for diff in diff_of_edits(vendored, found):
            out().print(diff, end="", markup=False)
    failures = [d for d in found if not (allow_edits and d.is_an_edit)]
    if not failures:
        count = len(vendored.lock.hashes)
        out().print(plain(f"{where}: verified, {count} files from {source.name} {source.version}"))
    return not failures
