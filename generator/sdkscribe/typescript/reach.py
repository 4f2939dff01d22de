"""Which declarations a slice needs: what its methods and modules name, and all that those reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sdkscribe.errors import Location, Problem
from sdkscribe.spec import (
    Method,
    Module,
    Name,
    PageClass,
    Resource,
    Type,
    TypeDeclaration,
    UnknownType,
)
from sdkscribe.spec_walk import references, types_of
from sdkscribe.typescript.declarations import Declared
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.names import is_of_the_api
from sdkscribe.typescript.pages import is_page_class, page_class_of, read_page_class
from sdkscribe.typescript.syntax import location, shown, walk
from sdkscribe.typescript.types import (
    any_parameters,
    merged_interfaces,
    page_subclass,
    place_in,
    type_declaration,
)

_TYPE_KINDS = ("interface", "alias")
_CODE = ("function_type", "method_signature")


@dataclass(slots=True, kw_only=True)
class Reached:
    """The types reached so far. A reached declaration brings along all that is nested in it.
    `external` names the modules that the source does not hold, and `excluded` the declarations that
    are not to be read, by what an overlay says; `library` are the types of the SDK's own that no
    API has: functions, classes. All stand for any value."""

    modules: Modules
    external: frozenset[str]
    problems: list[Problem]
    excluded: frozenset[Name] = frozenset()
    library: set[Name] = field(default_factory=set[Name])
    types: dict[Name, TypeDeclaration] = field(default_factory=dict[Name, TypeDeclaration])
    pages: dict[Name, PageClass] = field(default_factory=dict[Name, PageClass])
    _taken: set[Name] = field(default_factory=set[Name])
    _whole: set[str] = field(default_factory=set[str])

    def add(self, nodes: Iterable[Type]) -> None:
        """What these types refer to, and all that this refers to in turn."""
        self._add([reference.target for node in nodes for reference in references(node)])

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
        declared = self.modules.declarations(module).declared.values()
        top_level = [d for d in declared if "." not in d.name]
        self._add([Name(module, d.name) for d in top_level if d.kind in _TYPE_KINDS])
        self._add([Name(module, d.name) for d in top_level if self._is_of_pages(module, d)])

    def add_modules_reached(self) -> None:
        """Every type of the API's modules that anything so far has led to."""
        while waiting := self.modules_of_the_api() - self._whole:
            for module in sorted(waiting):
                self.add_module(module)

    def modules_of_the_api(self) -> set[str]:
        """The modules of the API, as far as the source has them, that the types are of."""
        found = {name.module for name in self.types if is_of_the_api(name)}
        return {module for module in found if self.modules.exists(module)}

    def _is_of_pages(self, module: str, declared: Declared) -> bool:
        """Whether a class only names pages: `class FilesPage extends CursorPage<File> {}`."""
        if declared.kind != "class":
            return False
        found = page_class_of(self.modules, module, declared.name)
        known = self.modules.declared(found) if found is not None else None
        return known is not None and is_page_class(known)

    def _add(self, waiting: list[Name]) -> None:
        while waiting:
            name = waiting.pop()
            top_level = Name(name.module, name.top_level)
            if top_level not in self._taken:
                self._taken.add(top_level)
                for declaration in self._declarations(top_level):
                    self.types[declaration.name] = declaration
                    for node in types_of(declaration):
                        waiting.extend(reference.target for reference in references(node))
            if name not in self.types and name not in self.pages:
                waiting.extend(self._class_or_unknown(name))

    def _class_or_unknown(self, name: Name) -> list[Name]:
        """Take a name that is no type: a page class, one that only extends another class, or one
        to complain about. What it refers to."""
        declared = self.modules.declared(name)
        if declared is None or declared.kind != "class":
            self._complain(name, declared)
            return []
        file = self.modules.declarations(name.module)
        place = place_in(self.modules, file, name.module, name.scope, self.problems)
        if is_page_class(declared):
            self.pages[name] = read_page_class(declared, name, place)
            return [reference.target for reference in references(self.pages[name].type)]
        extended = page_subclass(declared, name, place)
        if extended is None:
            self._complain(name, declared)
            return []
        self.types[name] = extended
        return [r.target for node in types_of(extended) for r in references(node)]

    def _complain(self, name: Name, declared: Declared | None) -> None:
        self.types[name] = self._external(name)
        if name.module in self.external:
            return
        if self._is_of_the_library(name):
            self.library.add(name)
            return
        file = self.modules.declaration_path(name.module)
        self.problems.append(
            Problem(
                message=(
                    f"no rule for a reference to {name.name}"
                    if declared is not None
                    else f"{name.name} is not declared in module {name.module}"
                ),
                location=(
                    location(file, declared.node)
                    if declared is not None and file is not None
                    else Location(path=file or name.module)
                ),
                source=shown(declared.node) if declared is not None else None,
                hint="name the module as external in an overlay" if file is None else None,
            )
        )

    def _external(self, name: Name) -> TypeDeclaration:
        """A type that stands for any value, with as many type parameters as it is declared with."""
        declared = self.modules.declared(name)
        parameters = () if declared is None else any_parameters(declared)
        return TypeDeclaration(
            name=name, kind="external", type=UnknownType(), parameters=parameters
        )

    def _is_of_the_library(self, name: Name) -> bool:
        return self.modules.exists(name.module) and not is_of_the_api(name)

    def _is_by_hand(self, top_level: Name) -> bool:
        """Whether a type holds functions, and no signature of the API led to it."""
        if not self._whole:
            return False
        file = self.modules.declarations(top_level.module)
        nested = (declared.node for declared in file.nested.get(top_level.name, ()))
        return any(node.type in _CODE for each in nested for node in walk(each))

    def _declarations(self, top_level: Name) -> list[TypeDeclaration]:
        """A top-level declaration and everything nested in it, in source order. What cannot be read
        is a problem of the API's modules, and of no account in the SDK's own."""
        if not self.modules.exists(top_level.module):
            return []
        if not self._is_of_the_library(top_level) and not self._is_by_hand(top_level):
            return self._read(top_level, self.problems)
        problems: list[Problem] = []
        found = self._read(top_level, problems)
        if not problems:
            return found
        self.library.update(declaration.name for declaration in found)
        return [self._external(declaration.name) for declaration in found]

    def _read(self, top_level: Name, problems: list[Problem]) -> list[TypeDeclaration]:
        file = self.modules.declarations(top_level.module)
        place = place_in(self.modules, file, top_level.module, "", problems)
        found: dict[str, TypeDeclaration] = {}
        for declared in file.nested.get(top_level.name, ()):
            if declared.kind not in _TYPE_KINDS:
                continue
            try:
                name = Name(top_level.module, declared.name)
                if name in self.excluded:
                    found[declared.name] = self._external(name)
                    continue
                read = type_declaration(declared, name, place)
            except RecursionError:
                why = "no rule for a type that is nested so deeply"
                problems.append(_refusal(why, declared, file.path))
                continue
            first = found.get(declared.name, read)
            node = file.declared[declared.name].node
            merged = merged_interfaces(first, read, node)
            if merged is None:
                why = "no rule for a type that is declared twice"
                problems.append(_refusal(why, declared, file.path))
            else:
                found[declared.name] = merged
        return list(found.values())


def _refusal(why: str, declared: Declared, path: str) -> Problem:
    where = location(path, declared.node)
    return Problem(message=why, location=where, source=shown(declared.node))


def assemble_modules(
    modules: Modules, types: Mapping[Name, TypeDeclaration], resources: Mapping[Name, Resource]
) -> tuple[Module, ...]:
    """One module per declaration module that holds a type or a resource, by path; what it holds is
    in source order."""
    paths = sorted({name.module for name in (*types, *resources)})
    return tuple(_module(modules, path, types, resources) for path in paths)


def _module(
    modules: Modules,
    path: str,
    types: Mapping[Name, TypeDeclaration],
    resources: Mapping[Name, Resource],
) -> Module:
    if not modules.exists(path):
        external = tuple(types[name] for name in sorted(types) if name.module == path)
        return Module(path=path, types=external)
    names = [Name(path, name) for name in modules.declarations(path).declared]
    return Module(
        path=path,
        types=tuple(types[name] for name in names if name in types),
        resources=tuple(resources[name] for name in names if name in resources),
    )
