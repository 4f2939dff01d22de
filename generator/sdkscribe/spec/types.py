"""The types: one closed sum, with what they are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sdkscribe.spec.names import Name


def is_deprecated(description: str | None) -> bool:
    return description is not None and "@deprecated" in description


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownType:
    """Any JSON value."""

    spelling: Literal["unknown", "any"] = "unknown"


ScalarKind: TypeAlias = Literal[
    "string", "number", "integer", "boolean", "null", "undefined", "never", "object", "void"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarType:
    """A primitive. `integer` is a `number` that the declaration's own words show to be whole, with
    those words as `evidence`. `open` is the `(string & {})` idiom: any string, known ones beside it.
    """

    kind: ScalarKind
    open: bool = False
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignType:
    """A type of the platform and not of the API: an upload, raw bytes, a date."""

    kind: Literal["upload", "bytes", "date"]
    spelling: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteralType:
    """One value. `spelling` is its source token where that is not the usual one (`"don't"`)."""

    value: str | int | float | bool
    spelling: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrayType:
    items: Type
    spelling: Literal["Array", "[]", "ReadonlyArray", "readonly []"] = "Array"


@dataclass(frozen=True, slots=True, kw_only=True)
class TupleType:
    """Items by their places, the last `optional` of which may be left out; behind them any number of
    those of the type `rest`."""

    items: tuple[Type, ...]
    optional: int = 0
    rest: Type | None = None
    readonly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapType:
    """An object whose keys are not named: `{ [key: string]: V }` (spelled by its key's name) or
    `Record<K, V>` (`key_name` is None)."""

    keys: Type
    values: Type
    key_name: str | None = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A property. Absence is `required`; null is a member of the type. `spelling` is its name as the
    source writes it, where that is not the usual way (`'id'`, `200`). One that is not sent, but joined
    by the SDK's own code of texts in what is sent, `joins` them, and is never required:
    `output[type=message].content[type=output_text].text`."""

    wire_name: str
    type: Type
    required: bool = True
    description: str | None = None
    readonly: bool = False
    spelling: str | None = None
    joins: str | None = None
    line: int = field(default=0, compare=False)

    @property
    def deprecated(self) -> bool:
        return is_deprecated(self.description)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectType:
    """Named properties, and the type of every other property where an index signature gives one."""

    fields: tuple[Field, ...] = ()
    others: MapType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionType:
    members: tuple[Type, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntersectionType:
    members: tuple[Type, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceType:
    """A use of a declared type. `spelling` is set where the source does not write the reference as
    `usual_spelling` would."""

    target: Name
    arguments: tuple[Type, ...] = ()
    spelling: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedType:
    """A declared object type with fewer fields, or with other requirements: `Omit<Session, 'id'>`.
    What it comes to is `object_fields` of it."""

    utility: Literal["Omit", "Pick", "Partial", "Required"]
    of: ReferenceType
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedType:
    """A type that an expression works out from others (`Exclude<Item, Message>`, `T['content']`): what
    it comes to, and its text."""

    spelling: str
    meaning: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableType:
    """A use of a type parameter of the enclosing declaration."""

    name: str


Type: TypeAlias = (
    UnknownType
    | ScalarType
    | ForeignType
    | LiteralType
    | ArrayType
    | TupleType
    | MapType
    | ObjectType
    | UnionType
    | IntersectionType
    | ReferenceType
    | DerivedType
    | ComputedType
    | VariableType
)
