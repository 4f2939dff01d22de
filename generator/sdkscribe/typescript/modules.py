"""The declaration modules of a source, read when first asked for, and names resolved across them.

A module's path is its file's path without extension (`resources/beta/realtime/sessions`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from sdkscribe.spec import Name
from sdkscribe.typescript.declarations import (
    DeclarationFile,
    Declared,
    Imported,
    read_declarations,
)
from sdkscribe.typescript.javascript.scripts import Script, read_script
from sdkscribe.typescript.syntax import child, text

_DECLARATION_ENDINGS = (".d.mts", ".d.ts", ".d.cts")
_SCRIPT_ENDINGS = (".mjs", ".js", ".cjs")
_MOST_HOPS = 32


@dataclass(slots=True, kw_only=True)
class Modules:
    """Reads and resolves. `files` maps a path in the package to its content; `root` is what the paths
    of its modules begin with there; `package` is the name by which older packages import their own
    modules (`openai/core`)."""

    files: Mapping[str, bytes]
    root: str = ""
    package: str = ""
    _read: dict[str, DeclarationFile] = field(default_factory=dict[str, DeclarationFile])
    _scripts: dict[str, Script | None] = field(default_factory=dict[str, Script | None])

    def paths(self) -> list[str]:
        """Every module that the source has declarations of, sorted."""
        inside = (path for path in self.files if path.startswith(self.root))
        found = (_module_of(path.removeprefix(self.root)) for path in inside)
        return sorted({module for module in found if module is not None})

    def content(self, module: str) -> bytes:
        """The text of a module's declarations. The module must exist."""
        return self.files[self.declaration_path(module) or module]

    def exists(self, module: str) -> bool:
        return self.declaration_path(module) is not None

    def declaration_path(self, module: str) -> str | None:
        return self._first(module, _DECLARATION_ENDINGS)

    def script_path(self, module: str) -> str | None:
        return self._first(module, _SCRIPT_ENDINGS)

    def declarations(self, module: str) -> DeclarationFile:
        """What a module declares. The module must exist."""
        if module not in self._read:
            path = self.declaration_path(module)
            if path is None:
                raise KeyError(module)
            self._read[module] = read_declarations(path, self.files[path])
        return self._read[module]

    def script(self, module: str) -> Script | None:
        """The JavaScript beside a module; None where there is none."""
        if module not in self._scripts:
            path = self.script_path(module)
            self._scripts[module] = (
                None if path is None else read_script(module, path, self.files[path])
            )
        return self._scripts[module]

    def declared(self, name: Name) -> Declared | None:
        if not self.exists(name.module):
            return None
        return self.declarations(name.module).declared.get(name.name)

    def class_declared(self, name: Name) -> Declared | None:
        """The class of a name, which an interface may have too."""
        return (
            self.declarations(name.module).classes.get(name.name)
            if self.exists(name.module)
            else None
        )

    def declares(self, name: Name) -> bool:
        """Whether the source declares a type, a class, or a member of a class by that name."""
        if not self.exists(name.module):
            return False
        file = self.declarations(name.module)
        holder = file.classes.get(name.scope)
        body = child(holder.node, "body") if holder is not None else None
        members = (child(node, "name") for node in body.named_children) if body is not None else ()
        return (
            name.name in file.declared
            or name.name in file.classes
            or any(node is not None and text(node) == name.leaf for node in members)
        )

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

    def resolve(self, module: str, scope: str, dotted: str) -> Name | None:
        """The declaration that a dotted name means inside namespace `scope` of a module, through
        imports, re-exports and renamings. None for a name that nothing declares (a global one)."""
        return self._resolve(module, scope, dotted, _MOST_HOPS)

    def _resolve(self, module: str, scope: str, dotted: str, hops: int) -> Name | None:
        first, _, rest = dotted.partition(".")
        file = self.declarations(module)
        while True:
            candidate = f"{scope}.{first}" if scope else first
            if candidate in file.declared:
                return self._descend(Name(module, candidate), rest, hops)
            if not scope:
                break
            scope = scope.rpartition(".")[0]
        imported = file.imports.get(first)
        return None if imported is None else self._follow(module, imported, rest, hops)

    def _descend(self, name: Name, rest: str, hops: int) -> Name | None:
        declared = self.declared(name)
        if declared is not None and declared.target is not None and hops:
            target = f"{declared.target}.{rest}" if rest else declared.target
            if target.partition(".")[0] == name.leaf:
                return self._resolve(name.module, "", target, hops - 1)
            return self._resolve(name.module, name.scope, target, hops - 1)
        if not rest:
            return name
        first, _, after = rest.partition(".")
        inner = Name(name.module, f"{name.name}.{first}")
        return self._descend(inner, after, hops) if self.declared(inner) is not None else None

    def _follow(self, module: str, imported: Imported, rest: str, hops: int) -> Name | None:
        target = self.imported_module(module, imported.specifier)
        wanted = rest if imported.name == "*" else imported.name
        after = "" if imported.name == "*" else rest
        dotted = f"{wanted}.{after}" if after else wanted
        if not dotted or not hops:
            return None
        if not self.exists(target):
            return Name(target, dotted)
        return self.exported(target, dotted, hops - 1)

    def exported(self, module: str, dotted: str, hops: int = _MOST_HOPS) -> Name | None:
        """What a module exports under a dotted name."""
        file = self.declarations(module)
        first, _, rest = dotted.partition(".")
        if first in file.exports:
            export = file.exports[first]
            if isinstance(export, Imported):
                return self._follow(module, export, rest, hops)
            return self._resolve(module, "", f"{export}.{rest}" if rest else export, hops)
        if first in file.declared:
            return self._descend(Name(module, first), rest, hops)
        for specifier in file.star_exports if hops else ():
            target = self.imported_module(module, specifier)
            if self.exists(target):
                found = self.exported(target, dotted, hops - 1)
                if found is not None:
                    return found
        return None

    def _first(self, module: str, endings: tuple[str, ...]) -> str | None:
        start = self.root + module
        for ending in endings:
            if (path := start + ending) in self.files:
                return path
        return None


def _module_of(path: str) -> str | None:
    """The module that a file declares, if it does."""
    ending = next((each for each in _DECLARATION_ENDINGS if path.endswith(each)), None)
    return None if ending is None else path.removesuffix(ending)
