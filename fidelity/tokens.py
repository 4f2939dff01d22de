"""The tokens of a declaration module, read from its text alone: what it says, layout aside.

It shares no code with sdkscribe's front end, so that what that one misses is seen here. A comment is
one token: its text, line by line, without stars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_typescript.language_typescript()))
_WHOLE = frozenset({"string", "comment", "number", "template_string", "regex"})

Tokens: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a module's top level, with the comments before it."""

    line: int
    tokens: Tokens


def statements(content: bytes, excluded: Callable[[Node], bool]) -> list[Statement]:
    """The statements of a module, without the nodes that are excluded and their comments."""
    root = _PARSER.parse(content).root_node
    found: list[Statement] = []
    comments: list[Node] = []
    for node in root.children:
        if node.type == "comment":
            comments.append(node)
            continue
        if not excluded(node):
            tokens = tuple(token for each in (*comments, node) for token in _tokens(each, excluded))
            found.append(Statement(line=node.start_point.row + 1, tokens=tokens))
        comments = []
    found.extend(
        Statement(line=node.start_point.row + 1, tokens=(_comment(node),))
        for node in comments
        if not _text(node).startswith("//# sourceMappingURL=")
    )
    return [statement for statement in found if statement.tokens]


def _tokens(statement: Node, excluded: Callable[[Node], bool]) -> Iterator[str]:
    """The tokens of a statement. It may be nested deeper than a function could follow by itself."""
    stack = [statement]
    while stack:
        node = stack.pop()
        if node.type == "comment":
            yield _comment(node)
        elif node.type not in _WHOLE and node.children:
            stack.extend(reversed(_kept(node, excluded)))
        elif _text(node).strip():
            yield _text(node)


def _kept(node: Node, excluded: Callable[[Node], bool]) -> list[Node]:
    """A node's children but for what is excluded, which takes its comments and what ends it along."""
    kept: list[Node] = []
    comments: list[Node] = []
    after_excluded = False
    for each in node.children:
        if each.type == "comment":
            comments.append(each)
        elif excluded(each):
            comments, after_excluded = [], True
        elif after_excluded and each.type in (";", ","):
            after_excluded = False
        else:
            kept += [*comments, each]
            comments, after_excluded = [], False
    return kept + comments


def _comment(node: Node) -> str:
    """A comment's text: without the marks around it, the stars before its lines, trailing blanks."""
    text = _text(node)
    if not text.startswith("/*"):
        return f"// {text[2:].strip()}"
    lines = text.removeprefix("/**").removeprefix("/*").removesuffix("*/").split("\n")
    inner = [lines[0].strip(), *(_without_star(line) for line in lines[1:])]
    return "/** " + "\n".join(line.rstrip() for line in inner).strip("\n")


def _without_star(line: str) -> str:
    unindented = line.lstrip(" \t")
    return unindented[1:].removeprefix(" ") if unindented.startswith("*") else unindented


def _text(node: Node) -> str:
    return (node.text or b"").decode()
