"""The user's cache of npm archives: `npm/NAME/VERSION/HASH.tgz`, verified each time it is read.

An archive is named by its own hash, so that a damaged one shows, and a pinned one is found without
asking anybody. It must not know npm, nor fail: without a cache everything works, only slower.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from sdkscribe.archive import integrity_of
from sdkscribe.cache import cache_root


def load(
    name: str, version: str, *, integrity: str | None, say: Callable[[str], None]
) -> bytes | None:
    """The archive with that integrity; without one, the only archive of that version."""
    folder = _folder(name, version)
    pattern = "*.tgz" if integrity is None else _file_name(integrity)
    intact = [content for path in folder.glob(pattern) if (content := _read(path, say)) is not None]
    return intact[0] if len(intact) == 1 else None


def keep(name: str, version: str, archive: bytes, *, say: Callable[[str], None]) -> None:
    """Another run that keeps the same archive at the same time does no harm: either is whole."""
    folder = _folder(name, version)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".partial", delete=False) as partial:
            partial.write(archive)
        Path(partial.name).replace(folder / _file_name(integrity_of(archive)))
    except OSError as error:
        say(f"{name}@{version} is not kept in the cache: {error}")


def _read(path: Path, say: Callable[[str], None]) -> bytes | None:
    try:
        archive = path.read_bytes()
    except OSError as error:
        say(f"the cached archive can't be read: {error}")
        return None
    if _file_name(integrity_of(archive)) == path.name:
        return archive
    say(f"the cached archive is damaged: {path}")
    path.unlink(missing_ok=True)
    return None


def _folder(name: str, version: str) -> Path:
    return cache_root() / "npm" / name / version


def _file_name(integrity: str) -> str:
    """The hash as a file's name, base64 in its alphabet for URLs."""
    return integrity.replace("/", "_").replace("+", "-") + ".tgz"
