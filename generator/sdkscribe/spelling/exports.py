"""What the namespace of a resource class passes on: its module's types, then those of the resources
that it holds, a list for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sdkscribe.spec import Module, Resource, TypeDeclaration
from sdkscribe.spelling.speller import Speller, page_key

_WIDEST = 110
_PARAMS = re.compile(r"Params(NonStreaming|Streaming)?")
_BASE = "ParamsBase"


def usual_exports(resource: Resource, module: Module, speller: Speller) -> tuple[str, ...]:
    """The lists between the namespace's braces; none for a class that another one extends."""
    if any(other.extends == resource.name for other in module.resources):
        return ()
    lists = [list(_own(module, speller))]
    for link in resource.resources:
        held = speller.modules.get(link.target.module)
        if held is not None and held is not module:
            lists.append([*_classes(held, link.target.name), *_own(held, speller)])
    return tuple(_list(names) for names in lists if names)


def _own(module: Module, speller: Speller) -> Iterator[str]:
    """What a module declares: types, then pages, then the parameters of methods."""
    declared = [d for d in module.types if "." not in d.name.name and d.exported]
    groups: tuple[list[str], ...] = ([], [], [])
    for declaration in declared:
        if declaration.kind != "external" and not declaration.name.name.endswith(_BASE):
            groups[_group(declaration, speller)].append(_passed_on(declaration))
    for group in groups:
        yield from group


def _group(declaration: TypeDeclaration, speller: Speller) -> int:
    if page_key(declaration, speller.pages) is not None:
        return 1
    name = declaration.name.name
    return 2 if name.endswith("Params") or _PARAMS.search(name[-20:]) else 0


def _passed_on(declaration: TypeDeclaration) -> str:
    name = declaration.name.name
    modifier = "" if declaration.kind == "class" else "type "
    return f"{modifier}{name} as {name}"


def _classes(module: Module, name: str) -> Iterable[str]:
    others = [r.name.name for r in module.resources if r.name.name != name]
    return [f"{each} as {each}" for each in (name, *others)]


def _list(names: list[str]) -> str:
    """A list that the source's formatter breaks into lines ends in a comma."""
    line = f"export {{ {', '.join(names)} }};"
    return line if len(line) + 2 <= _WIDEST else f"export {{ {', '.join(names)}, }};"
