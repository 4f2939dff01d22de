"""What changed in what is said of something: its documentation, its default, whether it is deprecated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdkscribe.diff.changes import Change
from sdkscribe.diff.sides import At

_DEPRECATED = re.compile(r"@deprecated\b.*?(?=\n\s*\n|\n\s*@|\Z)", re.DOTALL)
_PARAGRAPH = re.compile(r"\n\s*\n")
_ITEM = re.compile(r"\n(?=\s*(?:[-*]|\d+\.)\s)")
# A documented default ends where its sentence does, or with the quotes around it.
_DEFAULT = re.compile(
    r"(?:[Dd]efaults? (?:value )?(?:to|is|of)|@default)\s*:?\s*"
    r"(?P<value>`[^`]+`|\"[^\"]+\"|'[^']+'|[\w+-]+(?:\.\d+)?)"
)


def wording_changes(old: str | None, new: str | None, at: At) -> Iterator[Change]:
    """One entry for each thing that is said otherwise: a text that differs only in its default or its
    deprecation has no entry of its own."""
    before, after = _words(old), _words(new)
    if before == after:
        return
    yield from _deprecation(before, after, at)
    plain_before, plain_after = _plain(before), _plain(after)
    defaults = _default(plain_before), _default(plain_after)
    if defaults[0] and defaults[1] and defaults[0] != defaults[1]:
        yield at.change("default-changed", before=defaults[0], after=defaults[1])
    elif plain_before != plain_after:
        yield at.change("documentation-changed", before=plain_before, after=plain_after)


def _deprecation(before: str, after: str, at: At) -> Iterator[Change]:
    was, now = "@deprecated" in before, "@deprecated" in after
    if now and not was:
        yield at.change("deprecated-added", after=_reason(after))
    elif was and not now:
        yield at.change("deprecated-removed", before=_reason(before))


def _reason(text: str) -> str:
    found = _DEPRECATED.search(text)
    return found[0].removeprefix("@deprecated").strip() if found else ""


def _plain(text: str) -> str:
    return _words(_DEPRECATED.sub("", text))


def _words(text: str | None) -> str:
    """A text, however its lines are broken: only blank lines count, and items of lists."""
    paragraphs = ("\n".join(_lines(paragraph)) for paragraph in _PARAGRAPH.split(text or ""))
    return "\n\n".join(filter(None, paragraphs))


def _lines(paragraph: str) -> Iterator[str]:
    for item in _ITEM.split(paragraph):
        yield " ".join(item.split())


def _default(text: str) -> str:
    found = _DEFAULT.search(text)
    return found["value"].strip("`'\"") if found else ""
