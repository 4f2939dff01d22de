"""`sdkscribe generate`: a spec to a Python package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdkscribe.cli.console import progress
from sdkscribe.cli.folders import finish
from sdkscribe.cli.parameters import CheckOption, ModelsOption, SpecArgument
from sdkscribe.errors import Problem, SdkscribeError


def generate_command(
    spec: SpecArgument,
    out: Annotated[
        Path, typer.Option(help="The folder that becomes the package.", show_default=False)
    ],
    package: Annotated[
        str | None,
        typer.Option(help="The package's name; the folder's name if left out."),
    ] = None,
    models: ModelsOption = None,
    check_only: CheckOption = False,
) -> None:
    """Generate a typed Python package from a spec: a client with its types, or the types alone."""
    from sdkscribe.models import generate_models
    from sdkscribe.steps import generate_package, spec_in

    if out.resolve() == spec.resolve():
        raise SdkscribeError(
            Problem(
                message=f"the package would replace its own spec in {out}",
                hint="name another folder with --out",
            )
        )
    with progress(f"generating {out}"):
        texts = spec_in(spec)
        files = (
            generate_package(texts, package=package or out.resolve().name)
            if models is None
            else generate_models(texts.read(), models)
        )
    finish([(files, out)], check_only)
