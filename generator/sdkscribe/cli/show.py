"""`sdkscribe show`: the resources of an API as a tree, or one method with its types."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from sdkscribe.cli.console import out, progress, styled
from sdkscribe.cli.parameters import SourceArgument

_READABLE_WIDTH = 100
_FORK, _LAST, _TRUNK, _GAP = "├── ", "└── ", "│   ", "    "

if TYPE_CHECKING:
    from rich.text import Text

    from sdkscribe.outline import Branch, MethodFound, ShownType
    from sdkscribe.spec import Spec, Type


def show_command(
    source: SourceArgument,
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="[PATH]",
            help="A resource (`realtime`) or a method (`realtime.client_secrets.create`).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the resources of an API, or one method with its types. SOURCE may also be a spec's folder,
    or a vendored one."""
    from sdkscribe.outline import MethodFound, branches, find, types_around

    with progress(f"reading {source}") as say:
        spec = _spec(source, path, say)
    found = branches(spec) if path is None else find(spec, path)
    if isinstance(found, MethodFound):
        _show_method(found)
        for shown in types_around(spec, found.method):
            _show_type(shown)
    else:
        _show_tree(spec, found)


def _spec(source: str, path: str | None, say: Callable[[str], None]) -> Spec:
    from sdkscribe.source import open_source
    from sdkscribe.spec_folder import read_spec
    from sdkscribe.steps import transcribe_again
    from sdkscribe.vendoring.contents import SPEC

    for folder in (Path(source), Path(source) / SPEC):
        if (folder / "spec.yaml").is_file():
            return read_spec(folder)
    slice_ = [] if path is None else [path.rpartition(".")[0] or path]
    return transcribe_again(open_source(source, say=say), only=slice_)


def _show_tree(spec: Spec, found: tuple[Branch, ...]) -> None:
    _line(styled(f"{spec.package.name} {spec.package.version}", "bold"))
    _show_branches(found, "")


def _show_branches(found: tuple[Branch, ...], before: str) -> None:
    from sdkscribe.words import snake_case

    for branch in found:
        is_last = branch is found[-1]
        _line(styled(f"{before}{_LAST if is_last else _FORK}").append(branch.name, "bold"))
        inside = before + (_GAP if is_last else _TRUNK)
        methods = branch.resource.methods
        for method in methods:
            is_end = method is methods[-1] and not branch.below
            line = styled(f"{inside}{_LAST if is_end else _FORK}{snake_case(method.name)}()  ")
            line.append(f"{method.verb} {method.path}", "cyan")
            _line(line.append(f"  {_first_sentence(method.description)}".rstrip(), "dim"))
        _show_branches(branch.below, inside)


def _line(line: Text) -> None:
    """One line: as much of it as a terminal has room for, all of it in a pipe."""
    if out().is_terminal:
        out().print(line, no_wrap=True, overflow="ellipsis", soft_wrap=False)
    else:
        out().print(line)


def _show_method(found: MethodFound) -> None:
    from sdkscribe.diff.notation import notation

    method = found.method
    line = styled(f"client.{found.path}()  ", "bold")
    line.append(f"{method.verb} {method.path}", style="cyan")
    out().print(line)
    words, _, _ = (method.description or "").partition("\n@")
    if words.strip():
        _indented(words.strip(), 2)
    for overload in method.overloads:
        for argument in overload.arguments:
            _named(argument.name, argument.type, required=argument.required)
        returns = overload.returns
        shown = returns.kind if returns.type is None else notation(returns.type)
        kind = "" if returns.type is None or returns.kind == "value" else f"{returns.kind} of "
        out().print(styled(f"  → {kind}{shown}"))


def _show_type(shown: ShownType) -> None:
    from sdkscribe.diff.notation import notation
    from sdkscribe.words import snake_case

    declaration = shown.declaration
    out().print()
    out().print(styled(declaration.name.name, "bold"))
    _indented(_first_sentence(declaration.description), 2)
    if shown.fields is None:
        _indented(notation(declaration.type), 4)
    for field in shown.fields or ():
        _named(snake_case(field.wire_name), field.type, required=field.required)
        _indented(_first_sentence(field.description), 6)


def _named(name: str, node: Type, *, required: bool) -> None:
    from sdkscribe.diff.notation import notation

    label = f"{name}{'' if required else '?'}: "
    first, *rest = _wrapped(label + notation(node), indent=2, further=6)
    out().print(styled(first[: 2 + len(label)], "green").append(first[2 + len(label) :], "none"))
    for line in rest:
        out().print(styled(line))


def _indented(text: str, columns: int) -> None:
    for paragraph in text.split("\n"):
        for line in _wrapped(paragraph, indent=columns, further=columns):
            out().print(styled(line, "dim"))


def _wrapped(text: str, *, indent: int, further: int) -> list[str]:
    return wrap(
        text,
        width=min(out().width, _READABLE_WIDTH) if out().is_terminal else _READABLE_WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _first_sentence(text: str | None) -> str:
    """As much of documentation as tells what a thing is."""
    paragraph = " ".join((text or "").partition("\n\n")[0].split())
    return re.split(r"(?<=[.!?])\s+(?=[A-Z`*\[])", paragraph, maxsplit=1)[0]
