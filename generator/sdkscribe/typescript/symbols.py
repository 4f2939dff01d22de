"""What the names of a method's body stand for: a parameter, a part of one, or a local expression."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from sdkscribe.typescript.declarations import key as key_of
from sdkscribe.typescript.syntax import Node, child, text, walk


@dataclass(frozen=True, slots=True)
class Whole:
    """A parameter as it was passed."""

    parameter: str


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a parameter; `option` is the client's option that it defaults to."""

    parameter: str
    name: str
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """The fields of a parameter that are not taken out by name."""

    parameter: str


Value: TypeAlias = Whole | Part | Rest


@dataclass(slots=True, kw_only=True)
class Names:
    """The names in a method's body. `locals` holds the expressions of other local variables."""

    values: dict[str, Value] = field(default_factory=dict[str, Value])
    locals: dict[str, Node] = field(default_factory=dict[str, Node])

    def value(self, node: Node) -> Value | None:
        """What an expression stands for, where that is a parameter or a part of one."""
        match node.type:
            case "identifier" | "shorthand_property_identifier":
                return self._named(text(node))
            case "parenthesized_expression":
                return self.value(node.named_children[0])
            case "binary_expression":  # `params ?? {}`
                left = child(node, "left")
                return self.value(left) if left is not None else None
            case "ternary_expression":  # `given ? body.format : 'base64'`
                given = child(node, "consequence")
                return self.value(given) if given is not None else None
            case "member_expression":
                return self._member(node)
            case "call_expression":
                return self._called(node)
            case _:
                return None

    def _named(self, name: str) -> Value | None:
        if name in self.values:
            return self.values[name]
        return self.value(self.locals[name]) if name in self.locals else None

    def _called(self, node: Node) -> Value | None:
        """`betas?.toString()`, `Object.fromEntries(Object.entries(query).filter(…))`"""
        called, arguments = child(node, "function"), child(node, "arguments")
        receiver = child(called, "object") if called is not None else None
        if receiver is None or arguments is None:
            return None
        is_static = text(receiver) == "Object" and arguments.named_children
        return self.value(arguments.named_children[0] if is_static else receiver)

    def _member(self, node: Node) -> Value | None:
        whole, name = child(node, "object"), child(node, "property")
        value = self.value(whole) if whole is not None else None
        if isinstance(value, Whole | Rest) and name is not None:
            return Part(value.parameter, text(name))
        return None


def names_in(method: Node, body: Node) -> Names:
    """The parameters of a method and the variables that its body declares."""
    names = Names()
    for parameter in _parameters(method):
        names.values[parameter] = Whole(parameter)
    for node in walk(body):
        variable, value = child(node, "name"), child(node, "value")
        if node.type != "variable_declarator" or variable is None or value is None:
            continue
        if variable.type == "object_pattern":
            _destructure(variable, value, names)
        elif text(variable) not in names.values:
            names.locals[text(variable)] = value
    return names


def _client_option(node: Node) -> str | None:
    """`this._client.projectID`"""
    source = text(node)
    return source.removeprefix("this._client.") if source.startswith("this._client.") else None


def _parameters(method: Node) -> Iterator[str]:
    parameters = child(method, "parameters")
    for parameter in parameters.named_children if parameters is not None else ():
        name = child(parameter, "left") or parameter
        if name.type == "identifier" and text(name) != "options":
            yield text(name)


def _destructure(pattern: Node, source: Node, names: Names) -> None:
    """`const { thread_id, include: wanted, account = fallback, ...body } = params ?? {};`"""
    value = names.value(source)
    if not isinstance(value, Whole):
        return
    parameter = value.parameter
    for part in pattern.named_children:
        match part.type:
            case "shorthand_property_identifier_pattern":
                names.values[text(part)] = Part(parameter, text(part))
            case "object_assignment_pattern":
                name, default = child(part, "left") or part, child(part, "right")
                option = _client_option(default) if default is not None else None
                names.values[text(name)] = Part(parameter, text(name), option)
            case "pair_pattern":
                key, local = child(part, "key"), child(part, "value")
                if key is not None and local is not None:
                    field_name = key_of(key)
                    names.values[text(local)] = Part(parameter, field_name)
            case "rest_pattern":
                names.values[text(part.named_children[0])] = Rest(parameter)
            case _:
                pass
