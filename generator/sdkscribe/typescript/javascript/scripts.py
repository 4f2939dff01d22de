"""One module's JavaScript as it stands: its imports, its functions, its constants and its classes.

Nothing is evaluated here; everything keeps its syntax node.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sdkscribe.typescript.declarations import Imported, imports_of
from sdkscribe.typescript.syntax import Node, child, named, parse, text, walk

_FUNCTIONS = ("function_declaration", "generator_function_declaration")
_CLASSES = ("class_declaration", "class")
_CALLABLE = ("method_definition", "arrow_function", "function_expression")
_VARIABLES = ("lexical_declaration", "variable_declaration")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptClass:
    """A class: what it extends, as it stands there, and its members by name, a method or the value of
    a field."""

    name: str
    node: Node
    extends: str
    members: dict[str, Node]


@dataclass(slots=True, kw_only=True)
class Script:
    """What a script declares at its top level, and in a function there that is called at once."""

    module: str
    path: str
    root: Node
    imports: dict[str, Imported] = field(default_factory=dict[str, Imported])
    functions: dict[str, Node] = field(default_factory=dict[str, Node])
    constants: dict[str, Node] = field(default_factory=dict[str, Node])
    classes: dict[str, ScriptClass] = field(default_factory=dict[str, ScriptClass])
    _nodes: list[tuple[str, Node]] = field(default_factory=list[tuple[str, Node]])

    def nodes(self, *kinds: str) -> Iterator[Node]:
        """Every node of these kinds, in source order. The tree is walked once."""
        if not self._nodes:
            self._nodes += ((node.type, node) for node in walk(self.root))
        return (node for kind, node in self._nodes if kind in kinds)

    def with_extended(self, name: str) -> list[ScriptClass]:
        """A class and those of the script that it extends, however far away."""
        chain: list[ScriptClass] = []
        found = self.classes.get(name)
        while found is not None and found not in chain:
            chain.append(found)
            found = self.classes.get(found.extends)
        return chain

    def methods(self, name: str) -> dict[str, Node]:
        """The methods of a class and of those of the script that it extends: methods, functions that
        are kept in fields, and other methods that fields hold."""
        members: dict[str, Node] = {}
        for each in reversed(self.with_extended(name)):
            members |= each.members
        found = ((member, _method(members, member)) for member in members)
        return {member: method for member, method in found if method is not None}


def _method(members: dict[str, Node], name: str) -> Node | None:
    found = members.get(name)
    if found is None:
        return None
    receiver, held = child(found, "object"), child(found, "property")
    if receiver is not None and receiver.type == "this" and held is not None:
        return _method(members, text(held)) if text(held) != name else None
    return found if found.type in _CALLABLE else None


def read_script(module: str, path: str, content: bytes) -> Script:
    """Parse a script. Raises `SdkscribeError` at its first syntax error."""
    root = parse(path, content)
    script = Script(module=module, path=path, root=root)
    for statement in root.named_children:
        if statement.type == "import_statement":
            script.imports.update(imports_of(statement))
        else:
            _declare(script, child(statement, "declaration") or statement)
    return script


def _declare(script: Script, node: Node) -> None:
    name = child(node, "name")
    if node.type in _FUNCTIONS and name is not None:
        script.functions[text(name)] = node
    elif node.type in _CLASSES and name is not None:
        script.classes[text(name)] = _read_class(text(name), node)
    elif node.type in _VARIABLES:
        for declarator in node.named_children:
            _declare_variable(script, declarator)


def _declare_variable(script: Script, declarator: Node) -> None:
    name, value = child(declarator, "name"), child(declarator, "value")
    if name is None or value is None:
        return
    if value.type in ("arrow_function", "function_expression"):
        script.functions[text(name)] = value
    elif value.type in _CLASSES:
        script.classes[text(name)] = _read_class(text(name), value)
    else:
        script.constants[text(name)] = value
        for statement in _called_at_once(value):
            _declare(script, statement)


def _called_at_once(node: Node) -> list[Node]:
    """The statements of `(() => { class A { … } return A; })()`."""
    called = child(node, "function") if node.type == "call_expression" else None
    if called is None or called.type != "parenthesized_expression":
        return []
    body = child(called.named_children[0], "body")
    return body.named_children if body is not None and body.type == "statement_block" else []


def _read_class(name: str, node: Node) -> ScriptClass:
    heritage = named(node, "class_heritage")
    body = child(node, "body")
    members = dict(_members(body)) if body is not None else {}
    return ScriptClass(
        name=name,
        node=node,
        extends=_extended(heritage.named_children[0]) if heritage is not None else "",
        members=members | dict(_functions_in_fields(members.get("constructor"))),
    )


def _extended(node: Node) -> str:
    """What a class extends: `A`, or the `A` of `withHelpers(A)`."""
    arguments = child(node, "arguments")
    given = arguments.named_children if arguments is not None else []
    return text(given[0]) if given else text(node)


def _members(body: Node) -> Iterator[tuple[str, Node]]:
    for node in body.named_children:
        name = child(node, "name") or child(node, "property")
        value = child(node, "value")
        if name is not None and node.type == "method_definition":
            yield text(name), node
        elif name is not None and value is not None:
            yield text(name), value


def _functions_in_fields(constructor: Node | None) -> Iterator[tuple[str, Node]]:
    """`this.create = (body, options) => …` and `this.find = this.get` of a constructor."""
    for node in walk(constructor) if constructor is not None else ():
        left, right = child(node, "left"), child(node, "right")
        if node.type != "assignment_expression" or left is None or right is None:
            continue
        if right.type in (*_CALLABLE, "member_expression"):
            receiver, name = child(left, "object"), child(left, "property")
            if receiver is not None and receiver.type == "this" and name is not None:
                yield text(name), right
