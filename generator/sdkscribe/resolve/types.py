"""The types of a spec: every reference resolves and has the arguments that its target takes, and every
type variable is declared where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sdkscribe.errors import Location, Problem, nearest
from sdkscribe.resolve.names import At, nearest_name
from sdkscribe.spec import (
    Name,
    ReferenceType,
    Spec,
    Type,
    TypeDeclaration,
    VariableType,
    children,
    types_of,
    types_of_method,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _User:
    """What uses types: a declaration or a method, with the type variables that it declares."""

    called: str
    location: Location
    types: Iterable[Type]
    variables: frozenset[str] = frozenset()


def type_problems(spec: Spec, at: At) -> Iterator[Problem]:
    declared = spec.types()
    reasons = {exclusion.name: exclusion.reason for exclusion in spec.exclusions}
    for user in _users(spec, at):
        for node in _all(user.types):
            match node:
                case VariableType(name=name) if name not in user.variables:
                    message = f"`{user.called}` uses the type variable `{name}`, which is not its"
                    hint = nearest(name, sorted(user.variables))
                    yield Problem(message=message, location=user.location, hint=hint)
                case ReferenceType(target=target) if target not in declared:
                    yield _dangling(user, target, declared, reasons)
                case ReferenceType():
                    yield from _argument_problems(user, node, declared[node.target])
                case _:
                    pass


def _users(spec: Spec, at: At) -> Iterator[_User]:
    for module in spec.modules:
        for declaration in module.types:
            yield _User(
                called=declaration.name.name,
                location=at(module.path, declaration.line),
                types=types_of(declaration),
                variables=frozenset(parameter.name for parameter in declaration.parameters),
            )
        for resource in module.resources:
            for method in resource.methods:
                yield _User(
                    called=f"{resource.name.name}.{method.name}",
                    location=at(module.path, method.line),
                    types=types_of_method(method),
                )


def _all(nodes: Iterable[Type]) -> Iterator[Type]:
    """The nodes and everything inside them, in source order."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))


def _dangling(
    user: _User,
    target: Name,
    declared: Mapping[Name, TypeDeclaration],
    reasons: Mapping[Name, str],
) -> Problem:
    excluded = f"it is excluded: {reasons[target]}" if target in reasons else None
    return Problem(
        message=f"`{user.called}` refers to `{target}`, which the spec does not have",
        location=user.location,
        hint=excluded or nearest_name(target, declared),
    )


def _argument_problems(
    user: _User, reference: ReferenceType, target: TypeDeclaration
) -> Iterator[Problem]:
    most = len(target.parameters)
    least = sum(parameter.default is None for parameter in target.parameters)
    given = len(reference.arguments)
    if not least <= given <= most:
        takes = str(most) if least == most else f"{least} to {most}"
        message = f"`{user.called}` gives `{target.name}` {given} type arguments; it takes {takes}"
        yield Problem(message=message, location=user.location)
