"""Small package archives for the tests: made here, entry by entry, by Python's own tarfile."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Mapping

PACKAGE_JSON = json.dumps({"name": "acme", "version": "1.2.3", "license": "MIT"})
ACME = {
    "package/package.json": PACKAGE_JSON,
    "package/index.d.ts": "export declare class Acme {}\n",
    "package/index.js": "class Acme {}\n",
}


def tar(files: Mapping[str, str | bytes], *, format: int = tarfile.PAX_FORMAT) -> bytes:
    return tar_of([(entry(name), content) for name, content in files.items()], format=format)


def tgz(files: Mapping[str, str | bytes]) -> bytes:
    return gzip.compress(tar(files), mtime=0)


def entry(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type = kind
    made.linkname = target
    return made


def tar_of(
    entries: list[tuple[tarfile.TarInfo, str | bytes]], *, format: int = tarfile.PAX_FORMAT
) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=format) as archive:
        for about, content in entries:
            body = content.encode() if isinstance(content, str) else content
            about.size = len(body)
            archive.addfile(about, io.BytesIO(body))
    return made.getvalue()
