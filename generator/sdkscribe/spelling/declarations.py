"""Declarations as TypeScript text, in the source's order: interfaces, aliases, classes of pages, and the
namespaces of what is nested in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from sdkscribe.spec import Module, ObjectType, TypeDeclaration, TypeParameter
from sdkscribe.spelling.comments import comment_lines
from sdkscribe.spelling.enumerations import enumeration_lines
from sdkscribe.spelling.types import Scope, indented, member_lines, type_text

VerbatimLines: TypeAlias = Mapping[str | None, Sequence[str]]
"""The lines that stand in a module as they are, by the type that they follow; those at the start of a
namespace by its name with a dot."""


def verbatim_by_place(module: Module) -> VerbatimLines:
    found: dict[str | None, list[str]] = {}
    for each in module.verbatim:
        found.setdefault(each.follows, []).extend(each.text.split("\n"))
    return found


def declaration_lines(
    declarations: Sequence[TypeDeclaration],
    module: str,
    verbatim: VerbatimLines,
    namespace: str = "",
) -> list[str]:
    """The declarations of a namespace, or of a module. A run of those that are nested deeper in one
    declaration is a namespace of its name."""
    depth = len(namespace) + 1 if namespace else 0
    scope = Scope(module=module, namespace=namespace)
    groups = [(key, tuple(run)) for key, run in groupby(declarations, lambda d: _place(d, depth))]
    last = {name: index for index, ((name, _), _) in enumerate(groups)}
    lines = list(verbatim.get(f"{namespace}.", ())) if namespace else []
    for index, ((name, is_deeper), run) in enumerate(groups):
        dotted = f"{namespace}.{name}" if namespace else name
        if is_deeper:
            keyword = "namespace" if namespace else "export declare namespace"
            lines += _namespace_lines(f"{keyword} {name}", dotted, run, module, verbatim)
        else:
            lines += _declaration(run[0], scope)
        if last[name] == index:
            lines += verbatim.get(dotted, ())
    return lines


def _namespace_lines(
    head: str,
    dotted: str,
    declarations: Sequence[TypeDeclaration],
    module: str,
    verbatim: VerbatimLines,
) -> list[str]:
    """A namespace; in one line with the one inside it, where it holds only what that one does."""
    inner, is_deeper = _place(declarations[0], len(dotted) + 1)
    inside = f"{dotted}.{inner}"
    if is_deeper and all(d.name.name.startswith(f"{inside}.") for d in declarations):
        return _namespace_lines(f"{head}.{inner}", inside, declarations, module, verbatim)
    lines = declaration_lines(declarations, module, verbatim, dotted)
    return [f"{head} {{", *indented(lines), "}"]


def _place(declaration: TypeDeclaration, depth: int) -> tuple[str, bool]:
    """A declaration's name at this depth, or that of what it is nested in, and which of them it is."""
    name, dot, _ = declaration.name.name[depth:].partition(".")
    return name, bool(dot)


def _declaration(declaration: TypeDeclaration, scope: Scope) -> list[str]:
    if declaration.kind == "external":
        return []
    statement = declaration.spelling
    lines = usual_statement(declaration, scope) if statement is None else statement.split("\n")
    return [*comment_lines(declaration.description), *lines]


def usual_statement(declaration: TypeDeclaration, scope: Scope) -> list[str]:
    """The statement that declares a type, without its documentation; nothing for an external one."""
    head = declaration.name.leaf + parameter_list(declaration.parameters, scope)
    keyword = "" if scope.namespace else _top_level_keyword(declaration)
    match declaration.kind:
        case "interface":
            return _interface(declaration, scope, f"{keyword}interface {head}")
        case "class":
            return _class(declaration, scope, f"{keyword}class {head}")
        case "alias":
            return f"{keyword}type {head} = {type_text(declaration.type, scope)};".split("\n")
        case "enum":
            return [f"{keyword}enum {head} {{", *indented(enumeration_lines(declaration)), "}"]
        case "external":
            return []


def _top_level_keyword(declaration: TypeDeclaration) -> str:
    exported = "export " if declaration.exported else ""
    return f"{exported}declare " if declaration.kind in ("class", "enum") else exported


def _class(declaration: TypeDeclaration, scope: Scope, head: str) -> list[str]:
    node = declaration.type
    if isinstance(node, ObjectType):
        return _interface(declaration, scope, head)
    return [f"{head} extends {type_text(node, scope)} {{", "}"]


def _interface(declaration: TypeDeclaration, scope: Scope, head: str) -> list[str]:
    bases = ", ".join(type_text(base, scope) for base in declaration.extends)
    extends = f" extends {bases}" if bases else ""
    node = declaration.type
    members = member_lines(node, scope) if isinstance(node, ObjectType) else []
    return [*f"{head}{extends} {{".split("\n"), *indented(members), "}"]


def parameter_list(parameters: Iterable[TypeParameter], scope: Scope) -> str:
    """`<Item extends { id: string } = File>`; nothing where there are no parameters."""
    listed = ", ".join(_parameter(parameter, scope) for parameter in parameters)
    return f"<{listed}>" if listed else ""


def _parameter(parameter: TypeParameter, scope: Scope) -> str:
    text = parameter.name
    if parameter.constraint is not None:
        text += f" extends {type_text(parameter.constraint, scope)}"
    if parameter.default is not None:
        text += f" = {type_text(parameter.default, scope)}"
    return text
