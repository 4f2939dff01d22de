"""The lines that a source's declarations are on, for reports that point there.

What was found out is kept in the cache, module by module: an archive is unpacked for those alone that were
not asked for before. It must not know what the lines are for.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import cast

from sdkscribe.cache import Kept, keep, recall
from sdkscribe.digests import digest_of
from sdkscribe.own_files import generator_digest
from sdkscribe.source import UnreadSource


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleLines:
    """A module's file in the package, and the lines of what it declares: a dotted name, a member (empty for
    the declaration itself), and the line."""

    path: str
    lines: tuple[tuple[str, str, int], ...]


def lines_in(source: UnreadSource, modules: Collection[str]) -> dict[str, ModuleLines]:
    """The lines of these modules, of those that there are."""
    key = digest_of([generator_digest(), "lines", source.digest])
    kept = recall(key)
    known = {} if kept is None else dict(kept.texts)
    missing = sorted(set(modules) - known.keys())
    if missing:
        known.update(_read(source, missing))
        keep(key, Kept(texts=known))
    found = {module: _loaded(known[module]) for module in modules}
    return {module: lines for module, lines in found.items() if lines is not None}


def _read(source: UnreadSource, modules: Collection[str]) -> Iterator[tuple[str, str]]:
    """For each module what is kept of it: nothing of one that the source does not have. The front end is
    imported where it runs."""
    from sdkscribe.typescript.lines import declared_lines
    from sdkscribe.typescript.source_files import SourceFiles

    made = source.read()
    files = SourceFiles(contents=made.files, root=made.root)
    for module in modules:
        path = files.declaration_path(module)
        yield module, json.dumps([path, [] if path is None else [*declared_lines(files, module)]])


def _loaded(text: str) -> ModuleLines | None:
    path, rows = cast("tuple[str | None, list[tuple[str, str, int]]]", json.loads(text))
    return (
        None
        if path is None
        else ModuleLines(path=path, lines=tuple((n, m, line) for n, m, line in rows))
    )
