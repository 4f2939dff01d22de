from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sdkscribe.python.cycles import components

GRAPHS = st.integers(0, 12).flatmap(
    lambda size: st.fixed_dictionaries(
        {node: st.lists(st.integers(0, size - 1)) for node in range(size)}
    )
)


def reached(graph: dict[int, list[int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = list(graph[start])
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(graph[node])
    return found


@given(GRAPHS)
def test_nodes_are_together_exactly_if_they_reach_each_other(graph: dict[int, list[int]]) -> None:
    found = components(graph)
    assert sorted(node for component in found for node in component) == sorted(graph)
    of = {node: set(component) for component in found for node in component}
    for one in graph:
        together = {two for two in reached(graph, one) if one in reached(graph, two)}
        assert of[one] == together | {one}


@given(GRAPHS)
def test_a_component_comes_after_those_that_it_reaches(graph: dict[int, list[int]]) -> None:
    position = {
        node: index for index, component in enumerate(components(graph)) for node in component
    }
    for node, successors in graph.items():
        assert all(position[successor] <= position[node] for successor in successors)


def test_a_long_chain_needs_no_deep_stack() -> None:
    graph = {node: [node + 1] for node in range(20_000)} | {20_000: []}
    assert len(components(graph)) == 20_001
