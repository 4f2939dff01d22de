"""Overlays: what a person adds to a spec or corrects in it, or in its source, with a reason, in YAML.

What an overlay replaces it asserts, so an entry that no longer matches is an error and not a surprise.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from sdkscribe.errors import Location, SdkscribeError
from sdkscribe.spec import Name
from sdkscribe.spec_texts import read_text
from sdkscribe.spec_yaml.links import named
from sdkscribe.spec_yaml.reader import read_yaml
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Node, Tree


class Absence(Enum):
    """What stands where no key is."""

    ABSENT = "nothing"


ABSENT = Absence.ABSENT
Value: TypeAlias = "Tree | Absence"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneSource:
    """What a declaration file without its package does not say of itself: its module's path, and the
    package that it is of."""

    module: str
    package: str
    version: str
    license: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalModule:
    """A module that the source imports from and does not hold: its types are any value."""

    module: str
    reason: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedName:
    """A declaration that is not to be carried over: a type, or a member of a class (`Files.upload`)."""

    name: Name
    reason: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePatch:
    """One change of a file of the source, declarations or JavaScript, before it is read: of a text
    that stands in it once, to another."""

    file: str
    was: str
    becomes: str
    reason: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """One change of a file of the spec, at a JSON pointer: from a value or its absence, to another."""

    file: str
    at: str
    was: Value
    becomes: Value
    reason: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesPackage:
    """The package that the vendor's Python SDK keeps the types of a resource's module in. `of` is the
    resource's path; the entry is about the version `since` and later ones, or about all."""

    of: str
    becomes: str
    reason: str
    since: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonName:
    """What the vendor's Python SDK calls a type of a resource's module: instead of its own name
    (`becomes`), or as well (`also`). `of` and `since` are as those of `TypesPackage`."""

    of: str
    type: str
    reason: str
    becomes: str | None = None
    also: str | None = None
    since: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedText:
    """A field of a type of a resource's module that no server sends: the SDK's own code joins it of
    texts, see `Field.joins`. `of` and `since` are as those of `TypesPackage`."""

    of: str
    type: str
    wire_name: str
    joins: str
    reason: str
    since: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    path: str
    source: LoneSource | None = None
    external: tuple[ExternalModule, ...] = ()
    exclude: tuple[ExcludedName, ...] = ()
    code: tuple[CodePatch, ...] = ()
    types_packages: tuple[TypesPackage, ...] = ()
    python_names: tuple[PythonName, ...] = ()
    joined_texts: tuple[JoinedText, ...] = ()
    patches: tuple[Patch, ...] = ()


_KEYS = known(
    "source",
    "external",
    "exclude",
    "code",
    "types_packages",
    "python_names",
    "joined_texts",
    "patches",
)


def load_overlay(path: Path) -> Overlay:
    """The overlay in a file. Raises `SdkscribeError` with every problem and its place."""
    return read_overlay(read_text(path), path)


def read_overlay(text: str, path: Path) -> Overlay:
    """The overlay that a text holds, which stands at `path`."""
    taker = Taker(document=read_yaml(text, path.as_posix()), module="", problems=[])
    root = taker.document.root
    taker.expect_keys(root, _KEYS)
    overlay = Overlay(
        path=path.as_posix(),
        source=_source(taker, taker.mapping(root, "source")) if "source" in root else None,
        external=tuple(_external(taker, node) for node in taker.mappings(root, "external")),
        exclude=tuple(_excluded_name(taker, node) for node in taker.mappings(root, "exclude")),
        code=tuple(_code_patch(taker, node) for node in taker.mappings(root, "code")),
        types_packages=tuple(
            _types_package(taker, node) for node in taker.mappings(root, "types_packages")
        ),
        python_names=tuple(
            _python_name(taker, node) for node in taker.mappings(root, "python_names")
        ),
        joined_texts=tuple(
            _joined_text(taker, node) for node in taker.mappings(root, "joined_texts")
        ),
        patches=tuple(_patch(taker, node) for node in taker.mappings(root, "patches")),
    )
    if taker.problems:
        raise SdkscribeError(taker.problems)
    return overlay


# --------------------------------------------------------------------------------------- reading


def _source(taker: Taker, node: Node) -> LoneSource:
    taker.expect_keys(node, known("module", "package", "version", "license"))
    return LoneSource(
        module=taker.text(node, "module"),
        package=taker.text(node, "package"),
        version=taker.text(node, "version"),
        license=taker.optional_text(node, "license"),
        location=taker.document.location(node),
    )


