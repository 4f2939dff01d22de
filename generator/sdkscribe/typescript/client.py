"""The client: its class from the declarations; base URL, environment variables, credentials, headers
and query style from the JavaScript of its module.

Each fact is found by its own small reading of the class's syntax tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.spec import (
    Client,
    ClientOption,
    Name,
    QueryArrays,
    QueryObjects,
)
from sdkscribe.typescript.client_headers import auth_headers, default_headers, methods_named
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.declarations import Declared, string_value, with_comments
from sdkscribe.typescript.members import members_of
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, location, shown, text, walk
from sdkscribe.typescript.types import place_in

_ERROR_MODULES = ("core/error", "error")
_QUERY_MODULES = ("internal/utils/query", "internal/utils/values")
_QUERY_ARRAYS: dict[str, QueryArrays] = {
    "brackets": "brackets",
    "comma": "comma",
    "indices": "indices",
    "repeat": "repeat",
}
_NOT_THE_VENDORS = {"baseURL", "environment", "dangerouslyAllowBrowser"}


def client_name(modules: Modules) -> Name | None:
    """The client class: what the package's index exports by default."""
    if not modules.exists("index"):
        return None
    name = modules.exported("index", "default")
    declared = modules.declared(name) if name is not None else None
    return name if declared is not None and declared.kind == "class" else None


def read_client(modules: Modules, name: Name, problems: list[Problem]) -> Client:
    """The client that a class and its JavaScript describe."""
    declared = modules.declared(name)
    whole_script = modules.script(name.module)
    script = whole_script.root if whole_script is not None else None
    path = modules.declaration_path(name.module) or name.module
    if declared is None or script is None:
        missing = Problem(
            message=f"the client class {name.name} has no JavaScript beside its declaration",
            location=Location(path=path),
            hint="supply the client with an overlay",
        )
        raise SdkscribeError(missing)
    options = tuple(_options(modules, name, script))
    names = {option.name for option in options}
    place = place_in(modules, modules.declarations(name.module), name.module, "", problems)
    base_url_env = _environment_variable(script, "baseURL")
    auth = tuple(auth_headers(script, names))
    if not auth:
        problems.extend(_unread_credentials(modules, name, script))
    return Client(
        class_name=name.name,
        error_class=_error_class(modules, path),
        base_url=_base_url(script, path),
        base_url_env=base_url_env,
        description=documentation(declared.comment),
        options=options,
        headers=tuple(default_headers(script, names)),
        auth=auth,
        resources=tuple(members_of(declared, place).resources),
        query_arrays=_query_arrays(modules, script),
        query_objects=_query_objects(modules, script),
        idempotency_header=_assigned_string(script, "idempotencyHeader"),
        timeout=_timeout(script),
        max_retries=_default_number(script, "maxRetries", 2),
    )


def _unread_credentials(modules: Modules, name: Name, script: Node) -> Iterator[Problem]:
    """A client that authenticates in a way that no header made of its options can say."""
    for method in methods_named(script, "authHeaders"):
        if any(node.type in ("pair", "call_expression") for node in walk(method)):
            yield Problem(
                message="no rule for how the client sends its credentials",
                location=location(modules.script_path(name.module) or name.module, method),
                source=shown(method),
                hint="sdkscribe does not know this way to authenticate yet: report it",
            )


# ---------------------------------------------------------------------------------- the options


def _options(modules: Modules, name: Name, script: Node) -> Iterator[ClientOption]:
    described = _described_options(modules, name)
    required = set(_required(script))
    for option, default in _destructured(script):
        if option not in _NOT_THE_VENDORS:
            yield ClientOption(
                name=option,
                env=_read_env(default),
                required=option in required,
                description=described.get(option),
            )


def _destructured(script: Node) -> Iterator[tuple[str, Node]]:
    """(name, default) of each option that the constructor takes out of its options."""
    for constructor in methods_named(script, "constructor"):
        for node in walk(constructor):
            if node.type != "object_assignment_pattern":
                continue
            name, default = child(node, "left"), child(node, "right")
            if name is not None and default is not None:
                yield text(name), default
        return


def _required(script: Node) -> Iterator[str]:
    """Options without which the constructor throws: `if (apiKey === undefined) { throw … }`."""
    for constructor in methods_named(script, "constructor"):
        for node in walk(constructor):
            condition = child(node, "condition") if node.type == "if_statement" else None
            test = condition.named_children[0] if condition is not None else None
            if test is None or test.type != "binary_expression" or "throw" not in text(node):
                continue
            left, right = child(test, "left"), child(test, "right")
            if left is not None and right is not None and text(right) == "undefined":
                yield text(left)


