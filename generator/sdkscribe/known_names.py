"""The names that specs have given, by the texts of the specs: kept in the cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, cast

from sdkscribe.cache import keep_latest, recall_latest_contents
from sdkscribe.digests import digest_of
from sdkscribe.own_files import generator_digest
from sdkscribe.packing import Packing
from sdkscribe.spec import Name

if TYPE_CHECKING:
    from sdkscribe.python.public_names import PublicNames

_NAMES = "names"


def remember_names(texts: Mapping[str, str], names: Callable[[], PublicNames]) -> None:
    """Keeps the names that the spec with these texts has given, unless they are kept already."""
    key = _key(texts)
    if not recall_latest_contents(key):
        keep_latest(key, {_NAMES: _packing().pack(names())})


def recalled_names(texts: Mapping[str, str]) -> PublicNames | None:
    kept = recall_latest_contents(_key(texts))
    return cast("PublicNames", _packing().unpack(kept[_NAMES])) if _NAMES in kept else None


def _key(texts: Mapping[str, str]) -> str:
    parts = (part for item in sorted(texts.items()) for part in item)
    return digest_of([generator_digest(), "public names", *parts])


@cache
def _packing() -> Packing:
    from sdkscribe.python.public_names import PublicNames

    return Packing((Name, PublicNames))
