"""Page classes: their fields from the declaration; where the items are, and what the request for
the next page has, from the JavaScript.

Each method of a page class is short and of one of a few shapes; another shape is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sdkscribe.errors import Location, Problem
from sdkscribe.spec import (
    Cursor,
    FieldPath,
    Header,
    Name,
    ObjectType,
    PageClass,
    PageNumber,
)
from sdkscribe.typescript.declarations import Declared, key, string_value, with_comments
from sdkscribe.typescript.fields import class_fields
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child, location, named, shown, text, walk
from sdkscribe.typescript.types import type_parameters

# A page class says what comes next in one of these methods; the second is of older packages.
_NEXT = ("nextPageRequestOptions", "nextPageInfo")
_FIRST_ITEM, _LAST_ITEM = "[0]", ".length - 1]"


def is_page_class(declared: Declared) -> bool:
    """Whether a class says how the next page is asked for."""
    if declared.kind != "class":
        return False
    body = child(declared.node, "body")
    members = body.named_children if body is not None else []
    names = (child(member, "name") for member in members)
    return any(node is not None and text(node) in _NEXT for node in names)


def page_class_of(modules: Modules, module: str, name: str) -> Name | None:
    """The page class that a name of a module means, through aliases of it and through classes that
    only extend it."""
    found = modules.resolve(module, "", name)
    while found is not None:
        declared = modules.declared(found)
        if declared is None or is_page_class(declared):
            return found
        inner = _stands_for(declared)
        found = modules.resolve(found.module, "", inner) if inner is not None else None
    return None


def _stands_for(declared: Declared) -> str | None:
    """The generic class that `type XPage = P<X>` or `class XPage extends P<X> {}` names."""
    value = child(declared.node, "value")
    if declared.kind == "alias" and value is not None and value.type == "generic_type":
        return text(value.named_children[0])
    heritage = named(declared.node, "class_heritage")
    clause = named(heritage, "extends_clause") if heritage is not None else None
    extended = child(clause, "value") if clause is not None else None
    return text(extended) if extended is not None else None


def read_page_class(declared: Declared, name: Name, place: Place) -> PageClass:
    """The page class that a class declares."""
    parameters_node, body = child(declared.node, "type_parameters"), child(declared.node, "body")
    inside = place.inside("", frozenset(p.name for p in type_parameters(parameters_node, place)))
    reading = _Reading(
        path=place.modules.script_path(name.module) or place.path,
        methods=dict(_methods(place.modules, name)),
        problems=place.problems,
    )
    following = list(reading.following())
    forward = following[-1] if following else None
    backward = following[0] if len(following) > 1 else None
    return PageClass(
        name=name,
        parameters=type_parameters(parameters_node, inside),
        type=ObjectType(fields=class_fields(with_comments(body), inside) if body else ()),
        items=reading.items(name),
        has_more=reading.has_more(),
        forward=forward,
        backward=backward if isinstance(backward, Cursor) else None,
        headers=tuple(reading.headers()),
        line=declared.node.start_point.row + 1,
    )


def _methods(modules: Modules, name: Name) -> Iterator[tuple[str, Node]]:
    script = modules.script(name.module)
    for node in walk(script.root) if script is not None else ():
        named_so = child(node, "name")
        if node.type not in ("class_declaration", "class") or named_so is None:
            continue
        body = child(node, "body")
        if text(named_so) != name.name or body is None:
            continue
        for member in body.named_children:
            method = child(member, "name")
            if member.type == "method_definition" and method is not None:
                yield text(method), member
        return


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The JavaScript of one page class, by method."""

    path: str
    methods: dict[str, Node]
    problems: list[Problem]
    _locals: dict[str, Node] = field(default_factory=dict[str, Node])

    def items(self, name: Name) -> FieldPath:
        """`return this.data ?? []`; empty where the constructor takes the whole body for it."""
        method = self.methods.get("getPaginatedItems")
        returned = _returned(method) if method is not None else None
        path = self._page_path(returned) if returned is not None else None
        if path is None:
            self._no_rule(method, f"where the items of {name.name} are")
            return ()
        return () if path == self._whole_body() else path

    def _whole_body(self) -> FieldPath | None:
        """The field that the constructor sets to the body itself: `this.items = body || []`."""
        for left, right in self._assignments():
            first = child(right, "left") or right
            if text(first) == "body":
                return (text(left).removeprefix("this."),)
        return None

    def headers(self) -> Iterator[Header]:
        """`this.after = this.response.headers.get('x-after') ?? null`"""
        for left, right in self._assignments():
            for node in walk(right):
                called, arguments = child(node, "function"), child(node, "arguments")
                if called is None or arguments is None:
                    continue
                if text(called) == "this.response.headers.get":
                    header = string_value(arguments.named_children[0])
                    yield Header(name=text(left).removeprefix("this."), value=header)

    def _assignments(self) -> Iterator[tuple[Node, Node]]:
        constructor = self.methods.get("constructor")
        for node in walk(constructor) if constructor is not None else ():
            left, right = child(node, "left"), child(node, "right")
            if node.type == "assignment_expression" and left is not None and right is not None:
                yield left, right

    def has_more(self) -> FieldPath | None:
        """`if (this.has_more === false) { return false; }`"""
        method = self.methods.get("hasNextPage")
        for node in walk(method) if method is not None else ():
            left, right = child(node, "left"), child(node, "right")
            if node.type != "binary_expression" or left is None or right is None:
                continue
            if text(right) == "false":
                return self._page_path(left)
        return None

    def following(self) -> Iterator[Cursor | PageNumber]:
        """What the next requests have: backward first, where there are two directions."""
        method = next((self.methods[name] for name in _NEXT if name in self.methods), None)
        if method is None:
            return
        self._locals = {
            text(name): value
            for node in walk(method)
            if node.type == "variable_declarator"
            and (name := child(node, "name")) is not None
            and (value := child(node, "value")) is not None
        }
        for node in walk(method):
            name, value = child(node, "key"), child(node, "value")
            if name is not None and value is not None and text(name) in ("query", "params"):
                yield from self._query(value, method)

    def _query(self, query: Node, method: Node) -> Iterator[Cursor | PageNumber]:
        for part in query.named_children:
            if part.type in ("spread_element", "comment"):
                continue
            param = key(child(part, "key") or part)
            value = self._local(child(part, "value") or part)
            found = self._step(param, value, method)
            if found is None:
                self._no_rule(part, "what the request for the next page has")
            else:
                yield found

    def _step(self, param: str, value: Node, method: Node) -> Cursor | PageNumber | None:
        if value.type == "binary_expression" and text(value).endswith("+ 1"):
            current = child(value, "left")
            started = self._local(current) if current is not None else value
            return PageNumber(
                param=param, current=self._page_path(started), last=self._last(method)
            )
        item = self._item_cursor(param, value)
        if item is not None:
            return item
        path = self._page_path(value)
        return Cursor(param=param, path=path) if path is not None else None

    def _item_cursor(self, param: str, node: Node) -> Cursor | None:
        """`data[data.length - 1]?.id`"""
        whole, name = child(node, "object"), child(node, "property")
        if node.type != "member_expression" or whole is None or name is None:
            return None
        if whole.type != "subscript_expression":
            return None
        is_last = text(whole).endswith(_LAST_ITEM)
        if not is_last and not text(whole).endswith(_FIRST_ITEM):
            return None
        path = (text(name),)
        return Cursor(param=param, path=path, of="last_item" if is_last else "first_item")

    def _last(self, method: Node) -> FieldPath | None:
        """`if (currentPage >= this.meta.total_pages) { return null; }`"""
        for node in walk(method):
            right = child(node, "right")
            if right is not None and any(token.type == ">=" for token in node.children):
                return self._page_path(self._local(right))
        return None

    def _local(self, node: Node) -> Node:
        """The expression that a local name stands for."""
        while node.type in ("identifier", "shorthand_property_identifier"):
            if text(node) not in self._locals:
                return node
            node = self._locals[text(node)]
        return node

    def _page_path(self, node: Node) -> FieldPath | None:
        """`this.meta?.page_number ?? 1` is the page's `meta`, `page_number`."""
        if node.type == "parenthesized_expression":
            return self._page_path(node.named_children[0])
        if node.type == "binary_expression":
            left = child(node, "left")
            return self._page_path(self._local(left)) if left is not None else None
        if node.type != "member_expression":
            return None
        whole, name = child(node, "object"), child(node, "property")
        if whole is None or name is None or text(name) == "options":
            return None
        if whole.type == "this":
            return (text(name),)
        above = self._page_path(self._local(whole))
        return (*above, text(name)) if above is not None else None

    def _no_rule(self, node: Node | None, what: str) -> None:
        self.problems.append(
            Problem(
                message=f"no rule for {what}",
                location=location(self.path, node) if node else Location(path=self.path),
                source=shown(node) if node else None,
            )
        )


def _returned(method: Node) -> Node | None:
    for node in walk(method):
        if node.type == "return_statement" and node.named_children:
            return node.named_children[0]
    return None
