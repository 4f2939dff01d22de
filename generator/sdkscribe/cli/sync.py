"""`sdkscribe sync`: every target of the configuration, up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdkscribe.cli.console import err, plain, progress
from sdkscribe.cli.folders import finish
from sdkscribe.cli.parameters import CheckOption
from sdkscribe.errors import Problem, SdkscribeError, nearest

if TYPE_CHECKING:
    from sdkscribe.config import Target
    from sdkscribe.sync import Made


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
        with progress(f"{target.name}: {target.source}") as say:
            made.append(make_target(target, root=config.root, say=say))
        if made[-1].unread is not None:
            err().print(f"[yellow]note:[/yellow] {plain(made[-1].unread)}")
            err().print(f"{target.name}: made from the committed spec instead")
    finish([pair for target in made for pair in target.folders], check_only)


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
