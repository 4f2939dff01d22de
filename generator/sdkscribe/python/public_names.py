"""What users write of a package: where each type is imported from, and what members are called that might
be called otherwise.

Whether names have changed is told by comparing these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeAlias

from sdkscribe.errors import Location, Problem, SdkscribeError, nearest
from sdkscribe.python.definitions import written_shape
from sdkscribe.python.homes import Home, TypeKey, kept_homes
from sdkscribe.python.imports import ModulePath
from sdkscribe.python.members import Members, client_members, client_name, members_of
from sdkscribe.python.names import MethodName, PythonName, field_names
from sdkscribe.python.package import PendingPackage
from sdkscribe.python.shapes import is_class
from sdkscribe.python.types import Types
from sdkscribe.python.usage import shared_types, used_in
from sdkscribe.spec import (
    Field,
    KeptNames,
    Method,
    Name,
    ObjectType,
    ResourceLink,
    Spec,
    TypeDeclaration,
)
from sdkscribe.words import own_folder, resource_word

Named: TypeAlias = Mapping[str, str]
"""Python names by the names that the spec has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNames:
    """`places` are, for each form of a type, where it is found: its own place first, then the packages
    that pass it on. `unused` are those that are there though no method asks for them: by their names,
    or because they are kept. `members` are those of types and resources whose names depend on each other, by owner and by their
    own names. `told` is what a person
    has said of a type's name, or of its package. `folders` are the packages that modules have because
    each resource of the SDK has a folder."""

    places: Mapping[TypeKey, tuple[str, ...]]
    unused: frozenset[TypeKey]
    members: Mapping[Name, Named]
    told: Mapping[Name, str]
    folders: Mapping[str, str]


@cache
def public_names(package: PendingPackage) -> PublicNames:
    places = {key: tuple(found) for key, found in _places(package).items()}
    return PublicNames(
        places=places,
        unused=frozenset(_unused(package) & places.keys()),
        members={g.owner: g.together() for g in _groups(package) if g.is_contested},
        told=dict(_told(package.spec)),
        folders=_folders(package.spec),
    )


def members_named(package: PendingPackage, owners: Iterable[Name]) -> dict[Name, Named]:
    """What all members of some types and resources are called."""
    wanted = frozenset(owners)
    return {group.owner: group.together() for group in _groups(package) if group.owner in wanted}


def refuse_unknown_names(package: PendingPackage) -> None:
    """Raises `SdkscribeError` with each name that is kept of what the spec does not have."""
    problems = list(_unknown_names(package, package.spec.names))
    if problems:
        raise SdkscribeError(problems)


def _unknown_names(package: PendingPackage, kept: KeptNames) -> Iterator[Problem]:
    modules = [module.path for module in package.spec.modules]
    for module, _ in kept.packages:
        if module not in modules:
            yield _unknown(f"the module `{module}`", module, modules)
    known = sorted({str(name) for name, _ in package.places.homes})
    for name, form, _ in kept.places:
        if (name, form) not in package.places.homes:
            yield _unknown(f"`{name}` as {form}", str(name), known)
    members = {group.owner: group.plain for group in _groups(package)} if kept.members else {}
    for owner, member, _ in kept.members:
        if member not in members.get(owner, ()):
            yield _unknown(f"`{member}` of `{owner}`", member, members.get(owner, ()))


def _unknown(shown: str, name: str, known: Iterable[str]) -> Problem:
    return Problem(
        message=f"a name is kept for {shown}, which the spec does not have",
        location=Location(path="spec.yaml"),
        hint=nearest(name, known),
    )


# --------------------------------------------------------------------------------------- places


def _places(package: PendingPackage) -> dict[TypeKey, list[str]]:
    exported: dict[tuple[ModulePath, str], Home] = {}
    for export in package.places.exports:
        exported.setdefault((export.package, export.name), export.home)
    passing_on: dict[Home, list[str]] = {}
    for (passing, name), home in exported.items():
        passing_on.setdefault(home, []).append(".".join((*passing, name)))
    return {
        key: [_place(home, exported), *sorted(passing_on.get(home, ()))]
        for key, home in package.places.homes.items()
    }


def _place(home: Home, exported: Mapping[tuple[ModulePath, str], Home]) -> str:
    """Where a type is found, whether a package of that name has taken its module in or not."""
    package = home.module[:-1]
    is_taken_in = home.module[-1] == package[-1] and exported.get((package, home.name)) == home
    return str(Home(module=package, name=home.name) if is_taken_in else home)


def _unused(package: PendingPackage) -> set[TypeKey]:
    used = used_in(package.spec, package.types)
    anywhere = set[Name]().union(*used.values())
    unused: set[TypeKey] = {(n, form) for n in package.types.keys() - anywhere for form in used}
    unused |= {(name, "model") for name in shared_types(package.spec)}
    return unused | {key for key in kept_homes(package.spec) if key[0] not in used[key[1]]}


def _folders(spec: Spec) -> dict[str, str]:
    owns = {module.path: own_folder(module.path) for module in spec.modules}
    folders = {
        module.path: module.types_package
        for module in spec.modules
        if module.types_package is not None and module.types_package == owns[module.path]
    }
    is_whole = len(folders) == sum(folder is not None for folder in owns.values())
    return folders if is_whole or spec.names.packages else {}


def _told(spec: Spec) -> Iterator[tuple[Name, str]]:
    for module in spec.modules:
        for declared in module.types:
            said = (module.types_package, declared.python_name, declared.python_alias)
            if not declared.name.scope and any(each is not None for each in said):
                yield declared.name, " ".join(each or "-" for each in said)


# -------------------------------------------------------------------------------------- members


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Members of one owner: what each would be called by itself, and what they are called together."""

    owner: Name
    plain: Mapping[str, PythonName]
    named: Callable[[], Mapping[str, PythonName]]

    @property
    def is_contested(self) -> bool:
        return len(set(self.plain.values())) < len(self.plain)

    def together(self) -> Named:
        return {member: str(name) for member, name in self.named().items()}


def _groups(package: PendingPackage) -> Iterator[_Group]:
    spec, kept = package.spec, package.types.kept
    shapes = {name: _fields(declared, package.types) for name, declared in package.types.items()}
    shapes |= {page.name: page.type.fields for page in spec.pages}
    for owner, fields in shapes.items():
        wire_names = [field.wire_name for field in fields]
        yield _Group(
            owner=owner,
            plain={wire_name: PythonName(wire_name) for wire_name in wire_names},
            named=partial(field_names, wire_names, frozenset(), kept=kept.of_members(owner)),
        )
    for owner, resource in spec.resources().items():
        yield _group(owner, resource.resources, resource.methods, members_of(resource, kept))
    yield _group(client_name(spec), spec.client.resources, (), client_members(spec))


def _fields(declared: TypeDeclaration, types: Types) -> tuple[Field, ...]:
    """The fields of a class that are its own."""
    if isinstance(declared.type, ObjectType) and not declared.extends:
        return declared.type.fields
    return written_shape(declared, types).fields if is_class(declared, types) else ()


def _group(
    owner: Name, links: Iterable[ResourceLink], methods: Iterable[Method], members: Members
) -> _Group:
    words = {each.attribute: resource_word(each.attribute, each.target.module) for each in links}
    return _Group(
        owner=owner,
        plain={
            **{attribute: PythonName(word) for attribute, word in words.items()},
            **{method.name: MethodName(method.name) for method in methods},
        },
        named=lambda: {**members.resources, **members.methods},
    )
