"""Reading a whole package of which nothing is known: one half of it here, the other beside.

Nothing comes of it but that what is read later is known by then.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from sdkscribe.beside import beside, has_copies
from sdkscribe.errors import SdkscribeError
from sdkscribe.reading import Reading
from sdkscribe.slices import slice_of
from sdkscribe.spec import ResourceLink
from sdkscribe.typescript.reach import Reached
from sdkscribe.typescript.source_files import SourceFiles

_LEAST_BYTES = 300_000
"""Of declarations and scripts, in each half: less is read sooner than a copy is made."""


def read_ahead(reading: Reading, links: Iterable[ResourceLink]) -> None:
    """Reads the resources that these links lead to, and the types that their modules declare."""
    if reading.memory.known or not has_copies():
        return
    halves = _halves(links, reading.memory.files)
    if min(size for size, _ in halves) < _LEAST_BYTES:
        return
    (_, here), (_, there) = halves

    def read_there() -> dict[str, bytes]:
        _read(reading, there)
        return reading.memory.kept()

    read = beside(read_there)
    _read(reading, here)
    reading.memory.know(read())


def _halves(
    links: Iterable[ResourceLink], files: SourceFiles
) -> tuple[tuple[int, tuple[ResourceLink, ...]], ...]:
    """The links in two halves, each with the size of what stands behind it: each link, the largest
    first, goes to the half that is smaller by then."""
    sized = sorted(((_size(link, files), link) for link in links), key=lambda each: -each[0])
    halves: list[tuple[int, tuple[ResourceLink, ...]]] = [(0, ()), (0, ())]
    for size, link in sized:
        halves.sort(key=lambda half: half[0])
        halves[0] = (halves[0][0] + size, (*halves[0][1], link))
    return tuple(halves)


def _size(link: ResourceLink, files: SourceFiles) -> int:
    """The bytes of a resource's module, and of those in its folder."""
    stem = f"{files.root}{link.target.module}"
    folder, _, name = stem.rpartition("/")
    inside = (f"{stem}/", f"{folder}/" if folder.endswith(f"/{name}") else f"{stem}.")
    return sum(len(text) for path, text in files.contents.items() if path.startswith(inside))


def _read(reading: Reading, links: tuple[ResourceLink, ...]) -> None:
    """What can't be read shows when it is read in its turn."""
    reached = Reached(
        memory=reading.memory, external=frozenset(), excluded=frozenset(reading.excluded)
    )
    with suppress(SdkscribeError):
        taken = slice_of(links, (), lambda name: reading.tried_resource(name)[0])
        for module in dict.fromkeys(name.module for name in taken.whole):
            reached.read_ahead(module)
