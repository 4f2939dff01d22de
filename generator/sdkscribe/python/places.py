"""The file that each form of each type is written in, so that no two files import each other.

A type is imported from its home. It is written there too, unless files need each other: those are
written as one private module, and their homes only pass its names on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sdkscribe.python.cycles import components
from sdkscribe.python.homes import Home, TypeKey
from sdkscribe.python.imports import Imports, ModulePath
from sdkscribe.python.layout import layout_of
from sdkscribe.python.names import ClassName, camel_case
from sdkscribe.python.passing_on import Export
from sdkscribe.python.problems import no_rule
from sdkscribe.python.types import Types
from sdkscribe.python.usage import Forms
from sdkscribe.spec import Form, Name, Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The homes of all types, the packages and modules that pass them on, where they are `written`,
    and their forms."""

    forms: Forms
    homes: Mapping[TypeKey, Home]
    exports: tuple[Export, ...]
    passed_on: Mapping[ModulePath, Mapping[str, Home]]
    written: Mapping[TypeKey, Home]

    def key(self, name: Name, form: Form) -> TypeKey:
        """The form that a type has for a use in `form`: a shared one where it has only that."""
        taken = self.forms.get(name)
        if taken is None:
            raise no_rule("a use of what is no type in Python, such as a page", name)
        return name, form if form in taken else next(iter(taken))

    def local_name(self, name: Name, form: Form, imports: Imports) -> str:
        """What a type is called in the module with these imports, imported unless it is there."""
        key = self.key(name, form)
        written = self.written[key]
        if written.module == imports.here:
            return written.name
        home = self.homes[key]
        return imports.inside(home.module, home.name, otherwise=qualified(home, name))


def places_of(spec: Spec, types: Types, forms: Forms) -> Places:
    layout = layout_of(spec, forms)
    return Places(
        forms=forms,
        homes=layout.homes,
        exports=layout.exports,
        passed_on=layout.passed_on,
        written=_written(types, forms, layout.homes),
    )


def qualified(home: Home, name: Name) -> str:
    """A name for a type where its own is taken: with its file before it, or with its package."""
    is_nested = "." in name.name
    context = home.module[-1 if is_nested else -2]
    return ClassName(camel_case(context), home.name)


def _written(types: Types, forms: Forms, homes: Mapping[TypeKey, Home]) -> dict[TypeKey, Home]:
    written: dict[TypeKey, Home] = {}
    members: dict[ModulePath, list[TypeKey]] = {}
    for key, home in homes.items():
        members.setdefault(home.module, []).append(key)
    for component in components(_file_graph(types, forms, homes)):
        keys = [key for file in component for key in members[file]]
        if len(component) == 1:
            written.update({key: homes[key] for key in keys})
        else:
            written.update(_written_together(keys, homes))
    return {key: written[key] for key in homes}


def _file_graph(
    types: Types, forms: Forms, homes: Mapping[TypeKey, Home]
) -> dict[ModulePath, list[ModulePath]]:
    """The files that each file refers to."""
    graph: dict[ModulePath, dict[ModulePath, None]] = {}
    for (name, form), home in homes.items():
        successors = graph.setdefault(home.module, {})
        for target in types.targets[name]:
            if target in forms:
                used = form if form in forms[target] else next(iter(forms[target]))
                successors[homes[target, used].module] = None
    return {
        file: [successor for successor in successors if successor != file]
        for file, successors in sorted(graph.items())
    }


def _written_together(keys: list[TypeKey], homes: Mapping[TypeKey, Home]) -> dict[TypeKey, Home]:
    """One module for files that need each other, named for the first; nested types' names are
    qualified in it."""
    first = homes[keys[0]].module
    module: ModulePath = (*first[:-1], f"_{first[-1]}_cycle")
    taken: set[str] = set()
    written: dict[TypeKey, Home] = {}
    for key in sorted(keys, key=lambda key: key[0].name.count(".")):
        home = homes[key]
        name = home.name if "." not in key[0].name else qualified(home, key[0])
        while name in taken:
            name = ClassName(camel_case(home.module[-2]), name)
        taken.add(name)
        written[key] = Home(module=module, name=name)
    return written
