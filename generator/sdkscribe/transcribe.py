"""A source to a spec: the client, the resources asked for, and every type that they reach."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sdkscribe.errors import Location, Problem, SdkscribeError, nearest
from sdkscribe.joined_texts import with_joined_texts
from sdkscribe.overlay import Overlay
from sdkscribe.patches import apply_patches, patched_files
from sdkscribe.python_names import with_python_names
from sdkscribe.reading import Reading
from sdkscribe.reading_ahead import read_ahead
from sdkscribe.resolve import resolve
from sdkscribe.slices import Slice, slice_of
from sdkscribe.source import Source
from sdkscribe.spec import Client, Exclusion, Name, Package, Resource, ResourceLink, Spec
from sdkscribe.spec_walk import types_of_method
from sdkscribe.spec_yaml import dump, from_documents, to_documents
from sdkscribe.types_packages import with_types_packages
from sdkscribe.typescript.client import ReadClient, no_resources
from sdkscribe.typescript.declarations import declares
from sdkscribe.typescript.exclusions import EXTERNAL, LIBRARY, OVERLAY
from sdkscribe.typescript.frames import with_spellings
from sdkscribe.typescript.left_out import left_out
from sdkscribe.typescript.memory import Memory
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.reach import Reached, assemble_modules
from sdkscribe.typescript.source_files import SourceFiles


def transcribe(
    source: Source, *, only: Sequence[str] = (), overlays: Sequence[Overlay] = ()
) -> Spec:
    """The spec of a source, or of the slice of it that the resource paths `only` name.

    Raises `SdkscribeError` with every construct that could not be carried over, with every
    resource path that does not exist, and with every entry of an overlay that does not apply.
    """
    return transcribe_again(source, only=only, overlays=overlays, known={}).spelled()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcribed:
    """A spec, and what was read for it. `spelled` gives the spec with the spellings with which its
    declarations come back, which nothing else needs."""

    spec: Spec
    spelled: Callable[[], Spec]
    reading: Reading
    is_patched: bool

    def texts(self) -> dict[str, str]:
        """The texts of the spec's files, by their paths in its folder."""
        return dump(self.spelled(), None if self.is_patched else self.reading.text)

    def known(self) -> dict[str, bytes]:
        """What is to be known the next time."""
        return self.reading.memory.kept()


def transcribe_again(
    source: Source,
    *,
    only: Sequence[str] = (),
    overlays: Sequence[Overlay] = (),
    known: Mapping[str, bytes],
) -> Transcribed:
    """What `transcribe` gives, made of what is `known` of an earlier reading where that is possible."""
    contents = patched_files(source.files, overlays)
    files = SourceFiles(contents=contents, root=source.root, package=source.name)
    reading = Reading(
        memory=Memory(files=files, known=known),
        excluded={entry.name: entry for overlay in overlays for entry in overlay.exclude},
    )
    read = _lone_file if source.kind == "file" else _package
    assembled = read(reading, source, only, overlays)
    spec = assembled.overlaid(assembled.spec)
    problems = [*reading.memory.problems, *_unused(reading, spec, source, overlays)]
    if problems:
        raise SdkscribeError(dict.fromkeys(problems))

    def spelled() -> Spec:
        spec = with_spellings(assembled.spec, reading.memory, assembled.whole)
        overlaid = assembled.overlaid(spec)
        modules = tuple(map(reading.overlaid, spec.modules, overlaid.modules))
        return replace(overlaid, modules=modules)

    is_patched = any(overlay.patches for overlay in overlays)
    if is_patched:
        spec = _patched(spelled(), overlays)
    return Transcribed(
        spec=resolve(spec),
        spelled=(lambda: spec) if is_patched else spelled,
        reading=reading,
        is_patched=is_patched,
    )


