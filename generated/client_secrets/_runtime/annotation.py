"""Annotations without what is written around them: named aliases, marks, requirements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, NotRequired, Required, Union, cast, get_args, get_origin

_AROUND = (Annotated, Required, NotRequired)


def bare(annotation: object) -> Any:
    """The type itself."""
    while True:
        if get_origin(annotation) in _AROUND:
            annotation = get_args(annotation)[0]
        elif hasattr(annotation, "__value__"):
            annotation = cast("Any", annotation).__value__
        else:
            return annotation


def is_union(annotation: object) -> bool:
    """Whether a bare annotation is a union."""
    return get_origin(annotation) in (Union, UnionType)


def members(annotations: Iterable[object]) -> Iterator[Any]:
    """The types themselves, with those in unions, however deep."""
    for annotation in map(bare, annotations):
        if is_union(annotation):
            yield from members(get_args(annotation))
        else:
            yield annotation
