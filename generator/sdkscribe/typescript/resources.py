"""Resource classes: their methods' signatures from the declaration, their calls from the JavaScript.

What a class has that is no endpoint and no resource is an exclusion, with the rule that says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sdkscribe.errors import Problem
from sdkscribe.spec import Exclusion, Method, Name, Overload, Resource, Returns
from sdkscribe.typescript.calls import Call, call_of
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.exclusions import CHANGE, GENERIC, INTERNAL, MEMBER, ExclusionRule, merged
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.members import Members, Signature, extended_resource, members_of
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.signatures import overloads_of
from sdkscribe.typescript.syntax import Node, location, shown, too_deep
from sdkscribe.typescript.types import place_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResource:
    """A resource, and what of its class is not carried over."""

    resource: Resource
    exclusions: tuple[Exclusion, ...]


def read_resource(
    modules: Modules, name: Name, excluded: Collection[str], problems: list[Problem]
) -> ReadResource:
    """The resource that a class declares. Members that are `excluded` already are passed over."""
    file = modules.declarations(name.module)
    declared = file.classes[name.name]
    place = place_in(modules, file, name.module, name.scope, problems).within(name.leaf)
    reading = _Reading(
        name=name,
        members=members_of(declared, place),
        place=place,
        scripts=dict(methods_in_scripts(place.modules, name)),
        has_script=place.modules.script(name.module) is not None,
        exclusions=[],
    )
    methods = [
        reading.method(method, signatures)
        for method, signatures in reading.members.signatures.items()
        if method not in excluded
    ]
    for names, rule in ((reading.members.others, MEMBER), (reading.members.internal, INTERNAL)):
        for other in (name for name in names if name not in excluded):
            reading.exclude(other, rule)
    return ReadResource(
        resource=Resource(
            name=name,
            extends=extended_resource(name, place.modules),
            description=documentation(declared.comment),
            resources=tuple(r for r in reading.members.resources if r.attribute not in excluded),
            methods=tuple(method for method in methods if method is not None),
            line=declared.node.start_point.row + 1,
        ),
        exclusions=(*reading.exclusions, *merged(place.exclusions)),
    )


def read_own_methods(name: Name, members: Members, place: Place) -> ReadResource:
    """The methods of the client itself that are endpoints; the others are the SDK's machinery."""
    scripts = dict(methods_in_scripts(place.modules, name))
    reading = _Reading(
        name=name, members=members, place=place, scripts=scripts, has_script=True, exclusions=[]
    )
    methods: list[Method] = []
    for method, signatures in members.signatures.items():
        if method not in scripts:
            continue
        call = call_of(place.modules, method, scripts, place.problems, is_client=True)
        if isinstance(call, Call):
            methods.append(reading.carried(method, call, signatures))
    return ReadResource(
        resource=Resource(name=name, methods=tuple(methods)), exclusions=tuple(reading.exclusions)
    )


def methods_in_scripts(modules: Modules, name: Name) -> Iterator[tuple[str, tuple[Script, Node]]]:
    """The methods of a class and of those that it extends in the same script."""
    script = modules.script(name.module)
    if script is not None:
        for method, node in script.methods(name.name).items():
            yield method, (script, node)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """The reading of one class. `scripts` are its methods in JavaScript, by name."""

    name: Name
    members: Members
    place: Place
    scripts: dict[str, tuple[Script, Node]]
    has_script: bool
    exclusions: list[Exclusion]

    def exclude(self, what: str, rule: ExclusionRule, detail: str = "") -> None:
        name = Name(self.name.module, f"{self.name.name}.{what}")
        reason = f"{rule.reason}: {detail}" if detail else rule.reason
        if all(exclusion.name != name for exclusion in self.exclusions):
            self.exclusions.append(Exclusion(name=name, rule=rule.name, reason=reason))

    def method(self, name: str, signatures: list[Signature]) -> Method | None:
        """The endpoint that a method is, if it is one."""
        call = self._call(name, signatures)
        if isinstance(call, ExclusionRule):
            self.exclude(name, call)
            return None
        return self.carried(name, call, signatures)

    def carried(self, name: str, call: Call, signatures: list[Signature]) -> Method:
        """The endpoint that a method is, with what of it is not carried over."""
        for change in call.changes:
            self.exclude(f"{name}.{change.of}", CHANGE, change.source)
        if len({signature.is_generic for signature in signatures}) > 1:
            self.exclude(f"{name}.generic", GENERIC)
        try:
            return _method(name, call, signatures, self.place)
        except RecursionError:
            node = signatures[0].node
            self.place.problems.append(too_deep(self.place.path, node, "a signature that is"))
            nothing = Overload(arguments=(), returns=Returns(kind="nothing"))
            return Method(name=name, verb=call.verb, path=call.path, overloads=(nothing,))

    def _call(self, name: str, signatures: list[Signature]) -> Call | ExclusionRule:
        if not self.has_script:
            return Call(verb="", path="")
        if name in self.scripts:
            return call_of(self.place.modules, name, self.scripts, self.place.problems)
        self.place.problems.append(
            Problem(
                message=(
                    "a method is declared that the JavaScript beside the declaration does not have"
                ),
                location=location(self.place.path, signatures[0].node),
                source=shown(signatures[0].node),
            )
        )
        return Call(verb="", path="")


def _method(name: str, call: Call, signatures: list[Signature], place: Place) -> Method:
    return Method(
        name=name,
        verb=call.verb,
        path=call.path,
        overloads=overloads_of(signatures, call, place.within(name)),
        other_paths=call.other_paths,
        headers=call.headers,
        without_headers=call.without_headers,
        encoding=call.encoding,
        body_parts=call.body_parts,
        base_url=call.base_url,
        security=call.security,
        streams_by=call.streams_by,
        line=signatures[0].node.start_point.row + 1,
    )
