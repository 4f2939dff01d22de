"""The types of a spec, and a memory for what has been found out about each of them.

The same is asked of a type many times, and the answer depends on nothing but the spec. What is
asked is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, wraps
from typing import Any, TypeVar

from sdkscribe.python.cycles import components
from sdkscribe.spec import KeptNames, Name, TypeDeclaration
from sdkscribe.spec_walk import references, types_of

Result = TypeVar("Result")


class Types(dict[Name, TypeDeclaration]):
    """The declarations by name, and the names that are `kept`. They stay as they are."""

    def __init__(
        self, declarations: Mapping[Name, TypeDeclaration], kept: KeptNames | None = None
    ) -> None:
        super().__init__(declarations)
        self.kept = kept or KeptNames()

    @cached_property
    def targets(self) -> dict[Name, tuple[Name, ...]]:
        """What each type refers to."""
        return {
            name: tuple(dict.fromkeys(r.target for n in types_of(declared) for r in references(n)))
            for name, declared in self.items()
        }

    @cached_property
    def recursive(self) -> frozenset[Name]:
        """The types that are part of themselves, however deep."""
        graph = {n: [t for t in targets if t in self] for n, targets in self.targets.items()}
        cycles = (c for c in components(graph) if len(c) > 1 or any(n in graph[n] for n in c))
        return frozenset(name for cycle in cycles for name in cycle)

    @cached_property
    def memory(self) -> dict[object, dict[Name, Any]]:
        """By function, what it found out about each type."""
        return {}


def remembered(
    find: Callable[[TypeDeclaration, Types], Result],
) -> Callable[[TypeDeclaration, Types], Result]:
    """The function, asked only once about each declaration."""

    @wraps(find)
    def asked(declaration: TypeDeclaration, types: Types) -> Result:
        found: dict[Name, Result] = types.memory.setdefault(find, {})
        if declaration.name not in found:
            found[declaration.name] = find(declaration, types)
        return found[declaration.name]

    return asked
