"""The options of a client: what its constructor takes out of its argument, and where else it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sdkscribe.spec import ClientOption, Name
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.declarations import key, string_value, with_comments
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, text, walk

_OF_EVERY_CLIENT = {
    "baseURL",
    "dangerouslyAllowBrowser",
    "defaultHeaders",
    "defaultQuery",
    "environment",
    "fetch",
    "fetchOptions",
    "httpAgent",
    "logLevel",
    "logger",
    "maxRetries",
    "timeout",
}
_TEXT_TYPE = "string"
_OPTIONS = "ClientOptions"
_TODAY = "newDate().toISOString().slice(0,10)"


@dataclass(slots=True, kw_only=True)
class Options:
    """`known` are options of text; `others` are the names of those that hold something else."""

    known: list[ClientOption] = field(default_factory=list[ClientOption])
    others: list[str] = field(default_factory=list[str])


def constructor_of(script: Script, name: str) -> Node | None:
    """The constructor that takes a client's options: the class's own, or that of what it extends."""
    for each in script.with_extended(name):
        constructor = each.members.get("constructor")
        parameters = child(constructor, "parameters") if constructor is not None else None
        if parameters is not None and parameters.named_children:
            return constructor
    return None


def options_of(modules: Modules, name: Name, constructor: Node) -> Options:
    """The vendor's own options of a client."""
    declared = _declared_options(modules, name)
    required = set(_required(constructor))
    options = Options()
    taken = dict(_taken(constructor))
    read = {option: value for option, value in _read(constructor) if option in declared}
    for option, default in (read | taken).items():
        if option in _OF_EVERY_CLIENT:
            continue
        annotation, documented = declared.get(option, (None, None))
        if annotation is not None and not _holds_text(annotation, modules, name.module):
            options.others.append(option)
            continue
        env = environment_variable(default) if default is not None else None
        options.known.append(
            ClientOption(
                name=option,
                env=env or _variable_elsewhere(constructor, option),
                default=_constant(default) if default is not None else None,
                is_today_by_default=_is_today(constructor, option),
                required=option in required,
                description=documented,
            )
        )
    return options


def taken_option(constructor: Node, option: str) -> Node | None:
    """The default that the constructor gives an option of its own."""
    return next((default for name, default in _taken(constructor) if name == option), None)


def environment_variable(node: Node) -> str | None:
    """The variable of a `readEnv('X')` or a `process.env['X']` inside an expression."""
    for part in walk(node):
        called, arguments = child(part, "function"), child(part, "arguments")
        if called is not None and text(called).rpartition(".")[2] == "readEnv":
            given = arguments.named_children if arguments is not None else []
            if given and given[0].type == "string":
                return string_value(given[0])
        holder = child(part, "object")
        if holder is not None and text(holder) == "process.env":
            index, name = child(part, "index"), child(part, "property")
            if index is not None and index.type == "string":
                return string_value(index)
            if name is not None:
                return text(name)
    return None


def _taken(constructor: Node) -> Iterator[tuple[str, Node | None]]:
    """(name, default) of each option that is taken out of the constructor's argument."""
    pattern = _first_parameter(constructor)
    if pattern is None:
        return
    if pattern.type != "object_pattern":
        pattern = _taken_apart(constructor, text(pattern))
    for part in pattern.named_children if pattern is not None else ():
        if part.type == "shorthand_property_identifier_pattern":
            yield text(part), None
        elif part.type == "object_assignment_pattern":
            yield text(child(part, "left") or part), child(part, "right")


def _first_parameter(constructor: Node) -> Node | None:
    parameters = child(constructor, "parameters")
    first = parameters.named_children[0] if parameters is not None else None
    return (child(first, "left") or first) if first is not None else None


def _taken_apart(constructor: Node, parameter: str) -> Node | None:
    """The pattern of `const { apiKey = …, ...opts } = options;`, also where it says what stands for
    options that are not given: `= options === void 0 ? {} : options;`"""
    for node in walk(constructor):
        name, value = child(node, "name"), child(node, "value")
        if node.type != "variable_declarator" or name is None or value is None:
            continue
        rest = any(part.type == "rest_pattern" for part in name.named_children)
        given = child(value, "alternative") or value
        if name.type == "object_pattern" and rest and text(given) == parameter:
            return name
    return None


def _read(constructor: Node) -> Iterator[tuple[str, Node | None]]:
    """(name, expression) of each option that something of its name is made of: a variable, `const
    apiKey = options.apiKey ?? readEnv('X');`, or an attribute, `this.apiKey = options.apiKey`."""
    parameter = _first_parameter(constructor)
    if parameter is None or parameter.type != "identifier":
        return
    yield from _merged(constructor, text(parameter))
    for node in walk(constructor):
        name, value = child(node, "name"), child(node, "value")
        if node.type == "assignment_expression":
            name, value = child(node, "left"), child(node, "right")
        elif node.type != "variable_declarator":
            continue
        if name is not None and value is not None:
            option = text(name).removeprefix("this.")
            if f"{text(parameter)}.{option}" in text(value):
                yield option, value


