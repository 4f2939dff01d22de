"""Headers from several layers, by the rules of names without case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .errors import SDKError
from .types import Omit, omit


def merge_headers(*layers: Mapping[str, str | Omit | None] | None) -> dict[str, str]:
    """The headers of all layers; a later one replaces or, where it has no value, removes an earlier
    one."""
    merged: dict[str, tuple[str, str | Omit | None]] = {}
    for layer in layers:
        for name, value in (layer or {}).items():
            merged[name.lower()] = (name, value)
    kept: dict[str, str] = {}
    for name, value in merged.values():
        if isinstance(value, str):
            kept[name] = _checked(name, value)
    return kept


def header_text(value: object) -> str | Omit:
    """A header that is one value: `true`, `2.5`; `omit` where there is none."""
    from .query import text_of

    return omit if value is None or isinstance(value, Omit) else text_of(value)


def header_list(*values: str | Iterable[str] | Omit | None) -> str | Omit:
    """A header that is a list of the values, with those in arrays; `omit` where there are none."""
    listed: list[str] = []
    for value in values:
        if isinstance(value, str):
            listed.append(value)
        elif value is not None and not isinstance(value, Omit):
            listed.extend(value)
    return ",".join(listed) if listed else omit


def _checked(name: str, value: str) -> str:
    # httpx2 checks this too, but quotes the value when it complains, and the value may be a key.
    if not (value.isascii() and value.isprintable()) and value != "\t":
        raise SDKError(
            f"The value of the header `{name}` can't be sent: it has a line break, a control "
            "character or a character beyond ASCII."
        )
    return value
