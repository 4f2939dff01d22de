"""The reading of one method: how its expressions are evaluated, and what it has sent so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sdkscribe.typescript.javascript.combining import made
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.javascript.values import Scope, Unknown, Value
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node

DEEPEST = 6
"""How many calls deep a value is followed."""

MOST_CALLS = 400
"""How many calls are followed in the reading of one method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request that a method sends: the client's method, and what it is called with. One that is
    sent from a function which the method hands on to other code (`in_callback`) may be sent any
    number of times."""

    node: Node
    verb: str
    arguments: tuple[Value, ...]
    in_callback: bool


@dataclass(slots=True, kw_only=True)
class Run:
    """`rules` evaluates each kind of expression. `method` is the method's name, and `methods` are
    those of its class and of what that extends, with the script that each stands in. `is_client`
    where the class is the client's, whose own methods send requests; `follows` where its other methods
    are followed as well."""

    modules: Modules
    rules: Mapping[str, Rule]
    method: str
    methods: Mapping[str, tuple[Script, Node]]
    is_client: bool = False
    follows: bool = False
    sent: list[Sent] = field(default_factory=list[Sent])
    changes_answer_by: str | None = None
    in_callbacks: int = 0
    depth: int = 0
    calls: int = 0

    def may_follow(self) -> bool:
        """Whether one more call can be followed; it is counted."""
        self.calls += 1
        return self.depth < DEEPEST and self.calls < MOST_CALLS


Rule: TypeAlias = Callable[[Node, Scope, Run], Value]


def value_of(node: Node, scope: Scope, run: Run) -> Value:
    """What an expression stands for."""
    rule = run.rules.get(node.type)
    if rule is not None:
        return rule(node, scope, run)
    return made(node, [value_of(part, scope, run) for part in parts_of(node)])


def parts_of(node: Node) -> list[Node]:
    return [part for part in node.named_children if part.type != "comment"]


def last_part(node: Node, scope: Scope, run: Run) -> Value:
    """`(x)`, `await x`, `a, x`"""
    values = [value_of(part, scope, run) for part in parts_of(node)]
    return values[-1] if values else Unknown(node)
