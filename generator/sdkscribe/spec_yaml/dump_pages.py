"""Page classes to plain trees, as they stand under `pages` in `spec.yaml`."""

from __future__ import annotations

from typing import assert_never

from sdkscribe.spec import Cursor, FieldPath, PageClass, PageLink, PageNumber, PageOffset, PageStep
from sdkscribe.spec_yaml.dump_types import Link, header_list, object_node, parameters_node
from sdkscribe.spec_yaml.tree import Node, Tree


def page_node(page: PageClass, to_type: Link) -> Node:
    """The type of a page's answer; beside it, under `page`, what makes it a page."""
    found: Node = {}
    if page.parameters:
        found["parameters"] = parameters_node(page.parameters, to_type)
    return {**found, "page": _paging(page), **object_node(page.type, (), to_type)}


def _paging(page: PageClass) -> Node:
    """Where the items are, and how the next page is asked for."""
    found: Node = {"items": _path(page.items)}
    if page.has_more is not None:
        found["has_more"] = _path(page.has_more)
    if page.forward is not None:
        found["forward"] = _next(page.forward)
    if page.backward is not None:
        found["backward"] = _next(page.backward)
    if page.may_be_empty:
        found["may_be_empty"] = True
    if page.in_body:
        found["in_body"] = True
    if page.headers:
        found["headers"] = header_list(page.headers)
    return found


def _next(step: PageStep) -> Node:
    match step:
        case Cursor(param=param, path=path, of=of):
            return {"cursor": param, "path": _path(path), "of": of}
        case PageNumber(param=param, current=current, last=last):
            return {"number": param, **_paths(current=current, last=last)}
        case PageOffset(param=param, current=current, total=total):
            return {"offset": param, **_paths(current=current, total=total)}
        case PageLink(path=path):
            return {"link": _path(path)}
        case _:
            assert_never(step)


def _paths(**paths: FieldPath | None) -> Node:
    return {name: _path(path) for name, path in paths.items() if path is not None}


def _path(path: FieldPath) -> list[Tree]:
    return list(path)
