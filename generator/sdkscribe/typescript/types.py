"""Interfaces and type aliases to the spec's type declarations."""

from __future__ import annotations

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    Name,
    ReferenceType,
    TypeDeclaration,
    TypeParameter,
)
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.declarations import DeclarationFile, Declared
from sdkscribe.typescript.expressions import Place, fields_of, type_of
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, location, named, no_rule, shown, text


def place_in(
    modules: Modules, file: DeclarationFile, module: str, scope: str, problems: list[Problem]
) -> Place:
    """Where the declarations of a namespace of a module stand."""
    return Place(
        modules=modules,
        module=module,
        path=file.path,
        imports=modules.imports(module),
        scope=scope,
        problems=problems,
    )


def type_declaration(declared: Declared, name: Name, place: Place) -> TypeDeclaration:
    """The declaration of an interface or an alias, with its types resolved."""
    node = declared.node
    parameters_node = child(node, "type_parameters")
    names = _parameter_names(parameters_node)
    inside = place.inside(name.scope, frozenset(names)).of_property(
        name.leaf, documentation(declared.comment)
    )
    body = child(node, "body") or child(node, "value")
    if body is None:
        place.problems.append(no_rule(place.path, node))
        body = node
    is_interface = declared.kind == "interface"
    return TypeDeclaration(
        name=name,
        kind="interface" if is_interface else "alias",
        type=fields_of(body, inside) if is_interface else type_of(body, inside),
        description=documentation(declared.comment),
        parameters=type_parameters(parameters_node, inside),
        extends=_bases(node, inside) if is_interface else (),
        exported=declared.exported,
        line=node.start_point.row + 1,
    )


def _parameter_names(node: Node | None) -> list[str]:
    found = [] if node is None else [child(p, "name") for p in node.named_children]
    return [text(name) for name in found if name is not None]


def type_parameters(node: Node | None, place: Place) -> tuple[TypeParameter, ...]:
    """`<Item extends { id: string }, Other = string>`"""
    if node is None:
        return ()
    found: list[TypeParameter] = []
    for parameter in node.named_children:
        name = child(parameter, "name")
        constraint, default = child(parameter, "constraint"), child(parameter, "value")
        if name is None:
            continue
        found.append(
            TypeParameter(
                name=text(name),
                constraint=constraint and type_of(constraint.named_children[0], place),
                default=default and type_of(default.named_children[0], place),
            )
        )
    return tuple(found)


def _bases(node: Node, place: Place) -> tuple[ReferenceType, ...]:
    clause = named(node, "extends_type_clause")
    bases: list[ReferenceType] = []
    for base in clause.named_children if clause is not None else ():
        found = type_of(base, place)
        if isinstance(found, ReferenceType):
            bases.append(found)
        else:
            place.problems.append(
                Problem(
                    message="an interface extends what is no declared type",
                    location=location(place.path, base),
                    source=shown(base),
                )
            )
    return tuple(bases)
