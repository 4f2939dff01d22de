"""A TOML file of settings: its tables and values, each that is not what it should be a fault with its
line and column.

It must not know what the settings mean. Something harmless stands for what is wrong, so that one
reading finds every fault.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from sdkscribe.errors import Location, Problem, SdkscribeError, nearest
from sdkscribe.toml_places import KeyPath, key_places, place_of


@dataclass(frozen=True, slots=True)
class TomlDocument:
    """A file, as it is named in errors, and the faults met in it so far."""

    path: Path
    shown_as: str
    text: str
    content: Mapping[str, object]
    problems: list[Problem] = field(default_factory=list[Problem])

    def fault(self, key: KeyPath, message: str, hint: str | None = None) -> None:
        line, column = place_of(key, key_places(self.text))
        location = Location(path=self.shown_as, line=line, column=column)
        self.problems.append(Problem(message=message, location=location, hint=hint))


def parse_toml(path: Path, shown_as: str) -> TomlDocument:
    """Raises `SdkscribeError` for what can't be read or is no TOML."""
    text = _read(path, shown_as)
    try:
        return TomlDocument(path, shown_as, text, tomllib.loads(text))
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


def take_table(
    document: TomlDocument, key: KeyPath, parent: Mapping[str, object]
) -> dict[str, object]:
    """The table of that name in its parent; empty where there is none."""
    value = parent.get(key[-1], {})
    if isinstance(value, dict):
        return cast("dict[str, object]", value)
    document.fault(key, f"`{key[-1]}` is a table, not {_kind(value)}")
    return {}


def take_string(
    document: TomlDocument, key: KeyPath, table: Mapping[str, object], *, default: str
) -> str:
    value = table.get(key[-1], default)
    if isinstance(value, str) and (value.strip() or key[-1] not in table):
        return value
    found = "an empty one" if isinstance(value, str) else _kind(value)
    document.fault(key, f"`{key[-1]}` is a string, not {found}")
    return default


def take_strings(
    document: TomlDocument, key: KeyPath, table: Mapping[str, object]
) -> tuple[str, ...]:
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


def check_keys(
    document: TomlDocument, key: KeyPath, table: Mapping[str, object], known: Sequence[str]
) -> None:
    for name in table:
        if name not in known:
            hint = nearest(name, known) or f"the keys here are {', '.join(known)}"
            document.fault((*key, name), f"unknown key `{name}`", hint)
