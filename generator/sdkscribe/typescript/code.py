"""Code among the types of an API: functions, constructors and symbols, which nothing sends."""

from __future__ import annotations

from sdkscribe.typescript.declarations import key
from sdkscribe.typescript.syntax import Node, child, flattened, text

_CODE = frozenset({"function_type", "constructor_type"})
_SYMBOLS = frozenset({"symbol", "unique symbol"})
_ABSENT = frozenset({"null", "undefined"})
_METHODS = frozenset({"method_signature", "abstract_method_signature"})
_CALLS = {"call_signature": "()", "construct_signature": "new()"}


def is_code(node: Node) -> bool:
    """Whether a type holds nothing but code, or may be absent besides."""
    match node.type:
        case "parenthesized_type":
            return is_code(node.named_children[0])
        case "union_type":
            members = flattened(node, "union_type")
            return all(is_code(each) or text(each) in _ABSENT for each in members) and any(
                map(is_code, members)
            )
        case "predefined_type":
            return text(node) in _SYMBOLS
        case kind:
            return kind in _CODE


def is_code_member(node: Node) -> bool:
    """Whether a member of an object holds only code, or has a name that only code has."""
    if node.type in _METHODS:
        return not is_getter(node)
    name, annotation = child(node, "name"), child(node, "type")
    if node.type == "property_signature" and name is not None:
        is_typed = annotation is not None and is_code(annotation.named_children[0])
        return is_typed or name.type == "computed_property_name"
    return node.type in _CALLS


def is_getter(node: Node) -> bool:
    """Whether a member is `get name(): T`."""
    return node.type in _METHODS and any(token.type == "get" for token in node.children)


def is_setter(node: Node) -> bool:
    """Whether a member is `set name(value: T)`."""
    return node.type in _METHODS and any(token.type == "set" for token in node.children)


def member_name(node: Node) -> str:
    """What a member of an object is called, one without a name too."""
    name = child(node, "name")
    if name is None:
        return _CALLS[node.type]
    return f"{key(name)} (set)" if is_setter(node) else key(name)
