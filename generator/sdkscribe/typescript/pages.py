"""Page classes: their fields from the declaration; where the items are, and what the request for
the next page has, from the JavaScript.

Each method of a page class is short and of one of a few shapes; another shape is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.errors import Problem
from sdkscribe.spec import FieldPath, Header, Name, ObjectType, PageClass
from sdkscribe.typescript.declarations import Declared, string_value, with_comments
from sdkscribe.typescript.fields import class_fields
from sdkscribe.typescript.javascript.values import Scope, This
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.outlines import NEXT_PAGE
from sdkscribe.typescript.page_steps import PageScript, Steps, page_path, steps_of
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child, location, shown, text, walk
from sdkscribe.typescript.types import type_parameters

_ALL_PAGES = "AbstractPage"
_GET_HEADER = "this.response.headers.get"
_HEADERS_BY_NAME = "response.responseHeaders"


def page_class_of(modules: Modules, module: str, name: str) -> Name | None:
    """The page class that a name of a module means, through aliases of it and through classes that
    only extend it."""
    found = modules.resolve(module, "", name)
    while found is not None:
        declared = modules.outlined(found)
        if declared is None or declared.asks_for_pages:
            return found
        inner = declared.leads_to if declared.kind in ("alias", "class") else None
        found = modules.resolve(found.module, "", inner) if inner is not None else None
    return None


def read_page_class(declared: Declared, name: Name, place: Place) -> PageClass:
    """The page class that a class declares."""
    parameters_node, body = child(declared.node, "type_parameters"), child(declared.node, "body")
    variables = frozenset(p.name for p in type_parameters(parameters_node, place))
    inside = place.inside("", variables).within(name.name)
    type_ = ObjectType(fields=class_fields(with_comments(body), inside) if body else ())
    parameters = type_parameters(parameters_node, inside)
    line = declared.node.start_point.row + 1
    page = _page_script(name, place)
    if page is None:
        place.problems.append(_no_script(declared, name, place))
        return PageClass(name=name, parameters=parameters, type=type_, items=(), line=line)
    try:
        method = next((method for method in NEXT_PAGE if method in page.methods), None)
        steps = steps_of(page, method) if method is not None else Steps()
        items = _items(page, name)
        has_more, may_be_empty = _goes_on(page)
    except RecursionError:
        page.no_rule(_some_node(page), "code that is nested so deeply")
        return PageClass(name=name, parameters=parameters, type=type_, items=(), line=line)
    return PageClass(
        name=name,
        parameters=parameters,
        type=type_,
        items=items,
        has_more=has_more,
        forward=steps.forward,
        backward=steps.backward,
        may_be_empty=may_be_empty,
        in_body=steps.in_body,
        headers=tuple(_headers(page)),
        line=line,
    )


def _page_script(name: Name, place: Place) -> PageScript | None:
    script = place.modules.script(name.module)
    if script is None or name.name not in script.classes:
        return None
    of_all = script.methods(_ALL_PAGES)
    methods = {
        member: (script, method)
        for member, method in script.methods(name.name).items()
        if of_all.get(member) != method
    }
    return PageScript(
        modules=place.modules, script=script, methods=methods, problems=place.problems
    )


def _items(page: PageScript, name: Name) -> FieldPath:
    """`return this.data ?? []`; empty where the constructor takes the whole body for it."""
    if "getPaginatedItems" in page.methods:
        returned, _ = page.returned("getPaginatedItems")
        path = page_path(returned[0]) if len(returned) == 1 else None
        if path is not None:
            return () if path == _whole_body(page) else path
    page.no_rule(_some_node(page), f"where the items of {name.name} are")
    return ()


def _goes_on(page: PageScript) -> tuple[FieldPath | None, bool]:
    """The field that says whether there is another page, and whether there may be one after an empty
    page: `hasNextPage() { return this.has_more && super.hasNextPage(); }`."""
    if "hasNextPage" not in page.methods:
        return None, False
    _, node = page.methods["hasNextPage"]
    said: list[FieldPath] = []
    for part in walk(node):
        left, right, operator = child(part, "left"), child(part, "right"), child(part, "operator")
        if left is None or right is None or operator is None:
            continue
        is_question = operator.type == "&&" or text(right) == "false"
        path = page_path(page.value(left, "hasNextPage", _empty_scope(page)))
        if is_question and path is not None:
            said.append(path)
    asks_runtime = "super.hasNextPage()" in text(node)
    if len(said) > 1 or not (
        asks_runtime or any(f"this.{method}()" in text(node) for method in NEXT_PAGE)
    ):
        page.no_rule(node, "whether there is another page")
    return (said[0] if said else None), not asks_runtime


def _empty_scope(page: PageScript) -> Scope:
    return Scope(script=page.script, this=This(), names={})


def _whole_body(page: PageScript) -> FieldPath | None:
    """The field that the constructor sets to the body itself: `this.items = body || []`. In packages of
    2022 it is given no other `response` than that."""
    given = {text(node) for node in _constructor_parameters(page)}
    body = "body" if "body" in given else "response"
    for left, right in _assignments(page):
        first = child(right, "left") or right
        if text(first) == body:
            return (text(left).removeprefix("this."),)
    return None


def _constructor_parameters(page: PageScript) -> list[Node]:
    _, constructor = page.methods.get("constructor", (None, None))
    parameters = child(constructor, "parameters") if constructor is not None else None
    return parameters.named_children if parameters is not None else []


def _headers(page: PageScript) -> Iterator[Header]:
    """`this.after = this.response.headers.get('x-after') ?? null`"""
    for left, right in _assignments(page):
        for header in filter(None, map(_header, walk(right))):
            yield Header(name=text(left).removeprefix("this."), value=string_value(header))


def _header(node: Node) -> Node | None:
    """The header's name in `….headers.get('x-after')`, or in `….responseHeaders['x-after']` of 2022."""
    called, arguments = child(node, "function"), child(node, "arguments")
    if called is not None and arguments is not None:
        return arguments.named_children[0] if text(called) == _GET_HEADER else None
    whole, index = child(node, "object"), child(node, "index")
    is_header = whole is not None and text(whole) == _HEADERS_BY_NAME
    return index if is_header else None


def _assignments(page: PageScript) -> Iterator[tuple[Node, Node]]:
    constructor = page.methods.get("constructor")
    for node in walk(constructor[1]) if constructor is not None else ():
        left, right = child(node, "left"), child(node, "right")
        if node.type == "assignment_expression" and left is not None and right is not None:
            yield left, right


def _some_node(page: PageScript) -> Node:
    methods = list(page.methods.values())
    return (
        page.methods["getPaginatedItems"][1]
        if "getPaginatedItems" in page.methods
        else (methods[0][1] if methods else page.script.root)
    )


def _no_script(declared: Declared, name: Name, place: Place) -> Problem:
    return Problem(
        message=f"the page class {name.name} has no JavaScript beside its declaration",
        location=location(place.path, declared.node),
        source=shown(declared.node),
    )
