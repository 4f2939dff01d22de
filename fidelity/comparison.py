"""One module's tokens as the package has them, against those of the declarations rendered from its spec.

What the spec's exclusions name is taken out of the source before, and so is what no rule has to name:
the SDK's own members of a class (its constructor; private, protected and static ones).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from tree_sitter import Node

from fidelity.tokens import Statement, Tokens, statements
from sdkscribe.spec import Spec

_MEMBERS = frozenset(
    {
        "method_signature",
        "abstract_method_signature",
        "public_field_definition",
        "property_signature",
        "call_signature",
        "construct_signature",
        "enum_assignment",
        "index_signature",
    }
)
_BODIES = frozenset({"program", "statement_block"})
_NAMELESS = {"call_signature": "()", "construct_signature": "new()"}
_OF_THE_SDK = frozenset({"private", "protected", "static"})
_CARRIED_OVER = frozenset({"change", "generic"})
"""The rules of parts that are carried over as they are given."""
_SHOWN_TOKENS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How many tokens the source has, and each difference as `line: theirs ≠ ours`."""

    tokens: int
    differing: int
    differences: tuple[str, ...]


def compare(path: str, source: bytes, rendered: str, spec: Spec) -> Comparison:
    """Compares a module of a spec, by its path without the ending."""
    excluded = (e for e in spec.exclusions if e.name.module == path and e.rule not in _CARRIED_OVER)
    names = frozenset(e.name.name for e in excluded)
    theirs = statements(source, lambda node: _is_excluded(node, names))
    ours = statements(rendered.encode(), lambda node: False)
    found = list(_differences(theirs, ours))
    return Comparison(
        tokens=sum(len(statement.tokens) for statement in theirs),
        differing=sum(count for count, _ in found),
        differences=tuple(text for _, text in found),
    )


def _is_excluded(node: Node, names: frozenset[str]) -> bool:
    if node.type not in _MEMBERS:
        is_statement = node.parent is not None and node.parent.type in _BODIES
        return bool(names) and is_statement and _path(node, _declared(node)) in names
    return _is_of_the_sdk(node) or (bool(names) and _path(node, _member(node)) in names)


def _is_of_the_sdk(node: Node) -> bool:
    """Whether a member of a class is not for the class's users."""
    if node.parent is None or node.parent.type != "class_body":
        return False
    name, first = _name(node), (node.text or b"").split(maxsplit=1)[0].decode()
    return name == "constructor" or name.startswith("#") or first in _OF_THE_SDK


def _member(node: Node) -> str:
    is_setter = any(token.type == "set" for token in node.children)
    return (_NAMELESS.get(node.type) or _name(node)) + (" (set)" if is_setter else "")


def _path(node: Node, name: str) -> str:
    """A name with those of all that it stands in: `Session.Tool.run`."""
    parts = [name]
    while (parent := node.parent) is not None:
        node = parent
        parts.append(_name(node))
    return ".".join(part.strip("'\"") for part in reversed(parts) if part)


def _declared(statement: Node) -> str:
    """What a statement declares, inside `export` and `declare`, and a constant's declarator."""
    if any(token.type == "global" for token in statement.children):
        return "global"
    node = statement
    while not _name(node) and node.named_children:
        node = node.child_by_field_name("declaration") or node.named_children[0]
    return _name(node)


def _name(node: Node) -> str:
    found = node.child_by_field_name("name")
    return (found.text or b"").decode() if found is not None else ""


def _differences(theirs: list[Statement], ours: list[Statement]) -> Iterator[tuple[int, str]]:
    """Each difference with the number of tokens that it is of."""
    left, right = [s.tokens for s in theirs], [s.tokens for s in ours]
    for kind, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind != "equal":
            line = theirs[min(i, len(theirs) - 1)].line if theirs else 0
            for a, b in _different_runs(_joined(left[i:j]), _joined(right[k:m])):
                yield max(len(a), len(b)), f"{line}: {_shown(a)} ≠ {_shown(b)}"


def _different_runs(left: Tokens, right: Tokens) -> Iterator[tuple[Tokens, Tokens]]:
    for kind, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind != "equal":
            yield left[i:j], right[k:m]


def _joined(tokens: list[Tokens]) -> Tokens:
    return tuple(chain.from_iterable(tokens))


def _shown(tokens: Tokens) -> str:
    text = " ".join(" ".join(tokens[:_SHOWN_TOKENS]).split())
    return f"`{text}`{'…' if len(tokens) > _SHOWN_TOKENS else ''}"
