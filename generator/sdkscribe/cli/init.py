"""`sdkscribe init`: a project's first settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdkscribe.cli.console import out, plain, progress, shown
from sdkscribe.cli.folders import replace_text
from sdkscribe.cli.parameters import OnlyOption, SourceArgument


def init_command(
    source: SourceArgument,
    only: OnlyOption = None,
    name: Annotated[
        str | None, typer.Option(help="The target's name; the source's package if left out.")
    ] = None,
) -> None:
    """Write a first target into `pyproject.toml`, or into `sdkscribe.toml` where there is none."""
    from sdkscribe.first_config import first_config, name_for
    from sdkscribe.source import open_source
    from sdkscribe.transcribe import transcribe

    with progress(f"reading {source}") as say:
        opened = open_source(source, say=say)
        transcribe(opened, only=only or ())
    target = name or name_for(opened.name)
    config = first_config(Path.cwd(), name=target, source=source, only=only or ())
    replace_text(config.path, config.text)
    out().print(plain(f"{shown(config.path)}:\n{config.added}"))
    out().print("`sdkscribe sync` makes the package")
