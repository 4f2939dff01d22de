"""The arguments and options that more than one command takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from sdkscribe.model_kinds import Models

SourceArgument: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="`name@version` on npm, a `.tgz`, a package folder, or one declaration file.",
        show_default=False,
    ),
]
SpecArgument: TypeAlias = Annotated[
    Path, typer.Argument(metavar="SPEC_DIR", help="A spec's folder.", show_default=False)
]
OnlyOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        help="A resource path (`realtime.client_secrets`) to keep, with what it reaches; "
        "may be given again.",
        show_default=False,
    ),
]
OverlayOption: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(help="A file of patches to apply; may be given again.", show_default=False),
]
CheckOption: TypeAlias = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit 1 where the files on disk differ.")
]
ModelsOption: TypeAlias = Annotated[
    Models | None,
    typer.Option(
        help="The types alone, as classes of this library, without a client (needs the extra "
        "`sdkscribe[models]`).",
        show_default=False,
    ),
]
