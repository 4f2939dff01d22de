"""What each kind of expression stands for, but for calls: names, literals, operators, assignments."""

from __future__ import annotations

from sdkscribe.typescript.declarations import key as key_of
from sdkscribe.typescript.javascript.combining import choice, made, member, with_entry, without
from sdkscribe.typescript.javascript.run import DEEPEST, Rule, Run, last_part, parts_of, value_of
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.javascript.statements import bind
from sdkscribe.typescript.javascript.values import (
    FIRST,
    LAST,
    NOTHING,
    Answer,
    Attribute,
    Choice,
    Client,
    Constant,
    Entry,
    Function,
    Listed,
    Record,
    Scope,
    Spread,
    Sum,
    Text,
    This,
    Unknown,
    Value,
)
from sdkscribe.typescript.literals import number_literal, string_text, unescaped
from sdkscribe.typescript.syntax import Node, child, shown, text


def _name(node: Node, scope: Scope, run: Run) -> Value:
    name = text(node)
    found = scope.find(name)
    if found is not None:
        return found
    if name in scope.script.functions:
        return Function(scope.script.functions[name], top_scope(scope.script, scope.this))
    if name in scope.script.constants:
        run.depth += 1
        top = top_scope(scope.script, scope.this)
        constant = scope.script.constants[name]
        value = value_of(constant, top, run) if run.depth < DEEPEST else Unknown(node)
        run.depth -= 1
        return value
    return _imported(name, scope, run) or Unknown(node)


def _imported(name: str, scope: Scope, run: Run) -> Value | None:
    imported = scope.script.imports.get(name)
    if imported is None or imported.name == "*":
        return None
    return exported(imported.specifier, imported.name, scope, run)


def exported(specifier: str, name: str, scope: Scope, run: Run) -> Value | None:
    """A function or a constant that another module of the package declares."""
    module = run.modules.imported_module(scope.script.module, specifier)
    script = run.modules.script(module)
    if script is None:
        return None
    top = top_scope(script, scope.this)
    if name in script.functions:
        return Function(script.functions[name], top)
    if name in script.constants and script.constants[name].type in ("string", "number"):
        return value_of(script.constants[name], top, run)
    return None


def top_scope(script: Script, this: This | Client) -> Scope:
    return Scope(script=script, this=this, names={})


def _member(node: Node, scope: Scope, run: Run) -> Value:
    whole, name = child(node, "object"), child(node, "property")
    if whole is None or name is None:
        return Unknown(node)
    return member(value_of(whole, scope, run), text(name), node)


def _subscript(node: Node, scope: Scope, run: Run) -> Value:
    whole, index = child(node, "object"), child(node, "index")
    if whole is None or index is None:
        return Unknown(node)
    value, name = value_of(whole, scope, run), value_of(index, scope, run)
    if isinstance(value, Attribute) and text(index) in ("0", f"{text(whole)}.length - 1"):
        return member(value, FIRST if text(index) == "0" else LAST, node)
    if isinstance(name, Constant) and isinstance(name.value, str):
        return member(value, name.value, node)
    return made(node, [value, name])


def _object(node: Node, scope: Scope, run: Run) -> Value:
    return Record(tuple(_entry(part, scope, run) for part in parts_of(node)))


def _entry(part: Node, scope: Scope, run: Run) -> Entry | Spread:
    name, value = child(part, "key"), child(part, "value")
    match part.type:
        case "spread_element":
            return Spread(value_of(part.named_children[0], scope, run), part)
        case "pair" if name is not None and value is not None:
            found = value_of(value, scope, run)
            if name.type != "computed_property_name":
                return Entry(key_of(name), found, part)
            computed = value_of(name.named_children[0], scope, run)
            if isinstance(computed, Constant):
                return Entry(str(computed.value), found, part)
            return Spread(made(part, [found]), part)
        case "method_definition":
            return Entry(text(child(part, "name") or part), Function(part, scope), part)
        case _:
            return Entry(text(part), _name(part, scope, run), part)


def _array(node: Node, scope: Scope, run: Run) -> Value:
    items: list[Value | Spread] = []
    for part in parts_of(node):
        if part.type == "spread_element":
            items.append(Spread(value_of(part.named_children[0], scope, run), part))
        else:
            items.append(value_of(part, scope, run))
    return Listed(tuple(items))


def template(node: Node, scope: Scope, run: Run) -> Value:
    """A template: its pieces, the constant ones put together."""
    pieces: list[Value] = []
    for part in node.named_children:
        match part.type:
            case "template_substitution":
                pieces.append(value_of(parts_of(part)[0], scope, run))
            case "escape_sequence":
                pieces.append(Constant(unescaped(part)))
            case _:
                pieces.append(Constant(text(part)))
    return Text(tuple(pieces))


