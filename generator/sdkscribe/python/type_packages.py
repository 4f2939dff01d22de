"""Which package of the generated one holds what a declaration module declares, and which passes it on.

Follows the layout that users of vendors' Python SDKs know. What names are in a package is not known
here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sdkscribe.python.imports import ModulePath
from sdkscribe.python.names import ModuleName
from sdkscribe.spec import Module

_SOURCES = "resources"
_TYPES = "types"
_SHARED = (_TYPES, "shared")
_SHARED_PARAMS = (_TYPES, "shared_params")


@cache
def segments(module: str) -> ModulePath:
    """A declaration module's path, from the folder of resources on, in Python's names."""
    parts = module.split("/")
    return tuple(ModuleName(p) for p in (parts[1:] if parts[0] == _SOURCES else parts) if p)


def resource_module(module: str) -> ModulePath:
    """The module that holds the resources of a declaration module."""
    return (_SOURCES, *segments(module))


def types_package(module: Module, *, of_params: bool = False) -> ModulePath:
    """The package that holds a module's types, as models or as params: what the spec says; else its resource's
    parent's, with `x/x` folded into the parent of `x`; its own where it has no resource. Of what all
    resources share, the params have one beside."""
    if module.types_package is not None:
        return (_TYPES, *module.types_package.split("."))
    path = segments(module.path)
    if path[-1:] == path[-2:-1]:
        return (_TYPES, *path[:-2])
    package = (_TYPES, *(path[:-1] if module.resources or module.leaves_out_resources else path))
    return _SHARED_PARAMS if is_shared(package) and of_params else package


def is_shared(package: ModulePath) -> bool:
    """Whether a package holds what all resources share, where a name says no more than the type's."""
    return package in (_SHARED, _SHARED_PARAMS)


def packages_passing_on(package: ModulePath, *, has_params: bool) -> Iterator[ModulePath]:
    """The packages that pass on the types of another: those that are shared are found at the top,
    and among the shared params where they read the same in a request."""
    if package == _SHARED:
        yield (_TYPES,)
        if not has_params:
            yield _SHARED_PARAMS
