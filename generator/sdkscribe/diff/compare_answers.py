"""Two answers of a method: what comes back, in which form, and how a client gets on to the next page."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.diff.changes import Change
from sdkscribe.diff.compare_types import type_changes
from sdkscribe.diff.nesting import path_to_counterpart
from sdkscribe.diff.notation import notation
from sdkscribe.diff.sides import At, Sides
from sdkscribe.spec import Returns

ANSWER = "answer"
EVENTS = "events"


def answer_changes(old: Returns, new: Returns, at: At, sides: Sides) -> Iterator[Change]:
    """What changed from one answer to another."""
    if old.kind != new.kind or old.unwrap != new.unwrap:
        yield at.field(ANSWER).change("answer-changed", before=_answer(old), after=_answer(new))
        return
    if old.page_class != new.page_class and not _is_same_page(old, new, sides):
        yield at.field(ANSWER).change("pagination-changed", before=_answer(old), after=_answer(new))
    if old.type is not None and new.type is not None:
        inside = at.field(ANSWER)
        path = path_to_counterpart(old.type, new.type, sides)
        if path is None:
            yield from type_changes(old.type, new.type, inside, sides)
        else:
            yield inside.change(
                "answer-nested", subject=(path,), before=_answer(old), after=_answer(new)
            )
    if old.events is not None and new.events is not None:
        yield from type_changes(old.events, new.events, at.field(EVENTS), sides)


def _is_same_page(old: Returns, new: Returns, sides: Sides) -> bool:
    return old.page_class is not None and sides.matches.types.get(old.page_class) == new.page_class


def _answer(returns: Returns) -> str:
    """`a page of Model (CursorPage)`, `a stream of Event`, `nothing`"""
    of = "" if returns.type is None else notation(returns.type)
    inside = f" from `{returns.unwrap}`" if returns.unwrap else ""
    match returns.kind:
        case "value":
            return f"{of}{inside}"
        case "page":
            page = f" ({returns.page_class.name})" if returns.page_class is not None else ""
            return f"a page of {of}{page}"
        case "stream":
            return f"a stream of {of}"
        case "value_or_stream":
            return f"{of}, or a stream"
        case "bytes" | "text" | "nothing":
            return returns.kind
