"""`sdkscribe diff`: what changed between two versions of an API, and what it breaks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from sdkscribe.cli.console import out, progress
from sdkscribe.cli.folders import write_text
from sdkscribe.cli.parameters import OnlyOption

if TYPE_CHECKING:
    from rich.text import Text

    from sdkscribe.comparison import Compared
    from sdkscribe.diff.report.text import Line, Style

Format: TypeAlias = Literal["text", "markdown", "json", "html", "github"]
Threshold: TypeAlias = Literal["breaking", "potential", "any"]
Audience: TypeAlias = Literal["wire", "python", "all"]

_API = (
    "A spec's folder, a target's name, or what `transcribe` takes: `name@version` on npm, a `.tgz`, "
    "a package folder."
)
_STYLES: Mapping[Style, str] = {
    "breaking": "bold red",
    "potential": "yellow",
    "safe": "green",
    "title": "bold cyan",
    "strong": "bold",
    "quiet": "dim",
    "plain": "",
}


def diff_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_API, show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same.", show_default=False)],
    only: OnlyOption = None,
    form: Annotated[Format, typer.Option("--format", help="How the report is written.")] = "text",
    out_file: Annotated[
        Path | None,
        typer.Option("--out", help="The file to write; standard output if left out."),
    ] = None,
    fail_on: Annotated[
        Threshold | None,
        typer.Option(help="Exit with 1 where a change so bad, or worse, is not accepted."),
    ] = None,
    audience: Annotated[
        Audience,
        typer.Option(help="For whom to judge: what goes over the wire, code in Python, or both."),
    ] = "all",
    accept: Annotated[
        Path | None,
        typer.Option(help="A TOML file of accepted changes, each with its reason."),
    ] = None,
    response_literals: Annotated[
        Literal["safe", "potential", "breaking"],
        typer.Option(help="What a literal counts as that an answer may newly hold."),
    ] = "potential",
    codemod: Annotated[
        Path | None,
        typer.Option(help="A file to write that rewrites users' code; it needs LibCST."),
    ] = None,
) -> None:
    """Say what changed between two versions of an API, and what it breaks: for requests and answers as
    they go over the wire, and for Python code that was written for the old version."""
    from sdkscribe.comparison import Question, compare_apis

    question = Question(
        old=old,
        new=new,
        only=tuple(only or ()),
        audience=audience,
        response_literals=response_literals,
        accept=accept,
    )
    with progress(f"{old} → {new}") as say:
        compared = compare_apis(question, say=say)
    _WRITERS[form](compared, out_file)
    if codemod is not None:
        write_text(codemod, compared.codemod())
    if fail_on is not None and compared.report.fails(fail_on):
        raise typer.Exit(1)


def _write_text(compared: Compared, path: Path | None) -> None:
    from sdkscribe.diff.report.text import text_lines

    lines = text_lines(compared.report)
    if path is None:
        for line in lines:
            out().print(_coloured(line))
    else:
        write_text(path, "".join(f"{_coloured(line).plain}\n" for line in lines))


def _coloured(line: Line) -> Text:
    from rich.text import Text

    return Text.assemble(*((span.text, _STYLES[span.style]) for span in line))


def _write_markdown(compared: Compared, path: Path | None) -> None:
    from sdkscribe.diff.report.markdown import markdown_report

    _write(markdown_report(compared.report, compared.moves(), compared.imports()), path)


def _write_json(compared: Compared, path: Path | None) -> None:
    from sdkscribe.diff.report.json_report import json_report

    _write(f"{json.dumps(json_report(compared.report), indent=2, ensure_ascii=False)}\n", path)


def _write_html(compared: Compared, path: Path | None) -> None:
    from sdkscribe.diff.report.page import page_of
    from sdkscribe.render import render_text

    page = page_of(compared.report, compared.moves(), compared.imports())
    _write(render_text("diff/page.html.jinja", page), path)


def _write_github(compared: Compared, path: Path | None) -> None:
    from sdkscribe.diff.report.github import github_commands

    _write("".join(f"{command}\n" for command in github_commands(compared.report)), path)


def _write(text: str, path: Path | None) -> None:
    if path is None:
        out().print(text, markup=False, end="")
    else:
        write_text(path, text)


_WRITERS: Mapping[Format, Callable[[Compared, Path | None], None]] = {
    "text": _write_text,
    "markdown": _write_markdown,
    "json": _write_json,
    "html": _write_html,
    "github": _write_github,
}
