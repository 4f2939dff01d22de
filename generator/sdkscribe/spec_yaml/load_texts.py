"""What of a node is text: its documentation, and the names in it."""

from __future__ import annotations

from sdkscribe.errors import nearest
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Node

DESCRIBED = known("description", "deprecated")


def description(taker: Taker, node: Node) -> str | None:
    """The documentation of a field or a declaration, whose `deprecated` must say what it says."""
    found = taker.optional_text(node, "description")
    said = found is not None and "@deprecated" in found
    if taker.flag(node, "deprecated", False) != said:
        hint = "add `deprecated: true`" if said else "say why, after `@deprecated`"
        message = "`deprecated` and `@deprecated` in the description must go together"
        taker.complain(node, "deprecated", message, hint)
    return found


def required_names(taker: Taker, node: Node) -> set[str]:
    """The properties that must be there, each of which must be one."""
    names = list(taker.texts(node, "required"))
    properties = taker.optional_mapping(node, "properties")
    for index, name in enumerate(names):
        if name not in properties:
            hint = nearest(name, properties)
            message = f"`{name}` is required and is no property"
            taker.complain(taker.items(node, "required"), index, message, hint)
        elif name in names[:index]:
            taker.complain(taker.items(node, "required"), index, f"`{name}` is here twice")
    return set(names)


def key_name_of(taker: Taker, node: Node, spelling: str | None) -> str | None:
    """What the keys of a map are called: `[name]`; they have no name in a `Record`."""
    if spelling is None or spelling == "Record":
        return None if spelling else "key"
    if not (spelling.startswith("[") and spelling.endswith("]") and len(spelling) > 2):
        taker.complain(node, "typescript", "`typescript` of a map must be `Record` or `[name]`")
    return spelling[1:-1]
