"""The names of a spec: none is declared twice, and what is excluded is not carried over as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from keyword import iskeyword
from typing import TypeAlias, TypeVar

from sdkscribe.errors import Location, Problem, nearest
from sdkscribe.spec import Name, ObjectType, Spec

T = TypeVar("T")

At: TypeAlias = Callable[[str, int], Location]
"""The place of a line of a module."""


def collisions(spec: Spec, at: At) -> Iterator[Problem]:
    """Modules, declarations and resources that have one name; an interface may have a resource's."""
    for path in repeated(module.path for module in spec.modules):
        yield Problem(message=f"the module `{path}` is there twice", location=at(path, 0))
    seen: set[Name] = set()
    for module in spec.modules:
        merged = {each.name for each in module.types if each.kind == "interface"}
        declared = [(each.name, each.line) for each in module.types]
        declared += [(r.name, r.line) for r in module.resources if r.name not in merged]
        for name, line in declared:
            location = at(module.path, line)
            if name in seen:
                yield Problem(message=f"`{name.name}` is declared twice", location=location)
            if name.module != module.path:
                message = f"`{name}` is kept in the module `{module.path}`"
                yield Problem(message=message, location=location)
            seen.add(name)


def types_package_problems(spec: Spec, at: At) -> Iterator[Problem]:
    """Packages of types that Python could not have, or that would lie outside of all types."""
    for module in spec.modules:
        package = module.types_package
        if package is not None and not all(_names_a_package(p) for p in package.split(".")):
            yield Problem(
                message=f"`{package}` is no package for types",
                location=at(module.path, 0),
                hint="name it as Python does, below `types`: `beta.realtime`",
            )


def _names_a_package(name: str) -> bool:
    return name.isidentifier() and not iskeyword(name) and not name.startswith("_")


def python_name_problems(spec: Spec, at: At) -> Iterator[Problem]:
    """Names for Python that no class could have, and names of nested types, which follow from others."""
    for module in spec.modules:
        for declared in module.types:
            for name in (declared.python_name, declared.python_alias):
                location = at(module.path, declared.line)
                if name is not None and (not name.isidentifier() or iskeyword(name)):
                    yield Problem(message=f"`{name}` is no name for a class", location=location)
                elif name is not None and declared.name.scope:
                    message = f"`{declared.name.name}` is nested and can't be called `{name}`"
                    yield Problem(message=message, location=location)


_JOINS = re.compile(r"\w+(\[\w+=\w+\])?(\.\w+(\[\w+=\w+\])?)*")


def joins_problems(spec: Spec, at: At) -> Iterator[Problem]:
    """Fields that join texts in no way that is known, or that are required and not sent."""
    for module in spec.modules:
        objects = (each.type for each in module.types if isinstance(each.type, ObjectType))
        for field in (f for each in objects for f in each.fields if f.joins is not None):
            location = at(module.path, field.line)
            if not _JOINS.fullmatch(field.joins or ""):
                yield Problem(
                    message=f"`{field.wire_name}` joins `{field.joins}`, which leads to no texts",
                    location=location,
                    hint="write it as in `output[type=message].text`",
                )
            elif field.required:
                message = f"`{field.wire_name}` is required and not sent"
                yield Problem(message=message, location=location)


def order_problems(spec: Spec, at: At) -> Iterator[Problem]:
    """Statements and resources that follow what their module does not declare."""
    for module in spec.modules:
        types = {each.name.name for each in module.types}
        declared = types | {each.name.name for each in module.resources}
        scopes = {scope for each in module.types for scope in _scopes(each.name)}
        declared |= scopes | {f"{scope}." for scope in scopes}
        for resource in module.resources:
            if resource.follows is not None and resource.follows not in types:
                yield _follows_nothing(resource.follows, types, at(module.path, resource.line))
        for statement in module.verbatim:
            if statement.follows and statement.follows not in declared:
                yield _follows_nothing(statement.follows, declared, at(module.path, 0))


def _scopes(name: Name) -> Iterator[str]:
    """The namespaces that a declaration is in, whether types have their names or not."""
    scope = name.scope
    while scope:
        yield scope
        scope = scope.rpartition(".")[0]


def _follows_nothing(name: str, declared: Collection[str], location: Location) -> Problem:
    message = f"something follows `{name}`, which the module does not declare"
    return Problem(message=message, location=location, hint=nearest(name, sorted(declared)))


def exclusion_problems(spec: Spec) -> Iterator[Problem]:
    """Exclusions that exclude nothing, and external types that none accounts for."""
    for name in repeated(exclusion.name for exclusion in spec.exclusions):
        yield Problem(message=f"`{name}` is excluded twice")
    carried = _carried(spec)
    for exclusion in spec.exclusions:
        if exclusion.name in carried:
            yield Problem(
                message=f"`{exclusion.name}` is excluded, and yet the spec has it",
                hint="remove the exclusion, or the declaration",
            )
        if not exclusion.reason:
            yield Problem(message=f"the exclusion of `{exclusion.name}` gives no reason")
    excluded = {exclusion.name for exclusion in spec.exclusions}
    for name, declaration in spec.types().items():
        if declaration.kind == "external" and name not in excluded:
            message = f"`{name}` is external, and no exclusion says why"
            yield Problem(message=message, hint="name its module as external in an overlay")


def nearest_name(name: Name, known: Collection[Name]) -> str | None:
    """A sentence that suggests the declaration meant: one of the same name in another module, else
    one of a similar name in the same module."""
    elsewhere = sorted(other for other in known if other.name == name.name)
    if elsewhere:
        return f"did you mean `{elsewhere[0]}`?"
    return nearest(str(name), sorted(str(n) for n in known if n.module == name.module))


def _carried(spec: Spec) -> set[Name]:
    """The types, resources and methods that the spec has; external types are known to be absent."""
    found = {name for name, declared in spec.types().items() if declared.kind != "external"}
    for name, resource in spec.resources().items():
        found.add(name)
        found.update(Name(name.module, f"{name.name}.{m.name}") for m in resource.methods)
    return found


def repeated(items: Iterable[T]) -> list[T]:
    found = list(items)
    if len(found) == len(set(found)):
        return []
    return [item for item, count in Counter(found).items() if count > 1]
