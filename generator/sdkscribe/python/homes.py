"""Where something is imported from: its module in the generated package, and its name there."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from sdkscribe.python.imports import ModulePath
from sdkscribe.python.names import ClassName
from sdkscribe.python.type_packages import resource_module
from sdkscribe.spec import Form, Name, Spec

TypeKey: TypeAlias = tuple[Name, Form]
"""One form of one type."""


class Home(NamedTuple):
    """The module that something is imported from, and its name there. A tuple and no dataclass, because
    homes are the keys of maps: a tuple's hash is C's."""

    module: ModulePath
    name: str

    def __str__(self) -> str:
        return ".".join((*self.module, self.name))


def resource_home(name: Name) -> Home:
    """The module and the class of a resource."""
    return Home(module=resource_module(name.module), name=ClassName(name.name))


def kept_homes(spec: Spec) -> dict[TypeKey, Home]:
    """Where types have been found that stay there."""
    homes: dict[TypeKey, Home] = {}
    for kept in spec.names.places:
        *module, name = kept.place.split(".")
        homes[kept.type, kept.form] = Home(module=tuple(module), name=name)
    return homes
