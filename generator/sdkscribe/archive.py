"""The files of a package archive (`.tgz`), read in memory: nothing is unpacked to disk.

Made from the archive's bytes, entry by entry, within limits that hold while it is read. It knows
gzip and tar, strictly; it must not know npm or what the files mean.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sdkscribe.errors import Location, Problem, SdkscribeError

_BLOCK = 512
_FILE_KINDS = frozenset(b"0\0007")
_FOLDER = ord("5")
_LONG_NAME = ord("L")
_PAX = ord("x")
_GLOBAL_PAX = ord("g")
_LINKS = frozenset(b"12K")
_DEVICES = frozenset(b"346")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that is read of one package: bytes in all, bytes of one file, number of files."""

    total: int = 1 << 30
    file: int = 64 << 20
    count: int = 100_000


LIMITS = Limits()


class _RefusalError(Exception):
    """Why the archive is not read, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    kind: int
    size: int


def integrity_of(archive: bytes) -> str:
    """The archive's hash, written as npm writes it: `sha512-` and base64."""
    return "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode("ascii")


def read_archive(
    archive: bytes, *, shown_as: str, is_wanted: Callable[[str], bool], limits: Limits = LIMITS
) -> dict[str, bytes]:
    """The wanted files by their path below the archive's outermost folder, as npm installs them:
    of two entries with one path, the later. `shown_as` is the archive's name in errors."""
    files: dict[str, bytes] = {}
    try:
        for path, content in _entries(_Unpacked(archive, limits), limits):
            if is_wanted(path):
                files[path] = content
    except _RefusalError as refusal:
        message, hint = refusal.message, refusal.hint
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        message, hint = f"the archive is damaged: {error}", _FETCH_AGAIN
    else:
        return files
    raise SdkscribeError(Problem(message=message, location=Location(path=shown_as), hint=hint))


_FETCH_AGAIN = "delete it and fetch it again"
_MALICIOUS = "sdkscribe reads no such archive: ask where it comes from"


class _Unpacked:
    """The unzipped bytes, counted as they are taken, so that a gzip bomb ends at the limit."""

    def __init__(self, archive: bytes, limits: Limits) -> None:
        self._stream = io.BufferedReader(gzip.GzipFile(fileobj=io.BytesIO(archive)), 1 << 18)
        self._total = limits.total
        self._left = limits.total

    def take(self, size: int) -> bytes:
        self._left -= size
        if self._left < 0:
            raise _too_large(f"unpacks to more than {self._total:,} bytes")
        content = self._stream.read(size)
        if len(content) < size:
            raise _damaged("it ends in the middle")
        return content

    def drain(self) -> None:
        """Reads to the end, for only there does gzip verify its checksum."""
        while len(chunk := self._stream.read(1 << 18)) > 0:
            self._left -= len(chunk)
            if self._left < 0:
                raise _too_large(f"unpacks to more than {self._total:,} bytes")


def _entries(unpacked: _Unpacked, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Every regular file: its path below the outermost folder, and its content."""
    extended: dict[str, str] = {}
    count = 0
    while any(block := unpacked.take(_BLOCK)):
        count += 1
        if count > limits.count:
            raise _too_large(f"holds more than {limits.count:,} entries")
        header = _header(block, extended)
        content = _content(unpacked, header, limits)
        if header.kind in (_PAX, _GLOBAL_PAX, _LONG_NAME):
            extended = _extension(header.kind, content, extended)
            continue
        extended = {}
        path = _path_below_top(header)
        if path and header.kind in _FILE_KINDS and not header.name.endswith("/"):
            yield path, content
    unpacked.drain()


def _header(block: bytes, extended: dict[str, str]) -> _Header:
    if _number(block[148:156]) != sum(block) - sum(block[148:156]) + 8 * ord(" "):
        raise _damaged("an entry's checksum is wrong")
    size = _decimal(extended["size"].encode()) if "size" in extended else _number(block[124:136])
    return _Header(name=extended.get("path") or _short_path(block), kind=block[156], size=size)


def _short_path(block: bytes) -> str:
    """The path in the header itself, which a longer one elsewhere replaces."""
    name = _text(block[:100])
    prefix = _text(block[345:500]) if block[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _content(unpacked: _Unpacked, header: _Header, limits: Limits) -> bytes:
    if header.kind == _FOLDER:
        return b""
    if header.size > limits.file:
        raise _too_large(f"holds a file of more than {limits.file:,} bytes: {header.name}")
    padding = -header.size % _BLOCK
    return unpacked.take(header.size + padding)[: header.size]


def _extension(kind: int, content: bytes, extended: dict[str, str]) -> dict[str, str]:
    """What an entry says about the next one: its long name, or its extended attributes."""
    if kind == _LONG_NAME:
        return extended | {"path": _text(content)}
    attributes = dict(_pax_attributes(content))
    if any(key.startswith("GNU.sparse.") for key in attributes):
        raise _damaged("it holds a sparse file")
    if kind == _PAX:
        return extended | attributes
    if attributes.keys() & {"path", "size"}:
        raise _damaged("one path or size is set for all of its entries")
    return extended


def _pax_attributes(content: bytes) -> Iterator[tuple[str, str]]:
    """Records of the form `LENGTH KEY=VALUE\\n`, the length that of the whole record."""
    while content:
        length, space, _ = content.partition(b" ")
        size = _decimal(length)
        key, equals, value = content[len(length) + 1 : size].partition(b"=")
        if not (space and equals and value.endswith(b"\n") and size <= len(content)):
            raise _damaged("an extended attribute is malformed")
        yield _decoded(key), _decoded(value[:-1])
        content = content[size:]


def _path_below_top(header: _Header) -> str:
    """The entry's path without its outermost folder; empty for that folder itself."""
    if header.kind in _LINKS:
        raise _RefusalError(f"the archive holds a link: {header.name}", _MALICIOUS)
    if header.kind in _DEVICES:
        raise _RefusalError(f"the archive holds a device or a pipe: {header.name}", _MALICIOUS)
    if header.kind not in _FILE_KINDS and header.kind != _FOLDER:
        raise _damaged(f"it holds an entry of unknown kind {chr(header.kind)!r}: {header.name}")
    segments = header.name.split("/")
    if header.name.startswith("/") or ".." in segments or set(header.name) & {"\\", "\0"}:
        raise _RefusalError(
            f"the archive holds a path that leaves its folder: {header.name!r}", _MALICIOUS
        )
    return "/".join(segment for segment in segments[1:] if segment not in ("", "."))


def _number(field: bytes) -> int:
    """An octal field; one with its high bit set is binary, for sizes beyond 8 GiB."""
    if field[0] & 0x80:
        return int.from_bytes(bytes([field[0] & 0x7F]) + field[1:], "big")
    digits = field.strip(b" \0")
    if digits.strip(b"01234567"):
        raise _damaged("its header holds no number where one belongs")
    return int(digits or b"0", 8)


def _decimal(digits: bytes) -> int:
    if not digits.isdigit() or len(digits) > 20:
        raise _damaged("an extended attribute holds no number where one belongs")
    return int(digits)


def _text(field: bytes) -> str:
    return _decoded(field.partition(b"\0")[0])


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise _damaged("a name in it is not UTF-8") from None


def _damaged(how: str) -> _RefusalError:
    return _RefusalError(f"the archive is damaged: {how}", _FETCH_AGAIN)


def _too_large(how: str) -> _RefusalError:
    return _RefusalError(f"the archive {how}", "sdkscribe reads no larger packages")
