"""The TLS settings of connections, made at the first handshake: reading the certificates takes longer
than all else about a client, and not every client that is made encrypts."""

from __future__ import annotations

import ssl
from threading import Lock
from typing import Any

import httpx2


class LazyContext(ssl.SSLContext):
    """Stands for the context that httpx2 makes itself, until there is a handshake to make."""

    def __new__(cls) -> LazyContext:
        return super().__new__(cls, ssl.PROTOCOL_TLS_CLIENT)

    def __init__(self) -> None:
        self._lock = Lock()
        self._context: ssl.SSLContext | None = None

    def set_alpn_protocols(self, alpn_protocols: Any) -> None:
        self._made().set_alpn_protocols(alpn_protocols)

    def wrap_bio(self, *args: Any, **kwargs: Any) -> ssl.SSLObject:
        return self._made().wrap_bio(*args, **kwargs)

    def wrap_socket(self, *args: Any, **kwargs: Any) -> ssl.SSLSocket:
        return self._made().wrap_socket(*args, **kwargs)

    def _made(self) -> ssl.SSLContext:
        with self._lock:
            if self._context is None:
                self._context = httpx2.create_ssl_context()
            return self._context
