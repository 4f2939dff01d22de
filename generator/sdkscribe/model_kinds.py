"""The libraries whose classes the types of an API may be, where they are wanted without a client."""

from __future__ import annotations

from enum import StrEnum


class Models(StrEnum):
    MSGSPEC = "msgspec"
    DATACLASS = "dataclass"
    PYDANTIC = "pydantic"
