"""A source to a spec: the client, the resources asked for, and every type that they reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sdkscribe.errors import Location, Problem, SdkscribeError, nearest
from sdkscribe.overlay import Overlay, apply_patches
from sdkscribe.resolve import resolve
from sdkscribe.source import Source
from sdkscribe.spec import Client, Exclusion, Name, Package, Resource, ResourceLink, Spec
from sdkscribe.spec_walk import types_of_method
from sdkscribe.spec_yaml import from_documents, to_documents
from sdkscribe.types_packages import with_types_packages
from sdkscribe.typescript.client import client_name, read_client
from sdkscribe.typescript.exclusions import EXTERNAL, LIBRARY
from sdkscribe.typescript.frames import keep_spellings
from sdkscribe.typescript.left_out import left_out
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.reach import Reached, assemble_modules
from sdkscribe.typescript.resources import ReadResource, read_resource
from sdkscribe.typescript.types import place_in


def transcribe(
    source: Source, *, only: Sequence[str] = (), overlays: Sequence[Overlay] = ()
) -> Spec:
    """The spec of a source, or of the slice of it that the resource paths `only` name.

    Raises `SdkscribeError` with every construct that could not be carried over, with every
    resource path that does not exist, and with every overlay that does not apply.
    """
    reading = _Reading(modules=Modules(files=source.files, package=source.name))
    spec = (
        _lone_file(reading, source, only, overlays)
        if source.kind == "file"
        else _package(reading, source, only, overlays)
    )
    if reading.problems:
        raise SdkscribeError(_distinct(reading.problems))
    if any(overlay.patches for overlay in overlays):
        documents = to_documents(spec)
        for overlay in overlays:
            documents = apply_patches(documents, overlay)
        spec = from_documents(documents)
    return resolve(spec)


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The reading of one source: its modules, the problems met, the resources read so far."""

    modules: Modules
    problems: list[Problem] = field(default_factory=list[Problem])
    resources: dict[Name, ReadResource] = field(default_factory=dict[Name, ReadResource])

    def resource(self, name: Name) -> ReadResource:
        if name not in self.resources:
            file = self.modules.declarations(name.module)
            place = place_in(self.modules, file, name.module, name.scope, self.problems)
            self.resources[name] = read_resource(file.classes[name.name], name, place)
        return self.resources[name]


def _package(
    reading: _Reading, source: Source, only: Sequence[str], overlays: Sequence[Overlay]
) -> Spec:
    name = client_name(reading.modules)
    if name is None:
        raise SdkscribeError(
            Problem(
                message=f"{source.name} exports no client class by default",
                location=Location(path="index.d.ts"),
                hint="sdkscribe reads SDKs whose package exports one client class by default",
            )
        )
    client = read_client(reading.modules, name, reading.problems)
    if not client.resources:
        raise SdkscribeError(
            Problem(
                message=f"the client {name.name} has no resource: nothing of the API would be carried over",
                location=Location(
                    path=reading.modules.declaration_path(name.module) or name.module
                ),
                hint="sdkscribe reads SDKs whose client has attributes of classes of methods",
            )
        )
    package = Package(
        name=source.name,
        version=source.version,
        integrity=source.integrity,
        license=source.license,
    )
    spec = _assemble(reading, package, client, only, overlays)

    def module_of(path: str) -> str | None:
        return _module_of(client.resources, path.split("."), reading)

    modules = with_types_packages(spec.modules, source.files, overlays, source.version, module_of)
    return replace(spec, modules=modules)


def _module_of(links: tuple[ResourceLink, ...], path: list[str], reading: _Reading) -> str | None:
    """The module of the resource at a path; None where there is none."""
    link = next((link for link in links if _folded(link.attribute) == _folded(path[0])), None)
    if link is None:
        return None
    if not path[1:]:
        return link.target.module
    return _module_of(reading.resource(link.target).resource.resources, path[1:], reading)


def _lone_file(
    reading: _Reading, source: Source, only: Sequence[str], overlays: Sequence[Overlay]
) -> Spec:
    """A single declaration file: its classes are the client's resources; an overlay supplies what
    only a package holds."""
    named = next((o.source for o in overlays if o.source is not None), None)
    ((path, content),) = source.files.items()
    stem, _, ending = path.rpartition(".d.")
    module = stem if named is None else named.module
    reading.modules = Modules(files={f"{module}.d.{ending}": content})
    classes = (
        Name(module, declared.name)
        for declared in reading.modules.declarations(module).declared.values()
        if declared.kind == "class"
    )
    links = tuple(ResourceLink(attribute=_attribute(name.name), target=name) for name in classes)
    package = Package(
        name=source.name if named is None else named.package,
        version=source.version if named is None else named.version,
        license=source.license if named is None else named.license,
    )
    client = Client(class_name="", error_class="", base_url="", resources=links)
    return _assemble(reading, package, client, only, overlays)


