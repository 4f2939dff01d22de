"""The types that modules declare."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sdkscribe.spec.names import Name
from sdkscribe.spec.types import DerivedType, ReferenceType, Type, is_deprecated


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeParameter:
    name: str
    constraint: Type | None = None
    default: Type | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDeclaration:
    """An interface (its type is an `ObjectType`; `extends` are its bases), an alias, a class that
    adds nothing to the one that it extends (its type is the reference), or a type of a module that
    the source does not hold (`external`: any value, see `Exclusion`). `spelling` is the text of an
    interface that has fewer fields than its declarations have together."""

    name: Name
    kind: Literal["interface", "alias", "class", "external"]
    type: Type
    description: str | None = None
    parameters: tuple[TypeParameter, ...] = ()
    extends: tuple[ReferenceType | DerivedType, ...] = ()
    exported: bool = True
    spelling: str | None = None
    line: int = field(default=0, compare=False)

    @property
    def deprecated(self) -> bool:
        return is_deprecated(self.description)
