"""Where everything lives in the generated package: modules of resources, packages of types, one
file per top-level type and form, and the class names in it.

Names that would collide are qualified, in an order that depends on nothing but the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sdkscribe.python.imports import ModulePath
from sdkscribe.python.names import ClassName, ModuleName, camel_case
from sdkscribe.python.problems import no_rule
from sdkscribe.python.usage import Form, Forms, is_named_as_params
from sdkscribe.spec import Module, Name, Spec

TypeKey: TypeAlias = tuple[Name, Form]
"""One form of one type."""

_SOURCES = "resources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The module that something is imported from, and its name there."""

    module: ModulePath
    name: str


def segments(module: str) -> ModulePath:
    """A declaration module's path, from the folder of resources on, in Python's names."""
    parts = module.split("/")
    return tuple(ModuleName(p) for p in (parts[1:] if parts[0] == _SOURCES else parts) if p)


def resource_home(name: Name) -> Home:
    """The module and the class of a resource."""
    return Home(module=(_SOURCES, *segments(name.module)), name=ClassName(name.name))


def types_package(module: Module) -> ModulePath:
    """The package that holds a module's types: its resource's parent's, with `x/x` folded into
    the parent of `x`; its own where it has no resource."""
    if module.types_package is not None:
        return (
            "types",
            *(part for part in module.types_package.replace(".", "/").split("/") if part),
        )
    path = segments(module.path)
    if path[-1:] == path[-2:-1]:
        return ("types", *path[:-2])
    return ("types", *(path[:-1] if module.resources else path))


def type_homes(spec: Spec, forms: Forms) -> dict[TypeKey, Home]:
    """Where each form of each type is imported from."""
    files = _files(forms)
    packages = {module.path: types_package(module) for module in spec.modules}
    names = _top_level_names(files, packages)
    stems = _stems(files, names, packages)
    homes: dict[TypeKey, Home] = {}
    for file, members in files.items():
        module = (*packages[file[0].module], stems[file])
        for name, class_name in class_names(names[file], members).items():
            homes[name, file[1]] = Home(module=module, name=class_name)
    return homes


def file_of(key: TypeKey) -> TypeKey:
    """The top-level type whose file a type is in."""
    name, form = key
    return Name(name.module, name.top_level), form


def _files(forms: Forms) -> dict[TypeKey, list[Name]]:
    """The types of each file, in source order."""
    files: dict[TypeKey, list[Name]] = {}
    for name, taken in forms.items():
        for form in sorted(taken):
            files.setdefault(file_of((name, form)), []).append(name)
    return dict(sorted(files.items(), key=lambda item: _precedence(item[0])))


def _precedence(file: TypeKey) -> tuple[object, ...]:
    """Types that keep their own name before those that get a suffix, then the shallower module."""
    name, form = file
    keeps_name = (form == "params") == is_named_as_params(name)
    return (not keeps_name, name.module.count("/"), name.module, name.name)


def _top_level_names(
    files: Iterable[TypeKey], packages: Mapping[str, ModulePath]
) -> dict[TypeKey, str]:
    taken: dict[ModulePath, set[str]] = {}
    names: dict[TypeKey, str] = {}
    for file in files:
        name, _ = file
        in_package = taken.setdefault(packages[name.module], set())
        names[file] = _first_free(_top_level_candidates(file), in_package, name)
    return names


def _top_level_candidates(file: TypeKey) -> Iterator[str]:
    plain, path = _suffixed(file), segments(file[0].module)
    yield plain
    yield ClassName(camel_case(path[-1]), plain)
    yield ClassName(*map(camel_case, path), plain)


def _suffixed(file: TypeKey) -> str:
    name, form = file
    if form == "params":
        return ClassName(name.name if is_named_as_params(name) else f"{name.name}Param")
    return ClassName(name.name)


def _stems(
    files: Iterable[TypeKey], names: Mapping[TypeKey, str], packages: Mapping[str, ModulePath]
) -> dict[TypeKey, str]:
    """File names, apart from each other in letters and not only in case, and from packages."""
    taken = _subpackages(packages.values())
    stems: dict[TypeKey, str] = {}
    for file in files:
        name, _ = file
        plain, path = ModuleName(names[file]), segments(name.module)
        candidates = [plain, f"{path[-1]}_{plain}", "_".join((*path, plain))]
        in_package = taken.setdefault(packages[name.module], set())
        stems[file] = _first_free(candidates, in_package, name)
    return stems


def _subpackages(packages: Iterable[ModulePath]) -> dict[ModulePath, set[str]]:
    found: dict[ModulePath, set[str]] = {}
    for package in packages:
        for depth in range(1, len(package)):
            found.setdefault(package[:depth], set()).add(package[depth])
    return found


def class_names(top_level: str, members: Iterable[Name]) -> dict[Name, str]:
    """The classes of a file: nested types are named by the chain below the top level, or with the
    top level's name before it where that is taken."""
    taken: set[str] = set()
    ordered = sorted(members, key=lambda name: name.name.count("."))
    named = {name: _first_free(_class_candidates(top_level, name), taken, name) for name in ordered}
    return {name: named[name] for name in members}


def _class_candidates(top_level: str, name: Name) -> Iterator[str]:
    chain = name.name.split(".")[1:]
    if not chain:
        yield top_level
        return
    yield ClassName(*chain)
    yield ClassName(top_level, *chain)
    yield "_".join((top_level, *(ClassName(part) for part in chain)))


def _first_free(candidates: Iterable[str], taken: set[str], name: Name) -> str:
    for candidate in candidates:
        if candidate not in taken:
            taken.add(candidate)
            return candidate
    raise no_rule("a name that collides with another in Python", name)
