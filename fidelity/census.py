"""How much a spec holds: modules, types, fields, methods, and what it says that it leaves out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sdkscribe.spec import ObjectType, Spec
from sdkscribe.spec_walk import children, types_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    modules: int
    types: int
    fields: int
    methods: int
    endpoints: int
    exclusions: Counter[str]


def take_census(spec: Spec) -> Census:
    """Exclusions are counted by rule; an endpoint is a verb with a path."""
    methods = [method for r in spec.resources().values() for method in r.methods]
    return Census(
        modules=len(spec.modules),
        types=len(spec.types()),
        fields=sum(_fields(spec)),
        methods=len(methods),
        endpoints=len({(method.verb, method.path) for method in methods}),
        exclusions=Counter(exclusion.rule for exclusion in spec.exclusions),
    )


def _fields(spec: Spec) -> list[int]:
    """The number of fields of each object type that stands in a declaration."""
    waiting = [node for declaration in spec.types().values() for node in types_of(declaration)]
    found: list[int] = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, ObjectType):
            found.append(len(node.fields))
        waiting.extend(children(node))
    return found
