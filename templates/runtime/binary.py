"""An answer that is bytes and not JSON: a file, audio, an image."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os

    import httpx2


class HttpxBinaryResponseContent:
    """The bytes of an answer, which are in memory; `with_streaming_response` leaves them on the
    wire until they are asked for."""

    response: httpx2.Response

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response

    @property
    def content(self) -> bytes:
        """The bytes."""
        return self.response.content

    @property
    def text(self) -> str:
        """The bytes as text, in the encoding that the answer names."""
        return self.response.text

    @property
    def encoding(self) -> str | None:
        """The text encoding that the answer names."""
        return self.response.encoding

    @property
    def charset_encoding(self) -> str | None:
        """The text encoding in the answer's content type."""
        return self.response.charset_encoding

    def json(self, **arguments: Any) -> Any:
        """The bytes as JSON; `arguments` are those of `json.loads`."""
        return json.loads(self.content, **arguments)

    def read(self) -> bytes:
        """The bytes."""
        return self.content

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The bytes in chunks."""
        return self.response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """The text in chunks."""
        return self.response.iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        """The text's lines."""
        return self.response.iter_lines()

    def write_to_file(self, file: str | os.PathLike[str]) -> None:
        """Write the bytes to a file."""
        Path(file).write_bytes(self.content)

    def stream_to_file(
        self, file: str | os.PathLike[str], *, chunk_size: int | None = None
    ) -> None:
        """Write the bytes to a file, in chunks."""
        with Path(file).open("wb") as target:
            for chunk in self.iter_bytes(chunk_size):
                target.write(chunk)

    def close(self) -> None:
        """Nothing is left to close; for code that closes what it opens."""
        self.response.close()

    async def aread(self) -> bytes:
        """The bytes."""
        return self.content

    async def aiter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The bytes in chunks: awaited once, then iterated."""
        return self.response.aiter_bytes(chunk_size)

    async def aiter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        """The text in chunks: awaited once, then iterated."""
        return self.response.aiter_text(chunk_size)

    async def aiter_lines(self) -> AsyncIterator[str]:
        """The text's lines: awaited once, then iterated."""
        return self.response.aiter_lines()

    async def astream_to_file(
        self, file: str | os.PathLike[str], *, chunk_size: int | None = None
    ) -> None:
        """Write the bytes to a file, in chunks."""
        self.stream_to_file(file, chunk_size=chunk_size)

    async def aclose(self) -> None:
        """Nothing is left to close; for code that closes what it opens."""
        await self.response.aclose()
