"""The command line: the only module that prints, exits or reads arguments.

Exit status: 0 done, 1 a check says no, 2 bad usage or bad input. A command imports the stages that
it runs when it runs them: half of a short command's time would go into the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from sdkscribe import __version__
from sdkscribe.errors import Problem, SdkscribeError, nearest
from sdkscribe.files import Difference, Files, check, ensure_writable, write

if TYPE_CHECKING:
    from sdkscribe.config import Target
    from sdkscribe.sync import Made

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Typed Python from the TypeScript declarations that SDKs publish on npm.",
)

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)

SourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="`name@version` on npm, a `.tgz`, a package folder, or one declaration file.",
        show_default=False,
    ),
]
SpecArgument = Annotated[
    Path, typer.Argument(metavar="SPEC_DIR", help="A spec's folder.", show_default=False)
]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit 1 where the files on disk differ.")
]


def main() -> None:
    """The `sdkscribe` command."""
    try:
        app()
    except SdkscribeError as error:
        for problem in error.problems:
            _err.print(f"[red]error:[/red] {_plain(str(problem))}")
        if len(error.problems) > 1:
            _err.print(f"{len(error.problems)} problems; nothing was written")
        sys.exit(2)


def _version(wanted: bool) -> None:
    if wanted:
        _out.print(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    pass


@app.command("transcribe")
def transcribe_command(
    source: SourceArgument,
    out: Annotated[
        Path, typer.Option(help="The folder that becomes the spec.", show_default=False)
    ],
    only: Annotated[
        list[str] | None,
        typer.Option(
            help="A resource path (`realtime.client_secrets`) to keep, with what it reaches; "
            "may be given again.",
            show_default=False,
        ),
    ] = None,
    overlay: Annotated[
        list[Path] | None,
        typer.Option(help="A file of patches to apply; may be given again.", show_default=False),
    ] = None,
    check_only: CheckOption = False,
) -> None:
    """Read a source's declarations and write them down as a YAML spec."""
    from sdkscribe.overlay import load_overlay
    from sdkscribe.source import open_source
    from sdkscribe.spec_yaml import dump
    from sdkscribe.transcribe import transcribe

    with _progress(f"transcribing {source}") as say:
        opened = open_source(source, say=say)
        overlays = [load_overlay(path) for path in overlay or ()]
        files: Files = dict(dump(transcribe(opened, only=only or (), overlays=overlays)))
    _finish([(files, out)], check_only)


@app.command("generate")
def generate_command(
    spec: SpecArgument,
    out: Annotated[
        Path, typer.Option(help="The folder that becomes the package.", show_default=False)
    ],
    package: Annotated[
        str | None,
        typer.Option(help="The package's name; the folder's name if left out."),
    ] = None,
    check_only: CheckOption = False,
) -> None:
    """Generate a typed Python package from a spec."""
    from sdkscribe.python.generate import generate
    from sdkscribe.spec_folder import read_spec

    if out.resolve() == spec.resolve():
        raise SdkscribeError(
            Problem(
                message=f"the package would replace its own spec in {out}",
                hint="name another folder with --out",
            )
        )
    with _progress(f"generating {out}"):
        files: Files = dict(generate(read_spec(spec), package=package or out.resolve().name))
    _finish([(files, out)], check_only)


class Format(StrEnum):
    """What a spec can be exported to."""

    JSON_SCHEMA = "json-schema"


@app.command("export")
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
        _out.print(text, markup=False)
    else:
        _write_text(out, f"{text}\n")


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        problem = Problem(message=f"cannot write {path}: {error.strerror}")
        raise SdkscribeError(problem) from None


@app.command("sync")
def sync_command(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TARGET]...", help="Targets by name; all if left out."),
    ] = None,
    check_only: CheckOption = False,
) -> None:
    """Bring every target of `[tool.sdkscribe]` up to date: source, spec, generated package."""
    from sdkscribe.config import load_config
    from sdkscribe.sync import make_target

    config = load_config(Path.cwd())
    made: list[Made] = []
    for target in _selected(config.targets, targets or []):
        with _progress(f"{target.name}: {target.source}") as say:
            made.append(make_target(target, root=config.root, say=say))
        if made[-1].unread is not None:
            _err.print(f"[yellow]note:[/yellow] {_plain(made[-1].unread)}")
            _err.print(f"{target.name}: made from the committed spec instead")
    _finish([pair for target in made for pair in target.folders], check_only)


def _selected(targets: tuple[Target, ...], names: list[str]) -> list[Target]:
    by_name = {target.name: target for target in targets}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        known = f"the targets are: {', '.join(by_name)}"
        raise SdkscribeError(
            Problem(message=f"no target `{name}`", hint=nearest(name, by_name) or known)
            for name in unknown
        )
    return [by_name[name] for name in names] if names else list(targets)


def _finish(folders: list[tuple[Files, Path]], check_only: bool) -> None:
    """Write the folders, or compare them; say what is new, changed or gone."""
    all_differences: list[Difference] = []
    for files, folder in () if check_only else folders:
        ensure_writable(files, folder)
    for files, folder in folders:
        differences = check(files, folder) if check_only else write(files, folder)
        all_differences += differences
        _report(folder, len(files), differences, check_only)
    if check_only and all_differences:
        _err.print("run the same command without --check to bring them up to date")
        raise typer.Exit(1)


def _report(
    folder: Path, count: int, differences: tuple[Difference, ...], check_only: bool
) -> None:
    shown = _shown(folder)
    if not differences:
        _out.print(f"{shown}: {count} files, up to date")
    elif check_only:
        for difference in differences:
            _out.print(_plain(f"{shown}: {difference}"))
    else:
        _out.print(f"{shown}: {count} files, {len(differences)} written or removed")


def _shown(folder: Path) -> str:
    try:
        return str(folder.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(folder)


@contextmanager
def _progress(what: str) -> Generator[Callable[[str], None]]:
    """A spinner with what is being done, on a terminal; nothing in a pipe."""
    with _err.status(_plain(what)) as status:
        yield lambda message: status.update(_plain(f"{what}: {message}"))


def _plain(text: str) -> str:
    """Text from outside, with nothing in it taken for the console's markup."""
    return text.replace("[", r"\[")
