"""Identifiers as words, however their language writes them together: `isActive` is `is_active`."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise

_SIGNS = {"+": "plus_", "-": "minus_"}


@cache
def snake_case(name: str) -> str:
    """`isActive` is `is_active`, `created_at[gt]` is `created_at_gt`, `fileIDs` is `file_ids`."""
    normal = unicodedata.normalize("NFKC", name)
    is_plain = normal == normal.lower() and "__" not in normal and not normal.startswith("_")
    if is_plain and normal.isidentifier():
        return normal
    sign = _SIGNS.get(normal[:1], "") if normal[1:2].isdigit() else ""
    words = [word for chunk in _chunks(normal) for word in _words(chunk)]
    return sign + ("_".join(words).lower() or "field")


def folded(name: str) -> str:
    """What `clientSecrets`, `client_secrets` and `client-secrets` have in common."""
    return name.replace("_", "").replace("-", "").lower()


def resource_word(attribute: str, module: str) -> str:
    """What an attribute that holds a resource is called, in the words of the resource's module where
    these are the same letters: `dDoSProtection`, of `ddos-protection`, is `ddos_protection`."""
    word, of_module = snake_case(attribute), snake_case(module.rpartition("/")[2])
    return of_module if folded(of_module) == folded(word) else word


def own_folder(module: str) -> str | None:
    """What a resource with a folder of its own is called, by its module: `dns`, of `resources/dns/dns`."""
    match module.split("/"):
        case ["resources", folder, name] if folder == name:
            return snake_case(name)
        case _:
            return None


def spelled_out(method: str) -> str:
    """A method's name without JavaScript's shortening: its `del` is `delete` in Python's SDKs."""
    return "delete" if method == "del" else method


def _chunks(name: str) -> list[str]:
    """The stretches of `name` between characters that no identifier may hold."""
    return "".join(c if c != "_" and f"a{c}".isidentifier() else " " for c in name).split()


def _words(chunk: str) -> list[str]:
    starts = [0, *(i for i in range(1, len(chunk)) if _starts_word(chunk, i)), len(chunk)]
    return [chunk[start:end] for start, end in pairwise(starts)]


def _starts_word(chunk: str, index: int) -> bool:
    if not chunk[index].isupper():
        return False
    if not chunk[index - 1].isupper():
        return True
    rest = chunk[index + 1 :]
    is_plural_acronym = rest[:1] == "s" and not rest[1:2].islower()
    return rest[:1].islower() and not is_plural_acronym
