"""The file `.sdkscribe` in a folder that sdkscribe wrote: the hash and the path of every file there.

Made from the files that are about to be written, and read back from disk to tell them from what a
person put there. It carries no date and no version, so that equal files have equal manifests.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from sdkscribe.errors import Location, Problem, SdkscribeError

MANIFEST = ".sdkscribe"
_TITLE = "# Made by sdkscribe, not to be edited: the SHA-256 and path of every file here.\n"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_PLAIN = re.compile(r"(?:[a-z][a-z0-9_]*/)*[a-z_][a-z0-9_]*\.(?:py|yaml)")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:]")


def with_manifest(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """The files as they are written, and their manifest. Raises `SdkscribeError` for a path that
    leaves the folder, is another file's folder, or differs from another only by case."""
    refuse_bad_paths(files, reserved=MANIFEST)
    contents = {
        path: content.encode() if isinstance(content, str) else content
        for path, content in files.items()
    }
    lines = [f"{digest(content)}  {path}\n" for path, content in sorted(contents.items())]
    return {**contents, MANIFEST: "".join([_TITLE, *lines]).encode()}


def read_manifest(folder: Path, shown_as: Path) -> dict[str, str]:
    """The hash of every file that sdkscribe made there, by path; empty without a manifest."""
    path = folder / MANIFEST
    if path.is_symlink() or not path.is_file():
        return {}
    lines = path.read_text("utf-8", errors="replace").removesuffix("\n").split("\n")[1:]
    matches = [_LINE.fullmatch(line) for line in lines]
    problems = [
        Problem(
            message="the manifest is damaged",
            location=Location(path=f"{shown_as}/{MANIFEST}", line=number),
            source=lines[number - 2],
            hint="restore it from version control, or delete the folder to make it anew",
        )
        for number, match in enumerate(matches, start=2)
        if match is None
    ]
    if problems:
        raise SdkscribeError(problems[0])
    return {match[2]: match[1] for match in matches if match}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def refuse_bad_paths(paths: Collection[str], *, reserved: str) -> None:
    """Raises `SdkscribeError` with every fault of the paths."""
    problems = [Problem(message=message) for message in path_faults(paths, reserved=reserved)]
    if problems:
        raise SdkscribeError(problems)


def path_faults(paths: Collection[str], *, reserved: str) -> Iterator[str]:
    """What is wrong with the paths of a folder's files, whose record has the `reserved` one."""
    seen: dict[str, str] = {reserved: reserved}
    known: set[str] = set()
    for path in sorted(paths):
        if fault := _path_fault(path):
            yield f"a file can't be named {path!r}: {fault}"
            continue
        for part in (path, *_folders(path, known)):
            same = seen.setdefault(_folded(part), part)
            if same != part:
                yield f"paths differ only by case: {same} and {part}"
            elif part in paths and part != path:
                yield f"{part} is both a file and the folder of {path}"
        if path == reserved:
            yield f"a file can't be named {path!r}: it is the manifest's name"


def _path_fault(path: str) -> str | None:
    if _PLAIN.fullmatch(path):
        return None
    segments = path.split("/")
    if ".." in segments or path.startswith("/"):
        return "it leaves the folder"
    if "" in segments or "." in segments:
        return "it is not in its shortest form"
    if _UNSAFE.search(path):
        return "it holds a backslash, a colon or a control character"
    if "__pycache__" in segments or path.endswith(".pyc"):
        return "that is a place for Python's own caches"
    return None


def _folders(path: str, known: set[str]) -> Iterator[str]:
    """The folders that a path leads through, those that are not `known` yet."""
    folder = path.rpartition("/")[0]
    while folder and folder not in known:
        known.add(folder)
        yield folder
        folder = folder.rpartition("/")[0]


def _folded(path: str) -> str:
    """What two paths share that name one file where the file system does not tell case."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
