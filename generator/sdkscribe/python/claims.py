"""The files that types get: what is in each, and the names that it claims before they are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import commonprefix

from sdkscribe.python.homes import Home, TypeKey, kept_homes
from sdkscribe.python.imports import ModulePath
from sdkscribe.python.names import ClassName, ModuleName, camel_case
from sdkscribe.python.type_packages import is_shared, segments, types_package
from sdkscribe.python.usage import (
    Forms,
    is_named_as_params,
    methods_params,
    without_variant,
)
from sdkscribe.spec import Form, Name, Spec

_VARIANT = re.compile(r"Params(Base|NonStreaming|Streaming)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFile:
    """A top-level type in one form, to be given a file: its package, the types in it, in source
    order, the name that it has where no other has it, and the one that it is found by as well.
    `is_suffixed` where its form shows in the name, `has_given_name` where the spec gives that;
    `kept` is where types of the file have been found and stay."""

    key: TypeKey
    package: ModulePath
    members: tuple[Name, ...]
    plain: str
    alias: str | None
    is_suffixed: bool
    has_given_name: bool
    kept: Mapping[Name, Home]

    @property
    def top_level(self) -> Iterator[Name]:
        """The types to import from the package. A namespace with types in it need not be one."""
        return (name for name in self.members if "." not in name.name)

    @property
    def precedence(self) -> tuple[object, ...]:
        """Types whose name is given come first, then those that are kept, those without a suffix,
        those that are called as their module is, those of shallower modules, and names that are
        written as their file is."""
        name, _ = self.key
        is_stray = not _is_about(self.path[-1], self.plain)
        is_unusual = camel_case(ModuleName(self.plain)) != self.plain
        depth = name.module.count("/")
        suffixed = self.is_suffixed
        pure = (suffixed, is_stray, depth, name.module, is_unusual, name.name)
        return (not self.has_given_name, not self.kept, *pure)

    @property
    def is_settled(self) -> bool:
        """Whether its types are where an overlay or an earlier spec has put them."""
        return self.has_given_name or bool(self.kept)

    @property
    def module(self) -> ModulePath | None:
        """The module that its types have been found in and stay in."""
        return next((home.module for home in self.kept.values()), None)

    @property
    def path(self) -> ModulePath:
        return segments(self.key[0].module)


def _is_about(module: str, name: str) -> bool:
    """Whether a type is called as its module is, but for the plural: `Image` of `images`."""
    called = module.replace("_", "")
    return len(commonprefix([called, name.lower()])) >= len(called) - len("es")


def type_files(spec: Spec, forms: Forms) -> Iterator[TypeFile]:
    """A file for each form of each top-level type, in any order."""
    modules, types = {module.path: module for module in spec.modules}, spec.types()
    asked = methods_params(spec)
    members: dict[TypeKey, list[Name]] = {}
    for name, taken in forms.items():
        for form in sorted(taken):
            members.setdefault((_file_of(name), form), []).append(name)
    kept = kept_homes(spec)
    for key, names in members.items():
        name, form = key
        homes = {member: kept[member, form] for member in names if (member, form) in kept}
        package = next(
            (home.module[:-1] for home in homes.values()),
            types_package(modules[name.module], of_params=form == "params"),
        )
        is_params = (
            name in asked or name.name.endswith("Param") or "model" not in forms.get(name, ())
        )
        keeps_name = (form == "params") == (is_named_as_params(name) and is_params)
        keeps = keeps_name or is_shared(package)
        declared = types.get(name)
        given, alias = (declared.python_name, declared.python_alias) if declared else (None, None)
        yield TypeFile(
            key=key,
            package=package,
            members=tuple(names),
            plain=_plain(name, form, given or name.name, keeps_name=keeps),
            alias=None if alias is None else _plain(name, form, alias, keeps_name=keeps),
            is_suffixed=not keeps_name,
            has_given_name=given is not None,
            kept=homes,
        )


def _file_of(name: Name) -> Name:
    """The top-level type whose file a type is in. The variants of what a method is asked with are in
    one: `FileListParamsBase` in that of `FileListParams`."""
    top = Name(name.module, name.top_level)
    return without_variant(top) if _VARIANT.search(top.name) else top


def _plain(name: Name, form: Form, called: str, *, keeps_name: bool) -> str:
    """The name of a top-level type in a form: what it is called, `SessionParam`, or, for a model
    that is named as params are, one with its module before it."""
    if keeps_name:
        return ClassName(called)
    if form == "params":
        return ClassName(f"{called}Param")
    return ClassName(camel_case(segments(name.module)[-1]), called)
