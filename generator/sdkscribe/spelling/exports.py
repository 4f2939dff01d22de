"""What the namespace of a resource class passes on: its module's types, then those of the resources
that it holds, a list for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdkscribe.spec import Module, Resource
from sdkscribe.spelling.speller import Speller, Surface

_WIDEST = 110


def usual_exports(resource: Resource, module: Module, speller: Speller) -> tuple[str, ...]:
    """The lists between the namespace's braces; none for a class that another one extends."""
    if any(other.extends == resource.name for other in module.resources):
        return ()
    own = speller.surfaces[module.path].passed_on
    lists = [(module.path, list(own))]
    for link in resource.resources:
        held = speller.surfaces.get(link.target.module)
        if held is not None and link.target.module != module.path:
            lists.append((link.target.module, [*_classes(held, link.target.name), *held.passed_on]))
    if speller.style.export_imports:
        return tuple(
            line for path, names in lists for line in _one_by_one(speller.namespace(path), names)
        )
    return tuple(_list(names) for _, names in lists if names)


def _classes(surface: Surface, name: str) -> Iterable[str]:
    others = [other for other in surface.classes if other != name]
    return [f"{each} as {each}" for each in (name, *others)]


def _one_by_one(namespace: str, passed_on: Iterable[str]) -> Iterator[str]:
    """`export import File = FilesAPI.File;`, for each name."""
    for each in passed_on:
        name = each.rpartition(" ")[2]
        yield f"export import {name} = {namespace}.{name};"


def _list(names: list[str]) -> str:
    """A list that the source's formatter breaks into lines ends in a comma."""
    line = f"export {{ {', '.join(names)} }};"
    return line if len(line) + 2 <= _WIDEST else f"export {{ {', '.join(names)}, }};"
