"""The modules of resources: the classes, sync and async, and the views of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.plan import (
    FilePlan,
    MethodPlan,
    ResourcePlan,
    ResourcesPlan,
    WrapperPlan,
)
from sdkscribe.python.accessors import (
    VIEW_ATTRIBUTES,
    attribute_name,
    resource_accessor,
    view_accessors,
    wrapper,
)
from sdkscribe.python.annotations import Scope
from sdkscribe.python.docstrings import docstring
from sdkscribe.python.flavors import FLAVORS, VIEWS, Flavor
from sdkscribe.python.imports import Imports
from sdkscribe.python.layout import resource_home
from sdkscribe.python.methods import MethodWriter
from sdkscribe.python.names import BUILTINS, MethodName, PythonName
from sdkscribe.python.places import Places
from sdkscribe.python.prose import cleaned
from sdkscribe.python.renames import renaming_types
from sdkscribe.python.shapes import Types
from sdkscribe.python.signatures import signatures_of
from sdkscribe.python.type_files import path_of
from sdkscribe.spec import Module, Name, Resource, Spec, is_deprecated

_CLASS_INDENT = 4


def plan_resources(spec: Spec, places: Places) -> list[FilePlan]:
    """Every module that defines resources."""
    types = spec.types()
    renaming = renaming_types(types)
    problems: list[Problem] = []
    files: list[FilePlan] = []
    for module in spec.modules:
        if module.resources:
            try:
                files.append(_plan_module(module, types, places, renaming))
            except SdkscribeError as error:
                problems.extend(error.problems)
    if problems:
        raise SdkscribeError(problems)
    return files


def _plan_module(
    module: Module, types: Types, places: Places, renaming: frozenset[Name]
) -> FilePlan:
    here = resource_home(module.resources[0].name).module
    taken = frozenset(name for r in module.resources for name in _own_names(r, types))
    imports = Imports(here=here, taken=taken)
    resources: list[ResourcePlan] = []
    wrappers: list[WrapperPlan] = []
    for resource in module.resources:
        scope = _scope(resource, types, places, imports)
        writer = MethodWriter(resource=resource, scope=scope, places=places, renaming=renaming)
        resources.extend(_plan_resource(resource, writer, flavor) for flavor in FLAVORS)
        wrappers.extend(_wrappers(resource, imports))
    imports.outside("functools", "cached_property")
    return FilePlan(
        path=path_of(here),
        pragmas=tuple(_pragmas(module)),
        imports=imports.plan(),
        content=ResourcesPlan(resources=tuple(resources), wrappers=tuple(wrappers)),
    )


def _pragmas(module: Module) -> Iterator[str]:
    """A view of a deprecated method is a use of it, which pyright would report."""
    methods = (method for resource in module.resources for method in resource.methods)
    if any(is_deprecated(method.description) for method in methods):
        yield "pyright: reportDeprecated=false"


def _plan_resource(resource: Resource, writer: MethodWriter, flavor: Flavor) -> ResourcePlan:
    class_name = resource_home(resource.name).name
    imports = writer.scope.imports
    links = tuple(
        resource_accessor(link, flavor, imports, "self._client") for link in resource.resources
    )
    return ResourcePlan(
        name=flavor.named(class_name),
        base=writer.scope.runtime("resource", flavor.resource),
        doc=docstring(cleaned(resource.description), indent=_CLASS_INDENT),
        accessors=(*links, *view_accessors(class_name, flavor)),
        methods=tuple(_written_methods(resource, writer, flavor)),
    )


def _written_methods(
    resource: Resource, writer: MethodWriter, flavor: Flavor
) -> Iterator[MethodPlan]:
    return (writer.write(method, flavor) for method in resource.methods)


def _wrappers(resource: Resource, imports: Imports) -> Iterator[WrapperPlan]:
    class_name = resource_home(resource.name).name
    methods = tuple(MethodName(method.name) for method in resource.methods)
    for view in VIEWS:
        for flavor in FLAVORS:
            yield wrapper(class_name, resource.resources, methods, view, flavor, imports)


def _scope(resource: Resource, types: Types, places: Places, imports: Imports) -> Scope:
    """The scope of a resource's signatures, before it is known in which form."""
    return Scope(
        form="model",
        owner=resource.name,
        types=types,
        imports=imports,
        named=lambda name: places.local_name(name, "model", imports),
        shadowed=BUILTINS.intersection(_members(resource)),
    )


def _members(resource: Resource) -> Iterator[str]:
    yield from (MethodName(method.name) for method in resource.methods)
    yield from (attribute_name(link) for link in resource.resources)
    yield from VIEW_ATTRIBUTES.values()


def _own_names(resource: Resource, types: Types) -> Iterator[str]:
    """The names of a resource's classes, of their members, and of the methods' parameters."""
    class_name = resource_home(resource.name).name
    for flavor in FLAVORS:
        yield flavor.named(class_name)
        yield from (flavor.view(class_name, view) for view in VIEWS)
    yield from _members(resource)
    yield from _parameter_names(resource, types)


def _parameter_names(resource: Resource, types: Types) -> Iterable[str]:
    for method in resource.methods:
        for signature in signatures_of(method, resource.name, types):
            yield from (PythonName(parameter.name) for parameter in signature.parameters)
