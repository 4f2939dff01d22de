"""Resources with the methods that they inherit: in Python each resource has all its methods itself, and
the client's own are those of a class beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sdkscribe.spec import Method, Name, Resource, Spec


def with_inherited_methods(spec: Spec) -> Spec:
    """A spec whose resources hold what they inherit, without those that are only inherited from."""
    resources = spec.resources()
    links = (*spec.client.resources, *(link for r in resources.values() for link in r.resources))
    only_inherited_from = {r.extends for r in resources.values()} - {link.target for link in links}
    modules = (
        (
            replace(
                module,
                resources=tuple(
                    replace(resource, methods=_methods(resource, resources))
                    for resource in module.resources
                    if resource.name not in only_inherited_from
                ),
            )
            if module.resources
            else module
        )
        for module in spec.modules
    )
    return replace(spec, modules=tuple(modules))


def with_own_methods_apart(spec: Spec) -> Spec:
    """A spec where the resource with the client's own methods has a name of its own."""
    own = spec.client.methods
    if own is None:
        return spec
    apart = Name(own.module, f"{own.name}Methods")
    modules = (
        replace(
            module,
            resources=tuple(
                replace(r, name=apart) if r.name == own else r for r in module.resources
            ),
        )
        for module in spec.modules
    )
    return replace(spec, client=replace(spec.client, methods=apart), modules=tuple(modules))


def _methods(resource: Resource, resources: Mapping[Name, Resource]) -> tuple[Method, ...]:
    """The methods of a resource: its own stand for those of their names that it inherits."""
    inherited = resources.get(resource.extends) if resource.extends is not None else None
    if inherited is None:
        return resource.methods
    own = {method.name for method in resource.methods}
    return (*(m for m in _methods(inherited, resources) if m.name not in own), *resource.methods)
