"""`sdkscribe vendor`: a slice of an API as a folder of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdkscribe.cli.console import out, plain, progress, shown
from sdkscribe.cli.parameters import ModelsOption, OnlyOption, OverlayOption, SourceArgument


def vendor_command(
    source: SourceArgument,
    into: Annotated[
        Path,
        typer.Option(help="The folder that becomes the package, in your tree.", show_default=False),
    ],
    only: OnlyOption = None,
    overlay: OverlayOption = None,
    models: ModelsOption = None,
) -> None:
    """Take a slice of an API into your own tree: one folder, with its spec and a lock."""
    from sdkscribe.source import open_source
    from sdkscribe.vendoring.contents import vendored_files
    from sdkscribe.vendoring.vendor import ensure_free, slice_of, write_new

    ensure_free(into)
    with progress(f"vendoring {source}") as say:
        opened = open_source(source, say=say)
        made_of = slice_of(
            opened,
            only=only or (),
            overlays=overlay or (),
            package=into.resolve().name,
            models=models,
        )
        files = vendored_files(made_of)
    write_new(files, into)
    package = made_of.spec.package
    out().print(plain(f"{shown(into)}: {len(files)} files from {package.name} {package.version}"))
    if models is None:
        out().print("it imports httpx2 and pydantic: add them to your dependencies")
