"""Interfaces and type aliases to the spec's type declarations."""

from __future__ import annotations

from dataclasses import replace

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    DerivedType,
    Name,
    ObjectType,
    ReferenceType,
    Type,
    TypeDeclaration,
    TypeParameter,
    UnknownType,
)
from sdkscribe.spelling.references import usual_spelling
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


def merged_interfaces(first: TypeDeclaration, second: TypeDeclaration) -> TypeDeclaration | None:
    """Two declarations of one interface as one, as TypeScript merges them: the fields of both. None
    for two that cannot be merged: they are no interfaces, or disagree on a field."""
    if first is second:
        return first
    if not isinstance(first.type, ObjectType) or not isinstance(second.type, ObjectType):
        return None
    known = {f.wire_name: f.type for f in first.type.fields}
    added = tuple(f for f in second.type.fields if f.wire_name not in known)
    agree = all(known.get(f.wire_name, f.type) == f.type for f in second.type.fields)
    if not agree or first.kind != "interface" or second.kind != "interface":
        return None
    both = ObjectType(
        fields=first.type.fields + added, others=first.type.others or second.type.others
    )
    bases = tuple(dict.fromkeys(first.extends + second.extends))
    return replace(first, type=both, extends=bases)


def _parameter_names(node: Node | None) -> list[str]:
    found = [] if node is None else [child(p, "name") for p in node.named_children]
    return [text(name) for name in found if name is not None]


def empty_subclass(declared: Declared, name: Name, place: Place) -> TypeDeclaration | None:
    """`export declare class FilesPage extends CursorPage<File> {}`, as a declaration of the class
    that it extends; None for a class with anything of its own."""
    body, heritage = child(declared.node, "body"), named(declared.node, "class_heritage")
    clause = named(heritage, "extends_clause") if heritage is not None else None
    if body is None or body.named_children or clause is None:
        return None
    return TypeDeclaration(
        name=name,
        kind="class",
        type=_extended(clause, place),
        description=documentation(declared.comment),
        exported=declared.exported,
        line=declared.node.start_point.row + 1,
    )


def _extended(clause: Node, place: Place) -> Type:
    """The class of an `extends` clause, which the grammar reads as a value with type arguments."""
    value, arguments = child(clause, "value"), child(clause, "type_arguments")
    target = place.modules.resolve(place.module, place.scope, text(value)) if value else None
    if target is None or value is None:
        place.problems.append(no_rule(place.path, clause))
        return UnknownType()
    nodes = arguments.named_children if arguments is not None else []
    usual = usual_spelling(target, module=place.module, scope=place.scope)
    return ReferenceType(
        target=target,
        arguments=tuple(type_of(node, place) for node in nodes),
        spelling=None if usual == text(value) else text(value),
    )


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


def _bases(node: Node, place: Place) -> tuple[ReferenceType | DerivedType, ...]:
    clause = named(node, "extends_type_clause")
    bases: list[ReferenceType | DerivedType] = []
    for base in clause.named_children if clause is not None else ():
        found = type_of(base, place)
        if isinstance(found, ReferenceType | DerivedType):
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
