"""What the text of one module depends on: the other modules, the classes of pages, the house style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sdkscribe.spec import (
    Module,
    Name,
    PageClass,
    ReferenceType,
    Returns,
    Style,
    Type,
    TypeDeclaration,
)
from sdkscribe.spelling.references import namespace_of

PageKey = tuple[Name, Type]

_PARAMS = re.compile(r"Params(NonStreaming|Streaming)?")
_BASE = "ParamsBase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """What other modules may name of a module: its `classes` of resources, its top-level `types`, and
    how those that are exported are passed on (`type File as File`), in their order there."""

    classes: tuple[str, ...]
    types: tuple[str, ...]
    passed_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speller:
    """`page_types` are the declared names of pages, by the class of page and the type of item."""

    surfaces: Mapping[str, Surface]
    style: Style
    pages: frozenset[Name]
    page_types: Mapping[PageKey, tuple[Name, ...]] = field(repr=False)

    def namespace(self, path: str) -> str:
        """What a module of the API is usually imported as: in the letters of the class that it is
        called after (`total-tls` of the class `TotalTLS` as `TotalTLSAPI`), if there is one."""
        usual = namespace_of(path)
        classes = self.surfaces[path].classes if path in self.surfaces else ()
        known = (f"{name}API" for name in classes if f"{name}API".lower() == usual.lower())
        return next(known, usual)

    def seen_from(self, module: Module) -> Speller:
        """What the text of one module depends on, and nothing else."""
        links = (link.target.module for each in module.resources for link in each.resources)
        paths = [path for path in (module.path, *links) if path in self.surfaces]
        methods = (method for resource in module.resources for method in resource.methods)
        returns = (overload.returns for method in methods for overload in method.overloads)
        keys = [key for key in map(returned_pages, returns) if key in self.page_types]
        return Speller(
            surfaces={path: self.surfaces[path] for path in paths},
            style=self.style,
            pages=self.pages,
            page_types={key: self.page_types[key] for key in keys if key is not None},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A module with the spellings that it needs. `names` are those that its imports take from the SDK's
    own modules, where they are the usual ones."""

    module: Module
    names: frozenset[str]


def speller_of(modules: Iterable[Module], pages: Iterable[PageClass], style: Style) -> Speller:
    classes = frozenset(page.name for page in pages)
    surfaces: dict[str, Surface] = {}
    page_types: dict[PageKey, tuple[Name, ...]] = {}
    for module in modules:
        surfaces[module.path] = _surface(module, classes)
        for declaration in module.types:
            key = page_key(declaration, classes)
            if key is not None:
                page_types[key] = (*page_types.get(key, ()), declaration.name)
    return Speller(surfaces=surfaces, style=style, pages=classes, page_types=page_types)


def page_key(declaration: TypeDeclaration, classes: frozenset[Name]) -> PageKey | None:
    """What a declaration is pages of: `type FilesPage = CursorPage<File>`."""
    for node in (declaration.type, *declaration.extends):
        match node:
            case ReferenceType(target=target, arguments=(item,)) if target in classes:
                return target, item
            case _:
                pass
    return None


def returned_pages(returns: Returns) -> PageKey | None:
    """The pages that a method answers with."""
    if returns.page_class is None or returns.type is None:
        return None
    return returns.page_class, returns.type


def _surface(module: Module, pages: frozenset[Name]) -> Surface:
    top_level = [declared for declared in module.types if "." not in declared.name.name]
    return Surface(
        classes=tuple(resource.name.name for resource in module.resources),
        types=tuple(declared.name.name for declared in top_level),
        passed_on=tuple(_passed_on(top_level, pages)),
    )


def _passed_on(declared: Iterable[TypeDeclaration], pages: frozenset[Name]) -> Iterator[str]:
    """Types, then pages, then the parameters of methods."""
    groups: tuple[list[str], ...] = ([], [], [])
    for each in declared:
        name = each.name.name
        if each.exported and each.kind != "external" and not name.endswith(_BASE):
            modifier = "" if each.kind in ("class", "enum") else "type "
            groups[_group(each, pages)].append(f"{modifier}{name} as {name}")
    for group in groups:
        yield from group


def _group(declaration: TypeDeclaration, pages: frozenset[Name]) -> int:
    if page_key(declaration, pages) is not None:
        return 1
    name = declaration.name.name
    return 2 if name.endswith("Params") or _PARAMS.search(name[-20:]) else 0
