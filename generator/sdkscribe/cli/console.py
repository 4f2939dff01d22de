"""What the command line says: to whom, in which colours, and how long work shows that it goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sdkscribe.errors import SdkscribeError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


@cache
def out() -> Console:
    """Standard output. rich is imported where something is said in colours: most runs say one line."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


@cache
def err() -> Console:
    """Standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def styled(text: str, style: str = "") -> Text:
    """A text in a colour or weight."""
    from rich.text import Text

    return Text(text, style=style)


def report_problems(error: SdkscribeError) -> None:
    """Every problem, on standard error."""
    for problem in error.problems:
        err().print(f"[red]error:[/red] {plain(str(problem))}")
    if len(error.problems) > 1:
        err().print(f"{len(error.problems)} problems; nothing was written")


@contextmanager
def progress(what: str) -> Generator[Callable[[str], None]]:
    """A spinner with what is being done, on a terminal; nothing in a pipe, and no thread for it."""
    if not sys.stderr.isatty():
        yield lambda message: None
        return
    with err().status(plain(what)) as status:
        yield lambda message: status.update(plain(f"{what}: {message}"))


def plain(text: str) -> str:
    """Text from outside, with nothing in it taken for the console's markup."""
    return text.replace("[", r"\[")


def shown(path: Path) -> str:
    """A path as a person wrote it: relative, where it is below the working folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def counted(count: int, noun: str) -> str:
    """`1 file`, `2 files`"""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
