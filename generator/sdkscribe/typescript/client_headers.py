"""The headers that a client sends with every request, and those that carry its credentials."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.spec import Header
from sdkscribe.typescript.declarations import key as key_of
from sdkscribe.typescript.syntax import Node, child, text, walk


def default_headers(script: Node, options: set[str]) -> Iterator[Header]:
    """The headers with a client option for their value (`'OpenAI-Project': this.project`)."""
    for method in ("defaultHeaders", "buildHeaders"):
        for body in methods_named(script, method):
            yield from _headers_in(body, options)


def auth_headers(script: Node, options: set[str]) -> Iterator[Header]:
    """The headers that the client's `authHeaders` and `…Auth` methods make of its options."""
    seen: set[Header] = set()
    for node in walk(script):
        name = child(node, "name") if node.type == "method_definition" else None
        if name is None or not (text(name) == "authHeaders" or text(name).endswith("Auth")):
            continue
        for header in _headers_in(node, options):
            if header not in seen:
                seen.add(header)
                yield header


def _headers_in(body: Node, options: set[str]) -> Iterator[Header]:
    """The headers of a method's object literals whose values are made of client options."""
    for node in walk(body):
        key, value = child(node, "key"), child(node, "value")
        if node.type != "pair" or key is None or value is None:
            continue
        template = _template(value, options)
        if template is not None:
            yield Header(name=key_of(key), value=template)


def _template(node: Node, options: set[str]) -> str | None:
    """`Bearer ${this.apiKey}` as `Bearer {apiKey}`; None for what is not made of options."""
    option = _option(node, options)
    if option is not None:
        return f"{{{option}}}"
    if node.type != "template_string":
        return None
    pieces: list[str] = []
    for part in node.named_children:
        if part.type != "template_substitution":
            pieces.append(text(part))
            continue
        inner = _option(part.named_children[0], options)
        if inner is None:
            return None
        pieces.append(f"{{{inner}}}")
    return "".join(pieces)


def _option(node: Node, options: set[str]) -> str | None:
    name = text(node).removeprefix("this.")
    return name if name in options else None


def methods_named(script: Node, name: str) -> Iterator[Node]:
    for node in walk(script):
        named_so = child(node, "name") if node.type == "method_definition" else None
        if named_so is not None and text(named_so) == name:
            yield node
