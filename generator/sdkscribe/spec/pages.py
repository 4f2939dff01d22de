"""Classes of pages, and how a page leads to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sdkscribe.spec.declarations import TypeParameter
from sdkscribe.spec.methods import Header
from sdkscribe.spec.names import Name
from sdkscribe.spec.types import ObjectType

FieldPath: TypeAlias = tuple[str, ...]
"""Where a value stands in an answer: the wire names that lead to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The next request has, as query parameter `param`, what stands at `path` of this page or of
    its first or last item."""

    param: str
    path: FieldPath
    of: Literal["page", "first_item", "last_item"] = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumber:
    """The next request has, as query parameter `param`, one more than this page's number: what
    stands at `current`, or else this request's own. There is none after the number at `last`."""

    param: str
    current: FieldPath | None = None
    last: FieldPath | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOffset:
    """The next request has, as query parameter `param`, how many items there were until now: what
    stands at `current` (or else this request's own, or 0) and this page's. There is none after as
    many as stand at `total`."""

    param: str
    current: FieldPath | None = None
    total: FieldPath | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """The next request goes to the URL that stands at `path` of this page."""

    path: FieldPath


PageStep: TypeAlias = Cursor | PageNumber | PageOffset | PageLink
"""How the next page is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageClass:
    """A generic class of pages. `type` is the answer's fields, in terms of `parameters`; `items`
    leads to the page's items and is empty for an answer that is an array itself. `backward` goes
    where a request has its parameter, `forward` everywhere else; without any there is one page.
    Pages that `may_be_empty` may be followed by others even so; else an empty one is the last. The
    parameters are in the body where they are `in_body`, and in the query else.
    `headers` are fields that arrive as headers (name: the field, value: the header)."""

    name: Name
    parameters: tuple[TypeParameter, ...]
    type: ObjectType
    items: FieldPath
    has_more: FieldPath | None = None
    forward: PageStep | None = None
    backward: Cursor | None = None
    may_be_empty: bool = False
    in_body: bool = False
    headers: tuple[Header, ...] = ()
    line: int = field(default=0, compare=False)
