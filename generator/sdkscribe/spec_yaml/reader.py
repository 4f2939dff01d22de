"""YAML text to a plain tree with the place of everything in it.

It reads the parser's events and not its objects: that is several times faster, keeps the places, and
leaves no say to tags, anchors, aliases or a guess at what an unquoted word might be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.spec_texts import read_text
from sdkscribe.spec_yaml.scalars import AMBIGUOUS, CONSTANTS, FLOAT, INTEGER
from sdkscribe.spec_yaml.tree import MOST_LEVELS, Document, Node, Offsets, Tree, line_starts, place

_Event: TypeAlias = Any
"""An event of the parser; its type stubs believe that it, and its place, may be missing."""

_Loader: Callable[[str], Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str, path: str) -> Document:
    """The document in a text. Raises `SdkscribeError` with every problem that the text has."""
    builder = _Builder(path, text)
    try:
        root = builder.document()
    except yaml.reader.ReaderError as error:
        raise SdkscribeError(_unprintable(error, text, path)) from error
    except yaml.MarkedYAMLError as error:
        raise SdkscribeError(_invalid(error, path)) from error
    if builder.problems:
        raise SdkscribeError(builder.problems)
    return Document(path=path, root=root, line_starts=builder.line_starts, offsets=builder.offsets)


def read_document(path: Path) -> Document:
    """The document in a file. Raises `SdkscribeError` with every problem that the file has."""
    return read_yaml(read_text(path), path.as_posix())


class _Builder:
    """Builds the tree of one document, noting places and problems on the way."""

    def __init__(self, path: str, text: str) -> None:
        self.problems: list[Problem] = []
        self.offsets: dict[int, Offsets] = {}
        self._path = path
        self.line_starts = line_starts(text)
        self._next: Callable[[], _Event] = _Loader(text).get_event
        self._level = 0
        self._known: dict[str, Tree] = {}

    def document(self) -> Node:
        self._next()
        start = self._next()
        if isinstance(start, yaml.StreamEndEvent):
            self._complain(start, "the file is empty")
            return {}
        first = self._next()
        root = self._value(first)
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            self._complain(after, "a second document in one file")
        if isinstance(root, dict):
            return root
        self._complain(first, "the file must hold a mapping")
        return {}

    def _value(self, event: _Event) -> Tree:
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.MappingStartEvent():
                return self._deeper(event, self._mapping)
            case yaml.SequenceStartEvent():
                return self._deeper(event, self._list)
            case _:
                self._complain(event, "an alias", "write out what it stands for")
                return ""

    def _deeper(self, start: _Event, read: Callable[[_Event], Tree]) -> Tree:
        if self._level == MOST_LEVELS:
            self._complain(start, f"more than {MOST_LEVELS} levels of nesting")
            raise SdkscribeError(self.problems)
        self._refuse_properties(start)
        self._level += 1
        tree = read(start)
        self._level -= 1
        return tree

    def _mapping(self, start: _Event) -> Node:
        tree: Node = {}
        offsets: Offsets = {None: start.start_mark.index}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._value(event)
            value = self._value(self._next())
            if not isinstance(key, str):
                self._complain(event, "a key that is not text", "put it in quotes")
            elif key in tree:
                self._complain(event, f"the key `{key}` is here twice")
            else:
                tree[key] = value
                offsets[key] = event.start_mark.index
        self.offsets[id(tree)] = offsets
        return tree

    def _list(self, start: _Event) -> list[Tree]:
        items: list[Tree] = []
        offsets: Offsets = {None: start.start_mark.index}
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            offsets[len(items)] = event.start_mark.index
            items.append(self._value(event))
        self.offsets[id(items)] = offsets
        return items

    def _scalar(self, event: _Event) -> Tree:
        self._refuse_properties(event)
        text: str = event.value
        return text if event.style else self._plain(text, event)

    def _plain(self, word: str, event: _Event) -> Tree:
        if word in self._known:
            return self._known[word]
        value = _plain_value(word)
        if isinstance(value, str) and AMBIGUOUS.fullmatch(word):
            message = f"`{word}` means different things to different readers of YAML"
            self._complain(event, message, "put it in quotes")
        else:
            self._known[word] = value
        return value

    def _refuse_properties(self, event: _Event) -> None:
        if event.anchor is not None:
            self._complain(event, "an anchor", "write out what is used again")
        if event.tag is not None:
            self._complain(event, "a tag", "remove it; put what is text in quotes")

    def _complain(self, event: _Event, message: str, hint: str | None = None) -> None:
        location = place(self._path, self.line_starts, event.start_mark.index)
        self.problems.append(Problem(message=message, location=location, hint=hint))


def _plain_value(word: str) -> Tree:
    """What YAML 1.1 and 1.2 agree on; a word that they do not is given back as it is."""
    if word in CONSTANTS:
        return CONSTANTS[word]
    if INTEGER.fullmatch(word):
        return int(word)
    return float(word) if FLOAT.fullmatch(word) else word


def _invalid(error: yaml.MarkedYAMLError, path: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 1)
    location = Location(path=path, line=line, column=column)
    return Problem(message=f"invalid YAML: {error.problem or error.context}", location=location)


_NOT_IN_YAML = re.compile("[^\t\n\r -~\x85\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _unprintable(error: yaml.reader.ReaderError, text: str, path: str) -> Problem:
    found = _NOT_IN_YAML.search(text)
    if found is None:
        return Problem(message=f"invalid YAML: {error.reason}", location=Location(path=path))
    message = f"invalid YAML: the character U+{ord(found.group()):04X}"
    location = place(path, line_starts(text), found.start())
    return Problem(message=message, location=location, hint="write it as an escape in quotes")
