"""A source of declarations: a package on npm, an archive, a package folder or one declaration file.

Made from what the command line or the configuration names, read whole into memory. It knows where
a package's files are and which of them say something about the API; it must not know what they say.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Literal, TypeAlias, cast

from sdkscribe import npm, npm_cache
from sdkscribe.archive import LIMITS, Limits, integrity_of, read_archive
from sdkscribe.digests import digest_of
from sdkscribe.errors import Location, Problem, SdkscribeError

_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
_SCRIPTS = (".js", ".mjs", ".cjs")
_ARCHIVES = (".tgz", ".tar.gz")
_NOTICES = ("LICEN", "NOTICE", "COPYING")
_SKIPPED_FOLDERS = frozenset({"node_modules", ".git"})

SourceKind: TypeAlias = Literal["npm", "archive", "folder", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A package's declarations and scripts by their path in the package, sorted. A lone declaration
    file has no version, and the package's name is its own. `integrity` is npm's hash of the
    archive (`sha512-…`); a folder and a lone file have none. `root` is the folder that the package's
    modules are in, with its slash: empty, or such as `dist/`."""

    name: str
    version: str
    kind: SourceKind
    files: Mapping[str, bytes]
    root: str = ""
    integrity: str | None = None
    license: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadSource:
    """A source whose bytes are there, and of which nothing is read yet. Two with one `digest` read
    alike."""

    digest: str
    read: Callable[[], Source]


def open_source(
    text: str,
    *,
    integrity: str | None = None,
    root: Path | None = None,
    say: npm.Say = lambda message: None,
) -> Source:
    """Reads `name@version`, a `.tgz`, a package folder or a declaration file; paths are relative to
    `root` (the working directory). With `integrity` given, the archive is that one or an error."""
    return find_source(text, integrity=integrity, root=root, say=say).read()


def find_source(
    text: str,
    *,
    integrity: str | None = None,
    root: Path | None = None,
    say: npm.Say = lambda message: None,
) -> UnreadSource:
    """What `open_source` reads, before it is read."""
    path = (root or Path()) / text
    if package := npm.exact_version(text):
        archive = npm.fetch(package, integrity=integrity, say=say)
        return _unread("npm", [archive], partial(_published_package, package, archive))
    if text.endswith(_ARCHIVES):
        archive = _read(path, shown_as=text)
        npm.check_integrity(archive, expected=integrity, shown_as=text)
        read = partial(_package_in_archive, archive, kind="archive", shown_as=text)
        return _unread("archive", [archive], read)
    if integrity is not None:
        raise _error(f"an integrity is given for what is no archive: {text}", _NO_INTEGRITY)
    if text.endswith(_DECLARATIONS):
        content = _read(path, shown_as=text)
        read = partial(_lone_declaration, content, path.name, shown_as=text)
        return _unread("file", [path.name, content], read)
    if path.is_dir():
        files = folder_files(path, shown_as=text)
        read = partial(_package, files, kind="folder", shown_as=text)
        return _unread("folder", chain.from_iterable(sorted(files.items())), read)
    if path.is_file():
        raise _error(f"neither a package nor declarations: {text}", _SOURCES)
    raise SdkscribeError(npm.inexact_version_problem(text) or _not_a_source(text))


def cached_source(name: str, version: str, *, integrity: str) -> UnreadSource | None:
    """A published package, where the cache has it; nobody is asked for it."""
    archive = npm_cache.load(name, version, integrity=integrity, say=lambda message: None)
    if archive is None:
        return None
    package = npm.PackageVersion(name, version)
    return _unread("npm", [archive], partial(_published_package, package, archive))


def _unread(
    kind: SourceKind, parts: Iterable[str | bytes], read: Callable[[], Source]
) -> UnreadSource:
    return UnreadSource(digest=digest_of([kind, *parts]), read=read)


_SOURCES = "a source is a package on npm (openai@6.8.1), a .tgz, a package folder or a .d.ts file"
_NO_INTEGRITY = "a folder and a lone file have no published hash: leave the integrity out"


def _published_package(package: npm.PackageVersion, archive: bytes) -> Source:
    source = _package_in_archive(archive, kind="npm", shown_as=str(package))
    if (source.name, source.version) != (package.name, package.version):
        raise _error(
            f"the archive of {package} says that it holds {source.name}@{source.version}",
            "the registry answers with another package: ask who keeps it",
        )
    return source


def _package_in_archive(archive: bytes, *, kind: SourceKind, shown_as: str) -> Source:
    files = read_archive(archive, shown_as=shown_as, is_wanted=_is_wanted)
    return _package(files, kind=kind, shown_as=shown_as, integrity=integrity_of(archive))


def _package(
    files: dict[str, bytes], *, kind: SourceKind, shown_as: str, integrity: str | None = None
) -> Source:
    about = _package_json(files, shown_as)
    declarations = {path: files[path] for path in files if path.endswith(_DECLARATIONS)}
    if not declarations:
        raise _error(
            f"{shown_as} holds no TypeScript declarations (*.d.ts)",
            "where they are made by a build, build first; else the package publishes none",
        )
    _check_encoding(declarations)
    return Source(
        name=_text_field(about, "name", shown_as),
        version=_text_field(about, "version", shown_as),
        kind=kind,
        files=MappingProxyType(dict(sorted(files.items()))),
        root=_root(about),
        integrity=integrity,
        license=_license(about),
    )


