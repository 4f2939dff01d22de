"""The house style of a package's declarations, learned from its modules: what most of them do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sdkscribe.spec import Style
from sdkscribe.spelling.references import API_FOLDER
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, named, text

_ABSENT = (" | null | undefined", " | null", " | undefined", "")


@dataclass(slots=True, kw_only=True)
class _Seen:
    """How often each spelling of each part of the style was seen."""

    parts: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    imports: dict[str, Counter[tuple[str, str]]] = field(
        default_factory=dict[str, Counter[tuple[str, str]]]
    )

    def see(self, part: str, spelling: str) -> None:
        self.parts.setdefault(part, Counter())[spelling] += 1

    def most(self, part: str, otherwise: str) -> str:
        counter = self.parts.get(part)
        return counter.most_common(1)[0][0] if counter else otherwise


def learn_style(modules: Modules, paths: Iterable[str]) -> Style:
    """The style that most of the modules at these paths follow."""
    seen = _Seen()
    for path in paths:
        _see_module(modules, path, seen)
    usual = Style()
    imports = (counter.most_common(1)[0][0] for _, counter in sorted(seen.imports.items()))
    return Style(
        declarations=seen.most("declarations", usual.declarations),
        modules=seen.most("modules", usual.modules),
        resource=seen.most("resource", usual.resource),
        options=seen.most("options", usual.options),
        promise=seen.most("promise", usual.promise),
        page_promise=seen.most("page_promise", usual.page_promise),
        optional=seen.most("optional", usual.optional),
        short_forms=seen.most("short_forms", "no") == "yes",
        imports=tuple(imports),
    )


def _see_module(modules: Modules, path: str, seen: _Seen) -> None:
    file = modules.declarations(path)
    seen.see("declarations", file.path.removeprefix(path))
    for statement in file.root.named_children:
        if statement.type == "import_statement":
            _see_import(modules, path, statement, seen)
    for declared in file.declared.values():
        body = child(declared.node, "body") if declared.kind == "class" else None
        heritage = named(declared.node, "class_heritage")
        clause = named(heritage, "extends_clause") if heritage is not None else None
        base = child(clause, "value") if clause is not None else None
        if body is not None and body.named_children and base is not None:
            seen.see("resource", text(base))
            _see_methods(body, seen)


def _see_import(modules: Modules, path: str, statement: Node, seen: _Seen) -> None:
    source, clause = child(statement, "source"), named(statement, "import_clause")
    if source is None or clause is None:
        return
    specifier = text(source)[1:-1]
    module = modules.imported_module(path, specifier)
    stem, dot, ending = specifier.rpartition(".")
    if "/" in stem and "/" not in ending:
        seen.see("modules", dot + ending)
    if module.startswith(API_FOLDER):
        return
    for local, text_of_it in _specifiers(clause):
        seen.imports.setdefault(local, Counter())[text_of_it, module] += 1


def _specifiers(clause: Node) -> Iterator[tuple[str, str]]:
    """Each local name that a clause imports, with its specifier."""
    for part in clause.named_children:
        for specifier in part.named_children if part.type == "named_imports" else (part,):
            yield text(specifier).rpartition(" ")[2], " ".join(text(specifier).split())


def _see_methods(body: Node, seen: _Seen) -> None:
    lengths: dict[str, list[int]] = {}
    for node in body.named_children:
        name, parameters = child(node, "name"), child(node, "parameters")
        if node.type != "method_signature" or name is None or parameters is None:
            continue
        for parameter in parameters.named_children:
            _see_parameter(parameter, seen)
        _see_promise(node, seen)
        optional = [p for p in parameters.named_children if p.type == "optional_parameter"]
        if len(optional) > 1 or text(name) in lengths:
            lengths.setdefault(text(name), []).append(len(parameters.named_children))
    for found in lengths.values():
        seen.see("short_forms", "yes" if min(found) < max(found) else "no")


def _see_promise(method: Node, seen: _Seen) -> None:
    returned = child(method, "return_type")
    promise = returned.named_children[0] if returned is not None else None
    if promise is not None and promise.type == "generic_type":
        name = text(promise.named_children[0])
        seen.see("page_promise" if name.endswith("PagePromise") else "promise", name)


def _see_parameter(parameter: Node, seen: _Seen) -> None:
    pattern, annotation = child(parameter, "pattern"), child(parameter, "type")
    if pattern is None or annotation is None:
        return
    expression = text(annotation.named_children[0])
    if text(pattern) == "options":
        seen.see("options", expression)
    elif parameter.type == "optional_parameter":
        seen.see("optional", next(ending for ending in _ABSENT if expression.endswith(ending)))
