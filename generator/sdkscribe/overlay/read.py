"""The reading of an overlay, with every problem and its place."""

from __future__ import annotations

from pathlib import Path

from sdkscribe.errors import SdkscribeError
from sdkscribe.overlay.entries import (
    ABSENT,
    CodePatch,
    ExcludedName,
    ExternalModule,
    JoinedText,
    LoneSource,
    Overlay,
    Patch,
    PythonName,
    TypesPackage,
    Value,
    comparable,
)
from sdkscribe.spec import Name
from sdkscribe.spec_texts import read_text
from sdkscribe.spec_yaml.links import named
from sdkscribe.spec_yaml.reader import read_yaml
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Node

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


def _reason(taker: Taker, node: Node) -> str:
    reason = taker.text(node, "reason")
    if "reason" in node and not reason.strip():
        taker.complain(node, "reason", "a reason must say why")
    return reason
