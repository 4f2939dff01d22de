"""Files and other sources of bytes, read as they are sent: never as a whole, and from their start
again for each try where they can be."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from .types import FileTypes

_CHUNK = 64 * 1024


class FileOnDisk:
    """A file that is open only while it is being sent, and opened anew for each try."""

    def __init__(self, path: os.PathLike[str]) -> None:
        self._path = Path(path)
        self._file: IO[bytes] | None = None

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._close()
        return self._path.stat().st_size if whence == os.SEEK_END else offset

    def read(self, size: int) -> bytes:
        if self._file is None:
            self._file = self._path.open("rb")
        chunk = self._file.read(size)
        if not chunk:
            self._close()
        return chunk

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class FileOfChunks:
    """What yields bytes, as a file that can be read once."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)

    def read(self, size: int) -> bytes:
        """The next chunk, of whatever size it is."""
        return next((chunk for chunk in self._chunks if chunk), b"")


class Source:
    """Bytes to send as a whole body: a file's from where it stands, or those of chunks."""

    def __init__(self, source: Any) -> None:
        self._source: Any = source
        if isinstance(source, os.PathLike):
            self._source = FileOnDisk(cast("os.PathLike[str]", source))
        self._start: int | None = self._source.tell() if is_replayable(self._source) else None

    @property
    def replayable(self) -> bool:
        """Whether the bytes can be sent a second time."""
        return self._start is not None

    @property
    def size(self) -> int | None:
        """The number of bytes; None where it is not known before they are sent."""
        if self._start is None:
            return None
        end = int(self._source.seek(0, os.SEEK_END))
        self._source.seek(self._start)
        return end - self._start

    def chunks(self) -> Iterable[bytes]:
        """The bytes, for a sync client. Raises TypeError for chunks that only async code has."""
        if isinstance(self._source, AsyncIterable):
            raise TypeError("a body that is iterated over asynchronously needs the async client")
        if hasattr(self._source, "read"):
            return self._read()
        return cast("Iterable[bytes]", self._source)

    async def async_chunks(self) -> AsyncIterator[bytes]:
        """The bytes, for an async client."""
        source: object = self._source
        if isinstance(source, AsyncIterable):
            async for chunk in cast("AsyncIterable[bytes]", source):
                yield chunk
        else:
            for chunk in self.chunks():
                yield chunk

    def _read(self) -> Iterator[bytes]:
        if self._start is not None:
            self._source.seek(self._start)
        while chunk := self._source.read(_CHUNK):
            yield chunk


def file_from_path(path: str | os.PathLike[str]) -> FileTypes:
    """An upload of a file's content as it is now, under the file's name."""
    return Path(path).name, Path(path).read_bytes()


def is_replayable(content: object) -> bool:
    """Whether the bytes of an upload can be sent a second time."""
    seekable = getattr(content, "seekable", None)
    return isinstance(content, (bytes, str)) or (seekable is not None and bool(seekable()))
