"""A part of a spec: some of its resources, and what their methods reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sdkscribe.errors import Problem, SdkscribeError, nearest
from sdkscribe.spec import Method, Name, Resource, ResourceLink, Spec
from sdkscribe.spec_walk import references, types_of, types_of_method
from sdkscribe.words import folded, resource_word, snake_case


def narrowed(spec: Spec, only: Sequence[str]) -> Spec:
    """The resources at these paths, all that is below them, and the types and pages that they reach.
    Raises `SdkscribeError` with every path that is not there."""
    if not only:
        return spec
    resources = spec.resources()
    problems: list[Problem] = []
    wanted = [tuple(folded(step) for step in path.split(".")) for path in only]
    for path in only:
        steps = tuple(snake_case(step) for step in path.split("."))
        problems.extend(_missing(steps, spec.client.resources, resources))
    if problems:
        raise SdkscribeError(problems)
    kept: dict[Name, Resource] = {}
    links = _sliced(spec.client.resources, (), wanted, resources, kept)
    for resource in list(kept.values()):
        kept.update(_inherited_from(resource, resources))
    reached = _reached(spec, kept.values())
    modules = (
        replace(
            module,
            types=tuple(d for d in module.types if d.name in reached),
            resources=tuple(kept[r.name] for r in module.resources if r.name in kept),
        )
        for module in spec.modules
    )
    return replace(
        spec,
        client=replace(spec.client, resources=links),
        modules=tuple(module for module in modules if module.types or module.resources),
        pages=tuple(page for page in spec.pages if page.name in reached),
        only=tuple(only),
    )


def _inherited_from(
    resource: Resource, resources: Mapping[Name, Resource]
) -> Iterator[tuple[Name, Resource]]:
    """The resources whose methods a resource has as well."""
    inherited = None if resource.extends is None else resources.get(resource.extends)
    if resource.methods and inherited is not None:
        yield inherited.name, inherited
        yield from _inherited_from(inherited, resources)


def _missing(
    path: tuple[str, ...], links: tuple[ResourceLink, ...], resources: dict[Name, Resource]
) -> Iterator[Problem]:
    for depth, step in enumerate(path):
        by_name = {folded(link.attribute): link for link in links}
        if folded(step) not in by_name:
            known = [resource_word(each.attribute, each.target.module) for each in links]
            around = ".".join(path[:depth])
            where = f"resource `{around}`" if around else "the client"
            hint = nearest(step, known) or f"there is: {', '.join(known) or 'none'}"
            yield Problem(message=f"{where} has no resource `{step}`", hint=hint)
            return
        links = resources[by_name[folded(step)].target].resources


def _sliced(
    links: tuple[ResourceLink, ...],
    above: tuple[str, ...],
    wanted: list[tuple[str, ...]],
    resources: dict[Name, Resource],
    kept: dict[Name, Resource],
) -> tuple[ResourceLink, ...]:
    """The links that lead to what is wanted; the resources on the way have no methods of their own."""
    found: list[ResourceLink] = []
    for link in links:
        path = (*above, folded(link.attribute))
        is_wanted = any(path[: len(one)] == one for one in wanted)
        is_on_the_way = any(one[: len(path)] == path for one in wanted)
        if is_wanted or is_on_the_way:
            resource = resources[link.target]
            below = _sliced(resource.resources, path, wanted, resources, kept)
            methods = resource.methods if is_wanted else ()
            kept[link.target] = replace(resource, resources=below, methods=methods)
            found.append(link)
    return tuple(found)


def _reached(spec: Spec, resources: Iterable[Resource]) -> set[Name]:
    """The types and classes of pages that methods reach, with all that is declared around and inside."""
    types = spec.types()
    pages = {page.name: page for page in spec.pages}
    families: dict[Name, list[Name]] = {}
    for name in types:
        families.setdefault(Name(name.module, name.top_level), []).append(name)
    waiting = [n for r in resources for m in r.methods for n in _names_in(m)]
    reached: set[Name] = set()
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        if name in pages:
            waiting += [reference.target for reference in references(pages[name].type)]
        if name in types:
            waiting += families[Name(name.module, name.top_level)]
            waiting += [r.target for node in types_of(types[name]) for r in references(node)]
    return reached


def _names_in(method: Method) -> Iterator[Name]:
    for node in types_of_method(method):
        yield from (reference.target for reference in references(node))
    for overload in method.overloads:
        if overload.returns.page_class is not None:
            yield overload.returns.page_class
