"""How every command ends that makes files: they are written, or compared with what is there."""

from __future__ import annotations

from itertools import starmap
from pathlib import Path

import typer

from sdkscribe.cli.console import err, out, plain, shown
from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.files import Difference, Files, check, write_all


def finish(folders: list[tuple[Files, Path]], check_only: bool) -> None:
    """Write the folders, or compare them; say what is new, changed or gone."""
    found = tuple(starmap(check, folders)) if check_only else write_all(folders)
    for (files, folder), differences in zip(folders, found, strict=True):
        _report(folder, len(files), differences, check_only)
    if check_only and any(found):
        err().print("run the same command without --check to bring them up to date")
        raise typer.Exit(1)


def _report(
    folder: Path, count: int, differences: tuple[Difference, ...], check_only: bool
) -> None:
    where = shown(folder)
    if not differences:
        typer.echo(f"{where}: {count} files, up to date")
    elif check_only:
        for difference in differences:
            out().print(plain(f"{where}: {difference}"))
    else:
        typer.echo(f"{where}: {count} files, {len(differences)} written or removed")


def write_text(path: Path, text: str) -> None:
    """Write one file that a person named."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        problem = Problem(message=f"cannot write {path}: {error.strerror}")
        raise SdkscribeError(problem) from None


def replace_text(path: Path, text: str) -> None:
    """Write a file of the project's, whole or not at all."""
    place = path.resolve()
    partial = place.with_name(f".{place.name}.sdkscribe-new")
    try:
        write_text(partial, text)
        partial.replace(place)
    except OSError as error:
        problem = Problem(message=f"cannot write {path}: {error.strerror}")
        raise SdkscribeError(problem) from None
    finally:
        partial.unlink(missing_ok=True)
