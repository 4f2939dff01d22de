"""The types that modules declare."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sdkscribe.spec.names import Name
from sdkscribe.spec.types import DerivedType, ReferenceType, Type, is_deprecated

DeclarationKind: TypeAlias = Literal["interface", "alias", "class", "enum", "external"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeParameter:
    name: str
    constraint: Type | None = None
    default: Type | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumMember:
    """A name that an enumeration has for a value."""

    name: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDeclaration:
    """An interface (its type is an `ObjectType`; `extends` are its bases), an alias, a class that
    adds nothing to the one that it extends (its type is the reference), an enumeration (its type is
    the union of its values, which `members` has the names of, in the same order), or a type of a
    module that the source does not hold (`external`: any value, see `Exclusion`). `spelling` is the
    statement that declares it, where that is not what is usually made of the rest: one with a
    comment inside it, or of an interface that is declared again with other fields. `python_name`
    is what the vendor's Python SDK calls it, and `python_alias` what that calls it as well, where
    no rule says so."""

    name: Name
    kind: DeclarationKind
    type: Type
    description: str | None = None
    parameters: tuple[TypeParameter, ...] = ()
    extends: tuple[ReferenceType | DerivedType, ...] = ()
    exported: bool = True
    members: tuple[EnumMember, ...] = ()
    spelling: str | None = None
    python_name: str | None = None
    python_alias: str | None = None
    line: int = field(default=0, compare=False)

    @property
    def deprecated(self) -> bool:
        return is_deprecated(self.description)
