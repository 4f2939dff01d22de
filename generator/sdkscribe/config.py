"""The targets of a project: `[tool.sdkscribe.targets.NAME]` in its `pyproject.toml`, or
`[targets.NAME]` in its `sdkscribe.toml`.

Made from the nearest such file above a folder, with every fault at its line and column. It must not
know what a source, an overlay or a resource is: those who read them find out whether they exist.
"""

from __future__ import annotations

import keyword
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.toml_document import (
    TomlDocument,
    check_keys,
    parse_toml,
    take_string,
    take_strings,
    take_table,
)
from sdkscribe.toml_places import KeyPath

SECTIONS: Mapping[str, KeyPath] = {"sdkscribe.toml": (), "pyproject.toml": ("tool", "sdkscribe")}
"""The files that may hold the settings, and under which table."""

TARGET_KEYS = ("source", "only", "overlays", "spec", "out", "package")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One generated package. `source` is as it is written, relative to the project's root where it
    is a path; the other paths are joined to the root. `only` are resource paths, empty for all."""

    name: str
    source: str
    only: tuple[str, ...]
    overlays: tuple[Path, ...]
    spec: Path
    out: Path
    package: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A project's targets, in the order of their file, which lies in `root`."""

    root: Path
    targets: tuple[Target, ...]


def load_config(start: Path) -> Config:
    """The configuration of the project that the folder `start` belongs to."""
    document = _find(start.absolute())
    key = SECTIONS[document.path.name]
    section: Mapping[str, object] = document.content
    for depth in range(len(key)):
        section = take_table(document, key[: depth + 1], section)
    check_keys(document, key, section, known=("targets",))
    key = (*key, "targets")
    tables = take_table(document, key, section)
    if not tables and not document.problems:
        hint = f'add a table [{".".join(key)}.NAME] with source = "PACKAGE@VERSION"'
        document.fault(key, "there are no targets", hint)
    targets = tuple(_target(document, (*key, name), tables) for name in tables)
    _check_folders(document, key, targets)
    if document.problems:
        raise SdkscribeError(document.problems)
    return Config(root=document.path.parent, targets=targets)


# ------------------------------------------------------------------------------- finding the file


def settings_in(folder: Path, shown_from: Path) -> TomlDocument | None:
    """The file in a folder that holds settings of ours. Raises `SdkscribeError` where two do."""
    found = list(_settings_in(folder, shown_from))
    if len(found) > 1:
        message = f"there are settings in {found[1].shown_as} too"
        location = Location(path=found[0].shown_as)
        raise SdkscribeError(Problem(message=message, location=location, hint="keep one of them"))
    return found[0] if found else None


def _settings_in(folder: Path, shown_from: Path) -> Iterator[TomlDocument]:
    for name, section in SECTIONS.items():
        if (folder / name).is_file():
            document = parse_toml(folder / name, os.path.relpath(folder / name, shown_from))
            if _holds(document.content, section):
                yield document


def _holds(content: Mapping[str, object], section: KeyPath) -> bool:
    for name in section:
        if name not in content:
            return False
        inner = content[name]
        content = cast("Mapping[str, object]", inner) if isinstance(inner, dict) else {}
    return True


def _find(start: Path) -> TomlDocument:
    """The settings that are nearest, in `start` or above."""
    for folder in (start, *start.parents):
        document = settings_in(folder, shown_from=start)
        if document is not None:
            return document
    message = "no sdkscribe.toml, and no pyproject.toml with [tool.sdkscribe], here or above"
    hint = "`sdkscribe init` writes a first one"
    raise SdkscribeError(Problem(message=message, location=Location(path=str(start)), hint=hint))


# -------------------------------------------------------------------------------- reading a target


def _target(document: TomlDocument, key: KeyPath, tables: Mapping[str, object]) -> Target:
    name = key[-1]
    table = take_table(document, key, tables)
    root = document.path.parent
    if not is_package_name(name):
        document.fault(key, f"a target's name is a Python identifier, and `{name}` is not one")
    check_keys(document, key, table, known=TARGET_KEYS)
    if "source" not in table:
        document.fault(key, "the target has no `source`", 'such as source = "openai@6.8.1"')
    package = take_string(document, (*key, "package"), table, default=name)
    if "package" in table and not is_package_name(package):
        document.fault((*key, "package"), f"`{package}` is no name for a Python package")
    return Target(
        name=name,
        source=take_string(document, (*key, "source"), table, default=""),
        only=take_strings(document, (*key, "only"), table),
        overlays=tuple(root / path for path in take_strings(document, (*key, "overlays"), table)),
        spec=root / take_string(document, (*key, "spec"), table, default=f"spec/{name}"),
        out=root / take_string(document, (*key, "out"), table, default=f"generated/{name}"),
        package=package,
    )


def is_package_name(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name)


# ------------------------------------------------------------------------------- folders together


def _check_folders(document: TomlDocument, within: KeyPath, targets: Iterable[Target]) -> None:
    """No two targets, and not the spec and the code of one, share a folder: each is written whole."""
    taken: dict[Path, str] = {}
    for target in targets:
        for name, folder in (("spec", target.spec), ("out", target.out)):
            place = Path(os.path.normpath(folder))
            key = (*within, target.name, name)
            if document.path.is_relative_to(place):
                document.fault(key, f"`{name}` is the project's own folder", "name one in it")
            for other, owner in taken.items():
                if place.is_relative_to(other) or other.is_relative_to(place):
                    document.fault(key, f"`{name}` shares a folder with {owner}: {other}")
            taken[place] = f"`{name}` of {target.name}"
