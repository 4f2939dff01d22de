"""Plain trees to YAML text: block style, in order, one line per scalar, no anchors.

It knows mappings, lists, text, numbers and booleans, and nothing of the spec. Text is quoted exactly
where some YAML would read it otherwise, and stands as a literal block where it has several lines.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.spec_yaml.scalars import is_text
from sdkscribe.spec_yaml.tree import MOST_LEVELS, Tree

_STEP = "  "
_DEEPEST = MOST_LEVELS * len(_STEP)
_LONGEST_SIMPLE_KEY = 1000
_MOST_SHOWN = 8
_UNPRINTABLE = re.compile(
    "[^\t\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_PLAIN = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`](?:[^\s:#]|:(?=\S)|(?<=\S)#| +(?=[^\s#]))*""")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class _TooDeepError(Exception):
    """Something is nested too deeply; `keys` lead to it, the innermost first."""

    def __init__(self) -> None:
        self.keys: list[str] = []


def write_yaml(tree: dict[str, Tree], path: str) -> str:
    """The text of one document, of the file of a path, ending in a newline. Raises `SdkscribeError`
    where it is nested so deeply that it could not be read again."""
    pieces: list[str] = []
    try:
        _write_mapping(tree, "", "", pieces)
    except _TooDeepError as error:
        raise SdkscribeError(_too_deep(error.keys[::-1], path)) from None
    return "".join(pieces) if tree else "{}\n"


def _too_deep(keys: list[str], path: str) -> Problem:
    shown = keys if len(keys) <= _MOST_SHOWN else [*keys[:_MOST_SHOWN], "…"]
    return Problem(
        message=f"more than {MOST_LEVELS} levels of nesting",
        location=Location(path=path),
        source="/".join(shown),
        hint="exclude the declaration with an overlay, or narrow the slice",
    )


def _write_mapping(tree: dict[str, Tree], indent: str, first: str, pieces: list[str]) -> None:
    """`first` stands before the first key: the indentation, or the dash of a list's item."""
    _check_depth(indent)
    lead = first
    key = ""
    try:
        for key, value in tree.items():
            text = _inline(key)
            is_simple = len(text) <= _LONGEST_SIMPLE_KEY
            pieces.append(f"{lead}{text}:" if is_simple else f"{lead}? {text}\n{indent}:")
            _write_value(value, indent, pieces)
            lead = indent
    except _TooDeepError as error:
        error.keys.append(key)
        raise


def _check_depth(indent: str) -> None:
    if len(indent) >= _DEEPEST:
        raise _TooDeepError


def _write_value(value: Tree, indent: str, pieces: list[str]) -> None:
    """What follows a key."""
    if isinstance(value, dict) and value:
        pieces.append("\n")
        _write_mapping(value, indent + _STEP, indent + _STEP, pieces)
    elif isinstance(value, list) and value:
        pieces.append("\n")
        _write_list(value, indent + _STEP, pieces)
    else:
        pieces.append(f" {_scalar(value, indent + _STEP)}\n")


def _write_list(items: list[Tree], indent: str, pieces: list[str]) -> None:
    _check_depth(indent)
    for item in items:
        if isinstance(item, dict) and item:
            _write_mapping(item, indent + _STEP, f"{indent}- ", pieces)
        elif isinstance(item, list) and item:
            pieces.append(f"{indent}-\n")
            _write_list(item, indent + _STEP, pieces)
        else:
            pieces.append(f"{indent}- {_scalar(item, indent + _STEP)}\n")


def _scalar(value: Tree, indent: str) -> str:
    match value:
        case str():
            return _block(value, indent) if "\n" in value else _inline(value)
        case bool():
            return "true" if value else "false"
        case float():
            return _float(value)
        case None:
            return "null"
        case dict():
            return "{}"
        case list():
            return "[]"
        case _:
            return str(value)


def _float(value: float) -> str:
    """Python's own spelling, with the point that YAML 1.1 wants before an exponent."""
    text = repr(value).replace("inf", ".inf").replace("nan", ".nan")
    mantissa, exponent, power = text.partition("e")
    return text if "." in mantissa else f"{mantissa}.0{exponent}{power}"


def _block(text: str, indent: str) -> str:
    """A literal block, where one gives the text back; a first line that starts with a space needs the
    block's indentation said."""
    if text.endswith("\n") or "\r" in text or _UNPRINTABLE.search(text):
        return _inline(text)
    explicit = str(len(_STEP)) if text.lstrip("\n").startswith((" ", "\t")) else ""
    lines = (indent + line if line else "" for line in text.split("\n"))
    return f"|{explicit}-\n" + "\n".join(lines)


@lru_cache(maxsize=65536)
def _inline(text: str) -> str:
    """A scalar on one line: plain where it can be, else in single quotes, else with escapes."""
    if _UNPRINTABLE.search(text) or "\n" in text or "\t" in text:
        return f'"{"".join(_escaped(character) for character in text)}"'
    if _PLAIN.fullmatch(text) and is_text(text) and not text.startswith("..."):
        return text
    return "'" + text.replace("'", "''") + "'"


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not _UNPRINTABLE.match(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
