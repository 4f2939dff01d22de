"""The imports that a module's text usually takes.

First the class that resources extend, then whole modules of the SDK's own, then modules of the API (this
one, then the nearer ones), then names out of the SDK's own modules.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sdkscribe.spec import ForeignType, Module, Name, ReferenceType, Resource, Style, Type
from sdkscribe.spec_walk import nodes_within, types_of, types_of_method
from sdkscribe.spelling.exports import usual_exports
from sdkscribe.spelling.references import API_FOLDER, usual_spelling
from sdkscribe.spelling.signatures import page_name
from sdkscribe.spelling.speller import Speller, Surface

_IDENTIFIER = re.compile(r"(?<![\w$.'\"])[A-Za-z_$][\w$]*")
_PASSED_ON = re.compile(r"(?:type )?([\w$]+)(?: as [\w$]+)?[ ,]")


@dataclass(slots=True, kw_only=True)
class Used:
    """The local names that a module's text uses: of whole modules, of names in modules of the API, and
    all others, which the house style has a place for or which are global."""

    namespaces: dict[str, str] = field(default_factory=dict[str, str])
    names: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    others: set[str] = field(default_factory=set[str])

    def add(self, spelling: str, target: Name) -> None:
        root = spelling.partition(".")[0]
        if spelling == f"{root}.{target.name}":
            self.namespaces[root] = target.module
        elif target.module.startswith(API_FOLDER):
            self.names[target.module, root] = target.top_level
        else:
            self.others.add(root)


def usual_imports(module: Module, speller: Speller) -> tuple[str, ...]:
    """The import statements, in order."""
    return imports_of(used_by(module, speller), module.path, speller.style)


def imports_of(used: Used, module: str, style: Style) -> tuple[str, ...]:
    """The import statements, in order, of a module that uses these names."""
    from_own: dict[str, list[str]] = {}
    whole: list[str] = []
    for specifier, path in style.imports:
        if specifier.rpartition(" ")[2] not in used.others:
            continue
        if specifier.startswith("* as "):
            whole.append(_statement(specifier, module, path, style.modules))
        else:
            from_own.setdefault(path, []).append(specifier)
    base = next((path for path in from_own if style.resource in from_own[path]), None)
    first = [] if base is None else [(base, from_own.pop(base))]
    return (
        *(_named(names, module, path, style.modules) for path, names in first),
        *whole,
        *_of_the_api(used, module, style.modules),
        *(_named(from_own[path], module, path, style.modules) for path in sorted(from_own)),
    )


def _of_the_api(used: Used, module: str, ending: str) -> Iterator[str]:
    paths = {*used.namespaces.values(), *(path for path, _ in used.names)}
    for path in sorted(paths, key=lambda path: (path != module, path.count("/"), path)):
        for local, target in used.namespaces.items():
            if target == path:
                yield _statement(f"* as {local}", module, path, ending)
        names = [(name, local) for (of, local), name in used.names.items() if of == path]
        listed = [name if name == local else f"{name} as {local}" for name, local in names]
        if listed and path != module:
            yield _named(listed, module, path, ending)


def _named(specifiers: Iterable[str], module: str, path: str, ending: str) -> str:
    listed = sorted(specifiers, key=lambda specifier: specifier.removeprefix("type "))
    return _statement(f"{{ {', '.join(listed)} }}", module, path, ending)


def _statement(clause: str, module: str, path: str, ending: str) -> str:
    relative = posixpath.relpath(path, posixpath.dirname(module) or ".")
    dotted = relative if relative.startswith(".") else f"./{relative}"
    return f'import {clause} from "{dotted}{ending}";'


# ------------------------------------------------------------------------------ what a text uses


def used_by(module: Module, speller: Speller) -> Used:
    """The names that a module's usual text uses."""
    used = Used()
    for declaration in module.types:
        _add_types(used, types_of(declaration), module.path, declaration.name.scope)
    for resource in module.resources:
        if resource.extends is None:
            used.others.add(speller.style.resource)
        elif resource.extends.module != module.path:
            used.add(
                usual_spelling(resource.extends, module=module.path, scope=""), resource.extends
            )
        for link in resource.resources:
            used.namespaces[speller.namespace(link.target.module)] = link.target.module
        _add_exports(used, resource, module, speller)
    _add_methods(used, module, speller)
    return used


def _add_types(used: Used, nodes: Iterable[Type], module: str, scope: str) -> None:
    for node in nodes:
        for inner in nodes_within(node):
            match inner:
                case ReferenceType(target=target, spelling=spelling):
                    usual = usual_spelling(target, module=module, scope=scope)
                    text = usual if spelling is None else spelling
                    if target.module != module or text.partition(".")[0] != target.top_level:
                        used.add(text, target)
                case ForeignType(spelling=spelling):
                    used.others.add(spelling.partition(".")[0])
                case _:
                    pass


def _add_methods(used: Used, module: Module, speller: Speller) -> None:
    style = speller.style
    for method in (m for resource in module.resources for m in resource.methods):
        if method.spelling is not None:
            used.others.update(_IDENTIFIER.findall(method.spelling))
        else:
            used.others.add(style.options.partition(".")[0])
            _add_types(used, types_of_method(method), module.path, "")
        for returns in (overload.returns for overload in method.overloads):
            promise = style.page_promise if returns.kind == "page" else style.promise
            used.others.add(promise.partition(".")[0])
            if returns.kind in ("stream", "value_or_stream"):
                used.others.add("Stream")
            if returns.kind == "bytes":
                used.others.add("Response")
            page = page_name(returns, module.path, speller)
            if page is not None and page.module != module.path:
                used.add(page.name, page)


def _add_exports(used: Used, resource: Resource, module: Module, speller: Speller) -> None:
    """The names of other modules that the namespace of a resource passes on."""
    lists = resource.exports
    if lists is None:
        lists = usual_exports(resource, module, speller)
    for path in (module.path, *(link.target.module for link in resource.resources)):
        namespace = speller.namespace(path)
        if any(f"{namespace}." in text for text in lists):
            used.namespaces[namespace] = path
    own = _names(speller.surfaces[module.path])
    paths = dict.fromkeys(link.target.module for link in resource.resources)
    held = {p: _names(speller.surfaces[p]) for p in paths if p in speller.surfaces}
    named = (name for text in lists if "{" in text for name in _PASSED_ON.findall(text))
    for local in (name for name in named if name not in own):
        for path, declared in held.items():
            name = local.removeprefix(speller.namespace(path))
            if name in declared:
                used.names[path, local] = name
                break


def _names(surface: Surface) -> set[str]:
    return {*surface.types, *surface.classes}
