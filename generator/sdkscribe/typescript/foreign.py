"""The types of the platform that declarations use, and what they carry: files, bytes, dates."""

from __future__ import annotations

from typing import Literal

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
