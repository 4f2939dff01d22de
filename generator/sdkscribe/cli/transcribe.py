"""`sdkscribe transcribe`: a source to a spec."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdkscribe.cli.console import progress
from sdkscribe.cli.folders import finish
from sdkscribe.cli.parameters import CheckOption, OnlyOption, OverlayOption, SourceArgument
from sdkscribe.files import Files


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
    from sdkscribe.overlay import load_overlay
    from sdkscribe.source import open_source
    from sdkscribe.spec_yaml import dump
    from sdkscribe.transcribe import transcribe

    with progress(f"transcribing {source}") as say:
        opened = open_source(source, say=say)
        overlays = [load_overlay(path) for path in overlay or ()]
        files: Files = dict(dump(transcribe(opened, only=only or (), overlays=overlays)))
    finish([(files, out)], check_only)
