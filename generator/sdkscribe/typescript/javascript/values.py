"""What an expression of JavaScript stands for, as far as a request can be read from it.

Values are symbolic: a parameter, a field of it, an object made of such. What is computed from one
of them remembers the code that did it; what is computed from several is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.syntax import Node


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal. None is null and undefined alike: nothing is sent for either."""

    value: str | int | float | bool | None


NOTHING = Constant(None)

FIRST, LAST = "[0]", "[-1]"


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter as it was passed, a field of it at `path`, or its fields `without` some.

    `option` is the client's option that stands for what is not given; `changed_by` is the source of
    the code that changes it before it is sent.
    """

    parameter: str
    path: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    option: str | None = None
    changed_by: str | None = None


@dataclass(frozen=True, slots=True)
class This:
    """The object whose method is read: a resource, or the client."""


@dataclass(frozen=True, slots=True)
class Client:
    """The client, as a resource sees it."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """What the client, or the object whose method is read, has under a path of names. An array's item
    is named by its place there: `FIRST` or `LAST`."""

    of: This | Client
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestOptions:
    """What a caller says of one request, and nothing that the API knows."""


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    value: Value
    node: Node


@dataclass(frozen=True, slots=True)
class Spread:
    value: Value
    node: Node


@dataclass(frozen=True, slots=True)
class Record:
    """An object literal; a later entry stands for an earlier one of its key."""

    entries: tuple[Entry | Spread, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    items: tuple[Value | Spread, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A string made of pieces."""

    pieces: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    left: Value
    right: Value


@dataclass(frozen=True, slots=True)
class Base64:
    of: Value


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values. Choices of one `condition` take the same turn."""

    condition: int
    members: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function with the names that it sees, and the object that its method belongs to."""

    node: Node
    scope: Scope


@dataclass(frozen=True, slots=True)
class Form:
    """Request options whose body is sent as a multipart form; `parts` is what is said of its parts,
    and `alone` names the one that is the body where it is all that is given.
    One that `is_only_for_files` is sent as JSON where there is none in it."""

    options: Value
    parts: Value = NOTHING
    alone: Value = NOTHING
    is_only_for_files: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request answers, or what stands at `path` of it. `request` counts a method's requests;
    it is None for what another method of the API answers."""

    request: int | None
    path: tuple[str, ...] = ()
    changed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """What can't be followed, made of these parameters."""

    node: Node
    parameters: frozenset[str] = frozenset()


Value: TypeAlias = (
    Constant
    | Given
    | This
    | Client
    | Attribute
    | RequestOptions
    | Record
    | Listed
    | Text
    | Sum
    | Base64
    | Choice
    | Function
    | Form
    | Answer
    | Unknown
)


@dataclass(slots=True, kw_only=True)
class Scope:
    """The names that an expression sees: those of its function, of the functions around it, and of
    its script."""

    script: Script
    this: This | Client
    names: dict[str, Value]
    outer: Scope | None = None

    def find(self, name: str) -> Value | None:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None

    def assign(self, name: str, value: Value) -> None:
        """Give a name a value where it is declared."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                scope.names[name] = value
                return
            scope = scope.outer
        self.names[name] = value
