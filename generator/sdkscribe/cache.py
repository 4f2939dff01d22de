"""What was made before, kept in the user's cache: texts, by the digest of everything they were made of;
and what may be good again, which who reads it must judge.

An entry is one file, named by its key, that carries a hash of its content: one that is damaged, or
half written by a run that was killed, is as good as none. It must not know what the contents are, nor
fail: without a cache everything works, only slower.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from typing import cast

from platformdirs import user_cache_path

MOST_BYTES = 512 << 20
"""The most that is kept: what has not been used for longest goes first."""

_TITLE = b"sdkscribe cache 1 "
_STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Texts by path. `keys` are, by path, the digests of what some of them alone were made of."""

    texts: Mapping[str, str]
    keys: Mapping[str, str] = field(default_factory=dict[str, str])

    def by_key(self) -> dict[str, str]:
        return {key: self.texts[path] for path, key in self.keys.items()}


def cache_root() -> Path:
    """The folder of the cache: the platform's, or what `SDKSCRIBE_CACHE` names."""
    return Path(os.environ.get("SDKSCRIBE_CACHE") or user_cache_path("sdkscribe"))


def recall(key: str) -> Kept | None:
    """What was kept under a key; None where there is nothing, or nothing whole."""
    entry = _recall(key)
    if entry is None:
        return None
    return Kept(
        texts={path: content.decode() for path, content in entry.contents.items()}, keys=entry.keys
    )


def recall_latest_contents(series: str) -> dict[str, bytes]:
    """What was kept last by `keep_latest`; nothing, where there is nothing whole."""
    entry = _recall(series)
    return {} if entry is None else entry.contents


def recall_latest(series: str) -> Kept | None:
    """What was kept last in a series of results for the same purpose."""
    with suppress(OSError, UnicodeDecodeError):
        key = (_series() / series).read_bytes().decode("ascii")
        return recall(key) if key.isalnum() else None
    return None


def keep(key: str, kept: Kept, *, series: str | None = None) -> None:
    """Keeps texts under a key, and as the latest of a series. Another run that keeps the same at the
    same time does no harm: either is whole."""
    contents = {path: text.encode() for path, text in kept.texts.items()}
    with suppress(OSError):
        _put(_entries() / key, _written(contents, kept.keys))
        if series is not None:
            _put(_series() / series, [key.encode("ascii")])
        _make_room(_entries())


def keep_latest(series: str, contents: Mapping[str, bytes]) -> None:
    """Keeps contents in the place of those that were kept in the series before."""
    with suppress(OSError):
        _put(_entries() / series, _written(contents, {}))
        _make_room(_entries())


def _entries() -> Path:
    return cache_root() / "made"


def _series() -> Path:
    return cache_root() / "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """Contents by path, and the keys that some of them have."""

    contents: dict[str, bytes]
    keys: dict[str, str]


def _recall(key: str) -> _Entry | None:
    path = _entries() / key
    try:
        content = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):  # who may only read uses it as well
        os.utime(path)
    return _read(content)


def _written(contents: Mapping[str, bytes], keys: Mapping[str, str]) -> list[bytes]:
    """An entry in pieces."""
    rows = [(path, keys.get(path), len(content)) for path, content in contents.items()]
    body = [json.dumps(rows).encode(), b"\n", *contents.values()]
    return [_TITLE, _checksum(body), b"\n", *body]


def _read(content: bytes) -> _Entry | None:
    """None for what is not as it was written."""
    body = content.find(b"\n") + 1
    if content[:body] != b"%b%b\n" % (_TITLE, _checksum([memoryview(content)[body:]])):
        return None
    start = content.find(b"\n", body) + 1
    rows = cast("list[tuple[str, str | None, int]]", json.loads(content[body:start]))
    entry = _Entry(contents={}, keys={})
    for path, key, length in rows:
        entry.contents[path] = content[start : start + length]
        start += length
        if key is not None:
            entry.keys[path] = key
    return entry


def _checksum(pieces: Iterable[bytes | memoryview]) -> bytes:
    whole = hashlib.sha256()
    for piece in pieces:
        whole.update(piece)
    return whole.hexdigest().encode("ascii")


def _put(path: Path, pieces: Iterable[bytes]) -> None:
    """A file in one step: it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.writelines(pieces)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _make_room(folder: Path) -> None:
    """Removes what killed runs have left, and the oldest entries beyond the limit."""
    left = MOST_BYTES
    for path, status in sorted(_statuses(folder), key=lambda found: -found[1].st_mtime):
        is_partial = path.suffix == ".partial"
        left -= 0 if is_partial else status.st_size
        is_stale = is_partial and status.st_mtime < time() - _STALE_SECONDS
        if is_stale or (left < 0 and not is_partial):
            path.unlink(missing_ok=True)


def _statuses(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another run makes room, too
            yield path, path.stat()
