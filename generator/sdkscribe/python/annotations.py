"""Types as Python annotations: as a model's fields are written, and as a request's.

Knows how a type is spelled, but not where another type lives: its scope says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import assert_never

from sdkscribe.python.imports import Imports
from sdkscribe.python.problems import no_rule
from sdkscribe.python.shapes import allows_null, flat_members, is_absence, is_null, union_members
from sdkscribe.python.tags import Tagged, tagged_members
from sdkscribe.python.types import Types
from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    DerivedType,
    ForeignType,
    Form,
    IntersectionType,
    LiteralType,
    MapType,
    Name,
    ObjectType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    TypeDeclaration,
    TypeParameter,
    UnionType,
    UnknownType,
    VariableType,
)
from sdkscribe.spec_walk import children, nodes_within

RUNTIME = "_runtime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where an annotation stands: in which form, in a file with which imports, in the declaration
    of which type, in a class whose members hide which builtins. `named` gives a type's local name.
    """

    form: Form
    owner: Name
    types: Types
    imports: Imports
    named: Callable[[Name], str]
    parameters: tuple[TypeParameter, ...] = ()
    shadowed: frozenset[str] = frozenset()

    def typing(self, name: str) -> str:
        return self.imports.outside("typing", name)

    def runtime(self, module: str, name: str) -> str:
        return self.imports.inside((RUNTIME, module), name)

    def builtin(self, name: str) -> str:
        if name not in self.shadowed:
            return name
        return f"{self.imports.whole('builtins')}.{name}"


def annotation(node: Type, scope: Scope) -> str:
    """`node`, as Python writes it in `scope`."""
    match node:
        case UnknownType():
            return scope.builtin("object")
        case ScalarType():
            return _scalar(node, scope)
        case ForeignType():
            return _foreign(node, scope)
        case LiteralType():
            return _literal([node], scope)
        case ArrayType(items=items):
            return _array(items, scope)
        case TupleType():
            return _tuple(node, scope)
        case MapType():
            return _map(node, scope)
        case UnionType():
            return _union(node, scope)
        case ReferenceType():
            return _reference(node, scope)
        case VariableType(name=name):
            return _variable(name, scope)
        case ObjectType(fields=(), others=None):
            return scope.builtin("object")
        case ObjectType(fields=(), others=MapType() as others):
            return _map(others, scope)
        case ComputedType(meaning=meaning):
            return annotation(meaning, scope)
        case IntersectionType(members=members) if ObjectType() in members:
            return annotation(_without_empty(members), scope)
        case ObjectType() | IntersectionType() | DerivedType():
            raise no_rule("an object type inside another type", scope.owner)
        case _:
            assert_never(node)


def _without_empty(members: tuple[Type, ...]) -> Type:
    """What an intersection is without the empty objects in it, which ask for nothing: `A & {}`."""
    kept = tuple(member for member in members if member != ObjectType())
    return kept[0] if len(kept) == 1 else IntersectionType(members=kept)


def optional(node: Type, scope: Scope) -> str:
    """The type of a field of an answer that may be absent: read as None then. A null that the
    declaration allows is a value."""
    written = annotation(node, scope)
    if written == "None":
        return written
    if not allows_null(node, scope.types):
        return f"{scope.runtime('models', 'Maybe')}[{written}]"
    optional_ = scope.typing("Optional")
    return written if written.startswith(f"{optional_}[") else f"{optional_}[{written}]"


def _scalar(node: ScalarType, scope: Scope) -> str:
    match node.kind:
        case "string":
            return scope.builtin("str")
        case "integer":
            return scope.builtin("int")
        case "boolean":
            return scope.builtin("bool")
        case "number" if scope.form == "model":
            return scope.runtime("models", "Number")
        case "number":
            return scope.builtin("float")
        case "object":
            object_ = scope.builtin("object")
            return f"{scope.typing('Dict')}[{scope.builtin('str')}, {object_}]"
        case "null" | "undefined" | "void" | "never":
            return "None"
        case _:
            assert_never(node.kind)


def _foreign(node: ForeignType, scope: Scope) -> str:
    match node.kind:
        case "upload" if scope.form == "params":
            return scope.runtime("types", "FileTypes")
        case "upload" | "bytes":
            return scope.builtin("bytes")
        case "date" if scope.form == "params":
            date = scope.imports.outside("datetime", "datetime")
            return f"{scope.typing('Union')}[{scope.builtin('str')}, {date}]"
        case "date":
            return scope.runtime("models", "DateTime")
        case _:
            assert_never(node.kind)


def _tuple(node: TupleType, scope: Scope) -> str:
    """A tuple of one length; of several, an array of any of its items, as pydantic knows no others."""
    if node.optional or node.rest is not None:
        return _array(UnionType(members=children(node)), scope)
    inner = ", ".join(annotation(member, scope) for member in node.items) or "()"
    written = f"{scope.typing('Tuple')}[{inner}]"
    if scope.form != "model":
        return written
    mark = scope.runtime("models", "FROM_ARRAY")
    return f"{scope.typing('Annotated')}[{written}, {mark}]"


