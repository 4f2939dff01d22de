"""The modules of resources: the classes, sync and async, and the views of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from sdkscribe.plan import (
    FilePlan,
    MethodPlan,
    ResourcePlan,
    ResourcesPlan,
    WrapperPlan,
)
from sdkscribe.python.accessors import (
    VIEW_ATTRIBUTES,
    resource_accessor,
    view_accessors,
    wrapper,
)
from sdkscribe.python.annotations import Scope
from sdkscribe.python.docstrings import docstring
from sdkscribe.python.flavors import FLAVORS, VIEWS, Flavor
from sdkscribe.python.homes import resource_home
from sdkscribe.python.imports import Imports, ModulePath, path_of
from sdkscribe.python.members import members_of
from sdkscribe.python.methods import MethodWriter
from sdkscribe.python.names import BUILTINS
from sdkscribe.python.overloads import look_alike, overloads_of
from sdkscribe.python.pending import PendingFile
from sdkscribe.python.places import Places
from sdkscribe.python.problems import each
from sdkscribe.python.prose import cleaned
from sdkscribe.python.renames import renaming_types
from sdkscribe.python.signatures import signatures_of
from sdkscribe.python.types import Types
from sdkscribe.spec import KeptNames, Method, Module, Name, Resource, Spec, is_deprecated

_CLASS_INDENT = 4
_DECORATOR = "cached_property"
"""What templates name: an argument of that name hides it in its own function alone."""


def pending_resources(spec: Spec, types: Types, places: Places) -> Iterator[PendingFile]:
    """Every module that defines resources."""
    planner = _Planner(
        types=types,
        places=places,
        renaming=renaming_types(types),
        has_idempotency_keys=spec.client.idempotency_header is not None,
    )
    for module in spec.modules:
        if module.resources:
            yield PendingFile(
                path=path_of(_module_path(module)),
                modules=frozenset((module.path,)),
                plan=partial(planner.plan, module),
            )


def _module_path(module: Module) -> ModulePath:
    return resource_home(module.resources[0].name).module


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planner:
    """Plans modules of resources; `renaming` are the types with other names on the wire."""

    types: Types
    places: Places
    renaming: frozenset[Name]
    has_idempotency_keys: bool

    def plan(self, module: Module) -> FilePlan:
        here = _module_path(module)
        taken = chain.from_iterable(each(self._own_names, module.resources))
        imports = Imports(here=here, taken=frozenset(taken) - {_DECORATOR})
        imports.outside("functools", _DECORATOR)
        resources: list[ResourcePlan] = []
        wrappers: list[WrapperPlan] = []
        for resource in module.resources:
            writer = self._writer(resource, imports)
            methods = each(writer.write, resource.methods)
            for number, flavor in enumerate(FLAVORS):
                flavored = tuple(flavors[number] for flavors in methods)
                resources.append(_plan_resource(resource, writer, flavor, flavored))
            wrappers.extend(_wrappers(resource, imports, self.types.kept))
        return FilePlan(
            path=path_of(here),
            pragmas=tuple(_pragmas(module, self.types)),
            imports=imports.plan(),
            content=ResourcesPlan(resources=tuple(resources), wrappers=tuple(wrappers)),
        )

    def _writer(self, resource: Resource, imports: Imports) -> MethodWriter:
        scope = Scope(
            form="model",
            owner=resource.name,
            types=self.types,
            imports=imports,
            named=lambda name: self.places.local_name(name, "model", imports),
            shadowed=BUILTINS.intersection(_members(resource, self.types.kept)),
        )
        return MethodWriter(
            resource=resource,
            members=members_of(resource, self.types.kept),
            scope=scope,
            places=self.places,
            renaming=self.renaming,
            has_idempotency_keys=self.has_idempotency_keys,
        )

    def _own_names(self, resource: Resource) -> list[str]:
        """The names of a resource's classes, of their members, and of the methods' parameters."""
        return [
            *_class_names(resource),
            *_members(resource, self.types.kept),
            *chain.from_iterable(
                each(lambda method: self._parameter_names(method, resource), resource.methods)
            ),
        ]

    def _parameter_names(self, method: Method, resource: Resource) -> list[str]:
        signatures = signatures_of(method, resource.name, self.types)
        return [p.name for signature in signatures for p in signature.parameters]


def _pragmas(module: Module, types: Types) -> Iterator[str]:
    """What type checkers would report and is meant so: a view of a deprecated method is a use of it, and
    overloads that look alike differ for calls with the objects written out."""
    methods = [(r.name, method) for r in module.resources for method in r.methods]
    if any(is_deprecated(method.description) for _, method in methods):
        yield "pyright: reportDeprecated=false"
    overloads = (overloads_of(signatures_of(m, resource, types), types) for resource, m in methods)
    if any(look_alike(each_way, types) for each_way in overloads):
        yield "pyright: reportOverlappingOverload=false"
        yield 'mypy: disable-error-code="overload-cannot-match"'


def _plan_resource(
    resource: Resource, writer: MethodWriter, flavor: Flavor, methods: tuple[MethodPlan, ...]
) -> ResourcePlan:
    class_name = resource_home(resource.name).name
    imports = writer.scope.imports
    names = writer.members.resources
    links = tuple(
        resource_accessor(link, names[link.attribute], flavor, imports, "self._client")
        for link in resource.resources
    )
    return ResourcePlan(
        name=flavor.named(class_name),
        base=writer.scope.runtime("resource", flavor.resource),
        doc=docstring(cleaned(resource.description), indent=_CLASS_INDENT),
        accessors=(*links, *view_accessors(class_name, flavor)),
        methods=methods,
    )


def _wrappers(resource: Resource, imports: Imports, kept: KeptNames) -> Iterator[WrapperPlan]:
    class_name = resource_home(resource.name).name
    members = members_of(resource, kept)
    for view in VIEWS:
        for flavor in FLAVORS:
            yield wrapper(class_name, resource.resources, members, view, flavor, imports)


def _members(resource: Resource, kept: KeptNames) -> Iterator[str]:
    members = members_of(resource, kept)
    yield from members.methods.values()
    yield from members.resources.values()
    yield from VIEW_ATTRIBUTES.values()


def _class_names(resource: Resource) -> Iterator[str]:
    class_name = resource_home(resource.name).name
    for flavor in FLAVORS:
        yield flavor.named(class_name)
        yield from (flavor.view(class_name, view) for view in VIEWS)
