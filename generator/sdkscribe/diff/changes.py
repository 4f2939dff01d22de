"""What a comparison finds: changes, each with its cause's place on both sides and what it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, TypeAlias

from sdkscribe.spec import Name

Kind: TypeAlias = Literal[
    # Fields of an object.
    "field-added-optional",
    "field-added-required",
    "field-removed-optional",
    "field-removed-required",
    "field-became-required",
    "field-became-optional",
    "field-renamed",
    # What a value may be.
    "null-added",
    "null-removed",
    "literals-added",
    "literals-removed",
    "known-literals-added",
    "known-literals-removed",
    "enum-opened",
    "enum-closed",
    "union-member-added",
    "union-member-removed",
    "object-became-union",
    "type-widened",
    "type-narrowed",
    "type-replaced",
    "type-rewritten",
    "reference-changed",
    # Declared types.
    "type-added",
    "type-removed",
    "type-renamed",
    "type-moved",
    "type-extracted",
    "type-inlined",
    # Resources and methods.
    "resource-added",
    "resource-removed",
    "resource-renamed",
    "method-added",
    "method-removed",
    "method-renamed",
    "endpoint-changed",
    "path-parameter-added",
    "path-parameter-removed",
    "path-parameter-renamed",
    "path-parameter-keyword",
    "argument-added-optional",
    "argument-added-required",
    "argument-removed",
    "argument-nested",
    "placement-changed",
    "encoding-changed",
    "header-changed",
    "overload-added",
    "overload-removed",
    "pagination-changed",
    "answer-changed",
    "answer-nested",
    # The client.
    "base-url-changed",
    "credentials-changed",
    "convention-changed",
    "option-added-optional",
    "option-added-required",
    "option-removed",
    # What is said of things.
    "default-changed",
    "deprecated-added",
    "deprecated-removed",
    "documentation-changed",
]

Container: TypeAlias = Literal["list", "dict"]
Use: TypeAlias = Literal["request", "response", "both"]


def either_use(one: Use, other: Use) -> Use:
    """As what something is used that is used as both of these."""
    return one if one == other else "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypePlace:
    """A declared type, or a place in it: `audio.input.format`, `tools[]`."""

    name: Name
    path: str = ""

    def __str__(self) -> str:
        return f"{self.name.name}.{self.path}" if self.path else self.name.name


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPlace:
    """A method where the client has it (`beta.realtime.sessions`, `create`), or a part of it."""

    resource: str
    method: str
    path: str = ""

    def __str__(self) -> str:
        called = f"{self.resource}.{self.method}"
        return f"{called}({self.path})" if self.path else called


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePlace:
    """A resource where the client has it."""

    resource: str

    def __str__(self) -> str:
        return self.resource


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPlace:
    """The client, or one of its options."""

    path: str = ""

    def __str__(self) -> str:
        return f"client.{self.path}" if self.path else "client"


Place: TypeAlias = TypePlace | MethodPlace | ResourcePlace | ClientPlace


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Reach:
    """A method that a change reaches, and as what."""

    method: str
    use: Use


def reached_together(reached: Iterable[Reach]) -> tuple[Reach, ...]:
    """Each method once."""
    uses: dict[str, Use] = {}
    for reach in reached:
        uses[reach.method] = either_use(uses.get(reach.method, reach.use), reach.use)
    return tuple(Reach(method=method, use=use) for method, use in uses.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cause. `old` and `new` are its place on each side, where it has one there; `subject` is
    what was added, removed or changed, and `before` and `after` how that is written (of a renamed
    field, whether it was and is `required` or `optional`; of a removed method, its endpoint, and where
    that is still there the same again). `also_at` are
    further places where the same cause shows, and `details` what
    is other in one declared type than in the one that it took the place of. `containers` are
    what it is an item of. An inferred change has a `confidence` between 0 and 1; `part_of` is the fingerprint
    of the change that brings this one about."""

    kind: Kind
    old: Place | None = None
    new: Place | None = None
    subject: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    containers: frozenset[Container] = frozenset()
    reach: tuple[Reach, ...] = ()
    use: Use = "both"
    also_at: tuple[Place, ...] = ()
    details: tuple[Change, ...] = ()
    confidence: float | None = None
    part_of: str | None = None

    @property
    def place(self) -> Place:
        """Where a reader of the new version looks for it, or of the old where it is gone."""
        place = self.new if self.new is not None else self.old
        assert place is not None
        return place

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that stay the same while the cause does: lines, versions, methods
        reached, wording and confidence do not matter."""
        parts = (self.kind, repr(self.old), repr(self.new), *self.subject)
        return sha256("\0".join((*parts, self.before, self.after)).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One side of a comparison."""

    package: str
    version: str
    only: tuple[str, ...] = ()

    def __str__(self) -> str:
        sliced = f" ({', '.join(self.only)})" if self.only else ""
        return f"{self.package} {self.version}{sliced}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed from one spec to another. `types` and `calls` are what was taken to be what: their
    names on the old side, and on the new."""

    old: Version
    new: Version
    changes: tuple[Change, ...]
    types: Mapping[Name, Name]
    calls: Mapping[str, str]
