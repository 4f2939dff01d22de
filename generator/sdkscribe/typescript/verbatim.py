"""The statements of a module that say nothing new and are kept as they stand: those that pass on names
outside of the namespaces of resources, and those that declare again what is declared before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from sdkscribe.spec import Module, Verbatim
from sdkscribe.typescript.declarations import (
    DeclarationFile,
    declared_names,
    is_augmentation,
    with_comments,
)
from sdkscribe.typescript.syntax import Node, child, text

_NAMESPACES = ("internal_module", "module")
_VALUES = ("lexical_declaration", "variable_declaration", "function_signature")


def leading_statements(root: Node) -> list[Node]:
    """The imports of a module, and what it passes on between them."""
    statements = [node for node in root.named_children if node.type != "comment"]
    leading = list(takewhile(_passes_on, statements))
    ends = [index for index, node in enumerate(leading, 1) if node.type == "import_statement"]
    return leading[: ends[-1]] if ends else []


def namespace_bodies(root: Node) -> Iterator[tuple[str, Node]]:
    """The bodies of the namespaces at a module's top level, by name."""
    for statement in root.named_children:
        declaration = child(statement, "declaration") or statement
        for node in (declaration, *declaration.named_children):
            name, body = child(node, "name"), child(node, "body")
            if node.type in _NAMESPACES and name is not None and body is not None:
                yield text(name), body


def declares_types(namespace: Node) -> bool:
    """Whether the body of a namespace declares types, and is rendered with these."""
    return any(_types_within(namespace, ""))


def early_namespaces(root: Node) -> set[int]:
    """Where the bodies begin of namespaces that pass names on before all is declared."""
    found: list[int] = []
    early: set[int] = set()
    for statement, _ in with_comments(root):
        node = _declaration(statement)
        body = child(node, "body") if node.type in _NAMESPACES else None
        if body is not None and not declares_types(body):
            found.append(body.start_byte)
        elif not _passes_on(statement):
            early.update(found)
    return early


def verbatim_statements(file: DeclarationFile, module: Module) -> tuple[Verbatim, ...]:
    """The statements in the module's order; those behind all declarations follow nothing."""
    types = {declared.name.name: declared.kind == "class" for declared in module.types}
    found = list(_in_scope(file.root, "", types, set(), set(_beside_types(file.root, module))))
    statements = [node for node in file.root.named_children if node.type != "comment"]
    at_end = list(takewhile(_passes_on, reversed(statements)))
    first = len(found) - len(at_end)
    ending = tuple(replace(each, follows=None) for each in found[first:])
    return (*found[:first], *ending)


def _beside_types(root: Node, module: Module) -> Iterator[int]:
    """Where values and classes begin that have the name of a type, and are none themselves."""
    known = (declared for declared in module.types if declared.kind != "external")
    types = {declared.name.name: declared.kind == "class" for declared in known}
    resources = {resource.name.name for resource in module.resources}
    for statement in root.named_children:
        node = _declaration(statement)
        for name, _ in declared_names(node):
            is_value = node.type in _VALUES and name in types
            is_class = _is_class(node) and types.get(name) is False and name not in resources
            if is_value or is_class:
                yield statement.start_byte


def _in_scope(
    body: Node, scope: str, types: dict[str, bool], seen: set[str], beside: set[int]
) -> Iterator[Verbatim]:
    """The statements of a module or of a namespace's body, and of those inside it. `types` tells
    which are classes, `seen` are those declared before."""
    last = f"{scope}." if scope else ""
    leading = 0 if scope else len(leading_statements(body))
    statements = list(with_comments(body))[leading:]
    namespaces = [_named_namespace(statement) for statement, _ in statements]
    classes = {_dotted(node, scope) for node in _declarations(statements) if _is_class(node)}
    early = set[int]() if scope else early_namespaces(body)
    for index, (statement, comment) in enumerate(statements):
        node = _declaration(statement)
        dotted = _dotted(node, scope)
        inner = child(node, "body")
        if _passes_on(statement) or statement.start_byte in beside:
            yield Verbatim(text=_source(statement, comment), follows=last)
        elif node.type not in _NAMESPACES or inner is None or is_augmentation(node):
            is_type = types.get(dotted) == _is_class(node)
            if is_type and dotted in seen:
                yield Verbatim(text=_source(statement, comment), follows=last)
            elif is_type or _is_class(node):
                seen.update({dotted} if is_type else ())
                last = dotted
        else:
            names = set(_types_within(inner, dotted))
            if names - seen:
                yield from _in_scope(inner, dotted, types, seen, beside)
                last = _outermost(dotted, scope)
            elif (
                names
                or dotted not in classes
                or inner.start_byte in early
                or namespaces[index] in namespaces[index + 1 :]
            ):
                yield Verbatim(text=_source(statement, comment), follows=last)


def _declarations(statements: Iterable[tuple[Node, Node | None]]) -> Iterator[Node]:
    return (_declaration(statement) for statement, _ in statements)


def _is_class(node: Node) -> bool:
    return node.type in ("class_declaration", "abstract_class_declaration")


def _types_within(body: Node, scope: str) -> Iterator[str]:
    """The types that a namespace's body declares, those in its own namespaces too."""
    for statement, _ in with_comments(body):
        node = _declaration(statement)
        inner = child(node, "body")
        dotted = _dotted(node, scope)
        if node.type in _NAMESPACES and inner is not None:
            yield from _types_within(inner, dotted)
        elif dotted:
            yield dotted


def _named_namespace(statement: Node) -> str | None:
    node = _declaration(statement)
    return _dotted(node, "") if node.type in _NAMESPACES else None


def _dotted(node: Node, scope: str) -> str:
    """A declaration's qualified name; empty for what has no name."""
    name = child(node, "name")
    if name is None:
        return ""
    return f"{scope}.{text(name)}" if scope else text(name)


def _outermost(dotted: str, scope: str) -> str:
    """The namespace of a scope that another is in: `A` for `namespace A.B {}`."""
    depth = len(scope) + 1 if scope else 0
    return dotted[:depth] + dotted[depth:].partition(".")[0]


def _passes_on(statement: Node) -> bool:
    """Whether a statement takes in names, or passes them on, and declares none."""
    if statement.type in ("import_statement", "import_alias"):
        return True
    declared = child(statement, "declaration")
    is_alias = declared is None or declared.type == "import_alias"
    return statement.type == "export_statement" and is_alias


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
