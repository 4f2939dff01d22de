"""Values out of a document, checked: each that is not what it should be becomes a problem with its
place, and something harmless stands in for it, so that one reading finds every problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from sdkscribe.errors import Problem, nearest
from sdkscribe.spec import Name
from sdkscribe.spec_yaml.links import Section
from sdkscribe.spec_yaml.tree import Container, Document, Node, Tree

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that was met, and where."""

    target: Name
    section: Section
    holder: Node
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Takes the values of one document, and collects problems and the places of links.

    `module` is the path of the module that the document is of.
    """

    document: Document
    module: str
    problems: list[Problem]
    links: list[Link] = field(default_factory=list[Link])

    def complain(
        self, holder: Container, key: str | int | None, message: str, hint: str | None = None
    ) -> None:
        """A problem with the value of `key`, or, where there is no such key, with the holder."""
        location = self.document.location(holder, key)
        self.problems.append(Problem(message=message, location=location, hint=hint))

    def expect_keys(self, node: Node, known: frozenset[str]) -> None:
        """Complain about every key that is not known."""
        if known.issuperset(node):
            return
        for key in node:
            if key not in known:
                hint = nearest(key, sorted(known)) or f"known here: {', '.join(sorted(known))}"
                self.complain(node, key, f"the key `{key}` has no meaning here", hint)

    def required(self, node: Node, key: str) -> bool:
        """Whether there is the key; complain where there is not."""
        if key not in node:
            self.complain(node, None, f"`{key}` is missing")
        return key in node

    def line(self, node: Node, key: str) -> int:
        return self.document.location(node, key).line

    def text(self, node: Node, key: str) -> str:
        """The text that must be there."""
        return (self.optional_text(node, key) or "") if self.required(node, key) else ""

    def optional_text(self, node: Node, key: str) -> str | None:
        if key not in node:
            return None
        value = node[key]
        if isinstance(value, str):
            return value
        hint = "put it in quotes" if isinstance(value, bool | int | float) else None
        self.complain(node, key, f"`{key}` must be text, not {_kind(value)}", hint)
        return None

    def flag(self, node: Node, key: str, otherwise: bool) -> bool:
        value = node.get(key, otherwise)
        if not isinstance(value, bool):
            self.complain(node, key, f"`{key}` must be true or false, not {_kind(value)}")
            return otherwise
        return value

    def number(self, node: Node, key: str, otherwise: float) -> float:
        value = node.get(key, otherwise)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.complain(node, key, f"`{key}` must be a number, not {_kind(value)}")
            return otherwise
        return value

    def whole_number(self, node: Node, key: str, otherwise: int) -> int:
        value = node.get(key, otherwise)
        if isinstance(value, bool) or not isinstance(value, int):
            self.complain(node, key, f"`{key}` must be a whole number, not {_kind(value)}")
            return otherwise
        return value

    def choice(self, node: Node, key: str, choices: tuple[T, ...], otherwise: T) -> T:
        """One of a few words, where there is one."""
        if key not in node:
            return otherwise
        for choice in choices:
            if node[key] == choice:
                return choice
        words = ", ".join(str(choice) for choice in choices)
        self.complain(node, key, f"`{key}` must be one of: {words}")
        return otherwise

    def mapping(self, node: Node, key: str) -> Node:
        """The mapping that must be there."""
        return self.optional_mapping(node, key) if self.required(node, key) else {}

    def optional_mapping(self, node: Node, key: str) -> Node:
        return self.as_mapping(node.get(key, {}), node, key)

    def as_mapping(self, value: Tree, holder: Container, key: str | int) -> Node:
        if isinstance(value, dict):
            return value
        self.complain(holder, key, f"{_called(key)} must be a mapping, not {_kind(value)}")
        return {}

    def items(self, node: Node, key: str) -> list[Tree]:
        """The items of a list that may be left out."""
        value = node.get(key, [])
        if isinstance(value, list):
            return value
        self.complain(node, key, f"`{key}` must be a list, not {_kind(value)}")
        return []

    def mappings(self, node: Node, key: str) -> Iterator[Node]:
        """The mappings of a list that may be left out."""
        items = self.items(node, key)
        for index, item in enumerate(items):
            yield self.as_mapping(item, items, index)

    def texts(self, node: Node, key: str) -> Iterator[str]:
        """The texts of a list that may be left out."""
        items = self.items(node, key)
        for index, item in enumerate(items):
            if isinstance(item, str):
                yield item
            else:
                message = f"each of `{key}` must be text, not {_kind(item)}"
                self.complain(items, index, message, "put it in quotes")

    def optional_texts(self, node: Node, key: str) -> tuple[str, ...] | None:
        """The texts of a list, where there is one."""
        return tuple(self.texts(node, key)) if key in node else None

    def entries(self, node: Node, key: str) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping of mappings that may be left out."""
        holder = self.optional_mapping(node, key)
        for name, value in holder.items():
            yield name, self.as_mapping(value, holder, name)

    def pairs(self, node: Node, key: str) -> Iterator[tuple[str, Node]]:
        """The mappings of one key each, with that key, of a list that may be left out."""
        for pair in self.mappings(node, key):
            if len(pair) != 1:
                self.complain(pair, None, f"each of `{key}` must be one key with its value")
            yield from ((name, pair) for name in pair)


@cache
def known(*keys: str | frozenset[str]) -> frozenset[str]:
    """A set of keys, from keys and sets of keys."""
    found: set[str] = set()
    for key in keys:
        found |= {key} if isinstance(key, str) else key
    return frozenset(found)


def _called(key: str | int) -> str:
    return f"`{key}`" if isinstance(key, str) else "each item"


def _kind(value: Tree) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case dict():
            return "a mapping"
