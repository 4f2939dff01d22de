"""A declaration module as TypeScript text."""

from __future__ import annotations

from collections.abc import Iterable

from sdkscribe.spec import Module, Remark, Resource
from sdkscribe.spelling.comments import comment_lines
from sdkscribe.spelling.declarations import VerbatimLines, declaration_lines, verbatim_by_place
from sdkscribe.spelling.exports import usual_exports
from sdkscribe.spelling.imports import usual_imports
from sdkscribe.spelling.references import usual_spelling
from sdkscribe.spelling.signatures import method_lines
from sdkscribe.spelling.speller import Speller
from sdkscribe.spelling.types import indented


def module_text(module: Module, speller: Speller) -> str:
    """The text of a module's declaration file."""
    imports = module.imports
    if imports is None:
        imports = usual_imports(module, speller)
    verbatim = verbatim_by_place(module)
    lines = [*imports, *verbatim.get("", ()), *_body(module, speller, verbatim)]
    for resource in module.resources:
        lines += _namespace(resource, module, speller)
    return _with_remarks((*lines, *verbatim.get(None, ()), ""), module.remarks)


def _with_remarks(lines: Iterable[str], remarks: Iterable[Remark]) -> str:
    """The lines as one text, with the remarks before those that they stand before."""
    text = "\n".join(lines).split("\n") if remarks else list(lines)
    for remark in sorted(remarks, key=lambda remark: remark.line)[::-1]:
        text.insert(remark.line - 1, remark.text)
    return "\n".join(text)


def _body(module: Module, speller: Speller, verbatim: VerbatimLines) -> list[str]:
    """Classes, then types. A class that `follows` a type comes after it."""
    lines: list[str] = []
    start = 0
    names = [declaration.name.name for declaration in module.types]
    for resource in module.resources:
        if resource.follows in names:
            end = names.index(resource.follows) + 1
            lines += declaration_lines(module.types[start:end], module.path, verbatim)
            start = end
        lines += _class(resource, module, speller)
        if resource.name.name not in names:
            lines += verbatim.get(resource.name.name, ())
    return [*lines, *declaration_lines(module.types[start:], module.path, verbatim)]


def class_head(resource: Resource, speller: Speller) -> tuple[str, ...]:
    """The usual first line of a resource class, and its attributes."""
    links = (
        f"{link.attribute}: {speller.namespace(link.target.module)}.{link.target.name};"
        for link in resource.resources
    )
    base = speller.style.resource
    if resource.extends is not None:
        base = usual_spelling(resource.extends, module=resource.name.module, scope="")
    return (f"export declare class {resource.name.name} extends {base} {{", *links)


def _class(resource: Resource, module: Module, speller: Speller) -> list[str]:
    first, *attributes = resource.spelling or class_head(resource, speller)
    methods = [line for m in resource.methods for line in method_lines(m, module.path, speller)]
    body = indented([*attributes, *methods])
    return [*comment_lines(resource.description), first, *body, "}"]


def _namespace(resource: Resource, module: Module, speller: Speller) -> list[str]:
    exports = resource.exports
    if exports is None:
        exports = usual_exports(resource, module, speller)
    if not exports:
        return []
    return [f"export declare namespace {resource.name.name} {{", *indented(list(exports)), "}"]