def _binary(node: Node, scope: Scope, run: Run) -> Value:
    left, right = child(node, "left"), child(node, "right")
    operator = child(node, "operator")
    if left is None or right is None or operator is None:
        return Unknown(node)
    values = [value_of(left, scope, run), value_of(right, scope, run)]
    match operator.type:
        case "??" | "||":
            return choice(node, values)
        case "&&":
            return choice(node, [values[1], NOTHING])
        case "+" if any(isinstance(v, Text) or _is_string(v) for v in values):
            return Text(tuple(values))
        case "+" if any(isinstance(value, Attribute | Choice) for value in values):
            return Sum(*values)
        case _:
            return made(node, values)


def _is_string(value: Value) -> bool:
    return isinstance(value, Constant) and isinstance(value.value, str)


def _ternary(node: Node, scope: Scope, run: Run) -> Value:
    condition, given = child(node, "condition"), child(node, "consequence")
    otherwise = child(node, "alternative")
    if condition is None or given is None or otherwise is None:
        return Unknown(node)
    value_of(condition, scope, run)
    return choice(node, [value_of(given, scope, run), value_of(otherwise, scope, run)])


def _assignment(node: Node, scope: Scope, run: Run) -> Value:
    left, right = child(node, "left"), child(node, "right")
    if left is None or right is None:
        return Unknown(node)
    value = value_of(right, scope, run)
    if node.type == "augmented_assignment_expression":
        value = choice(node, [value_of(left, scope, run), value])
    if left.type == "identifier":
        scope.assign(text(left), value)
    elif left.type in ("object_pattern", "array_pattern"):
        bind(left, value, scope, run)
    else:
        _assign_inside(left, value, scope, run)
    return value


def _assign_inside(left: Node, value: Value, scope: Scope, run: Run) -> None:
    """`holder.name = value`, where the holder is a local name."""
    holder = child(left, "object")
    if holder is None or holder.type != "identifier":
        return
    before = value_of(holder, scope, run)
    if isinstance(before, Answer):
        run.changes_answer_by = shown(left)
        return
    name, index = child(left, "property"), child(left, "index")
    where = value_of(index, scope, run) if index is not None else None
    if name is not None:
        after = with_entry(before, text(name), value, left)
    elif isinstance(where, Constant):
        after = with_entry(before, str(where.value), value, left)
    else:
        after = made(left, [before, value])
    scope.assign(text(holder), after)


def _unary(node: Node, scope: Scope, run: Run) -> Value:
    operand, operator = child(node, "argument"), child(node, "operator")
    if operand is None or operator is None:
        return Unknown(node)
    value = value_of(operand, scope, run)
    if operator.type == "delete":
        _delete(operand, scope, run)
    return NOTHING if operator.type == "void" else made(node, [value])


def _delete(operand: Node, scope: Scope, run: Run) -> None:
    """`delete holder.name`, where the holder is a local name."""
    holder, name = child(operand, "object"), child(operand, "property")
    if holder is not None and name is not None and holder.type == "identifier":
        left = without(value_of(holder, scope, run), frozenset({text(name)}), operand)
        scope.assign(text(holder), left)


def _string(node: Node, scope: Scope, run: Run) -> Value:
    return Constant(string_text(node))


def _number(node: Node, scope: Scope, run: Run) -> Value:
    literal = number_literal(node)
    return Constant(literal.value) if literal is not None else Unknown(node)


def _function(node: Node, scope: Scope, run: Run) -> Value:
    return Function(node, scope)


EXPRESSIONS: dict[str, Rule] = {
    "arrow_function": _function,
    "array": _array,
    "assignment_expression": _assignment,
    "augmented_assignment_expression": _assignment,
    "await_expression": last_part,
    "binary_expression": _binary,
    "class": lambda node, scope, run: Unknown(node),
    "false": lambda node, scope, run: Constant(False),
    "function_expression": _function,
    "identifier": _name,
    "member_expression": _member,
    "null": lambda node, scope, run: NOTHING,
    "number": _number,
    "object": _object,
    "parenthesized_expression": last_part,
    "sequence_expression": last_part,
    "shorthand_property_identifier": _name,
    "string": _string,
    "subscript_expression": _subscript,
    "template_string": template,
    "ternary_expression": _ternary,
    "this": lambda node, scope, run: scope.this,
    "true": lambda node, scope, run: Constant(True),
    "unary_expression": _unary,
    "undefined": lambda node, scope, run: NOTHING,
}
