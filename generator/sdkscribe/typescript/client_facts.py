"""Single facts of a client, each found by its own small reading of the package's JavaScript: where the
API is, how long a request may take, how queries are written, where an error's words stand."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.errors import Problem
from sdkscribe.spec import Name, QueryArrays, QueryObjects
from sdkscribe.typescript.declarations import key, string_value
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.literals import number_literal
from sdkscribe.typescript.members import is_error
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, location, shown, text, walk

_QUERY_MODULES = ("internal/utils/query", "internal/utils/values")
_QUERY_ARRAYS: dict[str, QueryArrays] = {
    "brackets": "brackets",
    "comma": "comma",
    "indices": "indices",
    "repeat": "repeat",
}
_ERROR_MODULES = ("core/error", "error")
_CORE = "core"
_WRITERS = {"call_expression": "function", "method_definition": "name"}


def base_url(script: Script) -> str:
    """The URL after `baseURL ||` or `baseURL:`; empty where there is none, or only a table of
    environments. Braces in it name options: `https://{region}.example.com`."""
    for node in script.nodes("binary_expression", "pair", "pair_pattern"):
        left = child(node, "left") or child(node, "key")
        right = child(node, "right") or child(node, "value")
        if left is None or right is None:
            continue
        if text(left).rpartition(".")[2] == "baseURL":
            urls = [_url(part) for part in walk(right) if part.type.endswith("string")]
            found = [url for url in urls if "://" in url]
            if found:
                return found[-1]
    return ""


def _url(node: Node) -> str:
    """A string, or a template with the names of what stands in it in braces."""
    if node.type == "string":
        return string_value(node)
    pieces: list[str] = []
    for part in node.named_children:
        if part.type == "template_substitution":
            pieces.append(f"{{{text(part.named_children[0]).rpartition('.')[2]}}}")
        else:
            pieces.append(text(part))
    return "".join(pieces)


def environments(script: Script) -> tuple[tuple[str, str], ...]:
    """`const environments = { production: 'https://…', sandbox: 'https://…' };`"""
    table = script.constants.get("environments")
    found: list[tuple[str, str]] = []
    for pair in table.named_children if table is not None else ():
        name, value = child(pair, "key"), child(pair, "value")
        if name is not None and value is not None:
            found.append((key(name), _url(value)))
    return tuple(found)


def timeout(script: Script, problems: list[Problem]) -> float:
    """`DEFAULT_TIMEOUT = 10 * 60 * 1000` or `timeout ?? 6e5`, from milliseconds to seconds."""
    for name in ("DEFAULT_TIMEOUT", "timeout"):
        for node in _defaults(script, name):
            milliseconds = _number(node)
            if milliseconds is not None:
                return milliseconds / 1000
            if node.type != "member_expression":
                problems.append(_no_rule(script, node, "the client's timeout"))
    return 60.0


def max_retries(script: Script, problems: list[Problem]) -> int:
    """`maxRetries ?? 2`"""
    for node in _defaults(script, "maxRetries"):
        retries = _number(node)
        if retries is not None and retries.is_integer():
            return int(retries)
        if node.type == "number":
            problems.append(_no_rule(script, node, "how often the client tries again"))
    return 2


def _defaults(script: Script, name: str) -> Iterator[Node]:
    """What is given for a name: `name ?? …`, also where that is spelled out for old runtimes (`(_a =
    options.name) !== null && _a !== void 0 ? _a : …`), and what is assigned to one in capitals."""
    for node in script.nodes("ternary_expression", "binary_expression", "assignment_expression"):
        condition, otherwise = child(node, "condition"), child(node, "alternative")
        if condition is not None and otherwise is not None:
            if f".{name})" in text(condition) and "void 0" in text(condition):
                yield otherwise
            continue
        left, right = child(node, "left"), child(node, "right")
        if left is None or right is None or text(left).rpartition(".")[2] != name:
            continue
        operator = child(node, "operator")
        is_default = operator is not None and operator.type == "??"
        if is_default or (node.type == "assignment_expression" and name.isupper()):
            yield right


def _number(node: Node) -> float | None:
    """A number, or a product of numbers."""
    left, right, operator = child(node, "left"), child(node, "right"), child(node, "operator")
    if left is not None and right is not None and operator is not None and operator.type == "*":
        first, second = _number(left), _number(right)
        return first * second if first is not None and second is not None else None
    if node.type == "parenthesized_expression":
        return _number(node.named_children[0])
    literal = number_literal(node) if node.type == "number" else None
    return float(literal.value) if literal is not None else None


def assigned_string(script: Script, name: str) -> str | None:
    """`this.idempotencyHeader = 'Idempotency-Key'`"""
    for node in script.nodes("assignment_expression"):
        left, right = child(node, "left"), child(node, "right")
        if left is None or right is None or right.type != "string":
            continue
        if text(left).rpartition(".")[2] == name:
            return string_value(right)
    return None


# ---------------------------------------------------------------------------------- other modules


def query_arrays(modules: Modules, script: Script) -> QueryArrays:
    """How arrays are written in a query. Those who say nothing to the library that writes it get its
    own way; where there is none, no query has an array."""
    said = [*dict.fromkeys(_query_options(modules, script, "arrayFormat"))]
    if said == ["brackets", "indices"]:
        return "indices_of_objects"  # written by two calls: arrays of objects have their own
    if not said:
        return "indices" if _writes_queries(modules, script) else "repeat"
    return _QUERY_ARRAYS.get(said[0], "repeat")


def query_objects(modules: Modules, script: Script) -> QueryObjects:
    nested = next(_query_options(modules, script, "nestedFormat"), None)
    allowed = next(_query_options(modules, script, "allowDots"), None)
    return "dots" if nested == "dots" or allowed == "true" else "brackets"


def _writers(modules: Modules, script: Script) -> Iterator[Node]:
    """The calls that write queries, `qs.stringify(query, { arrayFormat: 'comma' })`, and the method in
    which clients of 2022 say how: `qsOptions() { return { arrayFormat: 'comma' }; }`."""
    scripts = [script, *(modules.script(module) for module in _QUERY_MODULES)]
    scripts += [passed for each in scripts[1:] if each for passed in _passed_on(modules, each)]
    for each in scripts:
        for node in each.nodes(*_WRITERS) if each is not None else ():
            named = child(node, _WRITERS[node.type])
            if named is not None and text(named) in ("qs.stringify", "qsOptions"):
                yield node


def _passed_on(modules: Modules, script: Script) -> Iterator[Script | None]:
    """The scripts whose exports a script passes on: `export { stringify } from './lib/stringify'`."""
    for node in script.nodes("export_statement"):
        source = child(node, "source")
        if source is not None:
            yield modules.script(modules.imported_module(script.module, string_value(source)))


def _writes_queries(modules: Modules, script: Script) -> bool:
    return any(True for _ in _writers(modules, script))


def _query_options(modules: Modules, script: Script, option: str) -> Iterator[str]:
    """What the calls that write queries say of an option."""
    for writer in _writers(modules, script):
        for node in walk(writer):
            name, value = child(node, "key"), child(node, "value")
            if name is not None and value is not None and key(name) == option:
                yield string_value(value) if value.type == "string" else text(value)


def error_field(modules: Modules) -> str | None:
    """The field of an error's answer that holds the error: `const error = errorResponse?.['error']`."""
    for module in _ERROR_MODULES:
        script = modules.script(module)
        for node in script.nodes("subscript_expression") if script is not None else ():
            holder, index = child(node, "object"), child(node, "index")
            if holder is not None and index is not None and text(holder) == "errorResponse":
                return string_value(index)
    return None


def error_class(modules: Modules) -> str:
    """The base class of the package's errors: the first one of its error module, or of its core, where
    they have no module of their own."""
    for module in (*_ERROR_MODULES, _CORE):
        for name in modules.classes(module):
            if is_error(Name(module, name), modules):
                return name
    return ""


def _no_rule(script: Script, node: Node, what: str) -> Problem:
    return Problem(
        message=f"no rule for {what}", location=location(script.path, node), source=shown(node)
    )
