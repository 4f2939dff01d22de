"""`sdkscribe update`: a vendored folder on another version of the API, with the edits in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdkscribe.cli.changes import report_changes
from sdkscribe.cli.console import counted, err, out, plain, progress, shown
from sdkscribe.cli.parameters import OnlyOption, OverlayOption

if TYPE_CHECKING:
    from sdkscribe.vendoring.update import Fate, Update

_SAID: dict[Fate, str] = {
    "kept": "your edit is kept",
    "merged": "your edit is merged with the update",
    "conflict": "[red]conflict[/red] between your edit and the update, marked in the file",
    "orphaned": "[yellow]no longer generated[/yellow], kept because you edited it",
    "restored": "was missing, and is there again",
}


def update_command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A vendored folder.", show_default=False)
    ],
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE]",
            help="The version to go to; the one that is there, made anew, if left out.",
            show_default=False,
        ),
    ] = None,
    only: OnlyOption = None,
    overlay: OverlayOption = None,
    usages: Annotated[
        list[Path] | None,
        typer.Option(help="Code of your own, to find the places in it that touch what changes."),
    ] = None,
    check_only: Annotated[
        bool,
        typer.Option("--check", help="Only show what the update would do; exit 1 if anything."),
    ] = False,
) -> None:
    """Bring a vendored folder to another version of its API. Edits of the code survive; where one
    meets a change of the update, both stay, between conflict markers, and the exit status is 1."""
    from sdkscribe.diff.compare import compare
    from sdkscribe.vendoring.update import plan_update, slice_now, slice_then, write_update
    from sdkscribe.vendoring.usages import read_code
    from sdkscribe.vendoring.verify import read_vendored

    with progress(f"updating {folder}") as say:
        vendored = read_vendored(folder)
        code = read_code(usages or (), vendored=folder)
        old = slice_now(vendored)
        new = slice_then(vendored, old, source, only=only or (), overlays=overlay or (), say=say)
        changes = compare(old.spec, new.spec)
        update = plan_update(vendored, old, new)
    report_changes(changes, code)
    if not check_only:
        write_update(update)
    _report(
        update, shown(folder), f"{new.spec.package.name} {new.spec.package.version}", check_only
    )
    if update.has_conflict or (check_only and update.changed):
        raise typer.Exit(1)


def _report(update: Update, where: str, version: str, check_only: bool) -> None:
    for outcome in update.outcomes:
        out().print(f"{plain(f'{where}: {outcome.path}')}: {_SAID[outcome.fate]}")
    changed = counted(len(update.changed), "file")
    if not update.changed:
        out().print(plain(f"{where}: {version}, up to date"))
    elif check_only:
        out().print(plain(f"{where}: {changed} would change for {version}; nothing was written"))
    else:
        out().print(plain(f"{where}: {version}, {changed} written or removed"))
    if update.has_conflict and not check_only:
        err().print("resolve the conflicts; `sdkscribe verify` finds those that are left")
