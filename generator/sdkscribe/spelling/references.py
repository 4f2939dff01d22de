"""How one declaration usually names another, and the import that this takes."""

from __future__ import annotations

import re
from functools import lru_cache

from sdkscribe.spec import Name

API_FOLDER = "resources/"


@lru_cache(maxsize=8192)
def namespace_of(module: str) -> str:
    """What a module of the API is usually imported as: `resources/fine-tuning/jobs` as `JobsAPI`,
    the types that resources share as `Shared`."""
    last = module.rpartition("/")[2]
    words = "".join(word[:1].upper() + word[1:] for word in re.split(r"[-_.]", last))
    return words if module == f"{API_FOLDER}shared" else f"{words}API"


def usual_spelling(target: Name, *, module: str, scope: str) -> str:
    """How a declaration inside namespace `scope` of `module` usually writes a reference.

    In the same module, relative to the enclosing namespace; from a namespace to what lies outside of
    it, and to another module of the API, through an import of the whole module
    (`ResponsesAPI.ResponsePrompt`); to the SDK's own modules, by the name alone.
    """
    if target.module == module:
        top_level = scope.partition(".")[0]
        if not scope or target.top_level == top_level:
            return _relative(target.name, scope)
    if target.module.startswith(API_FOLDER):
        return f"{namespace_of(target.module)}.{target.name}"
    return target.name


def _relative(name: str, scope: str) -> str:
    return name.removeprefix(f"{scope}.") if scope else name
