"""Interfaces and type aliases to the spec's type declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    DerivedType,
    Field,
    MapType,
    Name,
    ObjectType,
    ReferenceType,
    Type,
    TypeDeclaration,
    TypeParameter,
    UnionType,
    UnknownType,
)
from sdkscribe.spec_walk import object_fields
from sdkscribe.spelling.references import usual_spelling
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.declarations import DeclarationFile, Declared, with_comments
from sdkscribe.typescript.enumerations import enumeration
from sdkscribe.typescript.exclusions import UNDECIDED
from sdkscribe.typescript.expressions import RULES
from sdkscribe.typescript.fields import class_fields, fields_of
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child, named, no_rule, text


def place_in(
    modules: Modules, file: DeclarationFile, module: str, scope: str, problems: list[Problem]
) -> Place:
    """Where the declarations of a namespace of a module stand."""
    return Place(
        modules=modules,
        module=module,
        path=file.path,
        rules=RULES,
        types=_DeclaredTypes(modules),
        scope=scope,
        owner=scope,
        problems=problems,
        exclusions=[],
    )


class _DeclaredTypes(Mapping[Name, TypeDeclaration]):
    """Every type of a source by name, read when it is asked for. It is for those who work out what an
    expression comes to; what a declaration's own problems are is said where it is reached."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._read: dict[Name, TypeDeclaration] = {}

    def __getitem__(self, name: Name) -> TypeDeclaration:
        if name not in self._read:
            declared = self._modules.outlined(name)
            if declared is None or declared.kind not in ("interface", "alias", "enum"):
                raise KeyError(name)
            file = self._modules.declarations(name.module)
            place = place_in(self._modules, file, name.module, name.scope, [])._replace(types=self)
            self._read[name] = type_declaration(file.declared[name.name], name, place)
        return self._read[name]

    def __iter__(self) -> Iterator[Name]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def type_declaration(declared: Declared, name: Name, place: Place) -> TypeDeclaration:
    """The declaration of an interface, an alias or an enumeration, with its types resolved."""
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
    if declared.kind == "enum":
        values, members = enumeration(body, inside)
        return TypeDeclaration(
            name=name,
            kind="enum",
            type=values,
            members=members,
            description=documentation(declared.comment),
            exported=declared.exported,
            line=node.start_point.row + 1,
        )
    is_interface = declared.kind == "interface"
    bases, more = _bases(node, inside) if is_interface else ((), ObjectType())
    return TypeDeclaration(
        name=name,
        kind="interface" if is_interface else "alias",
        type=(_extending(more, fields_of(body, inside)) if is_interface else inside.type_of(body)),
        description=documentation(declared.comment),
        parameters=type_parameters(parameters_node, inside),
        extends=bases,
        exported=declared.exported,
        line=node.start_point.row + 1,
    )


def merged_types(first: TypeDeclaration, second: TypeDeclaration) -> TypeDeclaration | None:
    """Two declarations of one interface, or of one enumeration, as one, as TypeScript merges them: with
    what both have. None for two that cannot be merged: they are no such, or disagree on a field."""
    if first is second:
        return first
    match first.type, second.type:
        case UnionType(members=values), UnionType(members=more) if _are(first, second, "enum"):
            both = UnionType(members=values + more)
            return replace(first, type=both, members=first.members + second.members)
        case ObjectType() as one, ObjectType() as other if _are(first, second, "interface"):
            known = _merged_objects(one, other)
            bases = tuple(dict.fromkeys(first.extends + second.extends))
            return None if known is None else replace(first, type=known, extends=bases)
        case _:
            return None


def _are(first: TypeDeclaration, second: TypeDeclaration, kind: str) -> bool:
    return first.kind == second.kind == kind


def _merged_objects(first: ObjectType, second: ObjectType) -> ObjectType | None:
    known = {f.wire_name: f.type for f in first.fields}
    if any(known.get(f.wire_name, f.type) != f.type for f in second.fields):
        return None
    added = tuple(f for f in second.fields if f.wire_name not in known)
    return ObjectType(fields=first.fields + added, others=first.others or second.others)


def _parameter_names(node: Node | None) -> list[str]:
    found = [] if node is None else [child(p, "name") for p in node.named_children]
    return [text(name) for name in found if name is not None]


def page_subclass(declared: Declared, name: Name, place: Place) -> TypeDeclaration | None:
    """`export declare class FilesPage extends CursorPage<File> {}`, as a declaration of the class
    that it extends; with properties of its own, as an object that extends it. None for a class with
    methods."""
    body, heritage = child(declared.node, "body"), named(declared.node, "class_heritage")
    clause = named(heritage, "extends_clause") if heritage is not None else None
    members = [(m, c) for m, c in with_comments(body) if not is_constructor(m)] if body else []
    fields = class_fields(members, place.within(name.leaf))
    if body is None or clause is None or len(fields) < len(members):
        return None
    base = _extended(clause, place)
    return TypeDeclaration(
        name=name,
        kind="class",
        type=ObjectType(fields=fields) if fields else base,
        extends=(base,) if fields and isinstance(base, ReferenceType) else (),
        description=documentation(declared.comment),
        exported=declared.exported,
        line=declared.node.start_point.row + 1,
    )


def is_constructor(member: Node) -> bool:
    name = child(member, "name")
    return member.type == "method_signature" and name is not None and text(name) == "constructor"


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
        arguments=tuple(place.type_of(node) for node in nodes),
        spelling=None if usual == text(value) else text(value),
    )


def inside_method(signature: Node, place: Place) -> Place:
    """The place inside a method, where a type parameter is the type that bounds it: what the API
    takes and gives does not depend on how TypeScript's callers are helped."""
    parameters = type_parameters(child(signature, "type_parameters"), place)
    if not parameters:
        return place
    bounds = {p.name: UnknownType() if p.constraint is None else p.constraint for p in parameters}
    return place._replace(variables=place.variables | bounds.keys(), bounds=bounds)


def any_parameters(declared: Declared) -> tuple[TypeParameter, ...]:
    """The type parameters of a declaration of which nothing else is known."""
    node = child(declared.node, "type_parameters")
    return tuple(
        TypeParameter(
            name=text(child(parameter, "name") or parameter),
            default=None if child(parameter, "value") is None else UnknownType(),
        )
        for parameter in (node.named_children if node is not None else ())
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
                constraint=constraint and place.type_of(constraint.named_children[0]),
                default=default and place.type_of(default.named_children[0]),
            )
        )
    return tuple(found)


def _bases(node: Node, place: Place) -> tuple[tuple[ReferenceType | DerivedType, ...], ObjectType]:
    """The bases of an interface; and what those say that are no declared types, which the interface
    says itself."""
    clause = named(node, "extends_type_clause")
    bases: list[ReferenceType | DerivedType] = []
    fields: list[Field] = []
    others: MapType | None = None
    for base in clause.named_children if clause is not None else ():
        found = place.type_of(base)
        if isinstance(found, ReferenceType | DerivedType):
            bases.append(found)
        elif isinstance(found, MapType):
            others = found
        elif (known := object_fields(found, place.types)) is not None:
            fields += known
        else:
            place.any_value(base, UNDECIDED, "base")
    return tuple(bases), ObjectType(fields=tuple(fields), others=others)


def _extending(more: ObjectType, own: ObjectType) -> ObjectType:
    """An object with what another says too, but for the fields that it declares anew."""
    names = {field.wire_name for field in own.fields}
    inherited = tuple(field for field in more.fields if field.wire_name not in names)
    return ObjectType(fields=inherited + own.fields, others=own.others or more.others)
