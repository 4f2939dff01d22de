"""The names that specs have given, by the texts of the specs: kept in the cache."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, cast

from sdkscribe.cache import keep_latest, recall_latest_contents
from sdkscribe.digests import digest_of
from sdkscribe.own_files import generator_digest
from sdkscribe.packing import Packing
from sdkscribe.spec import Name

if TYPE_CHECKING:
    from sdkscribe.python.package import PendingPackage
    from sdkscribe.python.public_names import PublicNames

_NAMES = "names"


def remember_names(texts: Mapping[str, str], package: PendingPackage) -> None:
    """Keeps the names that the spec with these texts has given in its package."""
    from sdkscribe.python.public_names import public_names

    keep_latest(_key(texts), {_NAMES: _packing().pack(public_names(package))})


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
