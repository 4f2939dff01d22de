"""`python -m tools.typescript_judgement [OLD NEW]`: holds `diff/assignable.py` against TypeScript, and says what each
disagreement comes from.

Exit status: 1 where one is left unexplained. A check for development, run by `make judgement`; it fetches TypeScript
from npm.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from sdkscribe.diff.surface import Surface, surface_of
from sdkscribe.source import open_source
from sdkscribe.steps import transcribe_source
from tools.typescript_judgement.disagreements import (
    ASKED_ALONE,
    CLASSES,
    PART_REFUSED,
    Judgement,
    judgement,
)

PAIRS = (
    ("groq-sdk@0.15.0", "groq-sdk@1.6.0"),
    ("openai@4.104.0", "openai@5.0.0"),
    ("openai@5.0.0", "openai@6.8.1"),
    ("openai@6.8.1", "openai@7.55.0"),
    ("orb-billing@4.74.0", "orb-billing@5.28.0"),
)


def main(arguments: Sequence[str]) -> int:
    console = Console(width=None if sys.stdout.isatty() else 160)
    table = Table("pair", "types", "agree", *CLASSES, PART_REFUSED, ASKED_ALONE, "unexplained")
    failed = False
    for old, new in [(arguments[0], arguments[1])] if arguments else PAIRS:
        found = _judged(old, new)
        table.add_row(f"{old} → {new}", *map(str, _figures(found)))
        for one in found.unexplained:
            said = one.why_not or "(it is a value)"
            console.print(f"{old} → {new}: {one.name}, {one.direction}: we say {one.ours}. {said}")
        failed |= bool(found.unexplained)
    console.print(table)
    return 1 if failed else 0


def _judged(old: str, new: str) -> Judgement:
    sources = open_source(old), open_source(new)
    with tempfile.TemporaryDirectory() as folder:
        return judgement(sources, (_surface(old), _surface(new)), Path(folder))


def _surface(source: str) -> Surface:
    read = transcribe_source(source, only=(), overlays=(), say=lambda message: None)
    return surface_of(read.read())


def _figures(found: Judgement) -> list[int]:
    """In the table's order. A type that differs in both directions may be counted in two classes."""
    differing = {
        n for called, names in found.explained.items() for n in names if called != ASKED_ALONE
    }
    differing |= {one.name for one in found.unexplained}
    explained = [len(names) for names in found.explained.values()]
    unexplained = {one.name for one in found.unexplained}
    return [found.types, found.types - len(differing), *explained, len(unexplained)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
