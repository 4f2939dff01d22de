"""Encrypted connections, over a server with a certificate of its own (`tests/tls`, made by openssl
for `localhost` and for nothing else)."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from runtime.errors import APIConnectionError
from runtime.tls import LazyContext
from sample_api import AsyncSample, Sample

CERTIFICATE = Path(__file__).parents[1] / "tls" / "localhost.crt"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"id": "t1"}')

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_suffix(".key"))
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"https://localhost:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def retrieved(url: str, kind: str) -> str:
    settings: dict[str, Any] = {"api_key": "k", "base_url": url, "max_retries": 0}

    async def awaited() -> str:
        async with AsyncSample(**settings) as client:
            return (await client.things.retrieve("t1")).id

    if kind == "async":
        return asyncio.run(awaited())
    with Sample(**settings) as client:
        return client.things.retrieve("t1").id


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_server_whose_certificate_is_trusted_is_talked_to(
    url: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert retrieved(url, kind) == "t1"


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_server_whose_certificate_is_not_trusted_is_not(
    url: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(APIConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
        retrieved(url, kind)


def test_certificates_are_read_once_and_only_for_a_handshake(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[ssl.SSLContext] = []

    def make() -> ssl.SSLContext:
        made.append(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        return made[-1]

    monkeypatch.setattr("httpx2.create_ssl_context", make)
    context = LazyContext()
    assert made == []
    ready = threading.Barrier(8)

    def handshake() -> None:
        ready.wait()
        context.set_alpn_protocols(["http/1.1"])
        context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost")

    threads = [threading.Thread(target=handshake) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
