"""How the pages of a list follow each other, as data: where a page has its items, and what the
request for the next one has that this one's had not.

Paths go along the attributes of the page's model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .types import is_mapping

if TYPE_CHECKING:
    from .call import Call

Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The next request has, as query parameter `param`, what stands at `path` of the page or of
    its first or last item."""

    param: str
    path: Path
    of: Literal["page", "first_item", "last_item"] = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumber:
    """The next request has, as query parameter `param`, one more than this page's number: what
    stands at `current`, else this request's own, else 1. There is none after `last`."""

    param: str
    current: Path | None = None
    last: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule:
    """How pages follow each other. `items` is empty for an answer that is an array itself.
    `backward` goes where a request has its parameter, `forward` everywhere else; without any there
    is only one page. `headers` are fields of the page that arrive as headers."""

    items: Path
    has_more: Path | None = None
    forward: Cursor | PageNumber | None = None
    backward: Cursor | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo:
    """What the next request has: its query parameters."""

    params: Mapping[str, object]


def next_page(rule: PageRule, page: object, items: Sequence[object], call: Call) -> PageInfo | None:
    """What the request for the page after this one has; None if this is the last."""
    if not items or (rule.has_more is not None and at(page, rule.has_more) is False):
        return None
    query = {**(call.query or {}), **(call.extra_query or {})}
    backward = rule.backward is not None and query.get(rule.backward.param)
    following = rule.backward if backward else rule.forward
    if isinstance(following, PageNumber):
        return _next_number(following, page, query)
    if following is None:
        return None
    start = {"page": page, "first_item": items[0], "last_item": items[-1]}[following.of]
    value = at(start, following.path)
    return PageInfo(params={following.param: value}) if value else None


def at(start: object, path: Path) -> Any:
    """What stands at a path; None where the path leads nowhere."""
    for name in path:
        start = start.get(name) if is_mapping(start) else getattr(start, name, None)
    return start


def _next_number(rule: PageNumber, page: object, query: Mapping[str, object]) -> PageInfo | None:
    stated = at(page, rule.current) if rule.current is not None else query.get(rule.param)
    current = stated if isinstance(stated, int) else 1
    last = at(page, rule.last) if rule.last is not None else None
    if isinstance(last, int) and current >= last:
        return None
    return PageInfo(params={rule.param: current + 1})
