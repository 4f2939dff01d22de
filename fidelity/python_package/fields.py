"""The fields of a class, its bases' included, as its source declares them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.python_package.reader import Definition, Module
from fidelity.python_package.shapes import Shape, definition_of, shape_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field. `is_required` says that it is always there: in a model, that it has no default."""

    name: str
    wire_name: str
    shape: Shape
    is_required: bool


def is_typed_dict(definition: Definition) -> bool:
    """Whether a class describes what is sent."""
    if not isinstance(definition.node, ast.ClassDef):
        return False
    for base in definition.node.bases:
        if isinstance(base, ast.Name) and base.id == "TypedDict":
            return True
        found = definition_of(base, definition.module)
        if isinstance(found, Definition) and is_typed_dict(found):
            return True
    return False


def fields_of(definition: Definition) -> dict[str, Field]:
    """The fields by wire name."""
    if not isinstance(definition.node, ast.ClassDef):
        return {}
    fields: dict[str, Field] = {}
    for base in definition.node.bases:
        found = definition_of(base, definition.module)
        if isinstance(found, Definition) and found.module.path[:1] == ("types",):
            fields |= fields_of(found)
    is_sent = is_typed_dict(definition)
    is_total = not any(keyword.arg == "total" for keyword in definition.node.keywords)
    for field in _own_fields(definition.node, definition.module, is_sent, is_total):
        fields[field.wire_name] = field
    return fields


def _own_fields(
    node: ast.ClassDef, module: Module, is_sent: bool, is_total: bool
) -> Iterator[Field]:
    for statement in node.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=default):
                if name.startswith("_"):
                    continue
                wire_name = _alias(annotation) or (_alias(default) if default else None) or name
                is_required = (is_total or _is_required(annotation)) if is_sent else default is None
                yield Field(
                    name=name,
                    wire_name=wire_name,
                    shape=shape_of(annotation, module),
                    is_required=is_required or (default is not None and _has_no_default(default)),
                )
            case _:
                pass


def _is_required(annotation: ast.expr) -> bool:
    return any(
        isinstance(part, ast.Name) and part.id == "Required" for part in ast.walk(annotation)
    )


def _alias(node: ast.expr) -> str | None:
    """The wire name in `FieldInfo(alias="from")`, `Field(alias=…)`, `PropertyInfo(alias=…)`."""
    for part in ast.walk(node):
        match part:
            case ast.keyword(arg="alias", value=ast.Constant(value=str() as alias)):
                return alias
            case _:
                pass
    return None


def _has_no_default(default: ast.expr) -> bool:
    match default:
        case ast.Call(args=[], keywords=keywords):
            return all(keyword.arg != "default" for keyword in keywords)
        case _:
            return False
