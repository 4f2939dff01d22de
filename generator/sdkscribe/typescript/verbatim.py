"""The statements of a module that say nothing new and are kept as they stand: those that pass on names
outside of any namespace, and those that declare again what is declared before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from sdkscribe.spec import Module, Verbatim
from sdkscribe.typescript.declarations import with_comments
from sdkscribe.typescript.syntax import Node, child, text

_NAMESPACES = ("internal_module", "module")


def verbatim_statements(root: Node, module: Module) -> tuple[Verbatim, ...]:
    """The statements in the module's order; those behind all declarations follow nothing."""
    types = {declaration.name.name for declaration in module.types}
    found = list(_in_scope(root, "", types))
    statements = [node for node in root.named_children if node.type != "comment"]
    at_end = list(takewhile(_passes_on, reversed(statements)))
    first = len(found) - len(at_end)
    ending = tuple(replace(each, follows=None) for each in found[first:])
    return (*found[:first], *ending)


def _in_scope(body: Node, scope: str, types: set[str]) -> Iterator[Verbatim]:
    """The statements of a module or of a namespace's body, and of those inside it."""
    seen: set[tuple[str, str]] = set()
    last = ""
    for statement, comment in with_comments(body):
        if not scope and _passes_on(statement):
            yield Verbatim(text=text(statement), follows=last)
            continue
        node = _declaration(statement)
        name = child(node, "name")
        if name is None:
            continue
        dotted = f"{scope}.{text(name)}" if scope else text(name)
        if (node.type, dotted) in seen:
            yield Verbatim(text=_source(statement, comment), follows=last)
            continue
        seen.add((node.type, dotted))
        last = dotted if dotted in types else last
        inner = child(node, "body")
        if node.type in _NAMESPACES and inner is not None and dotted in types:
            yield from _in_scope(inner, dotted, types)


def _passes_on(statement: Node) -> bool:
    return statement.type == "export_statement" and child(statement, "declaration") is None


def _declaration(statement: Node) -> Node:
    """The declaration inside `export` and `declare`."""
    node = child(statement, "declaration") or statement
    if node.type in ("ambient_declaration", "expression_statement"):
        node = node.named_children[0]
    return node


def _source(statement: Node, comment: Node | None) -> str:
    """The text of a statement with the comment before it, without their indentation."""
    indentation = f"\n{' ' * statement.start_point.column}"
    texts = [text(node) for node in (comment, statement) if node is not None]
    return "\n".join(texts).replace(indentation, "\n")
