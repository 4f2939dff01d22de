"""Specs on disk: a folder of YAML files whose type nodes are JSON Schema 2020-12.

`dump` and `load` are each other's inverse, but for the `line` of things: loaded, it is the line in the
YAML. `docs/spec-format.md` describes the format; nothing else in the project knows YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.spec import KeptNames, Module, Name, Package, Spec
from sdkscribe.spec_texts import SPEC_FILE, SPEC_MODULE, SUFFIX, read_texts
from sdkscribe.spec_yaml.dump_documents import file_of, module_document, page_names, spec_document
from sdkscribe.spec_yaml.kept_names import names_node
from sdkscribe.spec_yaml.load_documents import package_of, spec_of
from sdkscribe.spec_yaml.reader import read_yaml
from sdkscribe.spec_yaml.taking import Taker
from sdkscribe.spec_yaml.tree import Document, Node
from sdkscribe.spec_yaml.writer import write_yaml

__all__ = [
    "dump",
    "dump_module",
    "from_documents",
    "load",
    "load_package",
    "to_documents",
    "with_names",
]

ModuleText: TypeAlias = Callable[[Module, frozenset[Name]], str]
"""The text of a module's file in a spec with these classes of pages."""


def dump(spec: Spec, module_text: ModuleText | None = None) -> dict[str, str]:
    """The text of each file of the spec, by its path in the spec's folder. `module_text` gives what
    `dump_module` would, where that is known."""
    pages = page_names(spec)
    texts = {SPEC_FILE: write_yaml(spec_document(spec), SPEC_FILE)}
    for module in spec.modules:
        texts[file_of(module, texts)] = (module_text or dump_module)(module, pages)
    return texts


def dump_module(module: Module, pages: frozenset[Name]) -> str:
    """The text of a module's file in a spec with these classes of pages."""
    return write_yaml(module_document(module, pages), f"{module.path}{SUFFIX}")


def load(files: Mapping[str, str] | Path, *, shown_in: Path = Path()) -> Spec:
    """The spec that a folder, or the texts of its files by relative path, hold. Raises
    `SdkscribeError` with every problem and its place: in the folder, or in the one `shown_in`."""
    if isinstance(files, Path):
        return load(read_texts(files), shown_in=files)
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for path, text in files.items():
        try:
            documents[path] = read_yaml(text, (shown_in / path).as_posix())
        except SdkscribeError as error:
            problems.extend(error.problems)
    if problems:
        raise SdkscribeError(problems)
    return spec_of(documents)


def load_package(text: str, path: Path) -> Package:
    """What the text of a `spec.yaml`, which stands at `path`, says of the package, and no more."""
    taker = Taker(document=read_yaml(text, path.as_posix()), module=SPEC_MODULE, problems=[])
    package = package_of(taker, taker.document.root)
    if taker.problems:
        raise SdkscribeError(taker.problems)
    return package


def with_names(text: str, names: KeptNames) -> str:
    """The text of a `spec.yaml` that keeps no names, with these in it."""
    root = read_yaml(text, SPEC_FILE).root
    after = {key: root.pop(key) for key in ("typescript",) if key in root}
    return write_yaml({**root, "names": names_node(names), **after}, SPEC_FILE)


def to_documents(spec: Spec) -> dict[str, Node]:
    """The plain tree of each file of the spec, by its path in the spec's folder."""
    pages = page_names(spec)
    documents = {SPEC_FILE: spec_document(spec)}
    for module in spec.modules:
        documents[file_of(module, documents)] = module_document(module, pages)
    return documents


def from_documents(documents: Mapping[str, Node]) -> Spec:
    """The spec that plain trees hold."""
    return spec_of({path: Document(path=path, root=root) for path, root in documents.items()})
