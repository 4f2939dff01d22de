"""Resources with the methods that they inherit: in Python each resource has all its methods itself."""

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


def _methods(resource: Resource, resources: Mapping[Name, Resource]) -> tuple[Method, ...]:
    """The methods of a resource: its own stand for those of their names that it inherits."""
    inherited = resources.get(resource.extends) if resource.extends is not None else None
    if inherited is None:
        return resource.methods
    own = {method.name for method in resource.methods}
    return (*(m for m in _methods(inherited, resources) if m.name not in own), *resource.methods)
