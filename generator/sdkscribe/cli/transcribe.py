"""`sdkscribe transcribe`: a source to a spec."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdkscribe.cli.console import progress
from sdkscribe.cli.folders import finish
from sdkscribe.cli.parameters import CheckOption, OnlyOption, OverlayOption, SourceArgument


def transcribe_command(
    source: SourceArgument,
    out: Annotated[
        Path, typer.Option(help="The folder that becomes the spec.", show_default=False)
    ],
    only: OnlyOption = None,
    overlay: OverlayOption = None,
    check_only: CheckOption = False,
) -> None:
    """Read a source's declarations and write them down as a YAML spec."""
    from sdkscribe.steps import transcribe_source

    with progress(f"transcribing {source}") as say:
        spec = transcribe_source(source, only=only or (), overlays=overlay or (), say=say)
    finish([(spec.texts(), out)], check_only)
