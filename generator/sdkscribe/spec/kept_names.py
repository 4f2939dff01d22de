"""The Python names that an earlier spec gave, and that would be others now, because of what has come since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from sdkscribe.spec.names import Name

Form: TypeAlias = Literal["model", "params"]
"""What a type is in Python: a model of what the API answers, the params that it is asked with."""


class KeptPlace(NamedTuple):
    """Where a type is imported from in one of its forms: `types.usage.Usage`."""

    type: Name
    form: Form
    place: str


class KeptPackage(NamedTuple):
    """The package below `types` that holds the types of a module."""

    module: str
    package: str


class KeptMember(NamedTuple):
    """What a field is called in Python, or a method or a resource: by the type, the page or the
    resource that it is of, and its own name there."""

    owner: Name
    member: str
    python_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNames:
    """What keeps its name, though the rules would give it another one now."""

    packages: tuple[KeptPackage, ...] = ()
    places: tuple[KeptPlace, ...] = ()
    members: tuple[KeptMember, ...] = ()

    def of_members(self, owner: Name) -> dict[str, str]:
        """The names that members of a type or a resource keep, by their own names."""
        return {kept.member: kept.python_name for kept in self.members if kept.owner == owner}