def _patched(spec: Spec, overlays: Sequence[Overlay]) -> Spec:
    documents = to_documents(spec)
    for overlay in overlays:
        documents = apply_patches(documents, overlay)
    return from_documents(documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Assembled:
    """A spec as it was read, the modules of it that are taken whole, and what makes of it the spec
    with what overlays say besides."""

    spec: Spec
    whole: Collection[str]
    overlaid: Callable[[Spec], Spec] = lambda spec: spec


def _package(
    reading: Reading, source: Source, only: Sequence[str], overlays: Sequence[Overlay]
) -> _Assembled:
    name = reading.client_name()
    if name is None:
        raise SdkscribeError(
            Problem(
                message=f"{source.name} exports no client class by default",
                location=Location(path="index.d.ts"),
                hint="sdkscribe reads SDKs whose package exports one client class by default",
            )
        )
    read = reading.client(name)
    if not read.client.resources and read.methods is None:
        raise SdkscribeError(no_resources(Modules(files=reading.memory.files), name))
    if not only:
        read_ahead(reading, read.client.resources)
    package = Package(
        name=source.name,
        version=source.version,
        integrity=source.integrity,
        license=source.license,
    )
    assembled = _assemble(reading, package, read, only, overlays)

    def module_of(path: str) -> str | None:
        return reading.module_at(path.split("."), read.client.resources)

    def overlaid(spec: Spec) -> Spec:
        paths = [path.removeprefix(source.root) for path in source.files]
        modules = with_types_packages(spec.modules, paths, overlays, source.version, module_of)
        for said in (with_python_names, with_joined_texts):
            modules = said(modules, overlays, source.version, module_of, is_slice=bool(only))
        return replace(spec, modules=modules)

    return replace(assembled, overlaid=overlaid)


def _lone_file(
    reading: Reading, source: Source, only: Sequence[str], overlays: Sequence[Overlay]
) -> _Assembled:
    """A single declaration file: its classes are the client's resources; an overlay supplies what
    only a package holds."""
    named = next((o.source for o in overlays if o.source is not None), None)
    ((path, content),) = reading.memory.files.contents.items()
    stem, _, ending = path.rpartition(".d.")
    module = stem if named is None else named.module
    files = SourceFiles(contents={f"{module}.d.{ending}": content})
    reading.memory = Memory(files=files, known=reading.memory.known)
    declared = files.outline(module).declared
    classes = (Name(module, name) for name, each in declared.items() if each.kind == "class")
    links = tuple(ResourceLink(attribute=_attribute(name.name), target=name) for name in classes)
    package = Package(
        name=source.name if named is None else named.package,
        version=source.version if named is None else named.version,
        license=source.license if named is None else named.license,
    )
    client = Client(class_name="", error_class="", base_url="", resources=links)
    return _assemble(reading, package, ReadClient(client=client), only, overlays)


def _attribute(class_name: str) -> str:
    return class_name[:1].lower() + class_name[1:]


def _assemble(
    reading: Reading,
    package: Package,
    read: ReadClient,
    only: Sequence[str],
    overlays: Sequence[Overlay],
) -> _Assembled:
    taken = slice_of(read.client.resources, only, reading.resource)
    client = replace(read.client, resources=taken.links)
    resources = taken.resources
    if only:
        client = replace(client, methods=None)
    elif read.methods is not None:
        resources = {**resources, read.methods.name: read.methods}
    external = {e.module: e.reason for overlay in overlays for e in overlay.external}
    reached = Reached(
        memory=reading.memory,
        external=frozenset(external),
        excluded=frozenset(reading.excluded),
    )
    _reach(reached, taken, resources)
    if not only:
        reached.add_modules_reached()
    exclusions = [
        *read.exclusions,
        *(exclusion for each in taken.whole.values() for exclusion in each.exclusions),
        *reached.exclusions,
        *_external(reached, external),
        *_excluded(reading, reached),
    ]
    pages = tuple(reached.pages[name] for name in sorted(reached.pages))
    modules = assemble_modules(reading.memory.files, reached.types, resources, is_slice=bool(only))
    whole = {name.module for name in taken.whole}
    if not only:
        whole |= reached.modules_of_the_api()
        carried = reached.types.keys() | resources.keys()
        exclusions += left_out(reading.memory.files, whole, carried)
    spec = Spec(
        package=package,
        client=client,
        modules=modules,
        pages=pages,
        only=tuple(only),
        exclusions=tuple(exclusions),
    )
    return _Assembled(spec=spec, whole=whole)


def _reach(reached: Reached, taken: Slice, resources: Mapping[Name, Resource]) -> None:
    """Reaches what the methods ask and answer, and all types of the modules that are taken whole."""
    for resource in resources.values():
        for method in resource.methods:
            reached.add(types_of_method(method))
            reached.add_pages(method)
    for module in dict.fromkeys(name.module for name in taken.whole):
        reached.add_module(module)


def _external(reached: Reached, reasons: dict[str, str]) -> Iterator[Exclusion]:
    explained = {exclusion.name for exclusion in reached.exclusions}
    for name, declaration in sorted(reached.types.items()):
        if name in reached.library:
            yield Exclusion(name=name, rule=LIBRARY.name, reason=LIBRARY.reason)
        elif declaration.kind == "external" and name not in reached.excluded | explained:
            yield Exclusion(name=name, rule=EXTERNAL.name, reason=reasons.get(name.module, ""))


def _excluded(reading: Reading, reached: Reached) -> Iterator[Exclusion]:
    """What an overlay excludes of what is read."""
    classes = reading.resources.keys()
    for name, entry in sorted(reading.excluded.items()):
        if name in reached.types or Name(name.module, name.scope) in classes:
            yield Exclusion(name=name, rule=OVERLAY.name, reason=entry.reason)


def _unused(
    reading: Reading, spec: Spec, source: Source, overlays: Sequence[Overlay]
) -> Iterator[Problem]:
    """The entries of overlays that are about nothing that the source has."""
    targets = {name.module for name, each in spec.types().items() if each.kind == "external"}
    for overlay in overlays:
        if overlay.source is not None and source.kind != "file":
            yield Problem(
                message="`source` is for a declaration file without its package",
                location=overlay.source.location,
            )
        for external in overlay.external:
            if external.module not in targets and not spec.only:
                yield Problem(
                    message=f"nothing refers to the external module `{external.module}`",
                    location=external.location,
                    hint=nearest(external.module, sorted(targets)),
                )
        for entry in overlay.exclude:
            files = reading.memory.files
            module = entry.name.module
            if not files.exists(module) or not declares(files.declarations(module), entry.name):
                yield Problem(
                    message=f"the source does not declare `{entry.name}`", location=entry.location
                )
