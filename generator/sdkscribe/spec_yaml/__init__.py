"""Specs on disk: a folder of YAML files whose type nodes are JSON Schema 2020-12.

`dump` and `load` are each other's inverse, but for the `line` of things: loaded, it is the line in the
YAML. `docs/spec-format.md` describes the format; nothing else in the project knows YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.spec import Spec
from sdkscribe.spec_yaml.dump_documents import spec_documents
from sdkscribe.spec_yaml.links import SPEC_FILE, SUFFIX
from sdkscribe.spec_yaml.load_documents import spec_of
from sdkscribe.spec_yaml.reader import read_document, read_yaml
from sdkscribe.spec_yaml.tree import Document, Node
from sdkscribe.spec_yaml.writer import write_yaml

__all__ = ["dump", "from_documents", "load", "to_documents"]


def dump(spec: Spec) -> dict[str, str]:
    """The text of each file of the spec, by its path in the spec's folder."""
    return {path: write_yaml(tree) for path, tree in to_documents(spec).items()}


def load(files: Mapping[str, str] | Path) -> Spec:
    """The spec that a folder, or the texts of its files by relative path, hold. Raises
    `SdkscribeError` with every problem and its place."""
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for path, read in _from_folder(files) if isinstance(files, Path) else _from_texts(files):
        try:
            documents[path] = read()
        except SdkscribeError as error:
            problems.extend(error.problems)
    if problems:
        raise SdkscribeError(problems)
    return spec_of(documents)


def to_documents(spec: Spec) -> dict[str, Node]:
    """The plain tree of each file of the spec, by its path in the spec's folder."""
    return spec_documents(spec)


def from_documents(documents: Mapping[str, Node]) -> Spec:
    """The spec that plain trees hold."""
    return spec_of({path: Document(path=path, root=root) for path, root in documents.items()})


_Reading: TypeAlias = tuple[str, Callable[[], Document]]
"""A file's path in the spec's folder, and how to read it."""


def _from_texts(texts: Mapping[str, str]) -> Iterator[_Reading]:
    for path, text in texts.items():
        yield path, partial(read_yaml, text, path)


def _from_folder(folder: Path) -> Iterator[_Reading]:
    if not (folder / SPEC_FILE).is_file():
        missing = Problem(
            message=f"there is no {SPEC_FILE}",
            location=Location(path=folder.as_posix()),
            hint="name the folder that `sdkscribe transcribe` wrote",
        )
        raise SdkscribeError(missing)
    for file in sorted(folder.rglob(f"*{SUFFIX}")):
        yield file.relative_to(folder).as_posix(), partial(read_document, file)
