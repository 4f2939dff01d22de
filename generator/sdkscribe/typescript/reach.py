"""Which declarations a slice needs: what its methods and modules name, and all that those reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sdkscribe.errors import Location, Problem
from sdkscribe.spec import (
    Exclusion,
    Method,
    Module,
    Name,
    PageClass,
    Resource,
    Type,
    TypeDeclaration,
)
from sdkscribe.typescript.exclusions import CODE, excluded_at
from sdkscribe.typescript.members import is_resource
from sdkscribe.typescript.memory import Memory
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.names import is_of_the_api
from sdkscribe.typescript.outlines import Outlined
from sdkscribe.typescript.pages import page_class_of
from sdkscribe.typescript.resolving import outlined
from sdkscribe.typescript.source_files import SourceFiles
from sdkscribe.typescript.top_level import (
    TYPE_KINDS,
    ReadTypes,
    external_type,
    read_page,
    read_subclass,
    read_types,
    targets_of,
)


@dataclass(slots=True, kw_only=True)
class Reached:
    """The types reached so far. A reached declaration brings along all that is nested in it.
    `external` names the modules that the source does not hold, and `excluded` the declarations that
    are not to be read, by what an overlay says; `library` are the types of the SDK's own that no
    API has: functions, classes. All stand for any value."""

    memory: Memory
    external: frozenset[str]
    excluded: frozenset[Name] = frozenset()
    library: set[Name] = field(default_factory=set[Name])
    types: dict[Name, TypeDeclaration] = field(default_factory=dict[Name, TypeDeclaration])
    pages: dict[Name, PageClass] = field(default_factory=dict[Name, PageClass])
    exclusions: list[Exclusion] = field(default_factory=list[Exclusion])
    _taken: set[Name] = field(default_factory=set[Name])
    _whole: set[str] = field(default_factory=set[str])

    def add(self, nodes: Iterable[Type]) -> None:
        """What these types refer to, and all that this refers to in turn."""
        self._add(targets_of(nodes))

    def add_pages(self, method: Method) -> None:
        """The classes of the pages that a method answers with."""
        classes = (overload.returns.page_class for overload in method.overloads)
        self._add([name for name in classes if name is not None])

    def add_module(self, module: str) -> None:
        """Every type that a module declares, its classes of pages among them. What signatures refer
        to is to be added before."""
        if module in self._whole:
            return
        self._whole.add(module)
        declared = self._files.outline(module).declared
        top_level = {name: each for name, each in declared.items() if "." not in name}
        self._add(self._types_of(module))
        self._add(self._types_in_namespaces(module))
        self._add(
            [
                Name(module, name)
                for name, d in top_level.items()
                if self._is_of_pages(module, name, d)
            ]
        )

    def read_ahead(self, module: str) -> None:
        """Reads the types that a module declares, and none of what they refer to."""
        for name in self._types_of(module):
            self._read(name)

    def add_modules_reached(self) -> None:
        """Every type of the API's modules that anything so far has led to."""
        while waiting := self.modules_of_the_api() - self._whole:
            for module in sorted(waiting):
                self.add_module(module)

    def modules_of_the_api(self) -> set[str]:
        """The modules of the API, as far as the source has them, that the types are of."""
        found = {name.module for name in self.types if is_of_the_api(name)}
        return {module for module in found if self._files.exists(module)}

    @property
    def _files(self) -> SourceFiles:
        return self.memory.files

    def _types_of(self, module: str) -> list[Name]:
        declared = self._files.outline(module).declared
        top_level = ((name, each) for name, each in declared.items() if "." not in name)
        return [Name(module, name) for name, each in top_level if each.kind in TYPE_KINDS]

    def _types_in_namespaces(self, module: str) -> list[Name]:
        """The types that are nested in no type: in a namespace of its own, or in that of a class."""
        declared = self._files.outline(module).declared
        around = {name for name, each in declared.items() if each.kind in ("namespace", "class")}
        nested = ((name, each) for name, each in declared.items() if "." in name)
        return [
            Name(module, name)
            for name, each in nested
            if each.kind in TYPE_KINDS and name.partition(".")[0] in around
        ]

    def _is_of_pages(self, module: str, name: str, declared: Outlined) -> bool:
        """Whether a class only names pages: `class FilesPage extends CursorPage<File> {}`."""
        if declared.kind != "class":
            return False
        found = page_class_of(Modules(files=self._files), module, name)
        known = outlined(self._files, *found) if found is not None else None
        return known is not None and known.asks_for_pages

    def _add(self, waiting: list[Name]) -> None:
        while waiting:
            name = waiting.pop()
            top_level = Name(name.module, name.top_level)
            if top_level not in self._taken:
                self._taken.add(top_level)
                waiting += self._take(self._read(top_level))
            if name not in self.types and name not in self.pages:
                waiting += self._class_or_unknown(name)

    def _take(self, read: ReadTypes) -> tuple[Name, ...]:
        """What the types that are taken refer to."""
        self.types |= {declaration.name: declaration for declaration in read.types}
        self.exclusions += read.exclusions
        return read.targets

    def _class_or_unknown(self, name: Name) -> Iterable[Name]:
        """Take a name that is no type: a page class, one that only extends another class, or one
        to complain about. What it refers to."""
        declared = outlined(self._files, *name)
        if declared is None or declared.kind != "class":
            self._complain(name)
            return ()
        if declared.asks_for_pages:
            self.pages[name] = self.memory.read(
                name.module, ("page", name.name), lambda m, problems: read_page(m, name, problems)
            )
            return targets_of([self.pages[name].type])
        subclass = self.memory.read(
            name.module, ("class", name.name), lambda m, problems: read_subclass(m, name, problems)
        )
        if not subclass.types:
            self._complain(name)
        return self._take(subclass)

    def _complain(self, name: Name) -> None:
        self.types[name] = self._external(name)
        if name.module in self.external:
            return
        if self._is_of_the_library(name):
            self.library.add(name)
            return
        path = self._files.declaration_path(name.module)
        if path is None or outlined(self._files, *name) is None:
            self.memory.problems.append(_undeclared(name, path))
        else:
            node = self._files.declarations(name.module).declared[name.name].node
            self.exclusions.append(excluded_at(node, path, name, CODE))

    def _external(self, name: Name) -> TypeDeclaration:
        return self.memory.read(
            name.module, ("external", name.name), lambda m, _: external_type(m, name)
        )

    def _is_of_the_library(self, name: Name) -> bool:
        return self._files.exists(name.module) and not is_of_the_api(name)

    def _read(self, top_level: Name) -> ReadTypes:
        """A top-level declaration and everything nested in it, in source order. What cannot be read
        is a problem of the API's modules, and of no account in the SDK's own."""
        if not self._files.exists(top_level.module):
            return ReadTypes()
        excluded = sorted(name for name in self.excluded if _is_in(name, top_level))
        found, problems = self.memory.tried(
            top_level.module,
            ("types", top_level.name, *(name.name for name in excluded)),
            lambda m, problems: read_types(m, top_level, excluded, problems),
        )
        if self._is_of_the_library(top_level):
            if not problems and not found.exclusions:
                return found
            self.library.update(declaration.name for declaration in found.types)
            return ReadTypes(types=tuple(self._external(each.name) for each in found.types))
        self.memory.problems += problems
        return found


