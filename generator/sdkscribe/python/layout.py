"""Where everything lives in the generated package: resources, one file per top-level type and form, the
class names in it, and which packages pass a type on.

Names that would collide are qualified, in an order that depends on nothing but the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import commonprefix
from typing import TypeAlias, TypeVar

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.python.imports import ModulePath
from sdkscribe.python.names import ClassName, ModuleName, camel_case
from sdkscribe.python.nested_names import chain_of, holding_fields, is_union_in_place
from sdkscribe.python.type_packages import (
    is_shared,
    packages_passing_on,
    resource_module,
    segments,
    types_package,
)
from sdkscribe.python.usage import Form, Forms, is_named_as_params, methods_params, without_variant
from sdkscribe.spec import Name, Spec

TypeKey: TypeAlias = tuple[Name, Form]
"""One form of one type."""

_VARIANT = re.compile(r"Params(Base|NonStreaming|Streaming)$")

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
    home: Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where each form of each type is imported from, and what else passes it on."""

    homes: Mapping[TypeKey, Home]
    exports: tuple[Export, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A top-level type in one form, to be given a file: its package, the types in it, in source
    order, and the name that it has where no other has it."""

    key: TypeKey
    package: ModulePath
    members: tuple[Name, ...]
    plain: str
    is_suffixed: bool

    @property
    def top_level(self) -> Iterator[Name]:
        """The types to import from the package. A namespace with types in it need not be one."""
        return (name for name in self.members if "." not in name.name)

    @property
    def precedence(self) -> tuple[object, ...]:
        """Types that keep their own name come first, then those that are called as their module
        is, those of shallower modules, and names that are written as their file is."""
        name, _ = self.key
        is_stray = not _is_about(self.path[-1], self.plain)
        is_unusual = camel_case(ModuleName(self.plain)) != self.plain
        depth = name.module.count("/")
        return (self.is_suffixed, is_stray, depth, name.module, is_unusual, name.name)

    @property
    def path(self) -> ModulePath:
        return segments(self.key[0].module)


def _is_about(module: str, name: str) -> bool:
    """Whether a type is called as its module is, but for the plural: `Image` of `images`."""
    called = module.replace("_", "")
    return len(commonprefix([called, name.lower()])) >= len(called) - len("es")


def resource_home(name: Name) -> Home:
    """The module and the class of a resource."""
    return Home(module=resource_module(name.module), name=ClassName(name.name))


def layout_of(spec: Spec, forms: Forms) -> Layout:
    files = sorted(_files(spec, forms), key=lambda file: file.precedence)
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
    return Layout(homes=homes, exports=tuple(exports))


def _exports(files: Iterable[_File], homes: Mapping[TypeKey, Home]) -> Iterator[Export]:
    """Each type of its package's, and of the package that its module is in."""
    for file in files:
        for name in file.top_level:
            home = homes[name, file.key[1]]
            for package in dict.fromkeys((file.package, home.module[:-1])):
                yield Export(package=package, home=home)


def _passed_on(
    files: Iterable[_File], homes: Mapping[TypeKey, Home], forms: Forms
) -> Iterator[Export]:
    """The types that are found in other packages too, where those have none of that name."""
    for file in files:
        for name in file.top_level:
            has_params = "params" in forms[name]
            for package in packages_passing_on(file.package, has_params=has_params):
                yield Export(package=package, home=homes[name, file.key[1]])


def _files(spec: Spec, forms: Forms) -> Iterator[_File]:
    modules = {module.path: module for module in spec.modules}
    asked = methods_params(spec)
    members: dict[TypeKey, list[Name]] = {}
    for name, taken in forms.items():
        for form in sorted(taken):
            members.setdefault((_file_of(name), form), []).append(name)
    for key, names in members.items():
        name, form = key
        package = types_package(modules[name.module], of_params=form == "params")
        is_params = (
            name in asked or name.name.endswith("Param") or "model" not in forms.get(name, ())
        )
        keeps_name = (form == "params") == (is_named_as_params(name) and is_params)
        yield _File(
            key=key,
            package=package,
            members=tuple(names),
            plain=_plain(key, keeps_name=keeps_name or is_shared(package)),
            is_suffixed=not keeps_name,
        )


def _file_of(name: Name) -> Name:
    """The top-level type whose file a type is in. The variants of what a method is asked with are in
    one: `FileListParamsBase` in that of `FileListParams`."""
    top = Name(name.module, name.top_level)
    return without_variant(top) if _VARIANT.search(top.name) else top


def _plain(key: TypeKey, *, keeps_name: bool) -> str:
    """The name of a top-level type: its own, `SessionParam`, or, for a model that is named as
    params are, one with its module before it."""
    name, form = key
    if keeps_name:
        return ClassName(name.name)
    if form == "params":
        return ClassName(f"{name.name}Param")
    return ClassName(camel_case(segments(name.module)[-1]), name.name)


def _names(file: _File) -> Iterator[str]:
    """The names that a type may have, the first that is free: its plain one, or one with its module
    before it."""
    yield file.plain
    yield ClassName(camel_case(file.path[-1]), file.plain)
    yield ClassName(*map(camel_case, file.path), file.plain)


def _modules(file: _File, name: str, packages: frozenset[ModulePath]) -> Iterator[ModulePath]:
    """The modules that a type may be in: one called as it is, apart from others in letters and not
    only in case. Where that is a package, the module is in it."""
    stem = ModuleName(name)
    module = (*file.package, stem)
    yield (*module, stem) if module in packages else module
    yield (*file.package, f"{file.path[-1]}_{stem}")
    yield (*file.package, "_".join((*file.path, stem)))


def _packages(files: Iterable[_File]) -> frozenset[ModulePath]:
    return frozenset(
        file.package[:depth] for file in files for depth in range(1, len(file.package) + 1)
    )


def class_names(file: _File, top_level: str, fields: Mapping[Name, str]) -> dict[Name, str]:
    """The classes of a file: nested types are named by the chain below the top level, or with the
    top level's name before it where that is taken. `fields` are those that hold nested types among
    others."""
    named: dict[Name, str] = {}
    taken: dict[str, Name] = {}
    for name in sorted(file.members, key=_class_precedence):
        is_own = name.top_level == file.key[0].top_level
        outer = top_level if is_own else ClassName(name.top_level)
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
    wanted: Iterable[tuple[_File, Iterable[Candidate], ModulePath]],
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
