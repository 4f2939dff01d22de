"""The types of a spec: every reference resolves and has the arguments that its target takes, every
type variable is declared where it is used, no object has a property twice, and what derives from an
object names fields that it has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain

from sdkscribe.errors import Location, Problem, nearest
from sdkscribe.resolve.names import At, nearest_name, repeated
from sdkscribe.spec import (
    DerivedType,
    LiteralType,
    Name,
    ObjectType,
    PageClass,
    ReferenceType,
    ScalarType,
    Spec,
    Type,
    TypeDeclaration,
    VariableType,
)
from sdkscribe.spec_walk import nodes_within, object_fields, types_of, types_of_method


@dataclass(frozen=True, slots=True, kw_only=True)
class _User:
    """What uses types: a declaration or a method, with the type variables that it declares."""

    called: str
    location: Callable[[], Location]
    types: Iterable[Type]
    variables: frozenset[str] = frozenset()


def type_problems(spec: Spec, at: At) -> Iterator[Problem]:
    types = spec.types()
    declared = types | {page.name: page for page in spec.pages}
    reasons = {exclusion.name: exclusion.reason for exclusion in spec.exclusions}
    for user in _users(spec, at):
        for node in chain.from_iterable(map(nodes_within, user.types)):
            match node:
                case ScalarType() | LiteralType():
                    pass
                case VariableType(name=name) if name not in user.variables:
                    message = f"`{user.called}` uses the type variable `{name}`, which is not its"
                    hint = nearest(name, sorted(user.variables))
                    yield Problem(message=message, location=user.location(), hint=hint)
                case ReferenceType(target=target) if target not in declared:
                    yield _dangling(user, target, declared, reasons)
                case ReferenceType():
                    yield from _argument_problems(user, node, declared[node.target])
                case DerivedType(of=of) if of.target in declared:
                    yield from _derivation_problems(user, node, types)
                case ObjectType(fields=fields):
                    for name in repeated(field.wire_name for field in fields):
                        message = f"`{user.called}` has the property `{name}` twice"
                        yield Problem(message=message, location=user.location())
                case _:
                    pass


def _users(spec: Spec, at: At) -> Iterator[_User]:
    for page in spec.pages:
        bounds = (each for p in page.parameters for each in (p.constraint, p.default))
        yield _User(
            called=page.name.name,
            location=partial(at, page.name.module, page.line),
            types=(*(bound for bound in bounds if bound is not None), page.type),
            variables=frozenset(parameter.name for parameter in page.parameters),
        )
    for module in spec.modules:
        for declaration in module.types:
            yield _User(
                called=declaration.name.name,
                location=partial(at, module.path, declaration.line),
                types=types_of(declaration),
                variables=frozenset(parameter.name for parameter in declaration.parameters),
            )
        for resource in module.resources:
            for method in resource.methods:
                yield _User(
                    called=f"{resource.name.name}.{method.name}",
                    location=partial(at, module.path, method.line),
                    types=types_of_method(method),
                )


def _dangling(
    user: _User,
    target: Name,
    declared: Collection[Name],
    reasons: Mapping[Name, str],
) -> Problem:
    excluded = f"it is excluded: {reasons[target]}" if target in reasons else None
    return Problem(
        message=f"`{user.called}` refers to `{target}`, which the spec does not have",
        location=user.location(),
        hint=excluded or nearest_name(target, declared),
    )


def _argument_problems(
    user: _User, reference: ReferenceType, target: TypeDeclaration | PageClass
) -> Iterator[Problem]:
    most = len(target.parameters)
    least = sum(parameter.default is None for parameter in target.parameters)
    given = len(reference.arguments)
    if not least <= given <= most:
        takes = str(most) if least == most else f"{least} to {most}"
        message = f"`{user.called}` gives `{target.name}` {given} type arguments; it takes {takes}"
        yield Problem(message=message, location=user.location())


def _derivation_problems(
    user: _User, node: DerivedType, types: Mapping[Name, TypeDeclaration]
) -> Iterator[Problem]:
    called = f"`{user.called}` has {node.utility} of `{node.of.target.name}`"
    fields = object_fields(node.of, types)
    if fields is None:
        message = f"{called}, which is not the type of an object with known fields"
        yield Problem(message=message, location=user.location())
        return
    names = [field.wire_name for field in fields]
    for key in node.keys:
        if key not in names:
            message = f"{called} by the field `{key}`, which it does not have"
            yield Problem(message=message, location=user.location(), hint=nearest(key, names))
