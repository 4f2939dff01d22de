"""The files of a source as modules: which there are, and what stands in each, read when first asked for.

A module's path is its file's path without extension (`resources/beta/realtime/sessions`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from sdkscribe.digests import digest_of
from sdkscribe.typescript.declarations import DeclarationFile, read_declarations
from sdkscribe.typescript.javascript.scripts import Script, read_script
from sdkscribe.typescript.outlines import Outline, outline_of

_DECLARATION_ENDINGS = (".d.mts", ".d.ts", ".d.cts")
_SCRIPT_ENDINGS = (".mjs", ".js", ".cjs")


@dataclass(slots=True, kw_only=True)
class SourceFiles:
    """`contents` maps a path in the package to its content; `root` is what the paths of its modules
    begin with there; `package` is the name by which older packages import their own modules
    (`openai/core`). `outlines` are those that are known, by module, with the stamp of their file.
    """

    contents: Mapping[str, bytes]
    root: str = ""
    package: str = ""
    outlines: dict[str, tuple[str, Outline]] = field(default_factory=dict[str, tuple[str, Outline]])
    _paths: dict[str, str | None] = field(default_factory=dict[str, str | None])
    _outlines: dict[str, Outline] = field(default_factory=dict[str, Outline])
    _read: dict[str, DeclarationFile] = field(default_factory=dict[str, DeclarationFile])
    _scripts: dict[str, Script | None] = field(default_factory=dict[str, Script | None])
    _stamps: dict[str, str] = field(default_factory=dict[str, str])

    def modules(self) -> list[str]:
        """Every module that the source has declarations of, sorted."""
        inside = (path for path in self.contents if path.startswith(self.root))
        found = (_module_of(path.removeprefix(self.root)) for path in inside)
        return sorted({module for module in found if module is not None})

    def content(self, module: str) -> bytes:
        """The text of a module's declarations. The module must exist."""
        return self.contents[self.declaration_path(module) or module]

    def exists(self, module: str) -> bool:
        return self.declaration_path(module) is not None

    def declaration_path(self, module: str) -> str | None:
        if module not in self._paths:
            self._paths[module] = self._first(module, _DECLARATION_ENDINGS)
        return self._paths[module]

    def declaration_stamp(self, module: str) -> str:
        """What tells a module's declarations from any others: the path and the hash of their file;
        nothing, where there is none."""
        return self._stamp(self.declaration_path(module))

    def script_stamp(self, module: str) -> str:
        """The same for the JavaScript beside a module."""
        return self._stamp(self._first(module, _SCRIPT_ENDINGS))

    def declarations(self, module: str) -> DeclarationFile:
        """What a module declares. The module must exist."""
        if module not in self._read:
            path = self.declaration_path(module)
            if path is None:
                raise KeyError(module)
            self._read[module] = read_declarations(path, self.contents[path])
        return self._read[module]

    def outline(self, module: str) -> Outline:
        """What others see of a module. The module must exist."""
        if module not in self._outlines:
            stamp, outline = self.outlines.get(module, ("", None))
            if outline is None or stamp != self.declaration_stamp(module):
                outline = outline_of(self.declarations(module))
                self.outlines[module] = (self.declaration_stamp(module), outline)
            self._outlines[module] = outline
        return self._outlines[module]

    def script(self, module: str) -> Script | None:
        """The JavaScript beside a module; None where there is none."""
        if module not in self._scripts:
            path = self._first(module, _SCRIPT_ENDINGS)
            self._scripts[module] = (
                None if path is None else read_script(module, path, self.contents[path])
            )
        return self._scripts[module]

    def imported_module(self, module: str, specifier: str) -> str:
        """The module that an import names, whether the source holds it or not. A package that is
        not this one keeps its name (`node:http`)."""
        if self.package and f"{specifier}/".startswith(f"{self.package}/"):
            path = specifier.removeprefix(self.package).lstrip("/") or "index"
        elif specifier.startswith("."):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(module), specifier))
        else:
            return specifier
        for ending in (*_DECLARATION_ENDINGS, *_SCRIPT_ENDINGS):
            if path.endswith(ending):
                path = path.removesuffix(ending)
                break
        return path if self.exists(path) or not self.exists(f"{path}/index") else f"{path}/index"

    def _first(self, module: str, endings: tuple[str, ...]) -> str | None:
        start = self.root + module
        for ending in endings:
            if (path := start + ending) in self.contents:
                return path
        return None

    def _stamp(self, path: str | None) -> str:
        if path is None:
            return ""
        if path not in self._stamps:
            self._stamps[path] = f"{path} {digest_of([self.contents[path]])}"
        return self._stamps[path]


def _module_of(path: str) -> str | None:
    """The module that a file declares, if it does."""
    ending = next((each for each in _DECLARATION_ENDINGS if path.endswith(each)), None)
    return None if ending is None else path.removesuffix(ending)
