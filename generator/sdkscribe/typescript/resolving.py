"""What a name means: through the namespaces around it, imports, re-exports and renamings."""

from __future__ import annotations

from sdkscribe.spec import Name
from sdkscribe.typescript.declarations import Imported
from sdkscribe.typescript.outlines import Outlined
from sdkscribe.typescript.source_files import SourceFiles

_MOST_HOPS = 32


def outlined(files: SourceFiles, module: str, name: str) -> Outlined | None:
    """What a module declares by a dotted name."""
    return files.outline(module).declared.get(name) if files.exists(module) else None


def outlined_class(files: SourceFiles, module: str, name: str) -> Outlined | None:
    """The class of a name, which an interface may have too."""
    return files.outline(module).classes.get(name) if files.exists(module) else None


def resolved(files: SourceFiles, module: str, scope: str, dotted: str) -> Name | None:
    """The declaration that a dotted name means inside namespace `scope` of a module. None for a name
    that nothing declares (a global one)."""
    return _resolve(files, Name(module, scope), dotted, _MOST_HOPS)


def exported(files: SourceFiles, module: str, dotted: str) -> Name | None:
    """What a module exports under a dotted name."""
    return _exported(files, module, dotted, _MOST_HOPS)


def _resolve(files: SourceFiles, around: Name, dotted: str, hops: int) -> Name | None:
    first, _, rest = dotted.partition(".")
    outline = files.outline(around.module)
    scope = around.name
    while True:
        candidate = f"{scope}.{first}" if scope else first
        if candidate in outline.declared:
            return _descend(files, Name(around.module, candidate), rest, hops)
        if not scope:
            break
        scope = scope.rpartition(".")[0]
    imported = outline.imports.get(first)
    return None if imported is None else _follow(files, around.module, imported, rest, hops)


def _descend(files: SourceFiles, name: Name, rest: str, hops: int) -> Name | None:
    declared = outlined(files, *name)
    if declared is not None and declared.target is not None and hops:
        target = f"{declared.target}.{rest}" if rest else declared.target
        is_itself = target.partition(".")[0] == name.leaf
        around = Name(name.module, "" if is_itself else name.scope)
        return _resolve(files, around, target, hops - 1)
    if not rest:
        return name
    first, _, after = rest.partition(".")
    inner = Name(name.module, f"{name.name}.{first}")
    return _descend(files, inner, after, hops) if outlined(files, *inner) is not None else None


def _follow(
    files: SourceFiles, module: str, imported: Imported, rest: str, hops: int
) -> Name | None:
    target = files.imported_module(module, imported.specifier)
    wanted = rest if imported.name == "*" else imported.name
    after = "" if imported.name == "*" else rest
    dotted = f"{wanted}.{after}" if after else wanted
    if not dotted or not hops:
        return None
    if not files.exists(target):
        return Name(target, dotted)
    return _exported(files, target, dotted, hops - 1)


def _exported(files: SourceFiles, module: str, dotted: str, hops: int) -> Name | None:
    outline = files.outline(module)
    first, _, rest = dotted.partition(".")
    if first in outline.exports:
        export = outline.exports[first]
        if isinstance(export, Imported):
            return _follow(files, module, export, rest, hops)
        return _resolve(files, Name(module, ""), f"{export}.{rest}" if rest else export, hops)
    if first in outline.declared:
        return _descend(files, Name(module, first), rest, hops)
    for specifier in outline.star_exports if hops else ():
        target = files.imported_module(module, specifier)
        if files.exists(target):
            found = _exported(files, target, dotted, hops - 1)
            if found is not None:
                return found
    return None
