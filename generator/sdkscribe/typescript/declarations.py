"""One declaration module as it stands: its imports, its exports, and its declarations by name.

Nothing is resolved here and no type is read: declarations keep their syntax nodes, so that a slice
pays only for what it reaches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sdkscribe.errors import SdkscribeError
from sdkscribe.spec import Name
from sdkscribe.typescript.remarks import FoundRemark, remarks_in, without
from sdkscribe.typescript.syntax import Node, child, named, parse, text, too_deep

Kind: TypeAlias = Literal[
    "interface", "alias", "class", "namespace", "enum", "value", "renamed", "augmentation"
]

_KINDS: dict[str, Kind] = {
    "interface_declaration": "interface",
    "type_alias_declaration": "alias",
    "class_declaration": "class",
    "abstract_class_declaration": "class",
    "enum_declaration": "enum",
    "function_signature": "value",
    "lexical_declaration": "value",
    "variable_declaration": "value",
    "import_alias": "renamed",
    "statement_block": "augmentation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A declaration: its kind, its node, the comment before it, and whether it is exported.

    A `renamed` one stands for another name, `target`, seen from the same scope.
    """

    name: str
    kind: Kind
    node: Node
    comment: Node | None = None
    exported: bool = True
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A local name for `name` of another module; `*` is the whole module."""

    specifier: str
    name: str


@dataclass(slots=True, kw_only=True)
class DeclarationFile:
    """What one file declares. `content` is its text, and `remarks` what `root` is read without. `declared` is keyed by dotted name, in source order; a namespace that
    merges with an interface or a class has only its members here, and a class that merges with an
    interface is only one of the `classes`. `nested` is the same grouped by
    top-level name, which comes first itself."""

    path: str
    root: Node
    content: bytes
    remarks: tuple[FoundRemark, ...] = ()
    declared: dict[str, Declared] = field(default_factory=dict[str, Declared])
    classes: dict[str, Declared] = field(default_factory=dict[str, Declared])
    nested: dict[str, list[Declared]] = field(default_factory=dict[str, list[Declared]])
    imports: dict[str, Imported] = field(default_factory=dict[str, Imported])
    exports: dict[str, str | Imported] = field(default_factory=dict[str, str | Imported])
    star_exports: list[str] = field(default_factory=list[str])

    def source(self, node: Node) -> str:
        """The text of a node, the remarks in it too."""
        return self.content[node.start_byte : node.end_byte].decode()

    def add(self, declared: Declared) -> None:
        if declared.kind == "class":
            self.classes[declared.name] = declared
        known = self.declared.get(declared.name)
        if known is None or known.kind == "class":
            self.declared.pop(declared.name, None)
            self.declared[declared.name] = declared
        self.nested.setdefault(declared.name.partition(".")[0], []).append(declared)


def read_declarations(path: str, content: bytes) -> DeclarationFile:
    """Parse a declaration file. Raises `SdkscribeError` at its first syntax error, and where its
    namespaces are nested too deeply."""
    remarks = remarks_in(path, content)
    root = parse(path, without(content, remarks))
    file = DeclarationFile(path=path, root=root, content=content, remarks=remarks)
    for node, comment in with_comments(root):
        if node.type == "import_statement":
            file.imports.update(imports_of(node))
            continue
        try:
            _declare(file, node, comment, scope="")
        except RecursionError:
            raise SdkscribeError(too_deep(path, node, "namespaces that are")) from None
    return file


def declares(file: DeclarationFile, name: Name) -> bool:
    """Whether a file declares a type, a class, or a member of a class by that name."""
    holder = file.classes.get(name.scope)
    body = child(holder.node, "body") if holder is not None else None
    members = (child(node, "name") for node in body.named_children) if body is not None else ()
    return (
        name.name in file.declared
        or name.name in file.classes
        or any(node is not None and text(node) == name.leaf for node in members)
    )


def with_comments(parent: Node) -> Iterator[tuple[Node, Node | None]]:
    """Each named child with the comment that stands right before it."""
    comment: Node | None = None
    for node in parent.named_children:
        if node.type == "comment":
            comment = node
        else:
            yield node, comment
            comment = None


def string_value(node: Node) -> str:
    """The text between a string's quotes, escapes as they stand."""
    return text(node)[1:-1]


def key(node: Node) -> str:
    """A property's name, quoted or not."""
    return string_value(node) if node.type == "string" else text(node)


