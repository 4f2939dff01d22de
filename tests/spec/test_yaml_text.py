"""The YAML writer against PyYAML, and the reader against what a person may write."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sdkscribe.errors import SdkscribeError
from sdkscribe.spec_yaml import reader
from sdkscribe.spec_yaml.reader import read_yaml
from sdkscribe.spec_yaml.scalars import is_text
from sdkscribe.spec_yaml.tree import MOST_LEVELS, Node, Tree
from sdkscribe.spec_yaml.writer import write_yaml
from spec.strategies import TRAPS, texts

_scalars = st.one_of(
    texts,
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.none(),
)
_trees: st.SearchStrategy[Tree] = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
_nodes = st.dictionaries(texts, _trees, max_size=3)


def reads_the_same(tree: Node) -> bool:
    """Compared by `repr`: `1`, `1.0` and `true` are equal in Python, and are not the same."""
    text = write_yaml(tree, "x.yaml")
    again = (
        yaml.load(text, Loader=yaml.SafeLoader),
        yaml.load(text, Loader=yaml.CSafeLoader),
        read_yaml(text, "file.yaml").root,
    )
    return all(repr(read) == repr(tree) for read in again)


@settings(max_examples=300, deadline=None)
@given(_nodes)
def test_what_is_written_reads_back_the_same_under_any_loader(tree: Node) -> None:
    assert reads_the_same(tree)


@pytest.mark.parametrize("text", TRAPS)
def test_every_trap_survives_as_key_and_value(text: str) -> None:
    assert reads_the_same({text: text, "list": [text, {text: text}], "nested": {"a": {text: text}}})


def test_a_key_that_is_too_long_for_one_line_survives() -> None:
    assert reads_the_same({"x" * 1500: {"a": 1}, "b": [{"y" * 1500: "z"}]})


@settings(max_examples=300)
@given(st.text(alphabet="0123456789.:-+_eExoTZ yn~=<.infaN", max_size=10))
def test_what_pyyaml_reads_as_something_else_is_not_taken_for_text(word: str) -> None:
    resolver: Any = yaml.SafeLoader("")
    if resolver.resolve(yaml.ScalarNode, word, (True, False)) != "tag:yaml.org,2002:str":
        assert not is_text(word)


def test_text_is_quoted_only_where_it_must_be() -> None:
    tree: Node = {"plain": ["6.8.1", "a: b", "on", "#/types/A", "../a.yaml#/types/A", "it's", "é"]}
    assert write_yaml(tree, "x.yaml") == (
        "plain:\n"
        "  - 6.8.1\n"
        "  - 'a: b'\n"
        "  - 'on'\n"
        "  - '#/types/A'\n"
        "  - ../a.yaml#/types/A\n"
        "  - it's\n"
        "  - é\n"
    )


def test_documentation_of_several_lines_stands_as_a_literal_block() -> None:
    tree: Node = {"a": {"description": "One: # two\n\n  three", "list": ["x\ny"]}}
    assert write_yaml(tree, "x.yaml") == (
        "a:\n"
        "  description: |-\n"
        "    One: # two\n"
        "\n"
        "      three\n"
        "  list:\n"
        "    - |-\n"
        "      x\n"
        "      y\n"
    )


def test_without_the_c_parser_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: 'on'\nb:\n  - 1\n  - |-\n    x\n    y\n"
    fast = read_yaml(text, "file.yaml")
    monkeypatch.setattr(reader, "_Loader", yaml.SafeLoader)
    slow = read_yaml(text, "file.yaml")
    assert slow.root == fast.root
    assert slow.location(slow.root, "b") == fast.location(fast.root, "b")


BAD = {
    "invalid YAML: ": ("a: [1, 2\nb: 3\n", "2:2"),
    "is here twice": ("a: 1\nb: 2\na: 3\n", "3:1"),
    "an anchor": ("a: &x 1\n", "1:4"),
    "an alias": ("a: 1\nb: *x\n", "2:4"),
    "a tag": ("a: !!str 1\n", "1:4"),
    "a key that is not text": ("é: a\n1: b\n", "2:1"),
    "`on` means different things": ("a:\n  - é\n  - on\n", "3:5"),
    "`2024-10-01` means different things": ("a: 2024-10-01\n", "1:4"),
    "`1e5` means different things": ("a: 1e5\n", "1:4"),
    "`.inf` means different things": ("a: .inf\n", "1:4"),
    "`010` means different things": ("a: 010\n", "1:4"),
    "the file is empty": ("", "1:1"),
    "the file must hold a mapping": ("- a\n", "1:1"),
    "a second document": ("a: 1\n---\nb: 2\n", "2:1"),
    "the character U+0007": ("a: 1\nb: \x07\n", "2:4"),
    "more than 200 levels": ("a: " + "[" * 300 + "]" * 300 + "\n", "1:203"),
}


@pytest.mark.parametrize("message", BAD)
def test_bad_yaml_is_reported_with_its_place(message: str) -> None:
    text, place = BAD[message]
    with pytest.raises(SdkscribeError) as raised:
        read_yaml(text, "file.yaml")
    (problem,) = raised.value.problems
    assert message in problem.message
    assert str(problem.location) == f"file.yaml:{place}"


def test_every_problem_of_a_text_is_reported_at_once() -> None:
    with pytest.raises(SdkscribeError) as raised:
        read_yaml("a: on\nb: &x 1\nc: 2024-01-01\n", "file.yaml")
    assert [problem.location and problem.location.line for problem in raised.value.problems] == [
        1,
        2,
        3,
    ]


def test_what_is_nested_too_deeply_to_be_read_again_is_not_written() -> None:
    tree: Tree = "leaf"
    for _ in range(MOST_LEVELS - 1):
        tree = [tree]
    assert read_yaml(write_yaml({"a": tree}, "x.yaml"), "x.yaml").root == {"a": tree}
    with pytest.raises(SdkscribeError) as raised:
        write_yaml({"a": {"b": tree}}, "x.yaml")
    message = "x.yaml: more than 200 levels of nesting: a/b\n"
    assert str(raised.value).startswith(message)
