"""The definition of a type in one form: a model, a TypedDict, or a name for another type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sdkscribe.plan import AliasPlan, ClassPlan, DefinitionPlan
from sdkscribe.python.annotations import Scope, annotation, is_variable
from sdkscribe.python.docstrings import docstring
from sdkscribe.python.fields import FIELD_INDENT, joined_property, model_field, params_field
from sdkscribe.python.names import BUILTINS, MODEL_ATTRIBUTES, PythonName, field_names
from sdkscribe.python.prose import cleaned
from sdkscribe.python.shapes import is_class, shape_of, shape_of_declaration
from sdkscribe.python.types import Types, remembered
from sdkscribe.spec import (
    Form,
    MapType,
    ObjectType,
    ReferenceType,
    Type,
    TypeDeclaration,
)

_NAMED_FIELDS = "Typed"


def define(declaration: TypeDeclaration, name: str, scope: Scope) -> Iterator[DefinitionPlan]:
    """The definition of `declaration`, called `name`; what it needs beside it comes first."""
    if not is_class(declaration, scope.types):
        if list(_variables(declaration)):
            yield define_as_named(declaration, name, scope)
            return
        value = annotation(declaration_type(declaration), scope)
        yield _alias(declaration, name, value, scope)
        return
    shape = written_shape(declaration, scope.types)
    if scope.form == "model":
        yield _model(declaration, name, shape, scope)
    elif shape.others is None:
        yield _typed_dict(declaration, name, shape, scope)
    else:
        yield _typed_dict(declaration, f"{name}{_NAMED_FIELDS}", shape, scope)
        yield _open_typed_dict(declaration, name, shape.others, scope)


def define_as_named(declaration: TypeDeclaration, name: str, scope: Scope) -> AliasPlan:
    """An alias with an identity of its own: for a type that it is part of itself, where `scope`
    quotes what is not defined yet, and for one with type parameters."""
    maker = scope.imports.outside("typing_extensions", "TypeAliasType")
    scope.typing("TYPE_CHECKING")
    variables = ", ".join(_variables(declaration))
    parameters = f", type_params=({variables},)" if variables else ""
    value = annotation(declaration_type(declaration), scope)
    return replace(
        _alias(declaration, name, value, scope),
        named=f"{maker}({name!r}, {value}{parameters})",
    )


def declaration_type(declaration: TypeDeclaration) -> Type:
    """The type that an alias names; an interface without named fields is a map."""
    if isinstance(declaration.type, ObjectType) and declaration.type.others is not None:
        return declaration.type.others
    return declaration.type


def eager_types(declaration: TypeDeclaration, form: Form, types: Types) -> Iterator[Type]:
    """What must be defined before a definition is: all that an alias names, a class's bases."""
    if not is_class(declaration, types):
        yield declaration_type(declaration)
        return
    yield from inherited(declaration, types)
    others = written_shape(declaration, types).others
    if form == "params" and others is not None:
        yield others


def own_names(declaration: TypeDeclaration, form: Form, types: Types) -> Iterator[str]:
    """The names that a definition has of its own: those of its fields, and of what is beside it."""
    if not is_class(declaration, types):
        return
    yield from _NAMES[form](declaration, types).values()


def written_shape(declaration: TypeDeclaration, types: Types) -> ObjectType:
    """The fields that a class itself has: without those of the bases that it inherits from."""
    if inherited(declaration, types) and isinstance(declaration.type, ObjectType):
        return declaration.type
    return shape_of_declaration(declaration, types)


@remembered
def inherited(declaration: TypeDeclaration, types: Types) -> tuple[ReferenceType, ...]:
    """The bases that become base classes: all or none. Python can't inherit where a field is
    declared again with another type, nor from what is no class there; and a class that is part of
    itself has fields that only its own module can make sense of."""
    if declaration.kind != "interface" or not isinstance(declaration.type, ObjectType):
        return ()
    seen = {str(PythonName(field.wire_name)) for field in declaration.type.fields}
    whole = tuple(base for base in declaration.extends if isinstance(base, ReferenceType))
    if len(whole) < len(declaration.extends):
        return ()
    for base in whole:
        shape = shape_of(base, types)
        target = types.get(base.target)
        if shape is None or target is None or not is_class(target, types):
            return ()
        if base.target in types.recursive:
            return ()
        names = {str(PythonName(field.wire_name)) for field in shape.fields}
        if not names or names & seen or shape.others is not None:
            return ()
        seen |= names
    return whole


