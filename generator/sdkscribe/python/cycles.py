"""The strongly connected components of a graph: which nodes reach each other (Tarjan, 1972)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(graph: Mapping[Node, Sequence[Node]]) -> list[tuple[Node, ...]]:
    """The components, each after those that it reaches; nodes of one in the graph's order."""
    position = {node: index for index, node in enumerate(graph)}
    return [tuple(sorted(component, key=position.__getitem__)) for component in _found(graph)]


def _found(graph: Mapping[Node, Sequence[Node]]) -> Iterator[list[Node]]:
    index: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    path: dict[Node, None] = {}
    for root in graph:
        walk = [(root, iter(graph[root]))] if root not in index else []
        while walk:
            node, successors = walk[-1]
            if node not in index:
                index[node] = lowest[node] = len(index)
                path[node] = None
            unseen = _advance(node, successors, index, lowest, path)
            if unseen is not None:
                walk.append((unseen, iter(graph[unseen])))
                continue
            walk.pop()
            if walk:
                parent = walk[-1][0]
                lowest[parent] = min(lowest[parent], lowest[node])
            if lowest[node] == index[node]:
                yield list(_popped(path, node))


def _advance(
    node: Node,
    successors: Iterator[Node],
    index: dict[Node, int],
    lowest: dict[Node, int],
    path: Mapping[Node, None],
) -> Node | None:
    """The next successor that has not been seen, having counted those before it."""
    for successor in successors:
        if successor not in index:
            return successor
        if successor in path:
            lowest[node] = min(lowest[node], index[successor])
    return None


def _popped(path: dict[Node, None], last: Node) -> Iterator[Node]:
    """The nodes at the end of a path, up to the `last` one, taken from it."""
    node: Node | None = None
    while node != last:
        node, _ = path.popitem()
        yield node
