"""The modules of a source, as those see them who read one of them: every question, with its answer.

What is read of a module comes out the same as long as all that was asked on the way has the answers
that it had: there is no other way to what the source holds than through here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from sdkscribe.spec import Name
from sdkscribe.typescript.declarations import DeclarationFile
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.outlines import Outlined
from sdkscribe.typescript.resolving import exported, outlined, outlined_class, resolved
from sdkscribe.typescript.source_files import SourceFiles

Answer: TypeAlias = str | bool | Name | Outlined | tuple[str, ...] | None
Answers: TypeAlias = dict[tuple[str, ...], Answer]
"""Answers by question: its name, and what it is about."""

A = TypeVar("A", bound=Answer)


def _classes(files: SourceFiles, module: str) -> tuple[str, ...]:
    return tuple(files.outline(module).classes) if files.exists(module) else ()


QUESTIONS: Mapping[str, Callable[..., Answer]] = {
    question.__name__: question
    for question in (
        SourceFiles.declaration_stamp,
        SourceFiles.exists,
        SourceFiles.imported_module,
        SourceFiles.script_stamp,
        _classes,
        exported,
        outlined,
        outlined_class,
        resolved,
    )
}


def still_hold(answers: Answers, files: SourceFiles) -> bool:
    """Whether the same questions have the same answers of these files."""
    return all(
        QUESTIONS[question](files, *about) == answer
        for (question, *about), answer in answers.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Modules:
    """Answers questions about the files, and notes them. Who is given a syntax tree has asked for the
    whole file."""

    files: SourceFiles
    answers: Answers = field(default_factory=dict[tuple[str, ...], Answer])

    def _ask(self, question: Callable[..., A], *about: str) -> A:
        answer = question(self.files, *about)
        self.answers[question.__name__, *about] = answer
        return answer

    def exists(self, module: str) -> bool:
        return self._ask(SourceFiles.exists, module)

    def imported_module(self, module: str, specifier: str) -> str:
        return self._ask(SourceFiles.imported_module, module, specifier)

    def declarations(self, module: str) -> DeclarationFile:
        """What a module declares, with its syntax. The module must exist."""
        self._ask(SourceFiles.declaration_stamp, module)
        return self.files.declarations(module)

    def script(self, module: str) -> Script | None:
        """The JavaScript beside a module, with its syntax; None where there is none."""
        self._ask(SourceFiles.script_stamp, module)
        return self.files.script(module)

    def outlined(self, name: Name) -> Outlined | None:
        return self._ask(outlined, *name)

    def outlined_class(self, name: Name) -> Outlined | None:
        return self._ask(outlined_class, *name)

    def classes(self, module: str) -> tuple[str, ...]:
        """The names of the classes of a module; none, where there is no such module."""
        return self._ask(_classes, module)

    def resolve(self, module: str, scope: str, dotted: str) -> Name | None:
        return self._ask(resolved, module, scope, dotted)

    def exported(self, module: str, dotted: str) -> Name | None:
        return self._ask(exported, module, dotted)
