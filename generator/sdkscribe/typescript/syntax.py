"""Syntax trees of declarations and of JavaScript, and the few questions asked of a node.

The one module that knows tree-sitter's parsers; the rest of the front end works on `Node`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from sdkscribe.errors import Location, Problem, SdkscribeError

__all__ = [
    "Node",
    "child",
    "flattened",
    "location",
    "named",
    "no_rule",
    "parse",
    "shown",
    "text",
    "too_deep",
    "walk",
]

_TYPESCRIPT = Language(tree_sitter_typescript.language_typescript())
_JAVASCRIPT = Language(tree_sitter_javascript.language())
_LONGEST_SHOWN = 120

# What the grammar does not know: a property that is called `abstract`, in whose place a name of as many
# bytes is read, and so for `import('./things')` before type arguments; the variance of type parameters
# (`<in out T>`), which is blanked; and `export type * from`, which it reads as if there were no `type`.
_UNKNOWN = re.compile(
    rb"""(?P<text>/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*|'[^'\n]*'|"[^"\n]*")"""
    rb"""|(?P<module>\bimport\(['"][^'"\n]+['"]\)(?=\.[\w.$]+<))|\babstract(?=\s*\??\s*:)"""
    rb"""|(?P<variance>(?<=[<,])\s*(?:in\s+out|in|out)(?=\s+[\w$]))"""
)
IMPORTED = "import__"
_STAND_IN = "\u0101bstrac".encode()
_TYPE_STAR = re.compile(rb"\bexport(\s+)type(?=\s*\*)")


def parse(path: str, content: bytes) -> Node:
    """The root of a file's tree; a syntax error is a `SdkscribeError` with its place."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(message="not UTF-8", location=Location(path=path, line=line))
        raise SdkscribeError(problem) from None
    is_declaration = path.endswith((".d.ts", ".d.mts", ".d.cts"))
    parser = Parser(_TYPESCRIPT if is_declaration else _JAVASCRIPT)
    root = parser.parse(content).root_node
    if root.has_error and is_declaration:
        content = _UNKNOWN.sub(_known, content)
        root = parser.parse(content).root_node
        known = _TYPE_STAR.sub(rb"export\1    ", content)
        if known != content and not parser.parse(known).root_node.has_error:
            return root
    if root.has_error:
        raise SdkscribeError(_syntax_error(path, root))
    return root


def _known(found: re.Match[bytes]) -> bytes:
    if found["variance"]:
        return b" " * len(found["variance"])
    module = found["module"]
    return found["text"] or (module and IMPORTED.encode().ljust(len(module), b"_")) or _STAND_IN


def text(node: Node) -> str:
    content = node.text
    return content.replace(_STAND_IN, b"abstract").decode() if content is not None else ""


def shown(node: Node) -> str:
    """A node's source as an error shows it: on one line, cut where it is long."""
    line = " ".join(text(node).split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"


def location(path: str, node: Node) -> Location:
    return Location(path=path, line=node.start_point.row + 1, column=node.start_point.column + 1)


child = Node.child_by_field_name


def named(node: Node, kind: str) -> Node | None:
    """The first named child of a kind."""
    for inner in node.named_children:
        if inner.type == kind:
            return inner
    return None


def walk(node: Node) -> Iterator[Node]:
    """The node and everything named below it, in source order."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(current.named_children))


def flattened(node: Node, kind: str) -> list[Node]:
    """The members of a chain: `a | b | c` is parsed as `(a | b) | c`."""
    members: list[Node] = []
    while node.type == kind:
        parts = [c for c in node.named_children if c.type != "comment"]
        members.extend(reversed(parts[1:]))
        node = parts[0]
    return [node, *reversed(members)]


def no_rule(path: str, node: Node) -> Problem:
    """The problem of a construct that nothing here knows how to carry over."""
    return Problem(
        message=f"no rule for `{node.type}`",
        location=location(path, node),
        source=shown(node),
        hint="sdkscribe does not know this construct yet: report it, or narrow the slice",
    )


def too_deep(path: str, node: Node, what: str) -> Problem:
    """The problem of what is nested deeper than anyone writes."""
    return Problem(
        message=f"no rule for {what} nested so deeply",
        location=location(path, node),
        source=shown(node),
        hint="exclude it with an overlay, or narrow the slice",
    )


def _syntax_error(path: str, root: Node) -> Problem:
    stack, broken = [root], root
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            broken = node
            break
        stack.extend(c for c in reversed(node.children) if c.has_error or c.is_missing)
    what = f"syntax error: `{broken.type}` is missing" if broken.is_missing else "syntax error"
    return Problem(message=what, location=location(path, broken), source=shown(broken) or None)
