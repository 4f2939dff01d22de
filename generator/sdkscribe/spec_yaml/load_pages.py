"""The trees under `pages` in `spec.yaml` to page classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias, get_args

from sdkscribe.spec import (
    Cursor,
    FieldPath,
    Name,
    ObjectType,
    PageClass,
    PageLink,
    PageNumber,
    PageOffset,
    PageStep,
)
from sdkscribe.spec_yaml.links import named
from sdkscribe.spec_yaml.load_modules import type_parameters
from sdkscribe.spec_yaml.load_resources import headers
from sdkscribe.spec_yaml.load_types import node_type
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Node

_Of: TypeAlias = Literal["page", "first_item", "last_item"]

_OFS: tuple[_Of, ...] = get_args(_Of)
_KEYS = known("parameters", "page")
_PAGING_KEYS = known(
    "items", "has_more", "forward", "backward", "may_be_empty", "in_body", "headers"
)


def pages_of(taker: Taker, root: Node) -> Iterator[PageClass]:
    """The page classes of the spec."""
    holder = taker.optional_mapping(root, "pages")
    for text, node in taker.entries(root, "pages"):
        name = named(text)
        if name is None:
            taker.complain(holder, text, f"`{text}` is no name of the form `module#Class`")
        yield _page(taker, name or Name("", ""), node, taker.line(holder, text))


def _page(taker: Taker, name: Name, node: Node, line: int) -> PageClass:
    answer = node_type(taker, node, _KEYS)
    if not isinstance(answer, ObjectType):
        taker.complain(node, None, "a page has `type: object` and `properties`")
    paging = taker.mapping(node, "page")
    taker.expect_keys(paging, _PAGING_KEYS)
    taker.required(paging, "items")
    return PageClass(
        name=name,
        parameters=tuple(type_parameters(taker, node)),
        type=answer if isinstance(answer, ObjectType) else ObjectType(),
        items=_path(taker, paging, "items"),
        has_more=_optional_path(taker, paging, "has_more"),
        forward=_next(taker, paging, "forward"),
        backward=_backward(taker, paging),
        may_be_empty=taker.flag(paging, "may_be_empty", False),
        in_body=taker.flag(paging, "in_body", False),
        headers=headers(taker, paging, "headers"),
        line=line,
    )


def _next(taker: Taker, paging: Node, key: str) -> PageStep | None:
    if key not in paging:
        return None
    node = taker.mapping(paging, key)
    if "number" in node:
        taker.expect_keys(node, known("number", "current", "last"))
        return PageNumber(
            param=taker.text(node, "number"),
            current=_optional_path(taker, node, "current"),
            last=_optional_path(taker, node, "last"),
        )
    if "link" in node:
        taker.expect_keys(node, known("link"))
        return PageLink(path=_path(taker, node, "link"))
    if "offset" in node:
        taker.expect_keys(node, known("offset", "current", "total"))
        return PageOffset(
            param=taker.text(node, "offset"),
            current=_optional_path(taker, node, "current"),
            total=_optional_path(taker, node, "total"),
        )
    taker.expect_keys(node, known("cursor", "path", "of"))
    taker.required(node, "path")
    return Cursor(
        param=taker.text(node, "cursor"),
        path=_path(taker, node, "path"),
        of=taker.choice(node, "of", _OFS, "page"),
    )


def _backward(taker: Taker, paging: Node) -> Cursor | None:
    step = _next(taker, paging, "backward")
    if step is not None and not isinstance(step, Cursor):
        taker.complain(paging, "backward", "only a `cursor` leads backward")
        return None
    return step


def _path(taker: Taker, node: Node, key: str) -> FieldPath:
    return tuple(taker.texts(node, key))


def _optional_path(taker: Taker, node: Node, key: str) -> FieldPath | None:
    return _path(taker, node, key) if key in node else None
