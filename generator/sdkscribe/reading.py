"""The reading of one source, a part at a time: each part is taken from the memory of it where it is the
same as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sdkscribe.errors import Problem
from sdkscribe.overlay import ExcludedName
from sdkscribe.spec import Module, Name, ResourceLink
from sdkscribe.spec_yaml import dump_module
from sdkscribe.typescript.client import ReadClient, client_name, read_client
from sdkscribe.typescript.memory import Memory
from sdkscribe.typescript.resources import ReadResource, read_resource
from sdkscribe.words import folded


@dataclass(slots=True, kw_only=True)
class Reading:
    """`excluded` is what overlays exclude of the source, `resources` those that have been read."""

    memory: Memory
    excluded: Mapping[Name, ExcludedName]
    resources: dict[Name, ReadResource] = field(default_factory=dict[Name, ReadResource])

    def client_name(self) -> Name | None:
        return self.memory.read("index", ("client",), lambda modules, _: client_name(modules))

    def client(self, name: Name) -> ReadClient:
        return self.memory.read(
            name.module,
            ("client", name.name),
            lambda modules, problems: read_client(modules, name, problems),
        )

    def resource(self, name: Name) -> ReadResource:
        if name not in self.resources:
            self.resources[name], problems = self.tried_resource(name)
            self.memory.problems += problems
        return self.resources[name]

    def tried_resource(self, name: Name) -> tuple[ReadResource, tuple[Problem, ...]]:
        """A resource with its problems, which are for the caller to judge."""
        excluded = tuple(
            other.name.removeprefix(f"{name.name}.")
            for other in sorted(self.excluded)
            if other.module == name.module and other.name.startswith(f"{name.name}.")
        )
        return self.memory.tried(
            name.module,
            ("resource", name.name, *excluded),
            lambda modules, problems: read_resource(modules, name, excluded, problems),
        )

    def module_at(self, path: list[str], links: tuple[ResourceLink, ...]) -> str | None:
        """The module of the resource at a path from these links; None where there is none."""
        link = next((link for link in links if folded(link.attribute) == folded(path[0])), None)
        if link is None:
            return None
        if not path[1:]:
            return link.target.module
        return self.module_at(path[1:], self.resource(link.target).resource.resources)

    def overlaid(self, module: Module, becomes: Module) -> Module:
        """What overlays make of a module: the very values that they made of it before, so that what is
        made of these in turn lasts."""
        types = zip(module.types, becomes.types, strict=True)
        changed = tuple(new for old, new in types if new is not old)
        if not changed:
            return becomes
        made, _ = self.memory.made(
            module.path,
            ("overlaid",),
            (*module.types, *module.resources),
            (replace(becomes, types=(), resources=()), changed),
            lambda _, __: becomes,
        )
        return made

    def text(self, module: Module, pages: frozenset[Name]) -> str:
        """The text of a module of the spec with these classes of pages."""
        text, _ = self.memory.made(
            module.path,
            ("text",),
            (*module.types, *module.resources),
            (replace(module, types=(), resources=()), pages),
            lambda _, __: dump_module(module, pages),
        )
        return text
