"""What the text of one module depends on: the other modules, the classes of pages, the house style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sdkscribe.spec import Module, Name, PageClass, ReferenceType, Style, Type, TypeDeclaration

PageKey = tuple[Name, Type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speller:
    """`page_types` are the declared names of pages, by the class of page and the type of item."""

    modules: Mapping[str, Module]
    style: Style
    pages: frozenset[Name]
    page_types: Mapping[PageKey, tuple[Name, ...]] = field(repr=False)


def speller_of(modules: Iterable[Module], pages: Iterable[PageClass], style: Style) -> Speller:
    by_path = {module.path: module for module in modules}
    classes = frozenset(page.name for page in pages)
    page_types: dict[PageKey, tuple[Name, ...]] = {}
    for module in by_path.values():
        for declaration in module.types:
            key = page_key(declaration, classes)
            if key is not None:
                page_types[key] = (*page_types.get(key, ()), declaration.name)
    return Speller(modules=by_path, style=style, pages=classes, page_types=page_types)


def page_key(declaration: TypeDeclaration, classes: frozenset[Name]) -> PageKey | None:
    """What a declaration is pages of: `type FilesPage = CursorPage<File>`."""
    for node in (declaration.type, *declaration.extends):
        match node:
            case ReferenceType(target=target, arguments=(item,)) if target in classes:
                return target, item
            case _:
                pass
    return None
