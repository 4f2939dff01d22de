"""The names that signatures need: sentinels, header and body aliases, upload types.

Everything imports this module, so it must not import httpx2 or pydantic when the program runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from types import NoneType as NoneType
from typing import IO, TYPE_CHECKING, Any, Literal, TypeAlias, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Generic, Protocol, SupportsIndex, TypeVar, overload

    from httpx2 import Timeout as Timeout

    _T_co = TypeVar("_T_co", covariant=True)

    class TypeForm(Generic[_T_co]):
        """A type that need not be a class, such as a union, where a type is an argument."""

    class SequenceNotStr(Protocol[_T_co]):
        """A sequence of strings that is not itself one string (`str` has another `__contains__`)."""

        @overload
        def __getitem__(self, index: SupportsIndex, /) -> _T_co: ...
        @overload
        def __getitem__(self, index: slice, /) -> Sequence[_T_co]: ...
        def __contains__(self, value: object, /) -> bool: ...
        def __len__(self) -> int: ...
        def __iter__(self) -> Iterator[_T_co]: ...
        def index(self, value: Any, start: int = 0, stop: int = ..., /) -> int: ...
        def count(self, value: Any, /) -> int: ...
        def __reversed__(self) -> Iterator[_T_co]: ...

else:
    from collections.abc import Sequence

    SequenceNotStr = Sequence


class Omit:
    """The type of `omit`."""

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "omit"


class NotGiven:
    """The type of `not_given`."""

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"


omit = Omit()
"""An argument that is not sent, where `None` would be sent as null; as a header: not sent."""

not_given = NotGiven()
"""A setting that falls back to the client's, where `None` would mean "none" (no timeout)."""

NOT_GIVEN = not_given

Headers: TypeAlias = Mapping[str, str | Omit]
Query: TypeAlias = Mapping[str, object]
Body: TypeAlias = object

FileContent: TypeAlias = IO[bytes] | bytes | PathLike[str] | Iterator[bytes]
FileTypes: TypeAlias = (
    FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
"""An upload: its content, or `(file name, content, content type, headers)` cut short anywhere
after the content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyInfo:
    """In an `Annotated` field of a params type: the name that the field has in the request."""

    alias: str | None = None


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a value is a mapping; its keys are taken on trust."""
    return isinstance(value, (dict, Mapping))


def __getattr__(name: str) -> object:
    if name == "Timeout":
        from httpx2 import Timeout

        return Timeout
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
