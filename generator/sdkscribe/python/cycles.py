"""The strongly connected components of a graph: which nodes reach each other (Tarjan, 1972)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(graph: Mapping[Node, Sequence[Node]]) -> list[tuple[Node, ...]]:
    """The components, each after those that it reaches; nodes of one in the graph's order."""
    position = {node: index for index, node in enumerate(graph)}
    return [tuple(sorted(component, key=position.__getitem__)) for component in _components(graph)]


def _components(graph: Mapping[Node, Sequence[Node]]) -> Iterator[list[Node]]:
    index: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    path: list[Node] = []
    on_path: set[Node] = set()
    for root in graph:
        walk: list[tuple[Node, Iterator[Node]]] = []
        if root not in index:
            walk.append((root, iter(graph[root])))
        while walk:
            node, successors = walk[-1]
            if node not in index:
                index[node] = lowest[node] = len(index)
                path.append(node)
                on_path.add(node)
            unseen = _advance(node, successors, index, lowest, on_path)
            if unseen is not None:
                walk.append((unseen, iter(graph[unseen])))
                continue
            walk.pop()
            if walk:
                parent = walk[-1][0]
                lowest[parent] = min(lowest[parent], lowest[node])
            if lowest[node] == index[node]:
                component = path[path.index(node) :]
                del path[-len(component) :]
                on_path.difference_update(component)
                yield component


def _advance(
    node: Node,
    successors: Iterator[Node],
    index: dict[Node, int],
    lowest: dict[Node, int],
    on_path: set[Node],
) -> Node | None:
    """The next successor that has not been seen, having counted those before it."""
    for successor in successors:
        if successor not in index:
            return successor
        if successor in on_path:
            lowest[node] = min(lowest[node], index[successor])
    return None
