"""Where everything lives in the generated package: resources, one file per top-level type and form, the
class names in it, and which packages pass a type on.

Names that would collide are qualified, in an order that depends on nothing but the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.python.claims import TypeFile, TypeKey, type_files
from sdkscribe.python.imports import ModulePath
from sdkscribe.python.names import ClassName, ModuleName, camel_case
from sdkscribe.python.nested_names import chain_of, holding_fields, is_union_in_place
from sdkscribe.python.type_packages import (
    is_shared,
    packages_passing_on,
    resource_module,
)
from sdkscribe.python.usage import Forms
from sdkscribe.spec import Name, Spec

Candidate = TypeVar("Candidate", str, ModulePath)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The module that something is imported from, and its name there."""

    module: ModulePath
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A name that a package has beside its modules, and where it is."""

    package: ModulePath
    name: str
    home: Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where each form of each type is imported from, and what else passes it on: packages, and
    modules that pass on what is in others, by name."""

    homes: Mapping[TypeKey, Home]
    exports: tuple[Export, ...]
    passed_on: Mapping[ModulePath, Mapping[str, Home]]


def resource_home(name: Name) -> Home:
    """The module and the class of a resource."""
    return Home(module=resource_module(name.module), name=ClassName(name.name))


def layout_of(spec: Spec, forms: Forms) -> Layout:
    files = sorted(type_files(spec, forms), key=lambda file: file.precedence)
    names = _chosen((file, _names(file), file.package) for file in files)
    packages = _packages(files)
    fields = holding_fields(spec.types())
    modules = _chosen((file, _modules(file, names[file.key], packages), ()) for file in files)
    homes: dict[TypeKey, Home] = {
        (member, file.key[1]): Home(module=modules[file.key], name=class_name)
        for file in files
        for member, class_name in class_names(file, names[file.key], fields).items()
    }
    exports = [*_exports(files, homes), *_passed_on(files, homes, forms)]
    return Layout(
        homes=homes,
        exports=tuple(exports),
        passed_on=_modules_passing_on(files, homes, forms),
    )


def _exports(files: Iterable[TypeFile], homes: Mapping[TypeKey, Home]) -> Iterator[Export]:
    """Each type of its package's, and of the package that its module is in."""
    for file in files:
        for name in file.top_level:
            home = homes[name, file.key[1]]
            for package in dict.fromkeys((file.package, home.module[:-1])):
                yield Export(package=package, name=home.name, home=home)
    for file in files:
        if file.alias is not None:
            yield Export(package=file.package, name=file.alias, home=homes[file.key])


def _passed_on(
    files: Iterable[TypeFile], homes: Mapping[TypeKey, Home], forms: Forms
) -> Iterator[Export]:
    """The types that are found in other packages too, where those have none of that name."""
    for file in files:
        for name in file.top_level:
            has_params = "params" in forms[name]
            for package in packages_passing_on(file.package, has_params=has_params):
                home = homes[name, file.key[1]]
                yield Export(package=package, name=home.name, home=home)


def _modules_passing_on(
    files: Iterable[TypeFile], homes: Mapping[TypeKey, Home], forms: Forms
) -> dict[ModulePath, dict[str, Home]]:
    """The modules of types that are called otherwise as well, and those of shared types among the
    shared params. Raises `SdkscribeError` where another type has the module."""
    own = {home.module: name for (name, _), home in homes.items()}
    found: dict[ModulePath, dict[str, Home]] = {}
    for file in files:
        name, form = file.key
        members = {homes[member, form].name: homes[member, form] for member in file.members}
        if file.alias is not None:
            module = (*file.package, ModuleName(file.alias))
            if module in own:
                raise _collision(name, [own[module]])
            found[module] = {file.alias: homes[file.key], **members}
        if name in forms:
            has_params = "params" in forms[name]
            for package in packages_passing_on(file.package, has_params=has_params):
                module = (*package, homes[file.key].module[-1])
                if is_shared(package) and module not in own:
                    found[module] = members
    return found


def _names(file: TypeFile) -> Iterator[str]:
    """The names that a type may have, the first that is free: its plain one, or one with its module
    before it."""
    yield file.plain
    yield ClassName(camel_case(file.path[-1]), file.plain)
    yield ClassName(*map(camel_case, file.path), file.plain)


def _modules(file: TypeFile, name: str, packages: frozenset[ModulePath]) -> Iterator[ModulePath]:
    """The modules that a type may be in: one called as it is, apart from others in letters and not
    only in case. Where that is a package, the module is in it."""
    stem = ModuleName(name)
    module = (*file.package, stem)
    yield (*module, stem) if module in packages else module
    yield (*file.package, f"{file.path[-1]}_{stem}")
    yield (*file.package, "_".join((*file.path, stem)))


def _packages(files: Iterable[TypeFile]) -> frozenset[ModulePath]:
    return frozenset(
        file.package[:depth] for file in files for depth in range(1, len(file.package) + 1)
    )


def class_names(file: TypeFile, top_level: str, fields: Mapping[Name, str]) -> dict[Name, str]:
    """The classes of a file: nested types are named by the chain below the top level, or with the
    top level's name before it where that is taken. `fields` are those that hold nested types among
    others."""
    named: dict[Name, str] = {}
    taken: dict[str, Name] = {}
    for name in sorted(file.members, key=_class_precedence):
        variant = name.top_level.removeprefix(file.key[0].top_level)
        outer = ClassName(top_level, variant)
        named[name] = _first_free(_class_candidates(outer, name, fields), taken, name)
    return {name: named[name] for name in file.members}


def _class_precedence(name: Name) -> tuple[bool, int]:
    """Declared types come before unions that are named for where they stand."""
    return is_union_in_place(name), name.name.count(".")


def _class_candidates(outer: str, name: Name, fields: Mapping[Name, str]) -> Iterator[str]:
    chain = chain_of(name, fields)
    if not chain:
        yield outer
        return
    yield ClassName(*chain)
    yield ClassName(outer, *chain)
    yield "_".join((outer, *(ClassName(part) for part in chain)))


def _chosen(
    wanted: Iterable[tuple[TypeFile, Iterable[Candidate], ModulePath]],
) -> dict[TypeKey, Candidate]:
    """For each file, the first of its candidates that no file before it has in the same scope."""
    taken: dict[ModulePath, dict[Candidate, Name]] = {}
    return {
        file.key: _first_free(candidates, taken.setdefault(scope, {}), file.key[0])
        for file, candidates, scope in wanted
    }


def _first_free(
    candidates: Iterable[Candidate], taken: dict[Candidate, Name], name: Name
) -> Candidate:
    """The first candidate that is not taken. Raises `SdkscribeError` where all are."""
    others: list[Name] = []
    for candidate in candidates:
        if candidate not in taken:
            taken[candidate] = name
            return candidate
        others.append(taken[candidate])
    raise _collision(name, others)


def _collision(name: Name, others: list[Name]) -> SdkscribeError:
    listed = " and ".join(f"`{other}`" for other in dict.fromkeys(others))
    return SdkscribeError(
        Problem(
            message=f"the type has the same name in Python as {listed}",
            location=Location(path=name.module),
            source=name.name,
            hint="give one module a `types_package` of its own with an overlay, or exclude a type",
        )
    )
