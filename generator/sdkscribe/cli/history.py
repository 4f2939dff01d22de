"""`sdkscribe history`: how an API grew, version by version, and when it broke."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdkscribe.cli.console import err, out, plain, progress, shown
from sdkscribe.cli.folders import write_text
from sdkscribe.cli.parameters import OnlyOption
from sdkscribe.errors import Problem, SdkscribeError

if TYPE_CHECKING:
    from sdkscribe.history import Walked
    from sdkscribe.spec import Spec


def history_command(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A package on npm.", show_default=False)
    ],
    first: Annotated[str, typer.Option("--from", help="The first version.", show_default=False)],
    last: Annotated[str, typer.Option("--to", help="The last version.", show_default=False)],
    folder: Annotated[
        Path,
        typer.Option(
            "--out",
            help="The folder for `index.html`, `history.json` and a page for each step.",
            show_default=False,
        ),
    ],
    only: OnlyOption = None,
) -> None:
    """Compare each published version of a package with the one before. What is found out is kept: a walk
    that was interrupted goes on where it was."""
    from sdkscribe.history import walk
    from sdkscribe.npm import released_versions
    from sdkscribe.source import open_source
    from sdkscribe.steps import transcribe_again

    chosen = tuple(only or ())

    def read(version: str) -> Spec:
        return transcribe_again(open_source(f"{name}@{version}"), only=chosen)

    with progress(f"{name} {first} to {last}") as say:
        versions = released_versions(name, first=first, last=last)
        try:
            walked = list(walk(name, versions, only=chosen, read=read, say=say))
        except KeyboardInterrupt:
            err().print("interrupted; the same command goes on from here")
            raise typer.Exit(130) from None
    part = f" ({', '.join(chosen)})" if chosen else ""
    _write(walked, folder, title=f"{name} {first} to {last}{part}")
    for step in (one.step for one in walked):
        if step.problem is not None:
            note = plain(f"{step.version} is not read: {step.problem}")
            err().print(f"[yellow]note:[/yellow] {note}")
    breaks = sum(one.step.bump == "major" for one in walked)
    out().print(
        plain(f"{shown(folder)}: {len(walked)} versions, of which {breaks} break something")
    )


def _write(walked: list[Walked], folder: Path, *, title: str) -> None:
    from sdkscribe.diff.report.history_page import history_page
    from sdkscribe.render import render_text

    _make(folder)
    for one in walked:
        if one.step.page is not None:
            write_text(folder / one.step.page, one.html)
    steps = [one.step for one in walked]
    page = render_text("diff/history.html.jinja", history_page(title, steps))
    write_text(folder / "index.html", page)
    history = {"title": title, "versions": [asdict(step) for step in steps]}
    write_text(folder / "history.json", f"{json.dumps(history, indent=2)}\n")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = Problem(message=f"cannot make {folder}: {error.strerror}")
        raise SdkscribeError(problem) from None
