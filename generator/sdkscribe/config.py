"""The targets of a project: `[tool.sdkscribe.targets.NAME]` in its `pyproject.toml`.

Made from the nearest such file above a folder, with every fault at its line and column. It must not
know what a source, an overlay or a resource is: those who read them find out whether they exist.
"""

from __future__ import annotations

import keyword
import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from sdkscribe.errors import Location, Problem, SdkscribeError, nearest
from sdkscribe.toml_places import KeyPath, key_places, place_of

_FILE = "pyproject.toml"
_SECTION = ("tool", "sdkscribe")
_TARGETS = (*_SECTION, "targets")
_KEYS = ("source", "only", "overlays", "spec", "out", "package")
_EXAMPLE = 'add a table [tool.sdkscribe.targets.NAME] with source = "PACKAGE@VERSION"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One generated package. `source` is as it is written, relative to the project's root where it
    is a path; the other paths are joined to the root. `only` are resource paths, empty for all."""

    name: str
    source: str
    only: tuple[str, ...]
    overlays: tuple[Path, ...]
    spec: Path
    out: Path
    package: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A project's targets, in the order of the `pyproject.toml`, which lies in `root`."""

    root: Path
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    """A `pyproject.toml`, as it is named in errors, and the faults met in it so far."""

    path: Path
    shown_as: str
    text: str
    content: Mapping[str, object]
    problems: list[Problem] = field(default_factory=list[Problem])

    def fault(self, key: KeyPath, message: str, hint: str | None = None) -> None:
        line, column = place_of(key, key_places(self.text))
        location = Location(path=self.shown_as, line=line, column=column)
        self.problems.append(Problem(message=message, location=location, hint=hint))


def load_config(start: Path) -> Config:
    """The configuration of the project that the folder `start` belongs to."""
    document = _find(start.absolute())
    section = _table(document, _SECTION, _table(document, _SECTION[:1], document.content))
    _check_keys(document, _SECTION, section, known=("targets",))
    tables = _table(document, _TARGETS, section)
    if not tables and not document.problems:
        document.fault(_SECTION, "there are no targets", _EXAMPLE)
    targets = tuple(_target(document, name, tables) for name in tables)
    _check_folders(document, targets)
    if document.problems:
        raise SdkscribeError(document.problems)
    return Config(root=document.path.parent, targets=targets)


# ------------------------------------------------------------------------------- finding the file


def _find(start: Path) -> _Document:
    """The nearest `pyproject.toml` with a section of ours, in `start` or above."""
    for folder in (start, *start.parents):
        if (folder / _FILE).is_file():
            document = _parse(folder / _FILE, shown_as=os.path.relpath(folder / _FILE, start))
            tool = document.content.get("tool")
            if isinstance(tool, dict) and "sdkscribe" in tool:
                return document
    message = f"no {_FILE} with a [tool.sdkscribe] section here or above"
    raise SdkscribeError(
        Problem(message=message, location=Location(path=str(start)), hint=_EXAMPLE)
    )


def _parse(path: Path, shown_as: str) -> _Document:
    text = _read(path, shown_as)
    try:
        return _Document(path, shown_as, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SdkscribeError(_syntax_problem(str(error), shown_as, text.count("\n") + 1)) from None


def _read(path: Path, shown_as: str) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        message = f"can't be read: {error.strerror}"
    except UnicodeDecodeError:
        message = "is not UTF-8"
    raise SdkscribeError(Problem(message=message, location=Location(path=shown_as)))


def _syntax_problem(message: str, shown_as: str, lines: int) -> Problem:
    """Python's parser puts the place at the end of its message, in words."""
    what, _, where = message.rpartition(" (at ")
    numbers = [int(number) for number in re.findall(r"\d+", where)] or [lines, 1]
    location = Location(path=shown_as, line=numbers[0], column=numbers[1])
    return Problem(message=f"not valid TOML: {what}", location=location)


# -------------------------------------------------------------------------------- reading a target


def _target(document: _Document, name: str, tables: Mapping[str, object]) -> Target:
    key = (*_TARGETS, name)
    table = _table(document, key, tables)
    root = document.path.parent
    if not _is_package_name(name):
        document.fault(key, f"a target's name is a Python identifier, and `{name}` is not one")
    _check_keys(document, key, table, known=_KEYS)
    if "source" not in table:
        document.fault(key, "the target has no `source`", 'such as source = "openai@6.8.1"')
    package = _string(document, (*key, "package"), table, default=name)
    if "package" in table and not _is_package_name(package):
        document.fault((*key, "package"), f"`{package}` is no name for a Python package")
    return Target(
        name=name,
        source=_string(document, (*key, "source"), table, default=""),
        only=_strings(document, (*key, "only"), table),
        overlays=tuple(root / path for path in _strings(document, (*key, "overlays"), table)),
        spec=root / _string(document, (*key, "spec"), table, default=f"spec/{name}"),
        out=root / _string(document, (*key, "out"), table, default=f"generated/{name}"),
        package=package,
    )


def _is_package_name(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name)


def _table(document: _Document, key: KeyPath, parent: Mapping[str, object]) -> dict[str, object]:
    """The table of that name in its parent; empty where there is none."""
    value = parent.get(key[-1], {})
    if isinstance(value, dict):
        return cast("dict[str, object]", value)
    document.fault(key, f"`{key[-1]}` is a table, not {_kind(value)}")
    return {}


def _string(document: _Document, key: KeyPath, table: Mapping[str, object], *, default: str) -> str:
    value = table.get(key[-1], default)
    if isinstance(value, str) and (value.strip() or key[-1] not in table):
        return value
    found = "an empty one" if isinstance(value, str) else _kind(value)
    document.fault(key, f"`{key[-1]}` is a string, not {found}")
    return default


def _strings(document: _Document, key: KeyPath, table: Mapping[str, object]) -> tuple[str, ...]:
    value = table.get(key[-1], [])
    values = cast("list[object]", value) if isinstance(value, list) else [None]
    strings = tuple(item for item in values if isinstance(item, str) and item.strip())
    if len(strings) < len(values):
        document.fault(key, f"`{key[-1]}` is a list of strings", f'such as {key[-1]} = ["…"]')
    return strings


def _kind(value: object) -> str:
    """What TOML calls a value of this type."""
    match value:
        case str():
            return "a string"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case list():
            return "an array"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def _check_keys(
    document: _Document, key: KeyPath, table: Mapping[str, object], known: Sequence[str]
) -> None:
    for name in table:
        if name not in known:
            hint = nearest(name, known) or f"the keys here are {', '.join(known)}"
            document.fault((*key, name), f"unknown key `{name}`", hint)


# ------------------------------------------------------------------------------- folders together


def _check_folders(document: _Document, targets: Iterable[Target]) -> None:
    """No two targets, and not the spec and the code of one, share a folder: each is written whole."""
    taken: dict[Path, str] = {}
    for target in targets:
        for name, folder in (("spec", target.spec), ("out", target.out)):
            place = Path(os.path.normpath(folder))
            key = (*_TARGETS, target.name, name)
            if document.path.is_relative_to(place):
                document.fault(key, f"`{name}` is the project's own folder", "name one in it")
            for other, owner in taken.items():
                if place.is_relative_to(other) or other.is_relative_to(place):
                    document.fault(key, f"`{name}` shares a folder with {owner}: {other}")
            taken[place] = f"`{name}` of {target.name}"
