"""Keys for the files of a package: what each is made of, as a digest. Two files with one key are equal,
whatever else is in their specs.

A module's digest stands for its own text, for where its types are placed, and for the digests of the
modules that it refers to; modules that refer to each other have one together (a Merkle tree over the
strongly connected components).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from sdkscribe.digests import digest_of
from sdkscribe.python.cycles import components
from sdkscribe.python.package import PendingPackage
from sdkscribe.python.pending import PendingFile
from sdkscribe.python.types import Types
from sdkscribe.spec import KeptNames, Spec, Style
from sdkscribe.spec_walk import references, types_of_method


def file_keys(package: PendingPackage, digests: Mapping[str, str]) -> dict[str, str]:
    """By path, the keys of the files that are about modules; `digests` are those of the modules'
    texts, by the modules' paths."""
    spec = replace(package.spec, modules=(), style=Style(), names=KeptNames())
    outside = digest_of([repr((package.header, spec))])
    graph = _module_graph(package.spec, package.types)
    found = _module_digests(graph, _placed(package), digests)
    parts = ((file.path, _made_of(file, found)) for file in package.files)
    return {path: digest_of([outside, path, *of]) for path, of in parts if of is not None}


def _made_of(file: PendingFile, digests: Mapping[str, str]) -> list[str] | None:
    if file.modules is not None:
        return sorted(digests[module] for module in file.modules)
    return None if file.made_of is None else [file.made_of]


def _module_graph(spec: Spec, types: Types) -> dict[str, list[str]]:
    """The modules that each module's declarations and methods refer to."""
    graph: dict[str, dict[str, None]] = {module.path: {} for module in spec.modules}
    for name, targets in types.targets.items():
        graph[name.module].update(dict.fromkeys(target.module for target in targets))
    for module in spec.modules:
        methods = chain.from_iterable(resource.methods for resource in module.resources)
        nodes = chain.from_iterable(types_of_method(method) for method in methods)
        used = (reference.target.module for node in nodes for reference in references(node))
        graph[module.path].update(dict.fromkeys(used))
        bases = (resource.extends for resource in module.resources)
        graph[module.path].update((base.module, None) for base in bases if base is not None)
    return {path: [t for t in targets if t in graph] for path, targets in graph.items()}


def _placed(package: PendingPackage) -> dict[str, str]:
    """Where the types of each module are placed, and what members keep their names."""
    places = package.places
    lines: dict[str, list[str]] = {}
    for owner, member, python_name in package.spec.names.members:
        lines.setdefault(owner.module, []).append(f"{owner.name} {member!r} {python_name}")
    for (name, form), home in places.homes.items():
        written = places.written[name, form]
        where = " ".join((*home.module, home.name, "", *written.module, written.name))
        lines.setdefault(name.module, []).append(f"{name.name} {form} {where}")
    return {module: "\n".join(found) for module, found in lines.items()}


def _module_digests(
    graph: Mapping[str, list[str]], placed: Mapping[str, str], digests: Mapping[str, str]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for component in components(graph):
        reached = {target for path in component for target in graph[path]} - set(component)
        parts = _parts(component, placed, digests)
        whole = digest_of([*parts, *sorted(found[path] for path in reached)])
        found.update(dict.fromkeys(component, whole))
    return found


def _parts(
    component: Iterable[str], placed: Mapping[str, str], digests: Mapping[str, str]
) -> Iterator[str]:
    for path in sorted(component):
        yield from (path, digests[path], placed.get(path, ""))
