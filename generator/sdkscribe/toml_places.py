"""Where each key of a TOML document stands, which Python's own parser does not tell.

Made from the text of a valid document by a scan of its lines: good enough to point at an error. It
must not know what the keys mean.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str, ...]

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_PATH = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = re.compile(rf"[ \t]*\[\[?[ \t]*({_PATH})[ \t]*\]\]?[ \t]*(?:#.*)?")
_ASSIGNMENT = re.compile(rf"[ \t]*({_PATH})[ \t]*=")
_SEGMENT = re.compile(_KEY)
_LONG_QUOTES = ('"""', "'''")


def key_places(text: str) -> dict[KeyPath, tuple[int, int]]:
    """The line and column, from 1, of every table and key that begins a line."""
    places: dict[KeyPath, tuple[int, int]] = {}
    table: KeyPath = ()
    for number, line in _lines_outside_strings(text):
        header = _HEADER.fullmatch(line)
        match = header or _ASSIGNMENT.match(line)
        if match is None:
            continue
        path = () if header else table
        for segment in _SEGMENT.finditer(line, match.start(1), match.end(1)):
            path = (*path, _unquoted(segment[0]))
            places.setdefault(path, (number, segment.start() + 1))
        table = path if header else table
    return places


def place_of(path: KeyPath, places: Mapping[KeyPath, tuple[int, int]]) -> tuple[int, int]:
    """The place of the key, or of the nearest around it: a key may be inside of an inline table,
    or be missing where it is required."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, (1, 1))


def _lines_outside_strings(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, but for those that begin inside of a multi-line string."""
    open_quotes: str | None = None
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if open_quotes is None:
            yield number, line
            open_quotes = next((q for q in _LONG_QUOTES if line.count(q) % 2), None)
        elif open_quotes in line:
            open_quotes = None


def _unquoted(segment: str) -> str:
    return next(iter(tomllib.loads(f"{segment} = 0")))
