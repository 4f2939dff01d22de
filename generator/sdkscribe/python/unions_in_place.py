"""Unions that stand in a field get the name of where they stand: what `tools` of `Attachment` lists, where
that is one of several objects, is `AttachmentTool`.

Only unions with an object among their members have one in Python's SDKs. What they mean stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sdkscribe.python.anonymous import is_anonymous
from sdkscribe.python.nested_names import singular, union_in_place
from sdkscribe.python.shapes import is_absence, is_class, is_null, union_members
from sdkscribe.python.types import Types
from sdkscribe.spec import (
    ArrayType,
    Field,
    LiteralType,
    MapType,
    Module,
    Name,
    ObjectType,
    ReferenceType,
    ScalarType,
    Spec,
    Type,
    TypeDeclaration,
    UnionType,
    VariableType,
)
from sdkscribe.spec_walk import nodes_within
from sdkscribe.words import snake_case


def with_named_unions(spec: Spec) -> Spec:
    """The spec with an alias for each such union, after all that its module declares."""
    types = Types(spec.types())
    modules = tuple(_module(module, types) for module in spec.modules)
    return spec if modules == spec.modules else replace(spec, modules=modules)


def _module(module: Module, types: Types) -> Module:
    changed: list[TypeDeclaration] = []
    added: list[TypeDeclaration] = []
    for declaration in module.types:
        naming = _Naming(owner=declaration.name, types=types)
        changed.append(naming.declaration(declaration))
        added += naming.named.values()
    return replace(module, types=(*changed, *added)) if added else module


@dataclass(frozen=True, slots=True, kw_only=True)
class _Naming:
    """The unions in the fields of one type that have been given a name; a field holds one at most."""

    owner: Name
    types: Types
    named: dict[Name, TypeDeclaration] = field(default_factory=dict[Name, TypeDeclaration])

    def declaration(self, declaration: TypeDeclaration) -> TypeDeclaration:
        if not isinstance(declaration.type, ObjectType):
            return declaration
        fields = tuple(map(self._field, declaration.type.fields))
        if not self.named:
            return declaration
        return replace(declaration, type=replace(declaration.type, fields=fields))

    def _field(self, each: Field) -> Field:
        if isinstance(each.type, ScalarType | ReferenceType | LiteralType):
            return each
        inside = self._inside(each.type, snake_case(each.wire_name), each.wire_name)
        return each if inside is each.type else replace(each, type=inside)

    def _inside(self, node: Type, word: str, field: str) -> Type:
        match node:
            case UnionType(members=members):
                return self._union(node, members, word, field)
            case ArrayType(items=items):
                named = self._inside(items, singular(word), field)
                return node if named is items else replace(node, items=named)
            case MapType(values=values):
                named = self._inside(values, word, field)
                return node if named is values else replace(node, values=named)
            case _:
                return node

    def _union(self, node: UnionType, members: tuple[Type, ...], word: str, field: str) -> Type:
        """A union, by its name, or by null and its name."""
        empty = tuple(m for m in members if is_null(m) or is_absence(m))
        present = tuple(member for member in members if member not in empty)
        if len(present) == 1:
            named = self._inside(present[0], word, field)
            return node if named is present[0] else replace(node, members=(named, *empty))
        if not self._has_name(present):
            return node
        name = union_in_place(self.owner, word, field)
        union = UnionType(members=present)
        self.named[name] = TypeDeclaration(name=name, kind="alias", type=union)
        reference = ReferenceType(target=name)
        return UnionType(members=(reference, *empty)) if empty else reference

    def _has_name(self, members: tuple[Type, ...]) -> bool:
        """Whether a union of these is one of objects, and stands outside of its place as well."""
        if not any(map(self._is_object, self._leaves(members))):
            return False
        nodes = (inner for member in members for inner in nodes_within(member))
        return not any(isinstance(node, VariableType) or is_anonymous(node) for node in nodes)

    def _leaves(self, members: tuple[Type, ...]) -> Iterator[Type]:
        for member in members:
            yield from union_members(member, self.types)

    def _is_object(self, node: Type) -> bool:
        target = self.types.get(node.target) if isinstance(node, ReferenceType) else None
        return target is not None and is_class(target, self.types)