def _undeclared(name: Name, path: str | None) -> Problem:
    return Problem(
        message=f"{name.name} is not declared in module {name.module}",
        location=Location(path=path or name.module),
        hint="name the module as external in an overlay" if path is None else None,
    )


def _is_in(name: Name, top_level: Name) -> bool:
    return name.module == top_level.module and name.top_level == top_level.name


def assemble_modules(
    files: SourceFiles,
    types: Mapping[Name, TypeDeclaration],
    resources: Mapping[Name, Resource],
    *,
    is_slice: bool,
) -> tuple[Module, ...]:
    """One module per declaration module that holds a type or a resource, by path; what it holds is
    in source order. That of a slice may leave out the resources of a module that holds types."""
    paths = sorted({name.module for name in (*types, *resources)})
    modules = (_module(files, path, types, resources) for path in paths)
    return tuple(
        replace(m, leaves_out_resources=is_slice and not m.resources and _has_resources(files, m))
        for m in modules
    )


def _has_resources(files: SourceFiles, module: Module) -> bool:
    modules = Modules(files=files)
    classes = modules.classes(module.path)
    return any(is_resource(Name(module.path, name), modules) for name in classes)


def _module(
    files: SourceFiles,
    path: str,
    types: Mapping[Name, TypeDeclaration],
    resources: Mapping[Name, Resource],
) -> Module:
    if not files.exists(path):
        external = tuple(types[name] for name in sorted(types) if name.module == path)
        return Module(path=path, types=external)
    names = [Name(path, name) for name in files.outline(path).declared]
    return Module(
        path=path,
        types=tuple(types[name] for name in names if name in types),
        resources=tuple(resources[name] for name in names if name in resources),
    )