def _described_options(modules: Modules, name: Name) -> dict[str, str]:
    options = modules.resolve(name.module, "", "ClientOptions")
    declared: Declared | None = modules.declared(options) if options is not None else None
    body = child(declared.node, "body") if declared is not None else None
    described: dict[str, str] = {}
    for node, comment in with_comments(body) if body is not None else ():
        option, documented = child(node, "name"), documentation(comment)
        if option is not None and documented is not None:
            described[text(option)] = documented
    return described


def _read_env(node: Node) -> str | None:
    """The variable of a `readEnv('X')` inside an expression."""
    for part in walk(node):
        called = child(part, "function") if part.type == "call_expression" else None
        arguments = child(part, "arguments")
        if called is None or arguments is None:
            continue
        if text(called).rpartition(".")[2] == "readEnv":
            return string_value(arguments.named_children[0])
    return None


def _environment_variable(script: Node, option: str) -> str | None:
    return next((_read_env(d) for name, d in _destructured(script) if name == option), None)


# -------------------------------------------------------------------------------- single facts


def _base_url(script: Node, path: str) -> str:
    """The URL after `baseURL ||`, or the first of the `environments`."""
    for node in walk(script):
        left, right = child(node, "left"), child(node, "right")
        if node.type != "binary_expression" or left is None or right is None:
            continue
        if text(left).rpartition(".")[2] != "baseURL":
            continue
        if right.type in ("string", "template_string"):
            return string_value(right)
        if right.type == "subscript_expression":
            return _first_environment(script, text(right.named_children[0])) or ""
    missing = Problem(
        message="the client's base URL is not in its JavaScript",
        location=Location(path=path),
        hint="supply it with an overlay",
    )
    raise SdkscribeError(missing)


def _first_environment(script: Node, table: str) -> str | None:
    """`const environments = { production: 'https://…', sandbox: 'https://…' };`"""
    for node in walk(script):
        name, value = child(node, "name"), child(node, "value")
        if node.type == "variable_declarator" and name is not None and text(name) == table:
            urls = (child(pair, "value") for pair in (value.named_children if value else ()))
            return next((string_value(url) for url in urls if url is not None), None)
    return None


def _error_class(modules: Modules, path: str) -> str:
    """The base class of the package's errors: the first class of its error module."""
    for module in _ERROR_MODULES:
        if modules.exists(module):
            for declared in modules.declarations(module).declared.values():
                if declared.kind == "class":
                    return declared.name
    missing = Problem(message="the package declares no error class", location=Location(path=path))
    raise SdkscribeError(missing)


def _query_arrays(modules: Modules, script: Node) -> QueryArrays:
    found = _query_option(modules, script, "arrayFormat")
    return _QUERY_ARRAYS.get(found or "", "repeat")


def _query_objects(modules: Modules, script: Node) -> QueryObjects:
    return "dots" if _query_option(modules, script, "nestedFormat") == "dots" else "brackets"


def _query_option(modules: Modules, script: Node, option: str) -> str | None:
    places = [script, *(s.root for m in _QUERY_MODULES if (s := modules.script(m)) is not None)]
    for place in places:
        for node in walk(place):
            key, value = child(node, "key"), child(node, "value")
            if key is None or value is None or value.type != "string":
                continue
            if text(key) == option:
                return string_value(value)
    return None


def _timeout(script: Node) -> float:
    """`DEFAULT_TIMEOUT = 600000` or `timeout ?? 600000`, from milliseconds to seconds."""
    for node in walk(script):
        left, right = child(node, "left"), child(node, "right")
        if left is None or right is None or right.type != "number":
            continue
        is_default = node.type == "assignment_expression" or any(
            c.type == "??" for c in node.children
        )
        if is_default and text(left).rpartition(".")[2] in ("DEFAULT_TIMEOUT", "timeout"):
            return int(text(right)) / 1000
    return 60.0


def _default_number(script: Node, option: str, otherwise: int) -> int:
    for node in walk(script):
        left, right = child(node, "left"), child(node, "right")
        if left is None or right is None or right.type != "number":
            continue
        if node.type == "binary_expression" and text(left).rpartition(".")[2] == option:
            return int(text(right))
    return otherwise


def _assigned_string(script: Node, name: str) -> str | None:
    for node in walk(script):
        left, right = child(node, "left"), child(node, "right")
        if left is None or right is None or right.type != "string":
            continue
        if node.type == "assignment_expression" and text(left).rpartition(".")[2] == name:
            return string_value(right)
    return None
