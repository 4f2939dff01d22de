"""How TypeScript usually writes what a spec says; a value keeps its own spelling only where the
source writes it otherwise."""

from __future__ import annotations

from sdkscribe.spec import Import, Name


def usual_spelling(target: Name, *, module: str, scope: str, imports: tuple[Import, ...]) -> str:
    """How a declaration inside namespace `scope` of `module` usually writes a reference.

    In the same module, relative to the enclosing namespace; in another, through a namespace import
    (`ResponsesAPI.ResponsePrompt`) where there is one, else by the imported name.
    """
    if target.module == module:
        prefix = f"{scope}."
        return target.name.removeprefix(prefix) if scope else target.name
    for imported in imports:
        if imported.module == target.module and imported.namespace is not None:
            return f"{imported.namespace}.{target.name}"
    top_level, dot, rest = target.name.partition(".")
    for imported in imports:
        if imported.module == target.module:
            for name, local in imported.names:
                if name == top_level:
                    return f"{local}{dot}{rest}"
    return target.name
