"""A spec as a whole: the package, its client, its modules, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from sdkscribe.spec.client import Client
from sdkscribe.spec.declarations import TypeDeclaration
from sdkscribe.spec.kept_names import KeptNames
from sdkscribe.spec.methods import Resource
from sdkscribe.spec.modules import Module, Style
from sdkscribe.spec.names import Name
from sdkscribe.spec.pages import PageClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Where the declarations come from; `integrity` is npm's hash of the published archive."""

    name: str
    version: str
    integrity: str | None = None
    license: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A declaration that is not carried over: the rule that decided it, and why."""

    name: Name
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """An API, or a slice of it (`only`, resource paths; empty for the whole). `names` are those that
    are remembered."""

    package: Package
    client: Client
    modules: tuple[Module, ...]
    pages: tuple[PageClass, ...] = ()
    only: tuple[str, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    style: Style = field(default_factory=Style)
    names: KeptNames = field(default_factory=KeptNames)

    def types(self) -> dict[Name, TypeDeclaration]:
        return {d.name: d for module in self.modules for d in module.types}

    def resources(self) -> dict[Name, Resource]:
        return {r.name: r for module in self.modules for r in module.resources}