def _merged(constructor: Node, parameter: str) -> Iterator[tuple[str, Node | None]]:
    """(name, default) of each option that has one where defaults and what is given are put together."""
    for node in walk(constructor):
        for pair in _defaults(node, parameter):
            name, value = child(pair, "key"), child(pair, "value")
            if name is not None and value is not None:
                yield key(name), value


def _defaults(node: Node, parameter: str) -> list[Node]:
    """What stands before the options in `Object.assign({ apiKey: … }, options)`, or in `{ apiKey: …,
    ...options }`."""
    called, arguments = child(node, "function"), child(node, "arguments")
    if called is not None and arguments is not None and text(called) == "Object.assign":
        defaults, *given = arguments.named_children
        return defaults.named_children if [text(each) for each in given] == [parameter] else []
    *before, last = node.named_children or [node]
    is_merged = node.type == "object" and text(last) == f"...{parameter}"
    return before if is_merged else []


def _constant(default: Node) -> str | None:
    """The text that an option has by default: `'a'`, `readEnv('X') ?? 'a'`. An empty one is none."""
    if default.type == "string":
        return string_value(default) or None
    right = child(default, "right") if default.type == "binary_expression" else None
    return _constant(right) if right is not None else None


def _variable_elsewhere(constructor: Node, option: str) -> str | None:
    """The variable of `{ apiKey: apiKey === undefined ? readEnv('X') : undefined }`."""
    for node in walk(constructor):
        name, value = child(node, "key"), child(node, "value")
        if node.type == "pair" and name is not None and value is not None and key(name) == option:
            found = environment_variable(value)
            if found is not None:
                return found
    return None


def _is_today(constructor: Node, option: str) -> bool:
    """`{ apiVersion: apiVersion || new Date().toISOString().slice(0, 10) }`"""
    for node in walk(constructor):
        name, value = child(node, "key"), child(node, "value")
        if node.type != "pair" or name is None or value is None:
            continue
        if key(name) == option and "".join(text(value).split()).endswith(_TODAY):
            return True
    return False


def _required(constructor: Node) -> Iterator[str]:
    """Options without which the constructor throws: `if (apiKey === undefined) { throw … }`. What it
    throws only in some cases is not required."""
    body = child(constructor, "body")
    for node in body.named_children if body is not None else ():
        condition = child(node, "condition") if node.type == "if_statement" else None
        consequence = child(node, "consequence")
        if condition is None or consequence is None:
            continue
        statements = consequence.named_children or [consequence]
        if statements[-1].type == "throw_statement" or consequence.type == "throw_statement":
            option = _missing(condition.named_children[0])
            if option is not None:
                yield option


def _missing(test: Node) -> str | None:
    """The option that a test finds missing: `!apiKey`, `apiKey == null`, `apiKey === undefined`."""
    operand = child(test, "argument") if test.type == "unary_expression" else None
    if operand is not None:
        return _last_name(operand)
    left, right, operator = child(test, "left"), child(test, "right"), child(test, "operator")
    if left is None or right is None or operator is None or operator.type not in ("==", "==="):
        return None
    return _last_name(left) if text(right) in ("undefined", "null") else None


def _last_name(node: Node) -> str:
    return text(node).rpartition(".")[2]


def _holds_text(annotation: Node, modules: Modules, module: str) -> bool:
    """Whether a value of a type may be a string, also where an alias stands for it."""
    if _TEXT_TYPE in text(annotation):
        return True
    for node in walk(annotation):
        if node.type == "string":
            return True
        alias = modules.resolve(module, "", text(node)) if node.type == "type_identifier" else None
        declared = _declaration(modules, alias) if alias is not None else None
        meant = child(declared, "value") if declared is not None else None
        if alias is not None and meant is not None and _holds_text(meant, modules, alias.module):
            return True
    return False


def _declared_options(modules: Modules, name: Name) -> dict[str, tuple[Node | None, str | None]]:
    """The annotation and the documentation of each option, as `ClientOptions` declares them."""
    options = modules.resolve(name.module, "", _OPTIONS) or _taken_type(modules, name)
    node = _declaration(modules, options) if options is not None else None
    body = (child(node, "body") or child(node, "value")) if node is not None else None
    found: dict[str, tuple[Node | None, str | None]] = {}
    for node, comment in with_comments(body) if body is not None else ():
        option, annotation = child(node, "name"), child(node, "type")
        if option is not None:
            found[key(option)] = (annotation, documentation(comment))
    return found


def _declaration(modules: Modules, name: Name) -> Node | None:
    """What declares a type, where the source holds it."""
    if modules.outlined(name) is None:
        return None
    return modules.declarations(name.module).declared[name.name].node


def _taken_type(modules: Modules, name: Name) -> Name | None:
    """The type of what the constructor of a client's class takes."""
    body = child(modules.declarations(name.module).classes[name.name].node, "body")
    for member in body.named_children if body is not None else ():
        called, parameters = child(member, "name"), child(member, "parameters")
        if called is None or parameters is None or text(called) != "constructor":
            continue
        for node in walk(parameters):
            if node.type == "type_identifier":
                return modules.resolve(name.module, "", text(node))
    return None
