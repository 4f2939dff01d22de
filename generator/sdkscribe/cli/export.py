"""`sdkscribe export`: a spec in another language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sdkscribe.cli.console import out as console
from sdkscribe.cli.folders import finish, write_text
from sdkscribe.cli.parameters import SpecArgument
from sdkscribe.errors import Problem, SdkscribeError


class Format(StrEnum):
    """What a spec can be exported to."""

    JSON_SCHEMA = "json-schema"
    OPENAPI = "openapi"
    TYPESCRIPT = "typescript"


def export_command(
    spec: SpecArgument,
    to: Annotated[Format, typer.Option(help="The format.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(
            help="The file to write, or for `typescript` the folder; standard output if left out."
        ),
    ] = None,
    only_type: Annotated[
        str | None,
        typer.Option("--type", help="For `json-schema`: one type, and those that it reaches."),
    ] = None,
) -> None:
    """Say what a spec says in another language: its types as one JSON Schema, all of it as an OpenAPI
    document, or its modules as the TypeScript declarations that they were."""
    from sdkscribe.export.json_schema import export_json_schema
    from sdkscribe.export.one_type import one_type
    from sdkscribe.export.openapi import export_openapi
    from sdkscribe.export.typescript import export_typescript
    from sdkscribe.spec_folder import read_spec

    if only_type is not None and to is not Format.JSON_SCHEMA:
        raise SdkscribeError(Problem(message=f"--type goes with json-schema, not with {to}"))
    read = read_spec(spec)
    match to:
        case Format.TYPESCRIPT:
            _write_modules(export_typescript(read), out)
        case Format.OPENAPI:
            _write_document(export_openapi(read), out)
        case Format.JSON_SCHEMA:
            bundle = export_json_schema(read)
            _write_document(bundle if only_type is None else one_type(bundle, only_type), out)


def _write_document(document: Mapping[str, object], out: Path | None) -> None:
    text = json.dumps(document, indent=2, ensure_ascii=False)
    if out is None:
        console().print(text, markup=False)
    else:
        write_text(out, f"{text}\n")


def _write_modules(modules: Mapping[str, str], out: Path | None) -> None:
    if out is not None:
        finish([(dict(modules), out)], check_only=False)
    else:
        for path, text in modules.items():
            console().print(f"// {path}\n{text}", markup=False)
