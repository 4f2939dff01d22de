"""The lock of a vendored folder: what it was made from, and the SHA-256 of every file as it was made.

YAML in a stable order, without dates or paths of a machine, to be read in a review. An edit shows as a
file whose hash is another; the lock always tells what was generated, never what became of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.manifest import path_faults
from sdkscribe.model_kinds import Models
from sdkscribe.spec import FORMAT_VERSION, Package
from sdkscribe.spec_yaml.reader import read_document
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Node
from sdkscribe.spec_yaml.writer import write_yaml

LOCK = "sdkscribe-lock.yaml"
LOCK_VERSION = 1
_TITLE = "# Made by sdkscribe and not to be edited: `sdkscribe verify` holds this folder to it.\n"
_HASH = re.compile("[0-9a-f]{64}")
_KEYS = known(
    "lock", "generator", "spec_format", "source", "only", "overlays", "package", "models", "files"
)
_SOURCE_KEYS = known("name", "version", "integrity", "license")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """`package` is what the generated package calls itself; `overlays` are the names of the files
    that were applied, in order; `models` are given where it holds the types alone; `hashes` are of all
    files but the lock, by path."""

    generator: str
    source: Package
    only: tuple[str, ...]
    overlays: tuple[str, ...]
    package: str
    models: Models | None = None
    hashes: Mapping[str, str]


def dump_lock(lock: Lock) -> str:
    source = lock.source
    named: Node = {"name": source.name, "version": source.version}
    optional: Node = {"integrity": source.integrity, "license": source.license}
    tree: Node = {
        "lock": LOCK_VERSION,
        "generator": lock.generator,
        "spec_format": FORMAT_VERSION,
        "source": {**named, **{key: text for key, text in optional.items() if text is not None}},
        "only": list(lock.only),
        "overlays": list(lock.overlays),
        "package": lock.package,
        "models": None if lock.models is None else str(lock.models),
        "files": dict(sorted(lock.hashes.items())),
    }
    return _TITLE + write_yaml(
        {key: value for key, value in tree.items() if value not in ([], None)}, LOCK
    )


def load_lock(folder: Path) -> Lock:
    """The lock in a folder. Raises `SdkscribeError` with all that is wrong with it, or where there
    is none."""
    path = folder / LOCK
    if path.is_symlink() or not path.is_file():
        message = f"is no vendored folder: there is no {LOCK} in it"
        raise SdkscribeError(
            Problem(
                message=message,
                location=Location(path=folder.as_posix()),
                hint="name a folder that `sdkscribe vendor` made",
            )
        )
    taker = Taker(document=read_document(path), module="", problems=[])
    lock = _lock(taker, taker.document.root)
    if taker.problems:
        raise SdkscribeError(taker.problems)
    return lock


def _lock(taker: Taker, root: Node) -> Lock:
    taker.expect_keys(root, _KEYS)
    _expect_version(taker, root, "lock", LOCK_VERSION)
    _expect_version(taker, root, "spec_format", FORMAT_VERSION)
    return Lock(
        generator=taker.text(root, "generator"),
        source=_source(taker, taker.mapping(root, "source")),
        only=tuple(taker.texts(root, "only")),
        overlays=tuple(taker.texts(root, "overlays")),
        package=taker.text(root, "package"),
        models=taker.choice(root, "models", tuple(Models), None),
        hashes=_hashes(taker, taker.mapping(root, "files")),
    )


def _expect_version(taker: Taker, root: Node, key: str, ours: int) -> None:
    taker.required(root, key)
    if taker.whole_number(root, key, ours) > ours:
        message = f"`{key}` is of a later version of the format than {ours}"
        taker.complain(root, key, message, "it takes a newer sdkscribe to read it")


def _source(taker: Taker, node: Node) -> Package:
    taker.expect_keys(node, _SOURCE_KEYS)
    return Package(
        name=taker.text(node, "name"),
        version=taker.text(node, "version"),
        integrity=taker.optional_text(node, "integrity"),
        license=taker.optional_text(node, "license"),
    )


def _hashes(taker: Taker, node: Node) -> dict[str, str]:
    for fault in path_faults(node, reserved=LOCK):
        taker.complain(node, None, fault)
    hashes = {path: taker.text(node, path) for path in node}
    for path, text in hashes.items():
        if not _HASH.fullmatch(text):
            taker.complain(node, path, "this is not a SHA-256 in hexadecimal")
    return hashes