def _model(declaration: TypeDeclaration, name: str, shape: ObjectType, scope: Scope) -> ClassPlan:
    names = _model_names(declaration, scope.types)
    inside = replace(scope, shadowed=BUILTINS.intersection(names.values()))
    bases = list(_bases(declaration, scope)) or [scope.runtime("models", "BaseModel")]
    return ClassPlan(
        name=name,
        bases=", ".join([*bases, *_generic(declaration, scope)]),
        doc=_doc(declaration, FIELD_INDENT),
        fields=tuple(
            model_field(f, names[f.wire_name], inside) for f in shape.fields if not f.joins
        ),
        properties=tuple(
            joined_property(f, f.joins, names[f.wire_name], inside) for f in shape.fields if f.joins
        ),
        extra=_extra(shape.others, inside),
    )


def _extra(others: MapType | None, scope: Scope) -> str | None:
    if others is None:
        return None
    scope.typing("TYPE_CHECKING")
    return f"{annotation(others, scope)} = {scope.imports.outside('pydantic', 'Field')}(init=False)"


def _typed_dict(
    declaration: TypeDeclaration, name: str, shape: ObjectType, scope: Scope
) -> ClassPlan:
    names = _params_names(declaration, scope.types)
    inside = replace(scope, shadowed=BUILTINS.intersection(names.values()))
    bases = list(_bases(declaration, scope)) or [scope.typing("TypedDict")]
    return ClassPlan(
        name=name,
        bases=", ".join([*bases, *_generic(declaration, scope), "total=False"]),
        doc=_doc(declaration, FIELD_INDENT),
        fields=tuple(
            params_field(f, names[f.wire_name], inside) for f in shape.fields if not f.joins
        ),
    )


def _open_typed_dict(
    declaration: TypeDeclaration, name: str, others: MapType, scope: Scope
) -> AliasPlan:
    """A TypedDict says nothing of other keys, so what allows them is also any dict."""
    union = f"{scope.typing('Union')}[{name}{_NAMED_FIELDS}, {annotation(others, scope)}]"
    return _alias(declaration, name, union, scope)


def _alias(declaration: TypeDeclaration, name: str, value: str, scope: Scope) -> AliasPlan:
    return AliasPlan(
        name=name,
        value=value,
        annotation=scope.typing("TypeAlias"),
        doc=_doc(declaration, 0),
    )


def _bases(declaration: TypeDeclaration, scope: Scope) -> Iterator[str]:
    return (annotation(base, scope) for base in inherited(declaration, scope.types))


def _generic(declaration: TypeDeclaration, scope: Scope) -> Iterator[str]:
    variables = list(_variables(declaration))
    if variables:
        yield f"{scope.typing('Generic')}[{', '.join(variables)}]"


def _variables(declaration: TypeDeclaration) -> Iterable[str]:
    return (p.name for p in declaration.parameters if is_variable(p))


@remembered
def _model_names(declaration: TypeDeclaration, types: Types) -> dict[str, PythonName]:
    """The names of a class's own fields in a model, by their wire names."""
    fields = written_shape(declaration, types).fields
    kept = types.kept.of_members(declaration.name)
    return field_names((f.wire_name for f in fields), MODEL_ATTRIBUTES, kept=kept)


@remembered
def _params_names(declaration: TypeDeclaration, types: Types) -> dict[str, PythonName]:
    """The names of a class's own fields in a TypedDict, by their wire names."""
    fields = written_shape(declaration, types).fields
    kept = types.kept.of_members(declaration.name)
    return field_names((f.wire_name for f in fields), frozenset(), kept=kept)


_NAMES = {"model": _model_names, "params": _params_names}


def _doc(declaration: TypeDeclaration, indent: int) -> str | None:
    return docstring(cleaned(declaration.description), indent=indent)
