"""What an overlay holds: entries of each kind, each with its reason and its place."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from sdkscribe.errors import Location
from sdkscribe.spec import Name
from sdkscribe.spec_yaml.tree import Tree


class Absence(Enum):
    """What stands where no key is."""

    ABSENT = "nothing"


ABSENT = Absence.ABSENT
Value: TypeAlias = "Tree | Absence"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneSource:
    """What a declaration file without its package does not say of itself: its module's path, and the
    package that it is of."""

    module: str
    package: str
    version: str
    license: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalModule:
    """A module that the source imports from and does not hold: its types are any value."""

    module: str
    reason: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedName:
    """A declaration that is not to be carried over: a type, or a member of a class (`Files.upload`)."""

    name: Name
    reason: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePatch:
    """One change of a file of the source, declarations or JavaScript, before it is read: of a text
    that stands in it once, to another."""

    file: str
    was: str
    becomes: str
    reason: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """One change of a file of the spec, at a JSON pointer: from a value or its absence, to another."""

    file: str
    at: str
    was: Value
    becomes: Value
    reason: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesPackage:
    """The package that the vendor's Python SDK keeps the types of a resource's module in. `of` is the
    resource's path; the entry is about the version `since` and later ones, or about all."""

    of: str
    becomes: str
    reason: str
    since: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonName:
    """What the vendor's Python SDK calls a type of a resource's module: instead of its own name
    (`becomes`), or as well (`also`). `of` and `since` are as those of `TypesPackage`."""

    of: str
    type: str
    reason: str
    becomes: str | None = None
    also: str | None = None
    since: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedText:
    """A field of a type of a resource's module that no server sends: the SDK's own code joins it of
    texts, see `Field.joins`. `of` and `since` are as those of `TypesPackage`."""

    of: str
    type: str
    wire_name: str
    joins: str
    reason: str
    since: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    path: str
    source: LoneSource | None = None
    external: tuple[ExternalModule, ...] = ()
    exclude: tuple[ExcludedName, ...] = ()
    code: tuple[CodePatch, ...] = ()
    types_packages: tuple[TypesPackage, ...] = ()
    python_names: tuple[PythonName, ...] = ()
    joined_texts: tuple[JoinedText, ...] = ()
    patches: tuple[Patch, ...] = ()


def comparable(value: Value) -> str | None:
    """Text that is equal where two values are, which `1`, `1.0` and `true` are not."""
    return None if isinstance(value, Absence) else json.dumps(value, sort_keys=True)
