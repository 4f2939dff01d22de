"""Overlays: what a person adds to a spec or corrects in it, with a reason, as patches in YAML.

A patch asserts the value that it replaces, so one that no longer matches is an error and not a
surprise. Patches apply to the plain trees that a spec's files are made of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from sdkscribe.errors import Location, Problem, SdkscribeError, nearest
from sdkscribe.spec_texts import read_text
from sdkscribe.spec_yaml.links import unescaped
from sdkscribe.spec_yaml.reader import read_yaml
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Node, Tree

_LONGEST_SHOWN = 200


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalModule:
    """A module that the source imports from and does not hold: its types are any value."""

    module: str
    reason: str


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
class Overlay:
    path: str
    source: LoneSource | None = None
    external: tuple[ExternalModule, ...] = ()
    types_packages: tuple[TypesPackage, ...] = ()
    patches: tuple[Patch, ...] = ()


def load_overlay(path: Path) -> Overlay:
    """The overlay in a file. Raises `SdkscribeError` with every problem and its place."""
    return read_overlay(read_text(path), path)


def read_overlay(text: str, path: Path) -> Overlay:
    """The overlay that a text holds, which stands at `path`."""
    taker = Taker(document=read_yaml(text, path.as_posix()), module="", problems=[])
    root = taker.document.root
    taker.expect_keys(root, known("source", "external", "types_packages", "patches"))
    overlay = Overlay(
        path=path.as_posix(),
        source=_source(taker, taker.mapping(root, "source")) if "source" in root else None,
        external=tuple(_external(taker, node) for node in taker.mappings(root, "external")),
        types_packages=tuple(
            _types_package(taker, node) for node in taker.mappings(root, "types_packages")
        ),
        patches=tuple(_patch(taker, node) for node in taker.mappings(root, "patches")),
    )
    if taker.problems:
        raise SdkscribeError(taker.problems)
    return overlay


def apply_patches(documents: Mapping[str, Node], overlay: Overlay) -> dict[str, Node]:
    """The trees with every patch applied, in order. Raises `SdkscribeError` with each patch that does
    not match; the trees that were given stay as they are."""
    patched = deepcopy(dict(documents))
    problems: list[Problem] = []
    for patch in overlay.patches:
        try:
            _apply(patched, patch)
        except SdkscribeError as error:
            problems.extend(error.problems)
    if problems:
        raise SdkscribeError(problems)
    return patched


# --------------------------------------------------------------------------------------- reading


def _source(taker: Taker, node: Node) -> LoneSource:
    taker.expect_keys(node, known("module", "package", "version", "license"))
    return LoneSource(
        module=taker.text(node, "module"),
        package=taker.text(node, "package"),
        version=taker.text(node, "version"),
        license=taker.optional_text(node, "license"),
    )


def _external(taker: Taker, node: Node) -> ExternalModule:
    taker.expect_keys(node, known("module", "reason"))
    return ExternalModule(module=taker.text(node, "module"), reason=_reason(taker, node))


def _types_package(taker: Taker, node: Node) -> TypesPackage:
    taker.expect_keys(node, known("of", "is", "since", "reason"))
    since = taker.optional_text(node, "since")
    if since is not None and not all(part.isdecimal() for part in since.split(".")):
        taker.complain(node, "since", "`since` must be a version: `5.8.0`")
    return TypesPackage(
        of=taker.text(node, "of"),
        becomes=taker.text(node, "is"),
        reason=_reason(taker, node),
        since=since,
        location=taker.document.location(node),
    )


def _patch(taker: Taker, node: Node) -> Patch:
    taker.expect_keys(node, known("file", "at", "was", "is", "reason"))
    at, was, becomes = taker.text(node, "at"), _value(taker, node, "was"), _value(taker, node, "is")
    if "at" in node and not at.startswith("/"):
        taker.complain(node, "at", "`at` must be a JSON pointer: `/types/Session/properties/id`")
    if _comparable(was) == _comparable(becomes):
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


def _reason(taker: Taker, node: Node) -> str:
    reason = taker.text(node, "reason")
    if "reason" in node and not reason.strip():
        taker.complain(node, "reason", "a reason must say why")
    return reason


# -------------------------------------------------------------------------------------- patching


def _apply(documents: Mapping[str, Node], patch: Patch) -> None:
    if patch.file not in documents:
        hint = nearest(patch.file, documents)
        raise _mismatch(patch, f"the spec has no file `{patch.file}`", hint)
    *way, last = (unescaped(part) for part in patch.at.split("/")[1:])
    holder: Tree = documents[patch.file]
    for part in way:
        holder = _inside(holder, part, patch)
    found = _found(holder, last)
    if _comparable(found) != _comparable(patch.was):
        message = f"`{patch.at}` of {patch.file} is {_shown(found)}, not {_shown(patch.was)}"
        hint = None
        if found is ABSENT and isinstance(holder, dict):
            hint = nearest(last, holder)
        raise _mismatch(patch, message, hint)
    if isinstance(patch.becomes, Absence):
        _remove(holder, last)
    else:
        _put(holder, last, patch.becomes, patch)


def _inside(holder: Tree, part: str, patch: Patch) -> Tree:
    found = _found(holder, part)
    if isinstance(found, Absence):
        hint = nearest(part, holder) if isinstance(holder, dict) else None
        raise _mismatch(patch, f"`{patch.at}` of {patch.file}: there is no `{part}`", hint)
    return found


def _found(holder: Tree, part: str) -> Value:
    """The value at one part of a pointer."""
    if isinstance(holder, dict):
        return holder.get(part, ABSENT)
    if isinstance(holder, list) and part.isdecimal() and int(part) < len(holder):
        return holder[int(part)]
    return ABSENT


def _remove(holder: Tree, part: str) -> None:
    if isinstance(holder, dict):
        del holder[part]
    elif isinstance(holder, list):
        del holder[int(part)]


def _put(holder: Tree, part: str, value: Tree, patch: Patch) -> None:
    """Put a value there. `-` is the place after a list's last item."""
    match holder:
        case dict():
            holder[part] = deepcopy(value)
        case list() if part == "-":
            holder.append(deepcopy(value))
        case list() if patch.was is not ABSENT:
            holder[int(part)] = deepcopy(value)
        case _:
            message = f"`{patch.at}` of {patch.file}: nothing can be put there"
            raise _mismatch(patch, message, "`-` adds to the end of a list")


def _mismatch(patch: Patch, message: str, hint: str | None) -> SdkscribeError:
    return SdkscribeError(Problem(message=message, location=patch.location, hint=hint))


def _comparable(value: Value) -> str | None:
    """Text that is equal where two values are, which `1`, `1.0` and `true` are not."""
    return None if isinstance(value, Absence) else json.dumps(value, sort_keys=True)


def _shown(value: Value) -> str:
    if isinstance(value, Absence):
        return "absent"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
