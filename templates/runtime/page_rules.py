"""How the pages of a list follow each other, as data: where a page has its items, and what the
request for the next one has that this one's had not.

Paths go along the attributes of the page's model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
class PageOffset:
    """The next request has, as query parameter `param`, how many items there were until now: what
    stands at `current`, else this request's own, else 0, and this page's. There is none after as
    many as stand at `total`."""

    param: str
    current: Path | None = None
    total: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """The next request goes to the URL that stands at `path` of the page."""

    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule:
    """How pages follow each other. `items` is empty for an answer that is an array itself.
    `backward` goes where a request has its parameter, `forward` everywhere else; without any there
    is only one page. Pages that `may_be_empty` may be followed by others even so. The parameters of
    a request are in its body where they are `in_body`, and in its query else. `headers` are fields
    of the page that arrive as headers."""

    items: Path
    has_more: Path | None = None
    forward: Cursor | PageNumber | PageOffset | PageLink | None = None
    backward: Cursor | None = None
    may_be_empty: bool = False
    in_body: bool = False
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo:
    """What the next request has: the parameters in its query, or in its body; or the URL that it
    goes to."""

    params: Mapping[str, object] = field(default_factory=dict[str, object])
    url: str | None = None


def next_page(rule: PageRule, page: object, items: Sequence[object], call: Call) -> PageInfo | None:
    """What the request for the page after this one has; None if this is the last."""
    if not items and not rule.may_be_empty:
        return None
    if rule.has_more is not None and at(page, rule.has_more) is False:
        return None
    sent = _body(call) if rule.in_body else {**(call.query or {}), **(call.extra_query or {})}
    backward = rule.backward is not None and sent.get(rule.backward.param)
    following = rule.backward if backward else rule.forward
    if isinstance(following, PageNumber):
        return _next_number(following, page, sent)
    if isinstance(following, PageLink):
        url = at(page, following.path)
        return PageInfo(url=url) if isinstance(url, str) and url else None
    if isinstance(following, PageOffset):
        return _next_offset(following, page, sent, len(items))
    if following is None or (following.of != "page" and not items):
        return None
    start = page if following.of == "page" else items[0 if following.of == "first_item" else -1]
    value = at(start, following.path)
    return PageInfo(params={following.param: value}) if value else None


def _body(call: Call) -> Mapping[str, object]:
    """The fields of a request's body."""
    bodies = [body for body in (call.body, call.extra_body) if is_mapping(body)]
    return {name: value for body in bodies for name, value in body.items()}


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


def _next_offset(
    rule: PageOffset, page: object, query: Mapping[str, object], items: int
) -> PageInfo | None:
    stated = at(page, rule.current) if rule.current is not None else query.get(rule.param)
    until_now = (stated if isinstance(stated, int) else 0) + items
    total = at(page, rule.total) if rule.total is not None else None
    if rule.total is not None and (not isinstance(total, int) or until_now >= total):
        return None
    return PageInfo(params={rule.param: until_now}) if items else None
