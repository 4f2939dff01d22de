"""The resources of a spec: all of a client's, or the slice of them that resource paths name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sdkscribe.errors import Problem, SdkscribeError, nearest
from sdkscribe.spec import Name, Resource, ResourceLink
from sdkscribe.typescript.resources import ReadResource
from sdkscribe.words import folded


@dataclass(slots=True, kw_only=True)
class Slice:
    """The resources of a slice: `whole` ones, and those that are only on the way to them. `read` reads
    a resource; `links` are the client's that lead to them."""

    read: Callable[[Name], ReadResource]
    links: tuple[ResourceLink, ...] = ()
    resources: dict[Name, Resource] = field(default_factory=dict[Name, Resource])
    whole: dict[Name, ReadResource] = field(default_factory=dict[Name, ReadResource])


def slice_of(
    links: tuple[ResourceLink, ...], only: Sequence[str], read: Callable[[Name], ReadResource]
) -> Slice:
    """The slice that the paths `only` name; without any, everything. Raises `SdkscribeError` for a path
    that does not exist."""
    found = Slice(read=read)
    if only:
        found.links = _sliced(links, [path.split(".") for path in only], (), found)
    else:
        found.links = links
        for link in links:
            _take_whole(link.target, found)
    return found


def _take_whole(name: Name, found: Slice) -> None:
    if name in found.whole:
        return
    read = found.read(name)
    found.whole[name] = read
    found.resources[name] = read.resource
    for link in read.resource.resources:
        _take_whole(link.target, found)
    if read.resource.extends is not None:
        _take_whole(read.resource.extends, found)


def _take_way(name: Name, links: tuple[ResourceLink, ...], found: Slice) -> None:
    if name not in found.whole:
        resource = found.read(name).resource
        found.resources[name] = replace(resource, resources=links, methods=(), extends=None)


def _sliced(
    links: tuple[ResourceLink, ...],
    paths: list[list[str]],
    above: tuple[str, ...],
    found: Slice,
) -> tuple[ResourceLink, ...]:
    """The links that the paths go through; what they end at is taken whole."""
    by_name = {folded(link.attribute): link for link in links}
    kept: dict[str, list[list[str]]] = {}
    for path in paths:
        if folded(path[0]) not in by_name:
            raise SdkscribeError(_no_such_resource(path[0], links, above))
        kept.setdefault(folded(path[0]), []).append(path[1:])
    for name, rest in kept.items():
        target = by_name[name].target
        deeper = [path for path in rest if path]
        if len(deeper) < len(rest):
            _take_whole(target, found)
        inner = found.read(target).resource.resources
        way = (*above, by_name[name].attribute)
        _take_way(target, _sliced(inner, deeper, way, found), found)
    return tuple(link for link in links if folded(link.attribute) in kept)


def _no_such_resource(
    name: str, links: tuple[ResourceLink, ...], above: tuple[str, ...]
) -> Problem:
    where = f"resource `{'.'.join(above)}`" if above else "the client"
    known = [link.attribute for link in links]
    there_is = f"there is: {', '.join(known)}" if known else "there is none below it"
    return Problem(
        message=f"{where} has no resource `{name}`", hint=nearest(name, known) or there_is
    )