def _external(taker: Taker, node: Node) -> ExternalModule:
    taker.expect_keys(node, known("module", "reason"))
    return ExternalModule(
        module=taker.text(node, "module"),
        reason=_reason(taker, node),
        location=taker.document.location(node),
    )


def _excluded_name(taker: Taker, node: Node) -> ExcludedName:
    taker.expect_keys(node, known("name", "reason"))
    text = taker.text(node, "name")
    name = named(text)
    if name is None and text:
        taker.complain(node, "name", f"`{text}` is no name of the form `module#Name`")
    return ExcludedName(
        name=name or Name(module="", name=""),
        reason=_reason(taker, node),
        location=taker.document.location(node),
    )


def _code_patch(taker: Taker, node: Node) -> CodePatch:
    taker.expect_keys(node, known("file", "was", "is", "reason"))
    was, becomes = taker.text(node, "was"), taker.text(node, "is")
    if was == becomes:
        taker.complain(node, None, "`was` and `is` are the same: the patch changes nothing")
    return CodePatch(
        file=taker.text(node, "file"),
        was=was,
        becomes=becomes,
        reason=_reason(taker, node),
        location=taker.document.location(node),
    )


def _types_package(taker: Taker, node: Node) -> TypesPackage:
    taker.expect_keys(node, known("of", "is", "since", "reason"))
    return TypesPackage(
        of=taker.text(node, "of"),
        becomes=taker.text(node, "is"),
        reason=_reason(taker, node),
        since=_since(taker, node),
        location=taker.document.location(node),
    )


def _python_name(taker: Taker, node: Node) -> PythonName:
    taker.expect_keys(node, known("of", "type", "is", "also", "since", "reason"))
    becomes, also = taker.optional_text(node, "is"), taker.optional_text(node, "also")
    if becomes is None and also is None:
        taker.complain(node, None, "a name needs `is`, or `also`")
    return PythonName(
        of=taker.text(node, "of"),
        type=taker.text(node, "type"),
        becomes=becomes,
        also=also,
        reason=_reason(taker, node),
        since=_since(taker, node),
        location=taker.document.location(node),
    )


def _joined_text(taker: Taker, node: Node) -> JoinedText:
    taker.expect_keys(node, known("of", "type", "field", "joins", "since", "reason"))
    return JoinedText(
        of=taker.text(node, "of"),
        type=taker.text(node, "type"),
        wire_name=taker.text(node, "field"),
        joins=taker.text(node, "joins"),
        reason=_reason(taker, node),
        since=_since(taker, node),
        location=taker.document.location(node),
    )


def _since(taker: Taker, node: Node) -> str | None:
    since = taker.optional_text(node, "since")
    if since is not None and not all(part.isdecimal() for part in since.split(".")):
        taker.complain(node, "since", "`since` must be a version: `5.8.0`")
    return since


def _patch(taker: Taker, node: Node) -> Patch:
    taker.expect_keys(node, known("file", "at", "was", "is", "reason"))
    at, was, becomes = taker.text(node, "at"), _value(taker, node, "was"), _value(taker, node, "is")
    if "at" in node and not at.startswith("/"):
        taker.complain(node, "at", "`at` must be a JSON pointer: `/types/Session/properties/id`")
    if comparable(was) == comparable(becomes):
        taker.complain(node, None, "`was` and `is` are the same: the patch changes nothing")
    return Patch(
        file=taker.text(node, "file"),
        at=at,
        was=was,
        becomes=becomes,
        reason=_reason(taker, node),
        location=taker.document.location(node),
    )


def _value(taker: Taker, node: Node, key: str) -> Value:
    value = node.get(key, ABSENT)
    if value is None:
        taker.complain(node, key, f"`{key}` is empty", "leave it out where no key is")
        return ABSENT
    return value


def comparable(value: Value) -> str | None:
    """Text that is equal where two values are, which `1`, `1.0` and `true` are not."""
    return None if isinstance(value, Absence) else json.dumps(value, sort_keys=True)


def _reason(taker: Taker, node: Node) -> str:
    reason = taker.text(node, "reason")
    if "reason" in node and not reason.strip():
        taker.complain(node, "reason", "a reason must say why")
    return reason
