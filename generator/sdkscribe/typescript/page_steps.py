"""What the request for the next page has: what the JavaScript of a page class returns for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sdkscribe.errors import Problem
from sdkscribe.spec import Cursor, FieldPath, PageLink, PageNumber, PageOffset, PageStep
from sdkscribe.typescript.declarations import string_value
from sdkscribe.typescript.javascript.combining import is_nothing
from sdkscribe.typescript.javascript.reading import start
from sdkscribe.typescript.javascript.run import value_of
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.javascript.statements import run_statements
from sdkscribe.typescript.javascript.values import (
    FIRST,
    LAST,
    Attribute,
    Choice,
    Constant,
    Entry,
    Record,
    Scope,
    Sum,
    This,
    Value,
)
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, location, shown, text, walk

_ITEMS: dict[str, Literal["first_item", "last_item"]] = {FIRST: "first_item", LAST: "last_item"}
_PARAMETERS = {"query": False, "params": False, "body": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    forward: PageStep | None = None
    backward: Cursor | None = None
    in_body: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScript:
    """The methods of a page class in JavaScript, with those that it extends."""

    modules: Modules
    script: Script
    methods: dict[str, tuple[Script, Node]]
    problems: list[Problem]

    def returned(self, method: str) -> tuple[list[Value], Scope]:
        """What a method may return, and the names that it had then."""
        run = start(self.modules, method, self.methods, is_client=True, follows=True)
        script, node = self.methods[method]
        scope = Scope(script=script, this=This(), names={})
        body = child(node, "body")
        return (run_statements(body, scope, run) if body is not None else []), scope

    def value(self, node: Node, method: str, scope: Scope) -> Value:
        return value_of(node, scope, start(self.modules, method, self.methods))

    def no_rule(self, node: Node, what: str) -> None:
        self.problems.append(
            Problem(
                message=f"no rule for {what}",
                location=location(self.script.path, node),
                source=shown(node),
            )
        )


def steps_of(page: PageScript, method: str) -> Steps:
    """The parameters that each way of the method gives the next request."""
    returned, scope = page.returned(method)
    node = page.methods[method][1]
    steps: list[Cursor | PageNumber | PageOffset] = []
    in_body = False
    for value in (v for v in returned if not is_nothing(v)):
        link = _link(value)
        if link is not None:
            return Steps(forward=link)
        found = list(_parameters(value))
        if not found:
            page.no_rule(node, "what the request for the next page has")
        for entry, is_body in found:
            in_body = in_body or is_body
            step = _step(entry, page, method, scope)
            if step is None:
                page.no_rule(entry.node, "what the request for the next page has")
            else:
                steps.append(step)
    backward = [step for step in steps if step.param in _asked_for(node)]
    forward = [step for step in steps if step not in backward]
    if len(forward) > 1 or len(backward) > 1 or not all(isinstance(s, Cursor) for s in backward):
        page.no_rule(node, "which of several pages is the next")
    first = next((step for step in backward if isinstance(step, Cursor)), None)
    return Steps(forward=forward[0] if forward else None, backward=first, in_body=in_body)


def _link(value: Value) -> PageLink | None:
    """`return { url: new URL(this.links.next) };`, `return { ...this.options, path: this.next };`"""
    for entry in value.entries if isinstance(value, Record) else ():
        if isinstance(entry, Entry) and entry.key in ("url", "path"):
            path = page_path(entry.value)
            return PageLink(path=path) if path is not None else None
    return None


def page_path(value: Value) -> FieldPath | None:
    """Where a value stands in the page: `this.meta?.next ?? null` is `meta`, `next`."""
    match value:
        case Attribute(of=This(), path=path) if path[0] != "options":
            return path
        case Choice(members=members):
            found = [page_path(member) for member in members if not isinstance(member, Constant)]
            return found[0] if len(found) == 1 else None
        case _:
            return None


def _parameters(value: Value) -> Iterator[tuple[Entry, bool]]:
    """Each parameter of the next request, and whether it is in the body."""
    for entry in value.entries if isinstance(value, Record) else ():
        if isinstance(entry, Entry) and entry.key in _PARAMETERS:
            held = entry.value.entries if isinstance(entry.value, Record) else ()
            for inner in held:
                if isinstance(inner, Entry):
                    yield inner, _PARAMETERS[entry.key]


def _step(
    entry: Entry, page: PageScript, method: str, scope: Scope
) -> Cursor | PageNumber | PageOffset | None:
    match entry.value:
        case Sum(left=left, right=Constant(value=1)):
            last = _compared(">=", page, method, scope)
            return PageNumber(param=entry.key, current=page_path(left), last=last)
        case Sum(left=left, right=Attribute(path=(*_, "length"))):
            total = _compared("<", page, method, scope)
            return PageOffset(param=entry.key, current=page_path(left), total=total)
        case value:
            return _cursor(entry.key, page_path(value))


def _cursor(param: str, path: FieldPath | None) -> Cursor | None:
    if path is None:
        return None
    for place, of in _ITEMS.items():
        if place in path:
            return Cursor(param=param, path=path[path.index(place) + 1 :], of=of)
    return Cursor(param=param, path=path)


def _compared(operator: str, page: PageScript, method: str, scope: Scope) -> FieldPath | None:
    """`if (currentPage >= this.meta.total_pages) { return null; }`"""
    for node in walk(page.methods[method][1]):
        right = child(node, "right")
        if right is not None and any(token.type == operator for token in node.children):
            return page_path(page.value(right, method, scope))
    return None


def _asked_for(method: Node) -> set[str]:
    """The parameters that a method looks for in this page's own request: those that lead backward."""
    found: set[str] = set()
    for node in walk(method):
        left, condition = child(node, "left"), child(node, "condition")
        is_in = any(token.type == "in" for token in node.children)
        if left is not None and is_in and left.type == "string":
            found.add(string_value(left))
        elif condition is not None:
            found.update(_indices(condition))
    return found


def _indices(condition: Node) -> Iterator[str]:
    """The parameters of this page's own request in a condition: `this.options.query?.['before']`."""
    for node in walk(condition):
        holder, index = child(node, "object"), child(node, "index")
        if holder is None or index is None or index.type != "string":
            continue
        if text(holder).startswith("this.options."):
            yield string_value(index)
