"""Names as they stand in documents: relative links (`../shared.yaml#/types/Session.Tool`) and plain
names (`resources/shared#Session.Tool`).

A link is a relative URI whose fragment is a JSON pointer, so that any JSON Schema library follows it.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import Literal, TypeAlias
from urllib.parse import quote, unquote

from sdkscribe.spec import Name
from sdkscribe.spec_texts import SPEC_MODULE, SUFFIX

Section: TypeAlias = Literal["types", "resources", "pages"]

_UNQUOTED = "/!$&'()*+,;=@~"


def link(target: Name, section: Section, seen_from: str) -> str:
    """The link to a declaration, from the file of the module `seen_from`. Page classes of all modules
    stand in `spec.yaml`, by their plain names."""
    is_page = section == "pages"
    module, key = (SPEC_MODULE, str(target)) if is_page else (target.module, target.name)
    file = "" if module == seen_from else _relative(module, seen_from)
    return f"{file}#/{section}/{quote(escaped(key), safe=_UNQUOTED)}"


def linked(text: str, section: Section, seen_from: str) -> Name | None:
    """The declaration that a link in the file of `seen_from` names; None if it is no such link."""
    file, _, fragment = text.partition("#")
    prefix = f"/{section}/"
    module = _module(file, seen_from) if file else seen_from
    part = fragment.removeprefix(prefix)
    if module is None or not fragment.startswith(prefix) or not part or "/" in part:
        return None
    key = unescaped(unquote(part))
    if section == "pages":
        return named(key) if module == SPEC_MODULE else None
    return Name(module=module, name=key)


def named(text: str) -> Name | None:
    """The name that `str` of a `Name` spells; None if it spells none."""
    module, _, name = text.rpartition("#")
    return Name(module=module, name=name) if module and name else None


def escaped(key: str) -> str:
    """A key as a part of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def unescaped(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")


@lru_cache(maxsize=65536)
def _relative(module: str, seen_from: str) -> str:
    start = posixpath.dirname(seen_from) or "."
    return quote(posixpath.relpath(module + SUFFIX, start), safe=_UNQUOTED)


@lru_cache(maxsize=65536)
def _module(file: str, seen_from: str) -> str | None:
    path = posixpath.normpath(posixpath.join(posixpath.dirname(seen_from), unquote(file)))
    inside = path.endswith(SUFFIX) and not path.startswith(("../", "/"))
    return path.removesuffix(SUFFIX) if inside else None
