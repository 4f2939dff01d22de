"""The methods of a package's client, by the attributes that lead to them: `files.create`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.python_package.reader import Definition, Package
from fidelity.python_package.shapes import definition_of

_EXTRAS = {"self", "extra_headers", "extra_query", "extra_body", "timeout", "idempotency_key"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method that sends a request: its own arguments, and whether each is required."""

    name: str
    positional: tuple[str, ...]
    keyword: dict[str, bool]
    verb: str
    path: str


def methods_of(package: Package, client: str) -> dict[str, Method]:
    """The methods by name, of the client's class in `_client`."""
    module = package.module(("_client",))
    found = module.resolve(client) if module is not None else None
    return {m.name: m for m in _methods(found, "")} if isinstance(found, Definition) else {}


def _methods(resource: Definition, prefix: str) -> Iterator[Method]:
    assert isinstance(resource.node, ast.ClassDef)
    functions: dict[str, ast.FunctionDef] = {}
    for statement in resource.node.body:
        match statement:
            case ast.FunctionDef(name=name, returns=ast.expr() as returns) if _is_property(
                statement
            ):
                yield from _below(returns, resource, f"{prefix}{name}.")
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                yield from _below(annotation, resource, f"{prefix}{name}.")
            case ast.FunctionDef(name=name) if not name.startswith("_"):
                functions[name] = statement
            case _:
                pass
    for name, function in functions.items():
        if (request := _request(function)) is not None:
            verb, path = request
            arguments = function.args
            positional = [a.arg for a in arguments.args if a.arg not in _EXTRAS]
            keyword = {
                a.arg: default is None
                for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
                if a.arg not in _EXTRAS
            }
            yield Method(
                name=f"{prefix}{name}",
                positional=tuple(positional),
                keyword=keyword,
                verb=verb,
                path=path,
            )


def _below(annotation: ast.expr, resource: Definition, prefix: str) -> Iterator[Method]:
    found = definition_of(annotation, resource.module)
    if not isinstance(found, Definition) or found.module.path[:1] != ("resources",):
        return
    if "With" not in found.name:
        yield from _methods(found, prefix)


def _is_property(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(decorator, ast.Name) and decorator.id in ("cached_property", "property")
        for decorator in function.decorator_list
    )


def _request(function: ast.FunctionDef) -> tuple[str, str] | None:
    """The verb and the path of the one call that a method makes; None where it makes none."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=sender)):
                texts = [text for argument in node.args if (text := _text(argument)) is not None]
                paths = [text for text in texts if text.startswith("/")]
                if paths:
                    return _verb(sender, texts, node.keywords), paths[0]
            case _:
                pass
    return None


def _verb(sender: str, texts: list[str], keywords: list[ast.keyword]) -> str:
    stated = [text for text in texts if text.isupper()]
    stated += [
        str(ast.literal_eval(keyword.value)).upper()
        for keyword in keywords
        if keyword.arg == "method"
    ]
    return stated[0] if stated else sender.split("_")[1].upper()


def _text(node: ast.expr) -> str | None:
    """The text of a literal, of an f-string or of a template, its placeholders without names."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=values):
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in values
            )
        case ast.Call(args=[ast.Constant(value=str() as template), *_]):
            return re.sub(r"\{\w*\}", "{}", template)
        case ast.Call(args=[ast.Tuple(elts=[first, *_]), *others]):
            ways = [_template(way) for way in (first, *others)]
            return "/".join(_same(each) for each in zip(*ways, strict=False))
        case _:
            return None


def _template(way: ast.expr) -> list[str]:
    """The steps of one of several paths, placeholders without names."""
    node = way.elts[0] if isinstance(way, ast.Tuple) else way
    return re.sub(r"\{\w*\}", "{}", str(ast.literal_eval(node))).split("/")


def _same(steps: tuple[str, ...]) -> str:
    """A step of several paths; where they differ, it is given."""
    return steps[0] if len(set(steps)) == 1 else "{}"
