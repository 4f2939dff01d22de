"""The imports of one generated module: what it uses, under which local names, in isort's order.

A name is imported as it is called, unless the module (or a class in it) has that name already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import NamedTuple, TypeAlias

from sdkscribe.plan import ImportsPlan

ModulePath: TypeAlias = tuple[str, ...]
"""A module of the generated package, by the names from the package's root."""

_STANDARD = {"builtins", "collections.abc", "datetime", "functools", "importlib", "typing"}


class _Import(NamedTuple):
    """`from source import name as local`; `import source` where there is no name."""

    source: str
    name: str
    local: str

    def __str__(self) -> str:
        renamed = "" if self.local == (self.name or self.source) else f" as {self.local}"
        if not self.name:
            return f"import {self.source}{renamed}"
        return f"from {self.source} import {self.name}{renamed}"


@dataclass(slots=True, kw_only=True)
class Imports:
    """Collects the imports of the module `here`, whose own names and whose classes' members are
    `taken`. Imports for type checkers only are `checking`; `sources` is by local name."""

    here: ModulePath
    taken: frozenset[str] = frozenset()
    always: set[_Import] = field(default_factory=set[_Import])
    checking: set[_Import] = field(default_factory=set[_Import])
    sources: dict[str, str] = field(default_factory=dict[str, str])

    def outside(self, source: str, name: str, *, is_checking: bool = False) -> str:
        """The local name of something that is not of the generated package."""
        return self._add(source, name, self._free(name, source), is_checking=is_checking)

    def whole(self, source: str, *, is_checking: bool = False) -> str:
        """The local name of a module that is not of the generated package."""
        return self._add(source, "", self._free(source, source), is_checking=is_checking)

    def inside(
        self, target: ModulePath, name: str, *, is_checking: bool = False, otherwise: str = ""
    ) -> str:
        """The local name of something that the package's module `target` holds; `otherwise` is
        what to call it where its own name is taken."""
        source = relative(self.here, target)
        local = self._free(name, source)
        if local != name and otherwise:
            local = self._free(otherwise, source)
        return self._add(source, name, local, is_checking=is_checking)

    def line(self, target: ModulePath, name: str, local: str) -> str:
        """The statement that imports something under a name it already has here."""
        return str(_Import(relative(self.here, target), name, local))

    def named(
        self, target: ModulePath, name: str, local: str, *, is_checking: bool = False
    ) -> None:
        """Import something of the package under a given name."""
        self._add(relative(self.here, target), name, local, is_checking=is_checking)

    def plan(self) -> ImportsPlan:
        if self.checking - self.always:
            self.outside("typing", "TYPE_CHECKING")
        return ImportsPlan(
            always=_groups(self.always), checking=_groups(self.checking - self.always)
        )

    def _add(self, source: str, name: str, local: str, *, is_checking: bool) -> str:
        (self.checking if is_checking else self.always).add(_Import(source, name, local))
        self.sources[local] = source
        return local

    def _free(self, name: str, source: str) -> str:
        while name in self.taken or self._is_of_another(name, source):
            name = f"_{name}"
        return name

    def _is_of_another(self, local: str, source: str) -> bool:
        return self.sources.get(local, source) != source


def path_of(module: ModulePath) -> str:
    """A module's file in the package."""
    return "/".join(module) + ".py"


@cache
def relative(here: ModulePath, target: ModulePath) -> str:
    """How the module `here` writes the module or package `target` in an import."""
    package = here[:-1]
    common = 0
    while common < min(len(package), len(target)) and package[common] == target[common]:
        common += 1
    return "." * (len(package) - common + 1) + ".".join(target[common:])


def _groups(imports: set[_Import]) -> tuple[tuple[str, ...], ...]:
    sections: dict[int, list[_Import]] = {}
    for wanted in imports:
        sections.setdefault(_section(wanted.source), []).append(wanted)
    return tuple(_lines(sections[section]) for section in sorted(sections))


def _section(source: str) -> int:
    if source.startswith("."):
        return 2
    return 0 if source in _STANDARD else 1


def _lines(imports: list[_Import]) -> tuple[str, ...]:
    """One line for each module, and one for each renamed import."""
    plain: dict[str, list[str]] = {}
    keyed: list[tuple[tuple[object, ...], str]] = []
    for wanted in imports:
        if wanted.name and wanted.local == wanted.name:
            plain.setdefault(wanted.source, []).append(wanted.name)
        else:
            keyed.append((_order(wanted.source, wanted.name, is_renamed=True), str(wanted)))
    for source, names in plain.items():
        ordered = sorted(names, key=member_order)
        line = f"from {source} import {', '.join(ordered)}"
        keyed.append((_order(source, ordered[0], is_renamed=False), line))
    return tuple(line for _, line in sorted(keyed))


def _order(source: str, name: str, *, is_renamed: bool) -> tuple[object, ...]:
    """`import x` before `from x import y`; the farthest package first, and what is not renamed."""
    dots = len(source) - len(source.lstrip("."))
    return (bool(name), -dots, _natural(source.lower()), source, is_renamed, *member_order(name))


@cache
def member_order(name: str) -> tuple[object, ...]:
    """A key to sort imported names as isort does: constants, then classes, then the rest."""
    return (_kind(name), _natural(name.lower()), name)


def export_order(name: str) -> tuple[object, ...]:
    """A key to sort the names of `__all__`: as isort does, but with capitals before others."""
    return (_kind(name), _natural(name))


def _kind(name: str) -> int:
    if len(name) > 1 and name.isupper():
        return 0
    return 1 if name[:1].isupper() else 2


@cache
def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """A key by which `v2` comes before `v10`."""
    runs = groupby(name, str.isdecimal)
    texts = ((is_number, "".join(run)) for is_number, run in runs)
    return tuple((int(text), "") if is_number else (0, text) for is_number, text in texts)
