"""What an annotation allows, apart from how it is written: unions flattened, aliases followed."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from fidelity.python_package.reader import Definition, Module

Literal: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The members of a union, by kind; those of a type that is none are one. `scalars` has the
    builtin types by name, and types from elsewhere."""

    scalars: frozenset[str] = frozenset()
    literals: frozenset[tuple[str, Literal]] = frozenset()
    lists: tuple[Shape, ...] = ()
    maps: tuple[Shape, ...] = ()
    classes: tuple[Definition, ...] = ()
    is_nullable: bool = False


_LISTS = {"List", "list", "Iterable", "Sequence", "SequenceNotStr", "Tuple", "tuple"}
_MAPS = {"Dict", "dict", "Mapping"}
_WRAPPERS = {"Required", "NotRequired", "Annotated", "ReadOnly"}
_NULLABLE = {"Optional", "Maybe"}
_ANYTHING = {"Any", "object", "Body", "JSONValue"}
_NUMBERS = {"float", "Number"}
_IMPLIED = {"Omit", "NotGiven"}


def shape_of(node: ast.expr, module: Module, above: tuple[Definition, ...] = ()) -> Shape:
    """The shape of an annotation in a module; `above` are the aliases that it is part of."""
    match node:
        case ast.Constant(value=None):
            return Shape(is_nullable=True)
        case ast.Constant(value=str() as text):
            return shape_of(ast.parse(text, mode="eval").body, module, above)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _union([shape_of(left, module, above), shape_of(right, module, above)])
        case ast.Subscript(value=value, slice=ast.Tuple(elts=arguments)):
            return _subscript(value, arguments, module, above)
        case ast.Subscript(value=value, slice=argument):
            return _subscript(value, [argument], module, above)
        case ast.Name() | ast.Attribute():
            return _named(node, module, above)
        case ast.Call(args=[_, value]):
            return shape_of(value, module, above)
        case _:
            return Shape(scalars=frozenset({ast.unparse(node)}))


def definition_of(node: ast.expr, module: Module) -> Definition | Module | None:
    """What a dotted name stands for."""
    match node:
        case ast.Name(id=name):
            return module.resolve(name)
        case ast.Attribute(value=value, attr=name):
            holder = definition_of(value, module)
            return holder.resolve(name) if isinstance(holder, Module) else None
        case ast.Subscript(value=value):
            return definition_of(value, module)
        case _:
            return None


def _named(node: ast.Name | ast.Attribute, module: Module, above: tuple[Definition, ...]) -> Shape:
    name = _terminal(node)
    if name in _IMPLIED:
        return Shape()
    if name in _ANYTHING:
        return Shape(scalars=frozenset({"object"}))
    if name in _NUMBERS:
        return Shape(scalars=frozenset({"float"}))
    found = definition_of(node, module)
    if not isinstance(found, Definition) or found.module.path[:1] != ("types",):
        return Shape(scalars=frozenset({name}))
    if isinstance(found.node, ast.ClassDef) or found in above:
        return Shape(classes=(found,))
    return shape_of(found.node, found.module, (*above, found))


def _subscript(
    value: ast.expr, arguments: list[ast.expr], module: Module, above: tuple[Definition, ...]
) -> Shape:
    name = _terminal(value)
    if name == "Literal":
        literals = [ast.literal_eval(argument) for argument in arguments]
        typed = frozenset((type(value).__name__, value) for value in literals)
        return Shape(literals=typed)
    if name in _WRAPPERS:
        return shape_of(arguments[0], module, above)
    inner = [shape_of(argument, module, above) for argument in arguments]
    if name in _LISTS:
        return Shape(lists=(_union(inner),))
    if name in _MAPS:
        return Shape(maps=(inner[-1],))
    if name == "Union":
        return _union(inner)
    if name in _NULLABLE:
        return _union([*inner, Shape(is_nullable=True)])
    return shape_of(value, module, above)


def _terminal(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _union(shapes: Iterable[Shape]) -> Shape:
    members = list(shapes)
    scalars = frozenset(scalar for shape in members for scalar in shape.scalars)
    return Shape(
        scalars=scalars - {"int"} if "float" in scalars else scalars,
        literals=frozenset(literal for shape in members for literal in shape.literals),
        lists=tuple(dict.fromkeys(one for shape in members for one in shape.lists)),
        maps=tuple(dict.fromkeys(one for shape in members for one in shape.maps)),
        classes=tuple(dict.fromkeys(one for shape in members for one in shape.classes)),
        is_nullable=any(shape.is_nullable for shape in members),
    )
