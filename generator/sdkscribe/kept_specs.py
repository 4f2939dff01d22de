"""Specs as values, kept packed in the cache: a large one is back in a tenth of the time that its YAML takes to
read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from sdkscribe import spec as values
from sdkscribe.cache import keep_latest, recall_latest_contents
from sdkscribe.digests import digest_of
from sdkscribe.own_files import generator_digest
from sdkscribe.packing import Packing
from sdkscribe.source import find_source
from sdkscribe.spec import Spec
from sdkscribe.steps import spec_in, transcribe_again

_PACKING = Packing(kind for kind in vars(values).values() if isinstance(kind, type))
_NAME = "spec"


def spec_of_source(text: str, *, only: Sequence[str], say: Callable[[str], None]) -> Spec:
    """The spec of a source. Raises what `open_source` and `transcribe` raise."""
    source = find_source(text, say=say)
    return _kept(
        ["source", source.digest, *only],
        lambda: transcribe_again(source.read(), only=only),
    )


def spec_of_folder(folder: Path) -> Spec:
    """The spec in a folder, with the lines that it is written on. Raises what reading it raises."""
    spec = spec_in(folder)
    return _kept(
        ["folder", *(part for item in sorted(spec.texts().items()) for part in item)], spec.read
    )


def _kept(parts: Sequence[str], read: Callable[[], Spec]) -> Spec:
    series = digest_of([generator_digest(), "packed spec", *parts])
    kept = recall_latest_contents(series)
    if _NAME in kept:
        return cast("Spec", _PACKING.unpack(kept[_NAME]))
    spec = read()
    keep_latest(series, {_NAME: _PACKING.pack(spec)})
    return spec
