"""Calls before and after, as a person would write them, with `...` for values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from sdkscribe.diff.moves import CallMove
from sdkscribe.words import snake_case

_Tree: TypeAlias = "dict[str, _Tree | str]"
"""Arguments by name: a value, or what is inside of it."""

_VALUE = "..."
_NOTE = "  # takes other values now"
_MOST_KEPT = 3


def call_before(move: CallMove) -> str:
    """The call with what moved or is gone, and a few arguments that stay."""
    names = [*move.kept[:_MOST_KEPT], *(m.old for m in move.moved), *move.gone]
    return _call(move.old, [(name, _VALUE) for name in names], ())


def call_after(move: CallMove) -> str:
    given = [(name, _VALUE) for name in move.kept[:_MOST_KEPT]]
    given += [(name, value or _VALUE) for name, value in move.demanded]
    given += [(moved.new, _VALUE) for moved in move.moved]
    return _call(move.new, given, move.other_values)


def reads_before(move: CallMove) -> list[str]:
    gone = [f"{_ANSWER}.{_python_path(name)}" for name in move.answer_gone]
    return [*(f"{_ANSWER}.{_python_path(moved.old)}" for moved in move.answer_moved), *gone]


def reads_after(move: CallMove) -> list[str]:
    gone = ["gone" for _ in move.answer_gone]
    return [*(f"{_ANSWER}.{_python_path(moved.new)}" for moved in move.answer_moved), *gone]


_ANSWER = "answer"


def _python_path(path: str) -> str:
    return ".".join(snake_case(step) for step in path.split("."))


def _call(method: str, given: Iterable[tuple[str, str]], noted: Collection[str]) -> str:
    lines = list(_argument_lines(_tree(given), noted))
    if not lines:
        return f"client.{method}()"
    return "\n".join((f"client.{method}(", *(f"    {line}" for line in lines), ")"))


def _tree(given: Iterable[tuple[str, str]]) -> _Tree:
    tree: _Tree = {}
    for path, value in given:
        *around, last = path.split(".")
        inside = tree
        for step in around:
            below = inside.setdefault(step, {})
            inside = below if isinstance(below, dict) else {}
        inside.setdefault(last, value)
    return tree


def _argument_lines(tree: _Tree, noted: Collection[str]) -> Iterator[str]:
    for name, value in tree.items():
        if isinstance(value, str):
            yield f"{snake_case(name)}={value},{_note(name, noted)}"
        else:
            yield f"{snake_case(name)}={{"
            yield from (f"    {line}" for line in _item_lines(value, f"{name}.", noted))
            yield "},"


def _item_lines(tree: _Tree, above: str, noted: Collection[str]) -> Iterator[str]:
    for name, value in tree.items():
        path = f"{above}{name}"
        if isinstance(value, str):
            yield f'"{snake_case(name)}": {value},{_note(path, noted)}'
        else:
            yield f'"{snake_case(name)}": {{'
            yield from (f"    {line}" for line in _item_lines(value, f"{path}.", noted))
            yield "},"


def _note(path: str, noted: Collection[str]) -> str:
    return _NOTE if path in noted else ""
