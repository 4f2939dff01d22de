"""One declaration at the top level of a module, with everything nested in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sdkscribe.errors import Problem
from sdkscribe.spec import Exclusion, Name, PageClass, Type, TypeDeclaration, UnknownType
from sdkscribe.spec_walk import references, types_of
from sdkscribe.typescript.code import is_code
from sdkscribe.typescript.declarations import Declared
from sdkscribe.typescript.exclusions import CODE, merged
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.pages import read_page_class
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import child, location, shown, too_deep
from sdkscribe.typescript.types import (
    any_parameters,
    merged_types,
    page_subclass,
    place_in,
    type_declaration,
)

TYPE_KINDS = ("interface", "alias", "enum")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTypes:
    """Declarations in source order, the names that they refer to, each once, and what is left out."""

    types: tuple[TypeDeclaration, ...] = ()
    targets: tuple[Name, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()


def read_types(
    modules: Modules, top_level: Name, excluded: Iterable[Name], problems: list[Problem]
) -> ReadTypes:
    """The types of a top-level declaration; those that are `excluded` are not read."""
    file = modules.declarations(top_level.module)
    place = place_in(modules, file, top_level.module, "", problems)
    found: dict[str, TypeDeclaration] = {}
    for declared in file.nested.get(top_level.name, ()):
        if declared.kind not in TYPE_KINDS:
            continue
        name = Name(top_level.module, declared.name)
        try:
            read = _read_type(declared, name, place, is_excluded=name in excluded)
        except RecursionError:
            problems.append(too_deep(file.path, declared.node, "a type that is"))
            continue
        first = found.get(declared.name, read)
        both = read if read.kind == "external" else merged_types(first, read)
        if both is None:
            why = "no rule for a type that is declared twice"
            problems.append(_refusal(why, declared, file.path))
        else:
            found[declared.name] = both
    return _with_targets(found.values(), place)


def _read_type(
    declared: Declared, name: Name, place: Place, *, is_excluded: bool
) -> TypeDeclaration:
    value = child(declared.node, "value")
    is_of_code = value is not None and is_code(value)
    if is_of_code:
        place.leave_out(declared.node, declared.name, CODE)
    if is_of_code or is_excluded:
        return external_type(place.modules, name)
    return type_declaration(declared, name, place)


def read_page(modules: Modules, name: Name, problems: list[Problem]) -> PageClass:
    """A class of pages."""
    file = modules.declarations(name.module)
    place = place_in(modules, file, name.module, name.scope, problems)
    return read_page_class(file.declared[name.name], name, place)


def read_subclass(modules: Modules, name: Name, problems: list[Problem]) -> ReadTypes:
    """A class that only extends another; nothing where it does more."""
    file = modules.declarations(name.module)
    place = place_in(modules, file, name.module, name.scope, problems)
    extended = page_subclass(file.declared[name.name], name, place)
    return _with_targets([] if extended is None else [extended], place)


def external_type(modules: Modules, name: Name) -> TypeDeclaration:
    """A type that stands for any value, with as many type parameters as it is declared with."""
    is_declared = modules.outlined(name) is not None
    declared = modules.declarations(name.module).declared[name.name] if is_declared else None
    return TypeDeclaration(
        name=name,
        kind="external",
        type=UnknownType(),
        parameters=() if declared is None else any_parameters(declared),
    )


def targets_of(nodes: Iterable[Type]) -> list[Name]:
    return [reference.target for node in nodes for reference in references(node)]


def _with_targets(types: Iterable[TypeDeclaration], place: Place) -> ReadTypes:
    found = tuple(types)
    targets = (target for each in found for target in targets_of(types_of(each)))
    return ReadTypes(
        types=found, targets=tuple(dict.fromkeys(targets)), exclusions=merged(place.exclusions)
    )


def _refusal(why: str, declared: Declared, path: str) -> Problem:
    where = location(path, declared.node)
    return Problem(message=why, location=where, source=shown(declared.node))
