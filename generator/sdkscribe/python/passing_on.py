"""Where types are found besides their homes: the packages and the modules that pass them on, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.python.claims import TypeFile
from sdkscribe.python.homes import Home, TypeKey
from sdkscribe.python.imports import ModulePath
from sdkscribe.python.names import ModuleName
from sdkscribe.python.type_packages import is_shared, packages_passing_on
from sdkscribe.python.usage import Forms
from sdkscribe.spec import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A name that a package has beside its modules, and where it is."""

    package: ModulePath
    name: str
    home: Home


def exports_of(
    files: Iterable[TypeFile], homes: Mapping[TypeKey, Home], forms: Forms
) -> Iterator[Export]:
    """What packages pass on. Each has its own types before those of others."""
    yield from _exports(files, homes)
    yield from _taken_in(files, homes)
    yield from _passed_on(files, homes, forms)


def _exports(files: Iterable[TypeFile], homes: Mapping[TypeKey, Home]) -> Iterator[Export]:
    """Each type of its package's, and what else it is called there."""
    for file in files:
        for name in file.top_level:
            home = homes[name, file.key[1]]
            yield Export(package=file.package, name=home.name, home=home)
    for file in files:
        if file.alias is not None:
            yield Export(package=file.package, name=file.alias, home=homes[file.key])


def _taken_in(files: Iterable[TypeFile], homes: Mapping[TypeKey, Home]) -> Iterator[Export]:
    """All that is in a module, of the package that is called as it is and has it inside."""
    for file in files:
        for name in file.members:
            home = homes[name, file.key[1]]
            if len(home.module) > len(file.package) + 1:
                yield Export(package=home.module[:-1], name=home.name, home=home)


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


def modules_passing_on(
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
                raise collision(name, [own[module]])
            found[module] = {file.alias: homes[file.key], **members}
        if name in forms:
            has_params = "params" in forms[name]
            for package in packages_passing_on(file.package, has_params=has_params):
                module = (*package, homes[file.key].module[-1])
                if is_shared(package) and module not in own:
                    found[module] = members
    return found


def collision(name: Name, others: list[Name]) -> SdkscribeError:
    """What is wrong where a type has no name left that others have not."""
    listed = " and ".join(f"`{other}`" for other in dict.fromkeys(others))
    return SdkscribeError(
        Problem(
            message=f"the type has the same name in Python as {listed}",
            location=Location(path=name.module),
            source=name.name,
            hint="give one module a `types_package` of its own with an overlay, or exclude a type",
        )
    )
