"""What resources are made from: their bases, their paths, and other ways to answer."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from types import MethodType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from .async_resource import AsyncAPIResource
from .sync_resource import SyncAPIResource
from .types import NotGiven, Omit

if TYPE_CHECKING:
    from .call import AnswerAs

__all__ = [
    "AsyncAPIResource",
    "SyncAPIResource",
    "answering",
    "first_path",
    "joined",
    "path_template",
]


def path_template(template: str, /, **values: object) -> str:
    """The path with its placeholders filled and percent-encoded.

    Raises ValueError for a value that would make it another path: an empty one, `.` or `..`.
    """
    filled: dict[str, str] = {}
    for name, value in values.items():
        text = "" if value is None or isinstance(value, (Omit, NotGiven)) else str(value)
        if not text:
            raise ValueError(f"Expected a non-empty value for `{name}` but received {value!r}")
        filled[name] = quote(text, safe="!$&'()*+,;=:@")
    path = template.format_map(filled)
    if any(segment in (".", "..") for segment in path.partition("?")[0].split("/")):
        raise ValueError(f"The values {values!r} make `{template}` another path: {path!r}")
    return path


def first_path(*paths: tuple[str, Mapping[str, object]]) -> str:
    """The first of the paths whose placeholders' values are all given, filled.

    Raises ValueError where there is none.
    """
    for template, values in paths:
        if not any(
            value is None or isinstance(value, (Omit, NotGiven)) for value in values.values()
        ):
            return path_template(template, **values)
    ways = " or ".join(" and ".join(f"`{name}`" for name in values) for _, values in paths)
    raise ValueError(f"Expected {ways} to be given")


def joined(*contents: object) -> dict[str, object]:
    """The fields of what is given of several mappings, in one."""
    found: dict[str, object] = {}
    for content in contents:
        if content is not None and not isinstance(content, (Omit, NotGiven)):
            found.update(cast("Mapping[str, object]", content))
    return found


def answering(answer_as: AnswerAs, method: Callable[..., Any]) -> Callable[..., Any]:
    """A resource's method, bound to a copy of the resource that answers in another way."""
    bound = cast("MethodType", method)
    resource = copy.copy(cast("SyncAPIResource | AsyncAPIResource", bound.__self__))
    resource.answer_as = answer_as
    return MethodType(bound.__func__, resource)
