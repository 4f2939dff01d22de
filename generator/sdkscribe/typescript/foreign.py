"""The types of the platform that declarations use, and what they carry: files, bytes, dates, other JSON,
nothing that is sent."""

from __future__ import annotations

from typing import Literal

from sdkscribe.spec import ScalarType

FOREIGN_TYPES: dict[str, Literal["upload", "bytes", "date"]] = {
    "Uploadable": "upload",
    "FileLike": "upload",
    "File": "upload",
    "Blob": "upload",
    "BlobLike": "upload",
    "ReadableStream": "bytes",
    "ArrayBuffer": "bytes",
    "ArrayBufferView": "bytes",
    "DataView": "bytes",
    "Uint8Array": "bytes",
    "Buffer": "bytes",
    "Response": "bytes",
    "Date": "date",
}

GLOBAL_SCALARS = {
    "bigint": ScalarType(kind="integer", evidence="bigint"),
    "URL": ScalarType(kind="string"),
}
"""Types of the language and the platform, by what JSON has for them."""

GLOBAL_CODE = frozenset(
    {
        "AbortController",
        "AbortSignal",
        "AsyncIterable",
        "AsyncIterator",
        "Error",
        "Event",
        "EventTarget",
        "FormData",
        "Function",
        "Headers",
        "Iterator",
        "Map",
        "Promise",
        "PromiseLike",
        "RegExp",
        "Request",
        "Set",
        "URLSearchParams",
        "WeakMap",
        "WeakSet",
        "WebSocket",
    }
)
"""Objects of the language and the platform that JSON has no form for."""
