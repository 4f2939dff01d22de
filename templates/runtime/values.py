"""Decoded JSON, and the typed values that it stands for. Loads pydantic: import it when there is an
answer to decode, and not before."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import ValidationError
from pydantic_core import from_json

from .failures import unreadable
from .forgiving import build_json
from .models import build, explain, is_model
from .types import is_mapping

if TYPE_CHECKING:
    import httpx2


def decoded(response: httpx2.Response, content: bytes | str) -> Any:
    """JSON as Python values. Raises `APIResponseValidationError` for anything else."""
    try:
        return from_json(content, allow_inf_nan=False)
    except ValueError:
        return _decoded_slowly(response, content)


def _decoded_slowly(response: httpx2.Response, content: bytes | str) -> object:
    """The same without the fast decoder's limits: on depth, lone surrogates, byte order marks."""
    try:
        text = content if isinstance(content, str) else content.decode("utf-8-sig")
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        reason = "its body is not JSON" if content else "its body is empty"
        raise unreadable(response, reason, content) from None


def typed_json(response: httpx2.Response, content: bytes | str, cast_to: Any) -> Any:
    """JSON as a value of the declared type: `typed` of what is `decoded`, and in one go where it is
    as declared. Raises as these do."""
    if cast_to is object or _may_have_other_numbers(content):
        return typed(response, decoded(response, content), cast_to, strict=False)
    try:
        return build_json(cast_to, content)
    except ValidationError:
        from .drift import build_leniently

        data = decoded(response, content)
    return _checked(response, data, cast_to, build_leniently)


def typed(response: httpx2.Response, data: object, cast_to: Any, *, strict: bool) -> Any:
    """Decoded JSON as a value of the declared type.

    Raises `APIResponseValidationError` if it has another shape, or is not of that type as far as
    `strict` asks.
    """
    if cast_to is object:
        return data
    return _checked(response, data, cast_to, partial(build, strict=strict))


def _checked(
    response: httpx2.Response, data: object, cast_to: Any, make: Callable[[Any, object], Any]
) -> Any:
    if not is_mapping(data) and is_model(cast_to):
        raise unreadable(response, "its body is not a JSON object", data)
    try:
        return make(cast_to, data)
    except ValidationError as error:
        raise unreadable(response, explain(error), data) from None
    except RecursionError:
        raise unreadable(response, "its body is nested too deeply", data) from None


def _may_have_other_numbers(content: bytes | str) -> bool:
    """Whether there may be numbers in it that are not JSON, which pydantic lets through."""
    if isinstance(content, str):
        return "NaN" in content or "Infinity" in content
    return b"NaN" in content or b"Infinity" in content


def _not_json(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_not_json)
