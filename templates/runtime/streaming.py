"""Streams of server-sent events, for packages that have methods with `stream=True`."""

from .async_stream import AsyncStream
from .sync_stream import Stream

__all__ = ["AsyncStream", "Stream"]
