"""Where the types live in the generated package: one file per top-level type and form, and the class
names in it.

Names that would collide are qualified, in an order that depends on nothing but the names, after those
that are given or kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from sdkscribe.python.claims import TypeFile, type_files
from sdkscribe.python.homes import Home, TypeKey
from sdkscribe.python.imports import ModulePath
from sdkscribe.python.names import ClassName, ModuleName, camel_case
from sdkscribe.python.nested_names import chain_of, holding_fields, is_union_in_place
from sdkscribe.python.passing_on import Export, collision, exports_of, modules_passing_on
from sdkscribe.python.type_packages import packages_passing_on
from sdkscribe.python.usage import Forms
from sdkscribe.spec import Name, Spec

Candidate = TypeVar("Candidate", str, ModulePath)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where each form of each type is imported from, and what else passes it on: packages, the first
    for each name, and modules that pass on what is in others, by name."""

    homes: Mapping[TypeKey, Home]
    exports: tuple[Export, ...]
    passed_on: Mapping[ModulePath, Mapping[str, Home]]


def layout_of(spec: Spec, forms: Forms) -> Layout:
    files = sorted(type_files(spec, forms), key=lambda file: file.precedence)
    classes = _classes(files, holding_fields(spec.types()))
    modules = _modules(files, classes)
    homes: dict[TypeKey, Home] = {
        (member, file.key[1]): Home(module=modules[file.key], name=class_name)
        for file in files
        for member, class_name in classes[file.key].named.items()
    }
    settled = [file for file in files if file.is_settled]
    return Layout(
        homes=homes,
        exports=(*exports_of(settled, homes, forms), *exports_of(files, homes, forms)),
        passed_on=modules_passing_on(files, homes, forms),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Classes:
    """What a file is called for, and the class names of all types in it."""

    top_level: str
    named: Mapping[Name, str]


def _classes(files: Iterable[TypeFile], fields: Mapping[Name, str]) -> dict[TypeKey, _Classes]:
    """The class names of each file. No file is called for the same as another of its package, nor for
    what a settled one makes its package pass on, or the package that takes it in."""
    found: dict[TypeKey, _Classes] = {}
    taken: dict[ModulePath, dict[str, Name]] = {}
    for file in files:
        top_level = _first_free(_names(file), taken.setdefault(file.package, {}), file.key[0])
        named = class_names(file, top_level, fields)
        found[file.key] = _Classes(top_level=top_level, named=named)
        if file.is_settled:
            inner = (*file.package, ModuleName(top_level))
            around = (file.package, *packages_passing_on(file.package, has_params=True))
            claims = [(package, named[name]) for package in around for name in file.top_level]
            for package, name in (*claims, *((inner, name) for name in named.values())):
                taken.setdefault(package, {}).setdefault(name, file.key[0])
    return found


def _names(file: TypeFile) -> Iterator[str]:
    """The names that a type may have, the first that is free: the one that it keeps, its plain one, or
    one with its module before it."""
    kept = file.kept.get(file.key[0])
    if kept is not None:
        yield kept.name
    yield file.plain
    yield ClassName(camel_case(file.path[-1]), file.plain)
    yield ClassName(*map(camel_case, file.path), file.plain)


def _modules(
    files: Iterable[TypeFile], classes: Mapping[TypeKey, _Classes]
) -> dict[TypeKey, ModulePath]:
    """For each file, the first of the modules that it may be that no file before it is."""
    packages = _packages(files)
    taken: dict[ModulePath, Name] = {}
    return {
        file.key: _first_free(
            _module_candidates(file, classes[file.key].top_level, packages), taken, file.key[0]
        )
        for file in files
    }


def _module_candidates(
    file: TypeFile, name: str, packages: frozenset[ModulePath]
) -> Iterator[ModulePath]:
    """The modules that a type may be in: the one that it keeps; one called as it is, apart from others
    in letters and not only in case. Where that is a package, the module is in it."""
    stem = ModuleName(name)
    for module in (file.module, (*file.package, stem)):
        if module is not None:
            yield (*module, module[-1]) if module in packages else module
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
    for name in sorted(file.members, key=lambda name: _class_precedence(name, file)):
        variant = name.top_level.removeprefix(file.key[0].top_level)
        outer = ClassName(top_level, variant)
        kept = [file.kept[name].name] if name in file.kept else []
        candidates = chain(kept, _class_candidates(outer, name, fields))
        named[name] = _first_free(candidates, taken, name)
    return {name: named[name] for name in file.members}


def _class_precedence(name: Name, file: TypeFile) -> tuple[bool, bool, int]:
    """Types that keep their names come first, then those that are declared; unions that are named for
    where they stand come last."""
    return name not in file.kept, is_union_in_place(name), name.name.count(".")


def _class_candidates(outer: str, name: Name, fields: Mapping[Name, str]) -> Iterator[str]:
    chain = chain_of(name, fields)
    if not chain:
        yield outer
        return
    yield ClassName(*chain)
    yield ClassName(outer, *chain)
    yield "_".join((outer, *(ClassName(part) for part in chain)))


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
    raise collision(name, others)
