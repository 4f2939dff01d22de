"""Plain trees: what a YAML document is before it is text, and what it becomes again.

A tree is made of the values that JSON has. A `Document` is a tree with its file's name and, where it
was read from text, the place of each of its keys and values.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeAlias

from sdkscribe.errors import Location, Problem, SdkscribeError

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | int | float | bool | None"
Node: TypeAlias = dict[str, Tree]
Container: TypeAlias = "Node | list[Tree]"


MOST_LEVELS = 200
"""How deep mappings and lists may be inside each other, written or read."""

Offsets: TypeAlias = dict[str | int | None, int]
"""Where a container's keys or items start in the text, and, under None, the container itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of a spec. `offsets` are keyed by the identity of the containers in `root`: numbers,
    because the collector of garbage would look at anything else again and again."""

    path: str
    root: Node
    line_starts: Sequence[int] = (0,)
    offsets: Mapping[int, Offsets] = field(default_factory=dict[int, Offsets])

    def location(self, container: Container, key: str | int | None = None) -> Location:
        """The place of a key or an item; of the container, where it has no such key."""
        offsets = self.offsets.get(id(container), {})
        offset = offsets.get(key, offsets.get(None))
        if offset is None:
            return Location(path=self.path)
        return place(self.path, self.line_starts, offset)


def line_starts(text: str) -> Sequence[int]:
    """The offset of each line of a text."""
    return list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))


def place(path: str, starts: Sequence[int], offset: int) -> Location:
    line = bisect_right(starts, offset)
    return Location(path=path, line=line, column=offset - starts[line - 1] + 1)


def unique(noun: str, entries: Iterable[tuple[str, Tree]]) -> Node:
    """A mapping of the entries. Raises `SdkscribeError` where two of them have the same key."""
    found: Node = {}
    for key, value in entries:
        if key in found:
            raise SdkscribeError(Problem(message=f"the {noun} `{key}` is declared twice"))
        found[key] = value
    return found


def given(**entries: Tree) -> Node:
    """The entries that say something."""
    return {key: value for key, value in entries.items() if value is not None}
