"""The house style of a package's declarations, learned from its modules: what most of them do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from sdkscribe.spec import Style
from sdkscribe.spelling.references import API_FOLDER
from sdkscribe.typescript.memory import Memory
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, named, text
from sdkscribe.typescript.verbatim import namespace_bodies

_ABSENT = (" | null | undefined", " | null", " | undefined", "")


_Part: TypeAlias = tuple[str, ...]
"""A part of the style by name; of the imports, with the local name."""

_Seen: TypeAlias = Counter[tuple[_Part, tuple[str, ...]]]
"""How often each spelling of each part was seen."""


def learn_style(memory: Memory, paths: Iterable[str]) -> Style:
    """The style that most of the modules at these paths follow."""
    most = _most_usual(
        seen
        for path in paths
        for seen in memory.read(path, ("style",), lambda m, _: _seen_in(m, path))  # noqa: B023
    )
    usual = Style()

    def of(part: str, otherwise: str) -> str:
        (spelling,) = most.get((part,), (otherwise,))
        return spelling

    imports = (most[part] for part in sorted(most) if part[0] == "import")
    return Style(
        declarations=of("declarations", usual.declarations),
        modules=of("modules", usual.modules),
        resource=of("resource", usual.resource),
        options=of("options", usual.options),
        promise=of("promise", usual.promise),
        page_promise=of("page_promise", usual.page_promise),
        optional=of("optional", usual.optional),
        short_forms=of("short_forms", "no") == "yes",
        export_imports=of("export_imports", "no") == "yes",
        imports=tuple((specifier, module) for specifier, module in imports),
    )


def _most_usual(
    seen: Iterable[tuple[tuple[_Part, tuple[str, ...]], int]],
) -> dict[_Part, tuple[str, ...]]:
    """The spelling of each part that was seen most often; of several, the first."""
    counts: dict[_Part, Counter[tuple[str, ...]]] = {}
    for (part, spelling), times in seen:
        counts.setdefault(part, Counter())[spelling] += times
    return {part: counter.most_common(1)[0][0] for part, counter in counts.items()}


def _seen_in(modules: Modules, path: str) -> tuple[tuple[tuple[_Part, tuple[str, ...]], int], ...]:
    seen: _Seen = Counter()
    file = modules.declarations(path)
    _see(seen, "declarations", file.path.rpartition(path)[2])
    for statement in file.root.named_children:
        if statement.type == "import_statement":
            _see_import(modules, path, statement, seen)
    for _, namespace in namespace_bodies(file.root):
        for inner in namespace.named_children:
            if inner.type == "export_statement":
                is_import = child(inner, "declaration") is not None
                _see(seen, "export_imports", "yes" if is_import else "no")
    for declared in file.declared.values():
        body = child(declared.node, "body") if declared.kind == "class" else None
        heritage = named(declared.node, "class_heritage")
        clause = named(heritage, "extends_clause") if heritage is not None else None
        base = child(clause, "value") if clause is not None else None
        if body is not None and body.named_children and base is not None:
            _see(seen, "resource", text(base))
            _see_methods(body, seen)
    return tuple(seen.items())


def _see(seen: _Seen, part: str, spelling: str) -> None:
    seen[(part,), (spelling,)] += 1


def _see_import(modules: Modules, path: str, statement: Node, seen: _Seen) -> None:
    source, clause = child(statement, "source"), named(statement, "import_clause")
    if source is None or clause is None:
        return
    specifier = text(source)[1:-1]
    module = modules.imported_module(path, specifier)
    stem, dot, ending = specifier.rpartition(".")
    if "/" in stem and "/" not in ending:
        _see(seen, "modules", dot + ending)
    if module.startswith(API_FOLDER):
        return
    for local, text_of_it in _specifiers(clause):
        seen[("import", local), (text_of_it, module)] += 1


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
        _see(seen, "short_forms", "yes" if min(found) < max(found) else "no")


def _see_promise(method: Node, seen: _Seen) -> None:
    returned = child(method, "return_type")
    promise = returned.named_children[0] if returned is not None else None
    if promise is not None and promise.type == "generic_type":
        name = text(promise.named_children[0])
        _see(seen, "page_promise" if name.endswith("PagePromise") else "promise", name)


def _see_parameter(parameter: Node, seen: _Seen) -> None:
    pattern, annotation = child(parameter, "pattern"), child(parameter, "type")
    if pattern is None or annotation is None:
        return
    expression = text(annotation.named_children[0])
    if text(pattern) == "options":
        _see(seen, "options", expression)
    elif parameter.type == "optional_parameter":
        _see(seen, "optional", next(ending for ending in _ABSENT if expression.endswith(ending)))
