"""TypeScript's own answers: the declarations of both packages, unpacked, and files that put their types beside
each other."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, cast

from sdkscribe.source import Source
from sdkscribe.spec import Name

TYPESCRIPT = "typescript@5.9.3"
_JUDGE = Path(__file__).with_name("judge.mjs")
_ENDINGS = {".d.ts": ".js", ".d.mts": ".mjs", ".d.cts": ".cjs"}


class Answer(TypedDict):
    """Whether old values are new ones, and new values old ones; where not, why."""

    number: int
    forward: bool
    backward: bool
    why_not_forward: str
    why_not_backward: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two packages, unpacked in a folder beside TypeScript, and the types that both declare."""

    old: Source
    new: Source
    names: Sequence[Name]
    folder: Path


def prepared(old: Source, new: Source, names: Sequence[Name], folder: Path) -> Pair:
    """Raises `CalledProcessError` where npm fails."""
    for called, source in (("old", old), ("new", new)):
        for path, content in source.files.items():
            file = folder / called / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    install = ["npm", "install", "--silent", "--no-fund", "--no-audit", TYPESCRIPT]
    subprocess.run(install, cwd=folder, check=True)
    return Pair(old=old, new=new, names=names, folder=folder)


def answers(pair: Pair, questions: Iterable[Sequence[int]]) -> Iterator[Answer]:
    """An answer for each number of a name; those of one question are asked of one checker. Raises
    `CalledProcessError` where node fails, or a type is not where it should be."""
    asked: list[dict[str, object]] = []
    for index, numbers in enumerate(questions):
        file = pair.folder / f"question{index}.mts"
        file.write_text("\n".join(_program(pair, numbers)))
        asked.append({"file": str(file), "pairs": list(numbers)})
    ran = subprocess.run(
        ["node", "--max-old-space-size=3000", str(_JUDGE)],
        cwd=pair.folder,
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    for found in cast("list[list[Answer]]", json.loads(ran.stdout)):
        yield from found


def _program(pair: Pair, numbers: Sequence[int]) -> Iterator[str]:
    """For each type a value of either side, given to a variable of the other."""
    modules = list(dict.fromkeys(pair.names[number].module for number in numbers))
    for index, module in enumerate(modules):
        for called, source in (("old", pair.old), ("new", pair.new)):
            path = next(_imports(f"{source.root}{module}", source.files))
            yield f'import type * as {called}Module{index} from "./{called}/{path}";'
    for number in numbers:
        name = pair.names[number]
        old, new = (
            f"{called}Module{modules.index(name.module)}.{name.name}" for called in ("old", "new")
        )
        yield f"declare const old{number}: {old}; const forward{number}: {new} = old{number};"
        yield f"declare const new{number}: {new}; const backward{number}: {old} = new{number};"


def _imports(module: str, files: Iterable[str]) -> Iterator[str]:
    """The path that a module is imported by, and its declarations found."""
    known = set(files)
    for path in (module, f"{module}/index"):
        yield from (f"{path}{to}" for ending, to in _ENDINGS.items() if f"{path}{ending}" in known)