def _literal(nodes: Iterable[LiteralType], scope: Scope) -> str:
    values = dict.fromkeys(_literal_value(node, scope) for node in nodes)
    return f"{scope.typing('Literal')}[{', '.join(values)}]"


def _literal_value(node: LiteralType, scope: Scope) -> str:
    value = node.value
    if isinstance(value, float):
        if not value.is_integer():
            raise no_rule("a literal number that is not whole", scope.owner)
        value = int(value)
    return repr(value)


def _array(items: Type, scope: Scope) -> str:
    inner = annotation(items, scope)
    if scope.form == "model":
        return f"{scope.typing('List')}[{inner}]"
    if _may_be_string(items, scope):
        return f"{scope.runtime('types', 'SequenceNotStr')}[{inner}]"
    return f"{scope.typing('Iterable')}[{inner}]"


def _may_be_string(node: Type, scope: Scope) -> bool:
    """Whether a string is such an item, so that one string would pass for an iterable of them."""
    return any(
        isinstance(member, ScalarType) and member.kind == "string"
        for member in union_members(node, scope.types)
    )


def _map(node: MapType, scope: Scope) -> str:
    values = annotation(node.values, scope)
    return f"{scope.typing('Dict')}[{_map_keys(node.keys, scope)}, {values}]"


def _map_keys(keys: Type, scope: Scope) -> str:
    is_number = isinstance(keys, ScalarType) and keys.kind in ("number", "integer")
    return scope.builtin("str") if is_number else annotation(keys, scope)


def _reference(node: ReferenceType, scope: Scope) -> str:
    declaration = scope.types.get(node.target)
    parameters = declaration.parameters if declaration is not None else ()
    given = [
        annotation(argument, scope)
        for parameter, argument in zip(parameters, node.arguments, strict=False)
        if is_variable(parameter) and declaration is not None and _says(declaration, parameter)
    ]
    name = scope.named(node.target)
    return f"{name}[{', '.join(given)}]" if given else name


def _variable(name: str, scope: Scope) -> str:
    """A type parameter: as a variable where any type will do, else as the widest that may be given."""
    parameter = next((p for p in scope.parameters if p.name == name), None)
    if parameter is None:
        raise no_rule(f"the type parameter {name} outside its declaration", scope.owner)
    bound = parameter.constraint or parameter.default
    return name if bound is None else annotation(bound, scope)


def _says(declaration: TypeDeclaration, parameter: TypeParameter) -> bool:
    """Whether a type parameter is one in Python: an alias has none that its type does not say."""
    if declaration.kind != "alias":
        return True
    nodes = nodes_within(declaration.type)
    return any(isinstance(node, VariableType) and node.name == parameter.name for node in nodes)


def is_variable(parameter: TypeParameter) -> bool:
    """Whether a type parameter becomes one in Python: those with a bound are read as their bound."""
    return parameter.constraint is None and parameter.default is None


def alternatives(node: Type, scope: Scope) -> list[str]:
    """The members of a union as Python writes each, None last; of another type, that type."""
    if not isinstance(node, UnionType):
        return [annotation(node, scope)]
    given = [member for member in flat_members(node.members) if not is_absence(member)]
    present = [member for member in given if not is_null(member)]
    parts = list(dict.fromkeys(_union_parts(present, scope)))
    return [*parts, "None"] if len(present) < len(given) or not parts else parts


def _union(node: UnionType, scope: Scope) -> str:
    return union_of(alternatives(node, scope), scope.typing)


def union_of(parts: list[str], typing: Callable[[str], str]) -> str:
    """A union of these, None last; `typing` gives what a name of that module is called."""
    if len(parts) == 1:
        return parts[0]
    *present, last = parts
    if last != "None":
        return f"{typing('Union')}[{', '.join(parts)}]"
    inner = present[0] if len(present) == 1 else f"{typing('Union')}[{', '.join(present)}]"
    return f"{typing('Optional')}[{inner}]"


def _union_parts(members: list[Type], scope: Scope) -> Iterable[str]:
    """The members as Python tells them apart: literals together, and those with a tag together."""
    known = [member for member in members if isinstance(member, LiteralType)]
    tagged = tagged_members(members, scope.types) if scope.form == "model" else None
    together = dict.fromkeys([*known, *(tagged.members if tagged is not None else ())])
    for member in members:
        if member not in together:
            yield annotation(member, scope)
        elif known and member == known[0]:
            yield _literal(known, scope)
        elif tagged is not None and member == tagged.members[0]:
            yield _tagged_union(tagged, scope)


def _tagged_union(tagged: Tagged, scope: Scope) -> str:
    inner = ", ".join(annotation(class_, scope) for class_ in tagged.classes)
    union = f"{scope.typing('Union')}[{inner}]"
    told_apart = (
        f"{scope.imports.outside('pydantic', 'Field')}(discriminator={str(tagged.field)!r})"
    )
    return f"{scope.typing('Annotated')}[{union}, {told_apart}]"
