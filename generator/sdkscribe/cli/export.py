"""`sdkscribe export`: a spec in another language."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sdkscribe.cli.console import out as console
from sdkscribe.cli.folders import write_text
from sdkscribe.cli.parameters import SpecArgument


class Format(StrEnum):
    """What a spec can be exported to."""

    JSON_SCHEMA = "json-schema"


def export_command(
    spec: SpecArgument,
    to: Annotated[Format, typer.Option(help="The format.", show_default=False)],
    out: Annotated[
        Path | None, typer.Option(help="The file to write; standard output if left out.")
    ] = None,
) -> None:
    """Say what a spec says in another language: its types as one JSON Schema."""
    from sdkscribe.export.json_schema import export_json_schema
    from sdkscribe.spec_folder import read_spec

    text = json.dumps(export_json_schema(read_spec(spec)), indent=2, ensure_ascii=False)
    if out is None:
        console.print(text, markup=False)
    else:
        write_text(out, f"{text}\n")
