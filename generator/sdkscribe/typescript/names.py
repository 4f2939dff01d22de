"""What a name in a type expression means: a type parameter, a declaration, a type of the platform."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    ComputedType,
    ForeignType,
    LiteralType,
    Name,
    ReferenceType,
    Type,
    UnionType,
    UnknownType,
    VariableType,
)
from sdkscribe.spelling.references import API_FOLDER, usual_spelling
from sdkscribe.typescript.exclusions import CODE
from sdkscribe.typescript.foreign import (
    FOREIGN_TYPES,
    GLOBAL_CODE,
    GLOBAL_NAMESPACES,
    GLOBAL_SCALARS,
)
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import IMPORTED, Node, child, location, shown, text

_HOLDERS = ("interface_declaration", "class_declaration", "abstract_class_declaration")
_IMPORTED = re.compile(r"""import\(\s*['"](?P<module>[^'"]+)['"]\s*\)\.(?P<name>[\w$.]+)""")


def name_rule(node: Node, place: Place) -> Type:
    return reference(node, place, ())


def reference(node: Node, place: Place, arguments: Iterable[Node]) -> Type:
    """What a name with type arguments means."""
    dotted = "".join(text(node).split())
    if dotted.startswith(IMPORTED):
        return _imported(
            place.modules.declarations(place.module).source(node), node, place, arguments
        )
    if dotted in place.bounds:
        return place.bounds[dotted]
    if dotted in place.variables:
        return VariableType(name=dotted)
    target = place.modules.resolve(place.module, place.scope, dotted)
    leaf = dotted.rpartition(".")[2]
    if leaf in FOREIGN_TYPES and (target is None or not is_of_the_api(target)):
        return ForeignType(kind=FOREIGN_TYPES[leaf], spelling=shown(node))
    if target is None and (literal := _enum_member(dotted, place)) is not None:
        return literal
    if target is None and dotted in GLOBAL_SCALARS:
        return ComputedType(spelling=dotted, meaning=GLOBAL_SCALARS[dotted])
    if target is None and (dotted in GLOBAL_CODE or dotted.partition(".")[0] in GLOBAL_NAMESPACES):
        return place.any_value(_whole(node), CODE, dotted)
    if target is None:
        place.problems.append(_unresolved(node, place))
        return UnknownType()
    usual = usual_spelling(target, module=place.module, scope=place.scope)
    return ReferenceType(
        target=target,
        arguments=tuple(place.type_of(argument) for argument in arguments),
        spelling=None if usual == dotted else dotted,
    )


def _whole(name: Node) -> Node:
    """A name with its type arguments."""
    parent = name.parent
    return parent if parent is not None and parent.type == "generic_type" else name


def this_rule(node: Node, place: Place) -> Type:
    """`this`, which is the interface or the class that it stands in."""
    holder: Node | None = node
    while holder is not None and holder.type not in _HOLDERS:
        holder = holder.parent
    name = child(holder, "name") if holder is not None else None
    if holder is None or name is None:
        return place.refuse(node)
    parameters = child(holder, "type_parameters")
    names = [child(each, "name") for each in parameters.named_children] if parameters else []
    dotted = f"{place.scope}.{text(name)}" if place.scope else text(name)
    itself = ReferenceType(
        target=Name(place.module, dotted),
        arguments=tuple(VariableType(name=text(each)) for each in names if each is not None),
    )
    return ComputedType(spelling="this", meaning=itself)


def import_rule(node: Node, place: Place) -> Type:
    """`import('./models').Model`"""
    return _imported(text(node), node, place, ())


def _imported(written: str, node: Node, place: Place, arguments: Iterable[Node]) -> Type:
    """What a name of another module means, where it stands with that module."""
    found = _IMPORTED.fullmatch(written)
    if found is None:
        return place.refuse(node)
    module = place.modules.imported_module(place.module, found["module"])
    target = place.modules.exported(module, found["name"]) if place.modules.exists(module) else None
    if target is None:
        place.problems.append(_unresolved(node, place))
        return UnknownType()
    given = tuple(place.type_of(argument) for argument in arguments)
    whole = place.modules.declarations(place.module).source(_whole(node))
    return ComputedType(spelling=whole, meaning=ReferenceType(target=target, arguments=given))


def _enum_member(dotted: str, place: Place) -> LiteralType | None:
    """The value that a member of an enumeration is the name of (`Level.High`)."""
    scope, _, leaf = dotted.rpartition(".")
    target = place.modules.resolve(place.module, place.scope, scope) if scope else None
    declaration = place.types.get(target) if target is not None else None
    if declaration is None or not isinstance(declaration.type, UnionType):
        return None
    for member, value in zip(declaration.members, declaration.type.members, strict=False):
        if member.name == leaf and isinstance(value, LiteralType):
            return LiteralType(value=value.value, spelling=dotted)
    return None


def is_of_the_api(name: Name) -> bool:
    """Whether a declaration describes the API, and not the SDK's own machinery."""
    return name.module == API_FOLDER.rstrip("/") or name.module.startswith(API_FOLDER)


def _unresolved(node: Node, place: Place) -> Problem:
    return Problem(
        message="a reference resolves to nothing",
        location=location(place.path, node),
        source=shown(node),
        hint="the package is incomplete, or the name is of a library that nothing here knows",
    )
