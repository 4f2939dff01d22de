"""The overloads of a method in Python: its signatures, told apart as Python's type checkers do.

A call goes to the first overload that accepts it. So what an earlier one takes, a later one need
not; one with nothing left is no overload, but the earlier one may answer as it does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sdkscribe.python.shapes import shape_of, union_members
from sdkscribe.python.signatures import Parameter, Signature
from sdkscribe.python.types import Types
from sdkscribe.spec import LiteralType, Returns, ScalarType, Type, UnionType


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonOverload:
    """Parameters, and all that a call with them may answer."""

    parameters: tuple[Parameter, ...]
    returns: tuple[Returns, ...]


def overloads_of(signatures: Iterable[Signature], types: Types) -> tuple[PythonOverload, ...]:
    """The signatures that type checkers tell apart, in source order."""
    overloads: list[PythonOverload] = []
    for signature in signatures:
        parameters = signature.parameters
        for earlier in overloads:
            parameters = _without(parameters, earlier.parameters, types)
        index = _taken_by(overloads, parameters, types)
        if index is None:
            overloads.append(PythonOverload(parameters=parameters, returns=(signature.returns,)))
        else:
            returns = dict.fromkeys((*overloads[index].returns, signature.returns))
            overloads[index] = replace(overloads[index], returns=tuple(returns))
    return tuple(overloads)


def look_alike(overloads: tuple[PythonOverload, ...], types: Types) -> bool:
    """Whether a type checker may take one overload for another: it compares objects by their fields,
    of which some are not required. A call with the object written out is told apart all the same.
    """
    objects: dict[str, set[Type]] = {}
    for parameter in (p for overload in overloads for p in overload.parameters):
        if shape_of(parameter.type, types) is not None:
            objects.setdefault(parameter.name, set()).add(parameter.type)
    return any(len(found) > 1 for found in objects.values())


def merged(overloads: tuple[PythonOverload, ...]) -> PythonOverload:
    """The parameters and answers of a method that takes every one of its overloads."""
    if len(overloads) == 1:
        return overloads[0]
    names = dict.fromkeys(p.name for overload in overloads for p in overload.parameters)
    return PythonOverload(
        parameters=tuple(_merged(name, overloads) for name in names),
        returns=tuple(dict.fromkeys(r for overload in overloads for r in overload.returns)),
    )


def _merged(name: str, overloads: tuple[PythonOverload, ...]) -> Parameter:
    found = [p for overload in overloads for p in overload.parameters if p.name == name]
    types = tuple(dict.fromkeys(p.type for p in found))
    return replace(
        found[0],
        type=types[0] if len(types) == 1 else UnionType(members=types),
        required=len(found) == len(overloads) and all(p.required for p in found),
    )


def _taken_by(
    overloads: list[PythonOverload], parameters: tuple[Parameter, ...], types: Types
) -> int | None:
    """The first overload that takes every call with these parameters."""
    for index, earlier in enumerate(overloads):
        if not _differing(earlier.parameters, parameters, types):
            return index
    return None


def _without(
    later: tuple[Parameter, ...], earlier: tuple[Parameter, ...], types: Types
) -> tuple[Parameter, ...]:
    """The later parameters, less the literals that the earlier ones take where they differ in
    nothing but these."""
    differing = _differing(earlier, later, types)
    if len(differing) != 1:
        return later
    (name,) = differing
    taken = next((p for p in earlier if p.name == name), None)
    return tuple(
        _less(p, taken, types) if p.name == name and taken is not None else p for p in later
    )


def _less(later: Parameter, taken: Parameter, types: Types) -> Parameter:
    members = [m for m in union_members(later.type, types) if not _is_absence(m)]
    known = set(union_members(taken.type, types))
    if not all(isinstance(member, LiteralType) for member in members):
        return later
    left = tuple(member for member in members if member not in known)
    return replace(
        later,
        type=left[0] if len(left) == 1 else UnionType(members=left),
        required=later.required or not taken.required,
    )


def _differing(earlier: Iterable[Parameter], later: Iterable[Parameter], types: Types) -> list[str]:
    """The parameters in which the earlier ones do not take all that the later ones do."""
    known = {parameter.name: parameter for parameter in earlier}
    wanted = {parameter.name: parameter for parameter in later}
    return [
        *(name for name in wanted if name not in known),
        *(name for name, p in known.items() if not _takes(p, wanted.get(name), types)),
    ]


def _takes(earlier: Parameter, later: Parameter | None, types: Types) -> bool:
    if later is None or not later.required:
        if earlier.required:
            return False
        if later is None:
            return True
    return _holds(earlier.type, later.type, types)


def _holds(wide: Type, narrow: Type, types: Types) -> bool:
    if wide == narrow:
        return True
    members = set(union_members(wide, types))
    takes_text = any(isinstance(m, ScalarType) and m.kind == "string" for m in members)
    return all(
        member in members
        or (takes_text and isinstance(member, LiteralType) and isinstance(member.value, str))
        or _is_absence(member)
        for member in union_members(narrow, types)
    )


def _is_absence(node: Type) -> bool:
    return isinstance(node, ScalarType) and node.kind == "undefined"
