"""Functions and statements: the names that they give values, and the values that they return."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.typescript.declarations import key as key_of
from sdkscribe.typescript.javascript.combining import choice, made, member, without
from sdkscribe.typescript.javascript.run import DEEPEST, Run, parts_of, value_of
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.javascript.values import (
    NOTHING,
    Function,
    Given,
    Listed,
    RequestOptions,
    Scope,
    This,
    Value,
)
from sdkscribe.typescript.syntax import Node, child, text


def run_function(node: Node, arguments: list[Value], scope: Scope, run: Run) -> list[Value]:
    """What a function may return, called with these arguments in the scope that it is written in."""
    inner = Scope(script=scope.script, this=scope.this, names={}, outer=scope)
    for pattern, value in _bound(node, arguments):
        bind(pattern, value, inner, run)
    body = child(node, "body")
    if body is None or run.depth >= DEEPEST:
        return [made(node, arguments)]
    run.depth += 1
    returned = (
        run_statements(body, inner, run)
        if body.type == "statement_block"
        else [value_of(body, inner, run)]
    )
    run.depth -= 1
    return returned


def run_method(node: Node, script: Script, run: Run) -> list[Value]:
    """What a method of a resource may return, for any arguments."""
    scope = Scope(script=script, this=This(), names={})
    return run_function(node, [_parameter(part) for part in _patterns(node)], scope, run)


def _parameter(pattern: Node) -> Value:
    name = text(child(pattern, "left") or pattern)
    return RequestOptions() if name == "options" else Given(name)


def _bound(node: Node, arguments: list[Value]) -> Iterator[tuple[Node, Value]]:
    for index, pattern in enumerate(_patterns(node)):
        if pattern.type == "rest_pattern":
            yield pattern.named_children[0], Listed(tuple(arguments[index:]))
        else:
            yield pattern, arguments[index] if index < len(arguments) else NOTHING


def _patterns(node: Node) -> list[Node]:
    """The parameters of a function."""
    parameters = child(node, "parameters") or child(node, "parameter")
    if parameters is None:
        return []
    return [parameters] if parameters.type == "identifier" else parts_of(parameters)


def bind(pattern: Node, value: Value, scope: Scope, run: Run) -> None:
    """Give the names of a pattern their values."""
    match pattern.type:
        case "identifier" | "shorthand_property_identifier_pattern":
            scope.names[text(pattern)] = value
        case "assignment_pattern" | "object_assignment_pattern":
            target, default = child(pattern, "left"), child(pattern, "right")
            if target is not None and default is not None:
                otherwise = value_of(default, scope, run)
                bind(target, choice(default, [value, otherwise]), scope, run)
        case "object_pattern":
            _bind_object(pattern, value, scope, run)
        case "array_pattern":
            for part in pattern.named_children:
                bind(part, made(part, [value]), scope, run)
        case _:
            pass


def _bind_object(pattern: Node, value: Value, scope: Scope, run: Run) -> None:
    taken: set[str] = set()
    for part in pattern.named_children:
        match part.type:
            case "shorthand_property_identifier_pattern":
                name, target = text(part), part
            case "object_assignment_pattern":
                left = child(part, "left") or part
                name, target = text(left), left
            case "pair_pattern":
                name, target = key_of(child(part, "key") or part), child(part, "value") or part
            case "rest_pattern":
                rest = without(value, frozenset(taken), part)
                bind(part.named_children[0], rest, scope, run)
                continue
            case _:
                continue
        taken.add(name)
        field_value = member(value, name, part)
        default = child(part, "right") if part.type == "object_assignment_pattern" else None
        if default is not None:
            field_value = choice(part, [field_value, value_of(default, scope, run)])
        bind(target, field_value, scope, run)


# ---------------------------------------------------------------------------------- statements


def run_statements(block: Node, scope: Scope, run: Run) -> list[Value]:
    """What a block may return. Its names are those of the scope."""
    returned: list[Value] = []
    for statement in block.named_children:
        returned += _run_statement(statement, scope, run)
        if statement.type in ("return_statement", "throw_statement"):
            break
    return returned


def _run_statement(statement: Node, scope: Scope, run: Run) -> list[Value]:
    match statement.type:
        case "lexical_declaration" | "variable_declaration":
            for declarator in statement.named_children:
                _declare(declarator, scope, run)
            return []
        case "return_statement":
            values = [value_of(part, scope, run) for part in parts_of(statement)]
            return values[-1:] or [NOTHING]
        case "expression_statement":
            value_of(statement.named_children[0], scope, run)
            return []
        case "if_statement":
            return _run_branches(statement, scope, run)
        case "function_declaration":
            scope.names[text(child(statement, "name") or statement)] = Function(statement, scope)
            return []
        case "statement_block":
            return run_statements(statement, scope, run)
        case "throw_statement" | "comment" | "empty_statement" | "class_declaration":
            return []
        case _:
            return _run_uncertain(statement, scope, run)


def _declare(declarator: Node, scope: Scope, run: Run) -> None:
    pattern, expression = child(declarator, "name"), child(declarator, "value")
    if pattern is not None:
        value = value_of(expression, scope, run) if expression is not None else NOTHING
        bind(pattern, value, scope, run)


def _run_branches(statement: Node, scope: Scope, run: Run) -> list[Value]:
    """Both ways of an `if`. One that calls the method itself, with its arguments in other places, or
    that throws, says nothing of the request."""
    condition, consequence = child(statement, "condition"), child(statement, "consequence")
    alternative = child(statement, "alternative")
    if condition is not None:
        value_of(condition, scope, run)
    ways = [consequence, alternative.named_children[0] if alternative is not None else None]
    before = dict(scope.names)
    after: list[dict[str, Value]] = []
    returned: list[Value] = []
    for way in ways:
        scope.names = dict(before)
        if way is not None:
            returned += _run_statement(way, scope, run)
        if way is None or not _leaves(way):
            after.append(scope.names)
    scope.names = _merged(statement, after) if after else before
    return returned


def _merged(node: Node, ways: list[dict[str, Value]]) -> dict[str, Value]:
    names = dict.fromkeys(name for way in ways for name in way)
    return {name: _one_of(node, [way.get(name, NOTHING) for way in ways]) for name in names}


def _one_of(node: Node, values: list[Value]) -> Value:
    return values[0] if len(set(values)) == 1 else choice(node, values)


def _leaves(statement: Node) -> bool:
    """Whether what comes after a statement is not reached through it."""
    if statement.type == "statement_block":
        inner = [node for node in statement.named_children if node.type != "comment"]
        return bool(inner) and _leaves(inner[-1])
    return statement.type in ("return_statement", "throw_statement")


def _run_uncertain(statement: Node, scope: Scope, run: Run) -> list[Value]:
    """A loop, a `try`, a `switch`: its parts may run or not, in any order."""
    returned: list[Value] = []
    for part in statement.named_children:
        before = dict(scope.names)
        if part.type in ("statement_block", "switch_body", "switch_case", "catch_clause"):
            returned += _run_uncertain(part, scope, run)
        elif part.type.endswith(("_statement", "_declaration")):
            returned += _run_statement(part, scope, run)
        elif part.type == "finally_clause":
            returned += _run_uncertain(part, scope, run)
        elif part.type not in ("comment", "identifier"):
            value_of(part, scope, run)
        scope.names = _merged(part, [scope.names, before])
    return returned
