"""The places in a project's own code that touch what a change of the API is about.

Python's own parser reads the code; nothing is run. A method is known by the attributes that lead to it
(`….sessions.create`), a type and a field by their names, in modules that import the vendored package.
What reaches a field another way (`getattr`, a name in a variable) is not seen.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sdkscribe.diff.changes import (
    Change,
    ClientPlace,
    MethodPlace,
    ResourcePlace,
    TypePlace,
    Use,
)
from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.words import snake_case

_WAYS: Mapping[Use, tuple[str, ...]] = {
    "request": ("given",),
    "response": ("read",),
    "both": ("given", "read"),
}
"""How code touches a field that is sent, or one that arrives."""

_ELSEWHERE = frozenset({"__pycache__", "node_modules", "site-packages"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """A place, and the line that stands there."""

    location: Location
    text: str


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name that code reads, gives a value to in a call or a dict, or just names; `before` is the
    attribute before it (`sessions` of `sessions.create`)."""

    name: str
    way: Literal["read", "given", "named"]
    line: int
    column: int
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFile:
    """What a module of the project mentions. `is_user` says whether it imports the package."""

    path: str
    lines: tuple[str, ...]
    mentions: tuple[_Mention, ...]
    is_user: bool


def read_code(places: Iterable[Path], *, vendored: Path) -> tuple[CodeFile, ...]:
    """The Python files at and below the places, but for the vendored folder. Raises `SdkscribeError`
    for what can't be read."""
    files: list[CodeFile] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(p for place in places for p in _python_files(place, vendored)):
        try:
            files.append(_read(path, vendored.resolve().name))
        except (OSError, SyntaxError, ValueError) as error:
            line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
            location = Location(path=path.as_posix(), line=line)
            problems.append(Problem(message=f"can't be read as Python: {error}", location=location))
    if problems:
        raise SdkscribeError(problems)
    return tuple(files)


def usages_of(change: Change, code: Iterable[CodeFile]) -> tuple[Usage, ...]:
    """Where the code touches what a change is about, each line once."""
    found: dict[tuple[str, int], Usage] = {}
    for file in code:
        for mention in file.mentions:
            if _touches(change, mention, is_user=file.is_user):
                location = Location(path=file.path, line=mention.line, column=mention.column + 1)
                text = file.lines[mention.line - 1].strip()
                found.setdefault((file.path, mention.line), Usage(location=location, text=text))
    return tuple(found.values())


def _touches(change: Change, mention: _Mention, *, is_user: bool) -> bool:
    match change.old or change.new:
        case MethodPlace(resource=resource, method=method):
            owner = resource.rpartition(".")[2]
            return mention.name == method and mention.before == owner
        case ResourcePlace(resource=resource):
            above, _, own = resource.rpartition(".")
            is_below = not above or mention.before == above.rpartition(".")[2]
            return mention.name == own and is_below and (is_user or bool(above))
        case TypePlace(name=name, path=""):
            return is_user and mention.name == name.leaf
        case TypePlace(path=path) | ClientPlace(path=path):
            is_seen = mention.way in _WAYS[change.use]
            return is_user and is_seen and bool(path) and mention.name == _field(path)
        case None:
            return False


def _field(path: str) -> str:
    """The Python name of the field that a place in a type is: `turn_detection` of `a.turnDetection[]`."""
    return snake_case(path.rpartition(".")[2].removesuffix("[]").removesuffix("{}"))


# ----------------------------------------------------------------------------------- reading code


def _python_files(place: Path, vendored: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif not place.is_dir():
        message = f"no such file or folder: {place}"
        raise SdkscribeError(Problem(message=message, hint="--usages names the project's own code"))
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _ELSEWHERE
            and not (Path(folder, name) / "pyvenv.cfg").exists()
            and Path(folder, name).resolve() != vendored.resolve()
        )
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(".py"))


def _read(path: Path, package: str) -> CodeFile:
    source = path.read_bytes()
    tree = ast.parse(source, filename=str(path))
    return CodeFile(
        path=path.as_posix(),
        lines=tuple(source.decode("utf-8", errors="replace").split("\n")),
        mentions=tuple(sorted(_mentions(tree), key=lambda mention: (mention.line, mention.column))),
        is_user=any(package in words for words in _imported(tree)),
    )


def _imported(tree: ast.Module) -> Iterator[list[str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield [*(node.module or "").split("."), *(alias.name for alias in node.names)]


def _mentions(tree: ast.Module) -> Iterator[_Mention]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=value, attr=name, end_lineno=line, end_col_offset=end):
                column = (end or 0) - len(name.encode())
                before = _last_name(value)
                yield _Mention(name, "read", line or node.lineno, column, before)
            case ast.Name(id=name) | ast.alias(name=name):
                yield _Mention(name, "named", node.lineno, node.col_offset)
            case ast.keyword(arg=str(name)):
                yield _Mention(name, "given", node.lineno, node.col_offset)
            case ast.Dict(keys=keys):
                yield from (m for key in keys for m in _text(key, "given"))
            case ast.Subscript(slice=key):
                yield from _text(key, "read")
            case _:
                pass


def _text(node: ast.expr | None, way: Literal["read", "given"]) -> Iterator[_Mention]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield _Mention(node.value, way, node.lineno, node.col_offset)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""
