"""How a method is called in Python: its parameters, made of the arguments that TypeScript passes.

A path's last argument stays positional; the fields of a params object become keyword arguments. A method
with several signatures has overloads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, product

from sdkscribe.python.names import field_names
from sdkscribe.python.problems import no_rule
from sdkscribe.python.shapes import base_reference, is_absence, shape_of, union_members
from sdkscribe.python.types import Types
from sdkscribe.spec import (
    Argument,
    Method,
    Name,
    ObjectType,
    Overload,
    Place,
    Placement,
    ReferenceType,
    Returns,
    Type,
)

IDEMPOTENCY_KEY = "idempotency_key"
"""What a method has beside its own parameters where its client sends such keys."""

_RESERVED = frozenset({"self", "extra_headers", "extra_query", "extra_body", "timeout"})
"""What every method has beside its own parameters, which can't be called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a method, and what is sent for it. `source` is the argument that TypeScript
    passes, or the argument and its field; `wire_name` is None for a whole body or query; `option`
    is the client's option that stands for it where it is not given, `kept_name` the one that its
    field has kept."""

    name: str
    source: tuple[str, ...]
    type: Type
    required: bool
    place: Place
    wire_name: str | None
    is_positional: bool = False
    description: str | None = None
    option: str | None = None
    kept_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One way to call a method, and what it answers then."""

    parameters: tuple[Parameter, ...]
    returns: Returns


def signatures_of(
    method: Method, resource: Name, types: Types, *, takes_key: bool = False
) -> tuple[Signature, ...]:
    """Each way to call a method: one for each overload, and for each member of a union of params
    objects."""
    owner = Name(resource.module, f"{resource.name}.{method.name}")
    signatures = [s for o in method.overloads for s in _signatures(o, owner, types)]
    reserved = _RESERVED | {IDEMPOTENCY_KEY} if takes_key else _RESERVED
    names = _python_names(signatures, reserved)

    def named(parameter: Parameter) -> Parameter:
        name = names[parameter.is_positional, parameter.name]
        return parameter if name == parameter.name else replace(parameter, name=name)

    return tuple(
        replace(signature, parameters=tuple(map(named, signature.parameters)))
        for signature in dict.fromkeys(signatures)
    )


def _python_names(
    signatures: list[Signature], reserved: frozenset[str]
) -> dict[tuple[bool, str], str]:
    """The parameters' names, by whether they are positional and what TypeScript calls them;
    positional ones have precedence."""
    names: dict[tuple[bool, str], str] = {}
    for is_positional in (True, False):
        called = {
            p.name: p.kept_name
            for s in signatures
            for p in s.parameters
            if p.is_positional == is_positional
        }
        kept = {name: kept for name, kept in called.items() if kept is not None}
        found = field_names(called, reserved, kept=kept)
        names.update({(is_positional, name): python for name, python in found.items()})
        reserved |= frozenset(found.values())
    return names


def _signatures(overload: Overload, owner: Name, types: Types) -> Iterator[Signature]:
    alternatives = [list(_alternatives(a, owner, types)) for a in overload.arguments]
    for chosen in product(*alternatives):
        parameters = _with_one_positional(list(chain.from_iterable(chosen)))
        yield Signature(parameters=tuple(parameters), returns=overload.returns)


def _with_one_positional(parameters: list[Parameter]) -> Iterator[Parameter]:
    """The parameters, of which the path's last argument may go without its name: what the method is
    about. The others say where that is, and are easily swapped."""
    last = max((i for i, p in enumerate(parameters) if p.is_positional), default=None)
    for index, parameter in enumerate(parameters):
        is_named = parameter.is_positional and index != last
        yield replace(parameter, is_positional=False) if is_named else parameter


def _alternatives(argument: Argument, owner: Name, types: Types) -> Iterator[list[Parameter]]:
    """The parameters that an argument becomes; several times for a union of params objects."""
    single = next((p for p in argument.placements if not p.field), None)
    if argument.place == "path" or single is not None:
        in_path = Placement(field="", place="path", wire_name=argument.name)
        yield [_whole(argument, single or in_path)]
        return
    if argument.place is None and shape_of(argument.type, types) == ObjectType():
        yield []  # An argument without fields, which nothing is sent of.
        return
    for member in union_members(argument.type, types):
        shape = shape_of(member, types)
        if shape is None or not shape.fields:
            yield [_whole_body(argument, owner)]
            return
    for member in union_members(argument.type, types):
        shape = shape_of(member, types)
        assert shape is not None
        kept = _kept_names(member, types)
        yield [
            replace(parameter, kept_name=kept.get(parameter.name)) if kept else parameter
            for parameter in _fields(argument, shape, owner)
        ]


def _kept_names(member: Type, types: Types) -> dict[str, str]:
    """The names that the fields of a params object keep, its bases' among them."""
    declared = types.get(member.target) if isinstance(member, ReferenceType) else None
    if declared is None or not types.kept.members:
        return {}
    names: dict[str, str] = {}
    for base in declared.extends:
        names |= _kept_names(base_reference(base), types)
    return names | types.kept.of_members(declared.name)


def _whole(argument: Argument, placement: Placement) -> Parameter:
    return Parameter(
        name=argument.name,
        source=(argument.name,),
        type=argument.type,
        required=argument.required and placement.option is None,
        place=placement.place,
        wire_name=placement.wire_name,
        is_positional=placement.place == "path" and placement.option is None,
        option=placement.option,
    )


def _whole_body(argument: Argument, owner: Name) -> Parameter:
    if argument.place is None or argument.placements:
        raise no_rule(f"where the argument {argument.name} goes", owner)
    return Parameter(
        name=argument.name,
        source=(argument.name,),
        type=argument.type,
        required=argument.required,
        place=argument.place,
        wire_name=None,
    )


def _fields(argument: Argument, shape: ObjectType, owner: Name) -> Iterator[Parameter]:
    """A parameter for each field that may be given at all."""
    placements = {p.field: p for p in argument.placements}
    for field in shape.fields:
        if not field.required and is_absence(field.type):
            continue
        placement = placements.get(field.wire_name)
        place = placement.place if placement is not None else argument.place
        option = placement.option if placement is not None else None
        if place is None:
            raise no_rule(f"where the field {field.wire_name} goes", owner)
        yield Parameter(
            name=field.wire_name,
            source=(argument.name, field.wire_name),
            type=field.type,
            required=field.required and argument.required and option is None,
            place=place,
            wire_name=(placement.wire_name or None) if placement is not None else field.wire_name,
            description=field.description,
            option=option,
        )
