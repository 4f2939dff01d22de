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

_MEMBERS = frozenset({"method_signature", "abstract_method_signature", "public_field_definition"})
_OF_THE_SDK = frozenset({"private", "protected", "static"})
_SHOWN_TOKENS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How many tokens the source has, and each difference as `line: theirs ≠ ours`."""

    tokens: int
    differing: int
    differences: tuple[str, ...]


def compare(path: str, source: bytes, rendered: str, spec: Spec) -> Comparison:
    """Compares a module of a spec, by its path without the ending."""
    names = frozenset(e.name.name for e in spec.exclusions if e.name.module == path)
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
        return (
            node.parent is not None and node.parent.type == "program" and _declared(node) in names
        )
    name = _name(node)
    if name == "constructor" or name.startswith("#"):
        return True
    first = (node.text or b"").split(maxsplit=1)[0].decode()
    holder = node.parent.parent if node.parent is not None else None
    return first in _OF_THE_SDK or (holder is not None and f"{_name(holder)}.{name}" in names)


def _declared(statement: Node) -> str:
    """What a statement declares, inside `export` and `declare`, and a constant's declarator."""
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
