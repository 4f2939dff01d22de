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
    "String": ScalarType(kind="string"),
    "Number": ScalarType(kind="number"),
    "Boolean": ScalarType(kind="boolean"),
    "Object": ScalarType(kind="object"),
}
"""Types of the language and the platform, by what JSON has for them."""

GLOBAL_CODE = frozenset(
    {
        "AbortController",
        "AbortSignal",
        "AsyncGenerator",
        "AsyncIterable",
        "AsyncIterableIterator",
        "AsyncIterator",
        "Element",
        "Error",
        "Event",
        "EventTarget",
        "FormData",
        "Function",
        "Generator",
        "HTMLElement",
        "Headers",
        "IterableIterator",
        "Iterator",
        "IteratorResult",
        "JSON",
        "Map",
        "Math",
        "MessageEvent",
        "Promise",
        "PromiseLike",
        "Proxy",
        "ReadonlyMap",
        "ReadonlySet",
        "RegExp",
        "Request",
        "Set",
        "SharedArrayBuffer",
        "Symbol",
        "TextDecoder",
        "TextEncoder",
        "ThisType",
        "TransformStream",
        "URLSearchParams",
        "WeakMap",
        "WeakRef",
        "WeakSet",
        "WebSocket",
        "WritableStream",
    }
)
"""Objects of the language and the platform that JSON has no form for."""

GLOBAL_NAMESPACES = frozenset({"Intl", "NodeJS", "WebAssembly", "globalThis"})
"""Namespaces of the platform, whose types say nothing of JSON."""
