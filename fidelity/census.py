"""How much a spec holds, what it says that it leaves out, and how much of it is kept as it is spelled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sdkscribe.spec import (
    Field,
    LiteralType,
    Module,
    ObjectType,
    ReferenceType,
    Spec,
    Type,
)
from sdkscribe.spec_walk import children, types_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """Exclusions are counted by rule, `excluded` are those that are not of a whole module; an
    endpoint is a verb with a path. `frames` are the imports,
    class heads, namespaces, signatures and other statements that are stored as they are spelled,
    `spellings` the references, the literals and the names of fields."""

    modules: int
    types: int
    fields: int
    methods: int
    endpoints: int
    exclusions: Counter[str]
    excluded: int
    frames: int
    spellings: int

    @property
    def stored(self) -> int:
        return self.frames + self.spellings

    @property
    def declarations(self) -> int:
        """Types, fields, methods, and what is excluded of the modules that hold them."""
        return self.types + self.fields + self.methods + self.excluded


def take_census(spec: Spec) -> Census:
    nodes = list(_nodes(spec))
    methods = [method for r in spec.resources().values() for method in r.methods]
    return Census(
        modules=len(spec.modules),
        types=len(spec.types()),
        fields=sum(len(node.fields) for node in nodes if isinstance(node, ObjectType)),
        methods=len(methods),
        endpoints=len({(method.verb, method.path) for method in methods}),
        exclusions=Counter(exclusion.rule for exclusion in spec.exclusions),
        excluded=sum(exclusion.name.name != "*" for exclusion in spec.exclusions),
        frames=sum(_frames(module) for module in spec.modules),
        spellings=sum(
            each.spelling is not None
            for node in nodes
            for each in (node.fields if isinstance(node, ObjectType) else (node,))
            if isinstance(each, Field | ReferenceType | LiteralType)
        ),
    )


def _nodes(spec: Spec) -> Iterator[Type]:
    """Every type node that stands in a declaration."""
    for declaration in spec.types().values():
        for node in types_of(declaration):
            yield from _within(node)


def _within(node: Type) -> Iterator[Type]:
    """The node and every node inside it, literals among them, which have spellings too."""
    yield node
    for child in children(node):
        yield from _within(child)


def _frames(module: Module) -> int:
    """What a module stores of the text around its types."""
    found: list[object] = [
        module.imports,
        *module.verbatim,
        *module.remarks,
        *(d.spelling for d in module.types),
    ]
    for resource in module.resources:
        found += [resource.spelling, resource.exports, resource.follows]
        found += [method.spelling for method in resource.methods]
    return sum(each is not None for each in found)
