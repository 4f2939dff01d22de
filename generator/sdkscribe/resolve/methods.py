"""The methods of a spec: each knows its verb and its path, and its arguments fill the path."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from sdkscribe.errors import Problem, nearest
from sdkscribe.resolve.client import SUPPLY, header_problems
from sdkscribe.resolve.names import At, nearest_name
from sdkscribe.spec import (
    Argument,
    ComputedType,
    DerivedType,
    IntersectionType,
    Method,
    Name,
    ObjectType,
    Overload,
    ReferenceType,
    Returns,
    Spec,
    Type,
    TypeDeclaration,
    UnionType,
)
from sdkscribe.spec_walk import object_fields

_VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


def method_problems(spec: Spec, at: At) -> Iterator[Problem]:
    types, pages = spec.types(), {page.name for page in spec.pages}
    for module in spec.modules:
        for resource in module.resources:
            for method in resource.methods:
                called = f"`{resource.name.name}.{method.name}`"
                location = at(module.path, method.line)
                for message, hint in _messages(method, types, pages):
                    yield Problem(message=f"{called} {message}", location=location, hint=hint)
                for header in method.headers:
                    yield from header_problems(spec, header, called, location)


def _messages(
    method: Method, types: Mapping[Name, TypeDeclaration], pages: Collection[Name]
) -> Iterator[tuple[str, str | None]]:
    """What is wrong with a method, and what to do about it."""
    if not method.verb:
        yield "has no verb", SUPPLY
    elif method.verb not in _VERBS:
        yield f"has the verb `{method.verb}`", f"known: {', '.join(_VERBS)}"
    if not method.path:
        yield "has no path", SUPPLY
    if not method.overloads:
        yield "has no signature", None
    for overload in method.overloads:
        if method.path:
            yield from _path_messages((method.path, *method.other_paths), overload)
        yield from _return_messages(overload.returns, pages)
        for argument in overload.arguments:
            yield from _placement_messages(argument, types)


def _path_messages(paths: tuple[str, ...], overload: Overload) -> Iterator[tuple[str, str | None]]:
    filled = {name for argument in overload.arguments for name in _filled(argument)}
    unused = set(filled)
    for path in paths:
        placeholders = set(re.findall(r"\{([^{}]*)\}", path))
        unused -= placeholders
        for name in sorted(placeholders - filled):
            message = f"has no argument for `{{{name}}}` of its path {path}"
            yield message, nearest(name, sorted(filled))
    for name in sorted(unused):
        known = sorted(name for path in paths for name in re.findall(r"\{([^{}]*)\}", path))
        yield f"has no `{{{name}}}` in its path {paths[0]}", nearest(name, known)


def _filled(argument: Argument) -> Iterator[str]:
    """The placeholders that an argument fills."""
    if argument.place == "path":
        yield argument.name
    for placement in argument.placements:
        if placement.place == "path":
            yield placement.wire_name


def _return_messages(returns: Returns, pages: Collection[Name]) -> Iterator[tuple[str, str | None]]:
    has_type = returns.kind not in ("bytes", "text", "nothing")
    if has_type != (returns.type is not None):
        yield f"returns a {returns.kind} {'without' if has_type else 'with'} a type", SUPPLY
    if (returns.kind == "page") != (returns.page_class is not None):
        yield f"returns a {returns.kind} and its page class is {returns.page_class}", SUPPLY
    if (returns.kind == "value_or_stream") != (returns.events is not None):
        yield f"returns a {returns.kind} and its events are {returns.events}", SUPPLY
    if returns.page_class is not None and returns.page_class not in pages:
        message = f"returns pages of the class `{returns.page_class}`, which the spec does not have"
        yield message, nearest_name(returns.page_class, pages)


def _placement_messages(
    argument: Argument, types: Mapping[Name, TypeDeclaration]
) -> Iterator[tuple[str, str | None]]:
    """Fields that are sent somewhere and that the argument's type does not have."""
    fields = _field_names(argument.type, types)
    if fields is None:
        return
    for placement in argument.placements:
        if placement.field and placement.field not in fields:
            message = f"sends `{placement.field}` of `{argument.name}`, which has no such field"
            yield message, nearest(placement.field, sorted(fields))


def _field_names(
    node: Type, types: Mapping[Name, TypeDeclaration], inside: frozenset[Name] = frozenset()
) -> set[str] | None:
    """The names of a type's fields; None where it may have others than those it names."""
    parts: tuple[Type, ...]
    match node:
        case ObjectType(fields=fields, others=None):
            return {field.wire_name for field in fields}
        case ReferenceType(target=target) if target in types and target not in inside:
            inside |= {target}
            parts = (*types[target].extends, types[target].type)
        case UnionType(members=members) | IntersectionType(members=members):
            parts = members
        case ComputedType(meaning=meaning):
            parts = (meaning,)
        case DerivedType():
            derived = object_fields(node, types)
            return None if derived is None else {field.wire_name for field in derived}
        case _:
            return None
    found: set[str] = set()
    for part in parts:
        names = _field_names(part, types, inside)
        if names is None:
            return None
        found |= names
    return found
