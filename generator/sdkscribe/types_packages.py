"""Which package of the vendor's Python SDK keeps a module's types, where its path does not say.

An SDK that gives every resource a folder of its own keeps the types of each in it; what no declaration
tells is said by an overlay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.overlay import Overlay, TypesPackage
from sdkscribe.spec import Module
from sdkscribe.words import own_folder

_NO_RESOURCES = {"index", "shared"}


def with_types_packages(
    modules: tuple[Module, ...],
    files: Iterable[str],
    overlays: Iterable[Overlay],
    version: str,
    module_of: Callable[[str], str | None],
) -> tuple[Module, ...]:
    """The modules, each with the package that keeps its types, where that is not its path's.
    `files` are those of the source, `module_of` gives the module of the resource at a path.

    Raises `SdkscribeError` with each entry of an overlay whose resource does not exist. What a slice
    does not reach needs no package.
    """
    has_folders = _gives_each_resource_a_folder(files)
    packages = {m.path: own_folder(m.path) for m in modules} if has_folders else {}
    problems: list[Problem] = []
    for entry in _entries(overlays, version):
        module = module_of(entry.of)
        if module is None:
            message = f"the client has no resource `{entry.of}`"
            problems.append(Problem(message=message, location=entry.location))
        else:
            packages[module] = entry.becomes
    if problems:
        raise SdkscribeError(problems)
    return tuple(replace(m, types_package=packages.get(m.path) or m.types_package) for m in modules)


def _entries(overlays: Iterable[Overlay], version: str) -> Iterator[TypesPackage]:
    """What the overlays say of a version."""
    for overlay in overlays:
        for entry in overlay.types_packages:
            if is_since(entry.since, version):
                yield entry


def is_since(since: str | None, version: str) -> bool:
    """Whether what is true since a version is true of another."""
    return since is None or _release(version) >= _release(since)


def _release(version: str) -> tuple[int, ...]:
    """A version's numbers, without what says that it is not yet released."""
    numbers = version.partition("-")[0].partition("+")[0].split(".")
    return tuple(int(number) for number in numbers if number.isdecimal())


def _gives_each_resource_a_folder(files: Iterable[str]) -> bool:
    """Whether no resource has its module beside the folders of the others."""
    beside: set[str] = set()
    folders: set[str] = set()
    for file in files:
        match file.split("/"):
            case ["resources", name] if ".d." in name:
                beside.add(name.partition(".")[0])
            case ["resources", folder, *_]:
                folders.add(folder)
            case _:
                pass
    return bool(folders) and beside - _NO_RESOURCES <= folders
