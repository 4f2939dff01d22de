"""The modules of types: what each defines, in an order that Python can define it, and imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from sdkscribe.plan import DefinitionPlan, FilePlan, ReexportsPlan, TypesPlan
from sdkscribe.python.annotations import Scope, is_variable
from sdkscribe.python.cycles import components
from sdkscribe.python.definitions import define, define_as_named, eager_types, own_names
from sdkscribe.python.homes import Home, TypeKey
from sdkscribe.python.imports import Imports, ModulePath, export_order, path_of
from sdkscribe.python.pending import PendingFile
from sdkscribe.python.places import Places
from sdkscribe.python.problems import each
from sdkscribe.python.types import Types
from sdkscribe.spec import Form, Name
from sdkscribe.spec_walk import references


def pending_types(types: Types, places: Places) -> Iterator[PendingFile]:
    """Every module that defines types."""
    for here, keys in _by_module(places.written).items():
        module = _Module(here=here, keys=keys, types=types, places=places)
        yield PendingFile(
            path=path_of(here),
            modules=frozenset(name.module for name, _ in keys),
            plan=module.plan,
        )


def _by_module(homes: Mapping[TypeKey, Home]) -> dict[ModulePath, list[TypeKey]]:
    modules: dict[ModulePath, list[TypeKey]] = {}
    for key, home in homes.items():
        modules.setdefault(home.module, []).append(key)
    return modules


@dataclass(frozen=True, slots=True, kw_only=True)
class _Module:
    """A module of types to plan."""

    here: ModulePath
    keys: list[TypeKey]
    types: Types
    places: Places

    def plan(self) -> FilePlan:
        imports = Imports(here=self.here, taken=frozenset(self._own_names()))
        eager = {key: self._eager(key) for key in self.keys}
        ordered = [
            (group, len(group) > 1 or any(key in eager[key] for key in group))
            for group in self._ordered(eager)
        ]
        groups = each(lambda group: list(self._define(*group, imports)), ordered)
        variables = tuple(
            f"{name} = {imports.outside('typing', 'TypeVar')}({name!r})"
            for name in self._variables()
        )
        return FilePlan(
            path=path_of(self.here),
            imports=imports.plan(),
            content=TypesPlan(variables=variables, definitions=tuple(chain.from_iterable(groups))),
        )

    def _define(
        self, group: tuple[TypeKey, ...], is_recursive: bool, imports: Imports
    ) -> Iterator[DefinitionPlan]:
        quoted = frozenset(group if is_recursive else ())
        for key in group:
            declaration = self.types[key[0]]
            scope = self._scope(key, imports, quoted)
            name = self.places.written[key].name
            if is_recursive:
                yield define_as_named(declaration, name, scope)
            else:
                yield from define(declaration, name, scope)

    def _scope(self, key: TypeKey, imports: Imports, quoted: frozenset[TypeKey]) -> Scope:
        owner, form = key

        def named(name: Name) -> str:
            local = self.places.local_name(name, form, imports)
            return repr(local) if self.places.key(name, form) in quoted else local

        return Scope(
            form=form,
            owner=owner,
            types=self.types,
            imports=imports,
            named=named,
            parameters=self.types[owner].parameters,
        )

    def _ordered(self, eager: Mapping[TypeKey, Sequence[TypeKey]]) -> Iterator[tuple[TypeKey, ...]]:
        """The definitions, each after those that it refers to, as far as possible; after those
        that it can't be defined without, always. Several together are aliases for each other."""
        graph = {key: self._here(self.types.targets[key[0]], key[1]) for key in self.keys}
        for group in components(graph):
            if len(group) == 1:
                yield group
                continue
            members = frozenset(group)
            yield from components({key: [k for k in eager[key] if k in members] for key in group})

    def _eager(self, key: TypeKey) -> list[TypeKey]:
        """What of this module has to be defined before a definition."""
        name, form = key
        nodes = eager_types(self.types[name], form, self.types)
        return self._here((r.target for node in nodes for r in references(node)), form)

    def _here(self, names: Iterable[Name], form: Form) -> list[TypeKey]:
        """Those of the types that this module defines."""
        keys = (self.places.key(name, form) for name in names)
        return [key for key in keys if self.places.written[key].module == self.here]

    def _own_names(self) -> Iterator[str]:
        for key in self.keys:
            yield self.places.written[key].name
            yield from own_names(self.types[key[0]], key[1], self.types)
        yield from self._variables()

    def _variables(self) -> Iterable[str]:
        """The type parameters of the module's definitions."""
        parameters = (p for name, _ in self.keys for p in self.types[name].parameters)
        return dict.fromkeys(parameter.name for parameter in parameters if is_variable(parameter))


def pending_reexports(places: Places) -> Iterator[PendingFile]:
    """Every module that passes on what another has to define, or has under another name."""
    found = {module: dict(homes) for module, homes in places.passed_on.items()}
    for key, home in places.homes.items():
        if places.written[key].module != home.module:
            found.setdefault(home.module, {})[home.name] = places.written[key]
    for module, homes in found.items():
        yield PendingFile(
            path=path_of(module),
            plan=partial(_reexports, module, homes),
            made_of="\n".join(f"{name} {home}" for name, home in homes.items()),
        )


def _reexports(module: ModulePath, homes: Mapping[str, Home]) -> FilePlan:
    imports = Imports(here=module)
    for name, home in homes.items():
        imports.named(home.module, home.name, name)
    return FilePlan(
        path=path_of(module),
        imports=imports.plan(),
        content=ReexportsPlan(names=tuple(map(repr, sorted(map(str, homes), key=export_order)))),
    )
