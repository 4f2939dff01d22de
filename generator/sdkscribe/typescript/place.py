"""Where a type expression stands, and how what is inside it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sdkscribe.errors import Problem
from sdkscribe.spec import ComputedType, Exclusion, Name, Type, TypeDeclaration, UnknownType
from sdkscribe.typescript.exclusions import ExclusionRule, excluded_at
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, no_rule, text, too_deep

_DEEPEST = 90
"""Properties inside properties: a spec's document has two levels for each, and may have 200."""


class Place(NamedTuple):
    """Where an expression stands: its module and file, the enclosing namespace, the type parameters
    in scope (`bounds` has those that stand for a type here), and the property whose words may show a
    number to be whole, with the `level` of properties inside properties. `owner` is the dotted name of
    what is being read, down to the property. `rules` reads an expression by its node's kind, `types` any
    declaration. A tuple and no dataclass: one is made of another for each property there is.
    """

    modules: Modules
    module: str
    path: str
    rules: Mapping[str, Callable[[Node, Place], Type]]
    types: Mapping[Name, TypeDeclaration]
    problems: list[Problem]
    exclusions: list[Exclusion]
    scope: str = ""
    owner: str = ""
    variables: frozenset[str] = frozenset()
    bounds: Mapping[str, Type] = MappingProxyType({})
    property_name: str = ""
    documentation: str | None = None
    level: int = 0

    def of_property(self, name: str, documented: str | None) -> Place:
        return self._replace(
            owner=self._owned(name),
            property_name=name,
            documentation=documented,
            level=self.level + 1,
        )

    def within(self, name: str) -> Place:
        """The place inside what has a name here."""
        return self._replace(owner=self._owned(name))

    def inside(self, scope: str, variables: frozenset[str]) -> Place:
        return self._replace(scope=scope, owner=scope, variables=variables)

    def binding(self, bounds: Mapping[str, Type]) -> Place:
        """The place inside what declares type parameters that each stand for a type."""
        return self._replace(bounds={**self.bounds, **bounds})

    def type_of(self, node: Node) -> Type:
        """The type that an expression means. What cannot be read is unknown, with a problem."""
        rule = self.rules.get(node.type) if self.level < _DEEPEST else _too_deep
        return self.refuse(node) if rule is None else rule(node, self)

    def refuse(self, node: Node) -> UnknownType:
        """No type, and the problem that there is no rule for a node."""
        self.problems.append(no_rule(self.path, node))
        return UnknownType()

    def any_value(self, node: Node, rule: ExclusionRule, called: str) -> ComputedType:
        """What stands for an expression that is left out by a rule; `called` says what it is."""
        self._exclude(f"{self.owner} ({called})", rule, node)
        return ComputedType(spelling=text(node), meaning=UnknownType())

    def leave_out(self, node: Node, member: str, rule: ExclusionRule) -> None:
        """Leaves out a member of what is being read."""
        self._exclude(self._owned(member), rule, node)

    def _owned(self, name: str) -> str:
        return f"{self.owner}.{name}" if self.owner else name

    def _exclude(self, name: str, rule: ExclusionRule, node: Node) -> None:
        self.exclusions.append(excluded_at(node, self.path, Name(self.module, name), rule))


def _too_deep(node: Node, place: Place) -> UnknownType:
    place.problems.append(too_deep(place.path, node, "a type that is"))
    return UnknownType()
