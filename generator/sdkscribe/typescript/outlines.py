"""What of a declaration module others can ask about: its names, what each is, where they come from.

Plain values without a syntax node, so that names are resolved through a module without parsing it
again: two files with one text have one outline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sdkscribe.typescript.declarations import DeclarationFile, Declared, Imported, Kind
from sdkscribe.typescript.syntax import Node, child, named, text, walk

# A class of pages says what comes next in one of these methods; the second is of older packages.
NEXT_PAGE = ("nextPageRequestOptions", "nextPageInfo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """A declaration from outside: its kind, and the name that it stands for where it is `renamed`.
    `leads_to` is the name of what a class extends, what an alias gives type arguments to, or the
    class to which a mixin adds; `asks_for_pages` tells a class that says how to get the next page.
    """

    kind: Kind
    target: str | None = None
    leads_to: str | None = None
    asks_for_pages: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A module from outside: see `DeclarationFile`."""

    declared: Mapping[str, Outlined]
    classes: Mapping[str, Outlined]
    imports: Mapping[str, Imported]
    exports: Mapping[str, str | Imported]
    star_exports: tuple[str, ...]


def outline_of(file: DeclarationFile) -> Outline:
    declared = {name: _outlined(each) for name, each in file.declared.items()}
    return Outline(
        declared=declared,
        classes={
            name: declared[name] if file.declared[name] is each else _outlined(each)
            for name, each in file.classes.items()
        },
        imports=file.imports,
        exports=file.exports,
        star_exports=tuple(file.star_exports),
    )


def _outlined(declared: Declared) -> Outlined:
    is_class = declared.kind == "class"
    return Outlined(
        kind=declared.kind,
        target=declared.target,
        leads_to=_extended(declared.node) if is_class else _leads_to(declared),
        asks_for_pages=is_class and _asks_for_pages(declared.node),
    )


def _extended(node: Node) -> str | None:
    """The class that a class extends."""
    heritage = named(node, "class_heritage")
    clause = named(heritage, "extends_clause") if heritage is not None else None
    extended = child(clause, "value") if clause is not None else None
    return text(extended) if extended is not None else None


def _leads_to(declared: Declared) -> str | None:
    """The P of `type XPage = P<X>`, and the T of `declare const Base: (new () => Added) & typeof T`."""
    if declared.kind == "alias":
        value = child(declared.node, "value")
        is_generic = value is not None and value.type == "generic_type"
        return text(value.named_children[0]) if value is not None and is_generic else None
    if declared.kind == "value":
        queries = (node for node in walk(declared.node) if node.type == "type_query")
        return next((text(query.named_children[0]) for query in queries), None)
    return None


def _asks_for_pages(node: Node) -> bool:
    body = child(node, "body")
    members = body.named_children if body is not None else []
    names = (child(member, "name") for member in members)
    return any(name is not None and text(name) in NEXT_PAGE for name in names)