def _attribute(class_name: str) -> str:
    return class_name[:1].lower() + class_name[1:]


def _assemble(
    reading: _Reading,
    package: Package,
    client: Client,
    only: Sequence[str],
    overlays: Sequence[Overlay],
) -> Spec:
    selection = _Selection(reading=reading)
    if only:
        links = _sliced(client.resources, [path.split(".") for path in only], (), selection)
    else:
        links = client.resources
        for link in links:
            selection.take_whole(link.target)
    external = {e.module: e.reason for overlay in overlays for e in overlay.external}
    reached = Reached(
        modules=reading.modules, external=frozenset(external), problems=reading.problems
    )
    for module in dict.fromkeys(name.module for name in selection.whole):
        reached.add_module(module)
    for resource in selection.resources.values():
        for method in resource.methods:
            reached.add(types_of_method(method))
            reached.add_pages(method)
    if not only:
        reached.add_modules_reached()
    exclusions = [*_exclusions(selection), *_external(reached, external)]
    pages = tuple(reached.pages[name] for name in sorted(reached.pages))
    modules = assemble_modules(reading.modules, reached.types, selection.resources)
    whole = {name.module for name in selection.whole}
    if not only:
        whole |= reached.modules_of_the_api()
        carried = reached.types.keys() | selection.resources.keys()
        exclusions += left_out(reading.modules, whole, carried, reading.problems)
    style, modules = keep_spellings(reading.modules, modules, pages, whole)
    return Spec(
        package=package,
        client=replace(client, resources=links),
        modules=modules,
        pages=pages,
        only=tuple(only),
        exclusions=tuple(exclusions),
        style=style,
    )


@dataclass(slots=True, kw_only=True)
class _Selection:
    """The resources of a slice: `whole` ones, and those that are only on the way to them."""

    reading: _Reading
    resources: dict[Name, Resource] = field(default_factory=dict[Name, Resource])
    whole: dict[Name, ReadResource] = field(default_factory=dict[Name, ReadResource])

    def take_whole(self, name: Name) -> None:
        if name not in self.whole:
            read = self.reading.resource(name)
            self.whole[name] = read
            self.resources[name] = read.resource
            for link in read.resource.resources:
                self.take_whole(link.target)
            if read.resource.extends is not None:
                self.take_whole(read.resource.extends)

    def take_way(self, name: Name, links: tuple[ResourceLink, ...]) -> None:
        if name not in self.whole:
            resource = self.reading.resource(name).resource
            self.resources[name] = replace(resource, resources=links, methods=())


def _sliced(
    links: tuple[ResourceLink, ...],
    paths: list[list[str]],
    above: tuple[str, ...],
    selection: _Selection,
) -> tuple[ResourceLink, ...]:
    """The links that the paths go through; what they end at is taken whole."""
    by_name = {_folded(link.attribute): link for link in links}
    kept: dict[str, list[list[str]]] = {}
    for path in paths:
        if _folded(path[0]) not in by_name:
            raise SdkscribeError(_no_such_resource(path[0], links, above))
        kept.setdefault(_folded(path[0]), []).append(path[1:])
    for name, rest in kept.items():
        target = by_name[name].target
        deeper = [path for path in rest if path]
        if len(deeper) < len(rest):
            selection.take_whole(target)
        inner = selection.reading.resource(target).resource.resources
        way = (*above, by_name[name].attribute)
        selection.take_way(target, _sliced(inner, deeper, way, selection))
    return tuple(link for link in links if _folded(link.attribute) in kept)


def _folded(attribute: str) -> str:
    """`clientSecrets`, `client_secrets` and `client-secrets` name the same resource."""
    return attribute.replace("_", "").replace("-", "").lower()


def _no_such_resource(
    name: str, links: tuple[ResourceLink, ...], above: tuple[str, ...]
) -> Problem:
    where = f"resource `{'.'.join(above)}`" if above else "the client"
    known = [link.attribute for link in links]
    there_is = f"there is: {', '.join(known)}" if known else "there is none below it"
    return Problem(
        message=f"{where} has no resource `{name}`", hint=nearest(name, known) or there_is
    )


def _exclusions(selection: _Selection) -> Iterator[Exclusion]:
    for read in selection.whole.values():
        yield from read.exclusions


def _external(reached: Reached, reasons: dict[str, str]) -> Iterator[Exclusion]:
    for name, declaration in sorted(reached.types.items()):
        if name in reached.library:
            yield Exclusion(name=name, rule=LIBRARY.name, reason=LIBRARY.reason)
        elif declaration.kind == "external":
            yield Exclusion(name=name, rule=EXTERNAL.name, reason=reasons.get(name.module, ""))


def _distinct(problems: list[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))
