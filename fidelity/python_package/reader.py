"""A Python package as its source says it: what each name of each module stands for.

Nothing is imported: two packages of one API can be read side by side, in any environment.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

ModulePath: TypeAlias = tuple[str, ...]
"""A module, by the names from the package's root; the root itself is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A class, or an alias (its node is the type that it names), and the module that defines it."""

    module: Module
    name: str
    node: ast.ClassDef | ast.expr = field(compare=False)

    def __str__(self) -> str:
        return ".".join((*self.module.path, self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """`from module import name`; a module itself where there is no name. It is of the package."""

    module: ModulePath
    name: str


class Package:
    """A package in a folder, read module by module as names are asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._modules: dict[ModulePath, Module | None] = {}

    def module(self, path: ModulePath) -> Module | None:
        """A module or a package; None where there is none."""
        if path not in self._modules:
            self._modules[path] = self._read(path)
        return self._modules[path]

    def modules(self, under: ModulePath) -> Iterator[Module]:
        """Every module below a package, without the packages themselves."""
        for file in sorted(self.root.joinpath(*under).rglob("*.py")):
            path = file.relative_to(self.root).with_suffix("").parts
            if path[-1] != "__init__" and (module := self.module(path)) is not None:
                yield module

    def packages(self, under: ModulePath) -> Iterator[Module]:
        """Every package below one, itself included."""
        for file in sorted(self.root.joinpath(*under).rglob("__init__.py")):
            if (module := self.module(file.relative_to(self.root).parts[:-1])) is not None:
                yield module

    def _read(self, path: ModulePath) -> Module | None:
        file = self.root.joinpath(*path)
        for candidate, package in (
            (file / "__init__.py", path),
            (file.with_name(f"{file.name}.py"), path[:-1]),
        ):
            if candidate.is_file():
                tree = ast.parse(candidate.read_text(encoding="utf-8"))
                return Module(package=self, path=path, folder=package, tree=tree)
        return None


@dataclass(frozen=True, kw_only=True, eq=False)
class Module:
    """A module's syntax; `folder` is the package that its relative imports start from."""

    package: Package
    path: ModulePath
    folder: ModulePath
    tree: ast.Module

    @cached_property
    def bindings(self) -> dict[str, ast.ClassDef | ast.expr | Import]:
        """What each name of the module is bound to, where that is a type or of the package."""
        return dict(self._bindings(self.tree.body))

    def resolve(self, name: str) -> Definition | Module | None:
        """What a name of this module stands for, wherever that is defined; None outside."""
        bound = self.bindings.get(name)
        match bound:
            case None:
                return self.package.module((*self.path, name)) if self.path == self.folder else None
            case Import(module=module, name=""):
                return self.package.module(module)
            case Import(module=module, name=imported):
                source = self.package.module(module)
                if source is None or source is self:
                    return self.package.module((*module, imported))
                return source.resolve(imported)
            case _:
                return Definition(module=self, name=name, node=bound)

    def _bindings(
        self, body: list[ast.stmt]
    ) -> Iterator[tuple[str, ast.ClassDef | ast.expr | Import]]:
        for statement in body:
            match statement:
                case ast.ClassDef(name=name):
                    yield name, statement
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    yield name, value
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    yield name, value
                case ast.ImportFrom(level=level) if level > 0:
                    yield from self._imports(statement)
                case ast.If(body=inner):
                    yield from self._bindings(inner)
                case _:
                    pass

    def _imports(self, statement: ast.ImportFrom) -> Iterator[tuple[str, Import]]:
        above = self.folder[: len(self.folder) - statement.level + 1]
        source = (*above, *(statement.module.split(".") if statement.module else ()))
        for alias in statement.names:
            yield alias.asname or alias.name, Import(module=source, name=alias.name)