def imports_of(statement: Node) -> Iterator[tuple[str, Imported]]:
    """Each local name of an import statement."""
    required = named(statement, "import_require_clause")
    if required is not None:
        name, path = required.named_children[:2]
        yield text(name), Imported(specifier=string_value(path), name="*")
    source = child(statement, "source")
    clause = named(statement, "import_clause")
    if source is None or clause is None:
        return
    specifier = string_value(source)
    for part in clause.named_children:
        if part.type == "identifier":
            yield text(part), Imported(specifier=specifier, name="default")
        elif part.type == "namespace_import":
            yield text(part.named_children[0]), Imported(specifier=specifier, name="*")
        elif part.type == "named_imports":
            for imported, local in _specifiers(part):
                yield local, Imported(specifier=specifier, name=imported)


def _specifiers(clause: Node) -> Iterator[tuple[str, str]]:
    """(name, alias) of each specifier of an import or export clause."""
    for specifier in clause.named_children:
        name = child(specifier, "name")
        if name is not None:
            yield text(name), text(child(specifier, "alias") or name)


def _declare(file: DeclarationFile, node: Node, comment: Node | None, *, scope: str) -> None:
    exported = bool(scope)
    if node.type == "export_statement":
        if not _has_declaration(node):
            _export(file, node, scope)
            return
        _note_default(file, node)
        exported, node = True, child(node, "declaration") or node
    if node.type in ("ambient_declaration", "expression_statement"):
        node = node.named_children[0]
    if node.type in ("internal_module", "module") and not is_augmentation(node):
        _declare_namespace(file, node, comment, exported=exported, scope=scope)
    elif node.type in _KINDS or is_augmentation(node):
        for name, target in declared_names(node):
            dotted = f"{scope}.{name}" if scope else name
            file.add(
                Declared(
                    name=dotted,
                    kind=_KINDS.get(node.type, "augmentation"),
                    node=node,
                    comment=comment,
                    exported=exported,
                    target=target,
                )
            )


def _note_default(file: DeclarationFile, statement: Node) -> None:
    """Note what `export default class A {}` exports."""
    declaration = child(statement, "declaration")
    name = child(declaration, "name") if declaration is not None else None
    if name is not None and any(token.type == "default" for token in statement.children):
        file.exports["default"] = text(name)


def _has_declaration(statement: Node) -> bool:
    return child(statement, "declaration") is not None


def declared_names(node: Node) -> Iterator[tuple[str, str | None]]:
    """The names that a declaration declares, each with the name it stands for, if it does."""
    if node.type == "statement_block":
        yield "global", None
        return
    if node.type == "import_alias":
        local, target = node.named_children[0], node.named_children[-1]
        yield text(local), text(target)
    elif node.type in ("lexical_declaration", "variable_declaration"):
        for declarator in node.named_children:
            name = child(declarator, "name")
            if name is not None:
                yield text(name), None
    else:
        name = child(node, "name")
        if name is not None:
            yield key(name), None


def is_augmentation(node: Node) -> bool:
    """Whether what is declared belongs to another module, or to all: `declare module './other' {}`."""
    name = child(node, "name")
    return node.type == "statement_block" or (name is not None and name.type == "string")


def _declare_namespace(
    file: DeclarationFile, node: Node, comment: Node | None, *, exported: bool, scope: str
) -> None:
    name, body = child(node, "name"), child(node, "body")
    if name is None or body is None:
        return
    for part in text(name).split("."):
        scope = f"{scope}.{part}" if scope else part
        if scope not in file.declared:
            file.add(
                Declared(
                    name=scope, kind="namespace", node=node, comment=comment, exported=exported
                )
            )
    for inner, inner_comment in with_comments(body):
        _declare(file, inner, inner_comment, scope=scope)


def _export(file: DeclarationFile, statement: Node, scope: str) -> None:
    source = child(statement, "source")
    specifier = string_value(source) if source is not None else None
    clause = named(statement, "export_clause")
    if clause is not None:
        for name, alias in _specifiers(clause):
            _export_name(file, name, alias, specifier, statement, scope)
    elif specifier is not None:
        star = named(statement, "namespace_export")
        if star is None:
            file.star_exports.append(specifier)
        else:
            local = text(star.named_children[0])
            file.exports[local] = Imported(specifier=specifier, name="*")
    else:
        is_assigned = any(token.type == "=" for token in statement.children)
        value = statement.named_children[0] if is_assigned else child(statement, "value")
        if value is not None:
            file.exports["default"] = text(value)


def _export_name(
    file: DeclarationFile, name: str, alias: str, specifier: str | None, node: Node, scope: str
) -> None:
    if specifier is not None:
        file.exports[alias] = Imported(specifier=specifier, name=name)
    elif not scope:
        file.exports[alias] = name
    else:
        dotted = f"{scope}.{alias}"
        file.add(Declared(name=dotted, kind="renamed", node=node, target=name))
