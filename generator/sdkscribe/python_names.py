"""What the vendor's Python SDK calls some types, where overlays say so and no rule does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from sdkscribe.errors import Problem, SdkscribeError, nearest
from sdkscribe.overlay import Overlay, PythonName
from sdkscribe.spec import Module, Name, TypeDeclaration
from sdkscribe.types_packages import is_since


def with_python_names(
    modules: tuple[Module, ...],
    overlays: Iterable[Overlay],
    version: str,
    module_of: Callable[[str], str | None],
    *,
    is_slice: bool,
) -> tuple[Module, ...]:
    """The modules, their types with the names that overlays give. `module_of` gives the module of the
    resource at a path.

    Raises `SdkscribeError` with each entry whose resource, or whose type, does not exist. What a slice
    does not reach needs no name.
    """
    wanted = [
        entry
        for overlay in overlays
        for entry in overlay.python_names
        if is_since(entry.since, version)
    ]
    if not wanted:
        return modules
    declared = {each.name: each for module in modules for each in module.types}
    problems: list[Problem] = []
    for entry in wanted:
        module = module_of(entry.of)
        name = Name(module or "", entry.type)
        if name in declared:
            declared[name] = _named(declared[name], entry)
        elif module is None or not is_slice:
            problems.append(_missing(entry, module, declared))
    if problems:
        raise SdkscribeError(problems)
    return tuple(
        replace(module, types=tuple(declared[each.name] for each in module.types))
        for module in modules
    )


def _named(declaration: TypeDeclaration, entry: PythonName) -> TypeDeclaration:
    return replace(
        declaration,
        python_name=entry.becomes or declaration.python_name,
        python_alias=entry.also or declaration.python_alias,
    )


def _missing(entry: PythonName, module: str | None, declared: Iterable[Name]) -> Problem:
    if module is None:
        message = f"the client has no resource `{entry.of}`"
        return Problem(message=message, location=entry.location)
    return Problem(
        message=f"the module of `{entry.of}` declares no type `{entry.type}`",
        location=entry.location,
        hint=nearest(entry.type, (name.name for name in declared if name.module == module)),
    )