def _lone_declaration(content: bytes, file_name: str, *, shown_as: str) -> Source:
    _check_encoding({shown_as: content})
    return Source(
        name=file_name[: file_name.rindex(".d.")],
        version="",
        kind="file",
        files=MappingProxyType({file_name: content}),
    )


def _is_wanted(path: str) -> bool:
    """Whether a transcriber reads the file: no sources (`src/`), nor other packages."""
    folders, _, name = path.rpartition("/")
    if path.startswith("src/") or not _SKIPPED_FOLDERS.isdisjoint(folders.split("/")):
        return False
    return name.endswith(_DECLARATIONS + _SCRIPTS) or (
        not folders and (name == "package.json" or name.upper().startswith(_NOTICES))
    )


def folder_files(folder: Path, *, shown_as: str, limits: Limits = LIMITS) -> dict[str, bytes]:
    """The wanted files within the limits that hold for an archive."""
    files: dict[str, bytes] = {}
    left = limits.total
    for path, entry in _walk(folder, "", shown_as):
        if not entry.is_file(follow_symlinks=False):
            raise _error(
                f"{shown_as}/{path} is not a file, and links are not followed",
                "put the file itself in its place, or give the package's .tgz",
            )
        size = entry.stat().st_size
        left -= size
        if size > limits.file or left < 0 or len(files) >= limits.count:
            raise _error(f"{shown_as} is too large to be a package: {path}", _WRONG_FOLDER)
        files[path] = _content(entry, shown_as=f"{shown_as}/{path}")
    return files


def _content(entry: os.DirEntry[str], *, shown_as: str) -> bytes:
    try:
        with open(entry, "rb") as file:  # noqa: PTH123 - of thousands of files, each costs a Path
            return file.read()
    except OSError as error:
        raise _error(f"{shown_as} can't be read: {error.strerror}") from None


_WRONG_FOLDER = "check that this is the package's own folder"


def _walk(folder: Path | str, below: str, shown_as: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The wanted files, and the links to what may be one or hold one."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise _error(f"{shown_as}/{below} can't be read: {error.strerror}") from None
    for entry in entries:
        path = below + entry.name
        if entry.is_dir() and not entry.is_symlink():
            if _is_wanted(f"{path}/index.d.ts"):
                yield from _walk(entry.path, f"{path}/", shown_as)
        elif _is_wanted(f"{path}/index.d.ts" if entry.is_dir() else path):
            yield path, entry


def _package_json(files: dict[str, bytes], shown_as: str) -> dict[str, object]:
    if "package.json" not in files:
        raise _error(f"{shown_as} is not a package: it holds no package.json", _WRONG_FOLDER)
    try:
        about = json.loads(files["package.json"])
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _error(f"{shown_as}/package.json is not JSON: {error}") from None
    if not isinstance(about, dict):
        raise _error(f"{shown_as}/package.json is not an object")
    return cast("dict[str, object]", about)


def _text_field(about: dict[str, object], field: str, shown_as: str) -> str:
    value = about.get(field)
    if isinstance(value, str) and value:
        return value
    raise _error(f"{shown_as}/package.json has no `{field}`", _WRONG_FOLDER)


def _root(about: dict[str, object]) -> str:
    """The folder of the declarations that a program imports: `dist/` of `./dist/index.d.ts`."""
    types = about.get("types", about.get("typings"))
    folder = PurePosixPath(types).parent.as_posix() if isinstance(types, str) else "."
    return f"{folder}/" if folder != "." else ""


def _license(about: dict[str, object]) -> str | None:
    """The licence's SPDX expression; old packages write `{"type": "MIT"}`."""
    match about.get("license"):
        case str(expression) | {"type": str(expression)}:
            return expression
        case _:
            return None


def _check_encoding(declarations: Mapping[str, bytes]) -> None:
    problems = [p for path, text in declarations.items() if (p := _not_utf_8(path, text))]
    if problems:
        raise SdkscribeError(problems)


def _not_utf_8(path: str, content: bytes) -> Problem | None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        return Problem(
            message="the declaration file is not UTF-8",
            location=Location(path=path, line=line, column=column),
            hint="save it as UTF-8",
        )
    return None


def _read(path: Path, *, shown_as: str) -> bytes:
    try:
        if path.stat().st_size > LIMITS.total:
            raise _error(f"{shown_as} is too large to be a package", _WRONG_FOLDER)
        return path.read_bytes()
    except FileNotFoundError:
        raise SdkscribeError(_not_a_source(shown_as)) from None
    except OSError as error:
        raise _error(f"{shown_as} can't be read: {error.strerror}") from None


def _not_a_source(text: str) -> Problem:
    return Problem(message=f"no such file or folder: {text}", hint=_SOURCES)


def _error(message: str, hint: str | None = None) -> SdkscribeError:
    return SdkscribeError(Problem(message=message, hint=hint))
