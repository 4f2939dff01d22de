"""Uploads: a request body as multipart form data, as `encoding=multipart`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .encoding import BodyEncoder, EncodedBody, to_json
from .query import plain, text_of
from .types import NotGiven, Omit, is_mapping
from .uploads import FileOfChunks, FileOnDisk, is_replayable

if TYPE_CHECKING:
    from .definition import ClientDefinition
    from .types import FileTypes


class _Parts(list[Any]):
    """The parts of a form. True even without any, for httpx2 sends no form for what is false."""

    def __bool__(self) -> bool:
        return True


def multipart(body: object, definition: ClientDefinition) -> EncodedBody:
    """The body's fields as parts, in order: arrays and objects as the definition says, and uploads
    as files."""
    return _encoded(body, {}, definition)


def multipart_if_files(body: object, definition: ClientDefinition) -> EncodedBody:
    """As `multipart` where there is a file in the body, and as JSON else."""
    if _holds_file(body):
        return multipart(body, definition)
    return EncodedBody(content_type="application/json", content=to_json(body))


def multipart_with(
    typed: Mapping[str, tuple[str, bool]], *, alone: str | None = None
) -> BodyEncoder:
    """`multipart`, but for some fields: each has a content type, and whether it is sent as JSON.
    The one called `alone` is no part, but the whole body, where there is nothing beside it."""

    def encoded(body: object, definition: ClientDefinition) -> EncodedBody:
        if alone is not None and is_mapping(body) and list(body) == [alone]:
            content = text_of(body[alone]).encode()
            return EncodedBody(content_type=typed[alone][0], content=content)
        return _encoded(body, typed, definition)

    return encoded


def _encoded(
    body: object, typed: Mapping[str, tuple[str, bool]], definition: ClientDefinition
) -> EncodedBody:
    if not is_mapping(body):
        raise TypeError("a multipart body must be a mapping")
    parts = _Parts(
        part
        for name, value in body.items()
        for part in (
            _typed(name, value, *typed[name]) if name in typed else _parts(name, value, definition)
        )
    )
    replayable = all(is_replayable(content[1]) for _, content in parts)
    return EncodedBody(content_type=None, parts=parts, replayable=replayable)


def _parts(
    name: str, value: object, definition: ClientDefinition
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    if value is None or isinstance(value, (Omit, NotGiven)):
        return
    if _is_file(value):
        yield name, _file(cast("FileTypes", value))
        return
    given = plain(value)
    inner: Iterable[tuple[str, object]]
    written: str
    if is_mapping(given):
        written = definition.form_objects
        inner = ((f"{name}[{key}]", item) for key, item in given.items())
    elif isinstance(given, list):
        written = definition.form_arrays
        items = cast("list[object]", given)
        inner = ((_place(name, index, written), item) for index, item in enumerate(items))
    else:
        yield name, (None, text_of(given).encode())
        return
    if written == "json" and not _holds_file(value):
        yield name, (None, to_json(value))
        return
    for place, item in inner:
        yield from _parts(place, item, definition)


def _place(name: str, index: int, arrays: str) -> str:
    """The name of an array's item."""
    return {"brackets": f"{name}[]", "indices": f"{name}[{index}]"}.get(arrays, name)


def _is_file(value: object) -> bool:
    is_content = isinstance(value, (bytes, os.PathLike, tuple, Iterator))
    return is_content or hasattr(value, "read")


def _holds_file(value: object) -> bool:
    if is_mapping(value):
        return any(map(_holds_file, value.values()))
    if isinstance(value, list):
        return any(map(_holds_file, cast("list[object]", value)))
    return _is_file(value)


def _typed(
    name: str, value: object, content_type: str, is_json: bool
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    if not isinstance(value, (Omit, NotGiven)):
        yield name, (None, to_json(value) if is_json else text_of(value).encode(), content_type)


def _file(upload: FileTypes) -> tuple[Any, ...]:
    """The upload as httpx2 takes it, always with a file name: servers take a part without one for
    a text field."""
    name, content, *rest = upload if isinstance(upload, tuple) else (None, upload)
    if name is None:
        named = content if isinstance(content, os.PathLike) else getattr(content, "name", None)
        name = Path(cast("str", named)).name if isinstance(named, (str, os.PathLike)) else "upload"
    return (name, _readable(content), *rest)


def _readable(content: Any) -> Any:
    """The content of an upload in a form that httpx2 reads as it sends it."""
    if isinstance(content, os.PathLike):
        return FileOnDisk(cast("os.PathLike[str]", content))
    if isinstance(content, (bytes, str)) or hasattr(content, "read"):
        return cast("object", content)
    return FileOfChunks(content)
