"""The server that the clients are timed against: a process of its own, answers ready made.

Prints its port and serves until its standard input ends.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from benchmarks.client_cases import ANSWERS, EVENT_STREAM


def _answer(content_type: str, parts: Sequence[bytes]) -> bytes:
    """An answer: whole, or each event in a chunk of its own, as APIs send them."""
    head = f"HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\n"
    if content_type == EVENT_STREAM:
        chunks = [b"%x\r\n%s\r\n" % (len(part), part) for part in parts]
        return (
            f"{head}transfer-encoding: chunked\r\n\r\n".encode() + b"".join(chunks) + b"0\r\n\r\n"
        )
    body = b"".join(parts)
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


READY = {path.encode(): _answer(*answer) for path, answer in ANSWERS.items()}


class Connection(asyncio.Protocol):
    """One client's connection."""

    def __init__(self) -> None:
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        _, _, after = head.lower().partition(b"content-length:")
        length = int(after.partition(b"\r\n")[0]) if after else 0
        if end and len(body) >= length:
            self._received = b""
            self._transport.write(READY[head.split(b" ", 2)[1]])


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
