"""What was read of a source's modules, now and before: a memo for each, which is good for as long as all
that was asked when it was made has the same answers.

Another version of a package, or another form of it, is read with the memos of the last: they go by what
stands in the files, and not by where those came from. A memo is taken whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar, cast

from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.typescript.memos import Memo, Result, What
from sdkscribe.typescript.modules import Modules, still_hold
from sdkscribe.typescript.outlines import Outline
from sdkscribe.typescript.packed import PACKING
from sdkscribe.typescript.source_files import SourceFiles

T = TypeVar("T")

Reading: TypeAlias = Callable[[Modules, list[Problem]], T]
"""Reads something of a module, and adds the problems that it meets."""

_OUTLINES = ""
"""What the outlines of all modules are kept under; no module is called so."""


@dataclass(slots=True, kw_only=True)
class Memory:
    """`known` are the memos of earlier readings, packed, by module; `problems` are those of all that has
    been read now."""

    files: SourceFiles
    known: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    problems: list[Problem] = field(default_factory=list[Problem])
    _memos: dict[str, Memo] = field(default_factory=dict[str, Memo])
    _changed: set[str] = field(default_factory=set[str])

    def __post_init__(self) -> None:
        self._know_outlines()

    def _know_outlines(self) -> None:
        if _OUTLINES in self.known:
            outlines = PACKING.unpack(self.known[_OUTLINES])
            self.files.outlines.update(cast("dict[str, tuple[str, Outline]]", outlines))

    def read(self, module: str, what: What, reading: Reading[T]) -> T:
        """What a reading gives, now or before. It must depend on nothing but the modules and on `what`
        is read."""
        value, problems = self.tried(module, what, reading)
        self.problems += problems
        return value

    def tried(self, module: str, what: What, reading: Reading[T]) -> tuple[T, tuple[Problem, ...]]:
        """The same for what may come to nothing: its problems are for the caller to judge."""
        return self.made(module, what, (), None, reading)

    def made(
        self,
        module: str,
        what: What,
        parts: tuple[object, ...],
        told: object,
        reading: Reading[T],
    ) -> tuple[T, tuple[Problem, ...]]:
        """What is made of values that were read before: of these very objects, and of equal values."""
        memo = self._memo(module)
        result = memo.results.get(what)
        if result is None or not result.is_made_of(parts, told):
            problems: list[Problem] = []
            value = reading(Modules(files=self.files, answers=memo.answers), problems)
            result = Result(value=value, problems=tuple(problems), parts=parts, told=told)
            memo.results[what] = result
            self._changed.add(module)
        return cast("T", result.value), result.problems

    def kept(self) -> dict[str, bytes]:
        """What is to be known the next time: all that still is, of the modules that there are."""
        there = [module for module in self.files.modules() if module in self.files.outlines]
        outlines = {module: self.files.outlines[module] for module in there}
        kept = {_OUTLINES: PACKING.pack(outlines)}
        for module in self.files.modules():
            if module in self._changed:
                kept[module] = PACKING.pack(self._memos[module])
            elif module in self.known:
                kept[module] = self.known[module]
        return kept

    def know(self, others: Mapping[str, bytes]) -> None:
        """What another reading of the same files has kept, of the modules that were not read here."""
        there = {module: memo for module, memo in others.items() if module not in self._memos}
        self.known = {**self.known, **there}
        self._know_outlines()

    def _memo(self, module: str) -> Memo:
        if module not in self._memos:
            self._memos[module] = self._recalled(module) or Memo()
        return self._memos[module]

    def _recalled(self, module: str) -> Memo | None:
        if module not in self.known:
            return None
        memo = PACKING.unpack(self.known[module])
        return memo if isinstance(memo, Memo) and self._holds(memo) else None

    def _holds(self, memo: Memo) -> bool:
        """A file that can't be parsed is a problem for those who read it."""
        try:
            return still_hold(memo.answers, self.files)
        except SdkscribeError:
            return False
