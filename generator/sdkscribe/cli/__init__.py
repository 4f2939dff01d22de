"""The command line: the only room that prints, exits or reads arguments; a module per command.

Exit status: 0 done, 1 a check says no, 2 bad usage or bad input. A command imports the stages that
it runs when it runs them: half of a short command's time would go into the others.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sdkscribe import __version__
from sdkscribe.cli.console import out, report_problems
from sdkscribe.cli.diff import diff_command
from sdkscribe.cli.export import export_command
from sdkscribe.cli.generate import generate_command
from sdkscribe.cli.history import history_command
from sdkscribe.cli.init import init_command
from sdkscribe.cli.show import show_command
from sdkscribe.cli.sync import sync_command
from sdkscribe.cli.transcribe import transcribe_command
from sdkscribe.cli.update import update_command
from sdkscribe.cli.vendor import vendor_command
from sdkscribe.cli.verify import verify_command
from sdkscribe.errors import SdkscribeError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Typed Python from the TypeScript declarations that SDKs publish on npm.",
)
app.command("transcribe")(transcribe_command)
app.command("generate")(generate_command)
app.command("sync")(sync_command)
app.command("init")(init_command)
app.command("vendor")(vendor_command)
app.command("verify")(verify_command)
app.command("update")(update_command)
app.command("show")(show_command)
app.command("diff")(diff_command)
app.command("history")(history_command)
app.command("export")(export_command)


def main() -> None:
    """The `sdkscribe` command."""
    try:
        app()
    except SdkscribeError as error:
        report_problems(error)
        sys.exit(2)


def _version(wanted: bool) -> None:
    if wanted:
        out().print(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    pass
