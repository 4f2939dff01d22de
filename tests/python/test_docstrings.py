"""Words of a declaration are untrusted: whatever they hold, Python reads one string with them."""

from __future__ import annotations

import ast
import textwrap

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdkscribe.python.docstrings import docstring, literal
from sdkscribe.python.prose import cleaned, filled, wrapped

MODE = black.Mode(line_length=100)
NASTY = st.one_of(st.sampled_from('"\\ \t\r-#`{}a1.|'), st.characters())
LINES = st.text(NASTY).map(lambda text: text.replace("\n", " ").rstrip())
LONG = st.integers(70, 110).map(lambda length: "a" * length)
TEXTS = st.one_of(
    st.lists(st.one_of(LINES, LINES.map(lambda line: f"    {line}".rstrip())), min_size=1)
    .map("\n".join)
    .map(lambda text: text.strip()),
    LONG,
    LONG.map(lambda text: f'{text}"'),
).filter(bool)
INDENTS = st.sampled_from([0, 4, 8])


def unindented(value: str, indent: int) -> str:
    """A docstring's value without the indentation that the source has."""
    if not value.startswith("\n"):
        return value.removesuffix(" ")
    margin = " " * indent
    lines = value.removeprefix("\n").removesuffix("\n" + margin).split("\n")
    return "\n".join(line.removeprefix(margin) for line in lines)


@given(TEXTS, INDENTS)
def test_python_reads_exactly_the_words(text: str, indent: int) -> None:
    assert unindented(ast.literal_eval(literal(text, indent=indent)), indent) == text


@given(TEXTS)
def test_black_leaves_a_docstring_as_it_is(text: str) -> None:
    of_class, of_method = literal(text, indent=4), literal(text, indent=8)
    source = (
        f"class A:\n    {of_class}\n\n    x: int\n    {of_class}\n\n"
        f"    def f(self) -> None:\n        {of_method}\n"
    )
    assert black.format_str(source, mode=MODE) == source


@given(st.text(NASTY), INDENTS)
def test_documentation_of_any_content_is_one_statement(text: str, indent: int) -> None:
    made = docstring(cleaned(text), indent=indent)
    assert (made is None) == (not cleaned(text).strip())
    if made is not None:
        (statement,) = ast.parse(made).body
        assert isinstance(statement, ast.Expr)
        assert isinstance(statement.value, ast.Constant)


@given(st.text(NASTY), st.integers(20, 100))
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    words = cleaned(text)
    assert " ".join(wrapped(words, width)).split() == words.split()


@pytest.mark.parametrize("character", ["\u202e", "\x00", "\u2028", "\x85", "\u200b", "\ud800"])
def test_characters_that_do_not_print_are_escaped(character: str) -> None:
    made = literal(f"a{character}b", indent=4)
    assert character not in made
    assert ast.literal_eval(made) == f"a{character}b"


def test_paragraphs_are_filled_and_lists_code_and_tables_kept() -> None:
    text = "\n".join(
        [
            "One two",
            "three four.",
            "",
            "- an item that is",
            "  longer",
            "- another",
            "  1. nested",
            "",
            "```py",
            "x  =  1",
            "```",
            "",
            "| a | b |",
            "| - | - |",
            "# Heading",
            "    indented = code",
        ]
    )
    assert wrapped(text, 16) == (
        "One two three",
        "four.",
        "",
        "- an item that",
        "  is longer",
        "- another",
        "  1. nested",
        "",
        "```py",
        "x  =  1",
        "```",
        "",
        "| a | b |",
        "| - | - |",
        "# Heading",
        "    indented = code",
    )


def test_the_label_of_a_link_stays_on_one_line() -> None:
    assert wrapped("Always see [the guide](https://x.example).", 20) == (
        "Always see",
        "[the guide](https://x.example).",
    )


def test_examples_in_typescript_are_left_out_and_deprecation_is_words() -> None:
    text = "Does it.\n\n@example\n```ts\n@decorated()\n```\n@deprecated Use that."
    assert cleaned(text) == "Does it.\n\nDeprecated: Use that."
    assert cleaned("@deprecated") == "Deprecated."
    assert cleaned("@param x the x") == "@param x the x"
    assert docstring(cleaned("@example\nfoo()"), indent=4) is None


@given(st.lists(st.text("abcdé-", min_size=1, max_size=12)), st.integers(5, 30), st.data())
def test_words_are_filled_as_textwrap_fills_them(
    words: list[str], width: int, data: st.DataObject
) -> None:
    gaps = [data.draw(st.sampled_from([" ", " ", "  "])) for _ in words]
    text = "".join(f"{word}{gap}" for word, gap in zip(words, gaps, strict=True)).strip(" ")
    expected = textwrap.wrap(
        text,
        width,
        initial_indent="- ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    assert filled(text, width, first_indent="- ", indent="  ") == (expected or ["- "])
