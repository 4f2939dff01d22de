"""The members of a class that stands for a resource or the client: methods, resources, and others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sdkscribe.spec import Name, ResourceLink
from sdkscribe.typescript.declarations import Declared, key, with_comments
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.names import is_of_the_api
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child, named, text

_ROOT = "APIResource"
_METHODS = ("method_signature", "abstract_method_signature", "method_definition")
_NOT_PUBLIC = ("private", "protected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One way to call a method; `node` is what declares it."""

    node: Node
    comment: Node | None
    parameters: tuple[Node, ...]
    returns: Node | None
    is_generic: bool


@dataclass(slots=True, kw_only=True)
class Members:
    """What a class declares for its users. `others` are neither methods nor resources, `objects` those
    of them that hold an object of a class of the API, and `internal` are methods and resources whose
    names say that they are the package's own."""

    signatures: dict[str, list[Signature]] = field(default_factory=dict[str, list[Signature]])
    resources: list[ResourceLink] = field(default_factory=list[ResourceLink])
    others: list[str] = field(default_factory=list[str])
    objects: list[str] = field(default_factory=list[str])
    internal: list[str] = field(default_factory=list[str])


def members_of(declared: Declared, place: Place) -> Members:
    """The public members of a class, in order."""
    members = Members()
    body = child(declared.node, "body")
    for node, comment in with_comments(body) if body is not None else ():
        name = child(node, "name")
        if name is None or key(name) == "constructor" or not _is_public(node, name):
            continue
        _add(members, key(name), signatures_of(node, comment), _held(node, place), place)
    return members


def _add(
    members: Members,
    name: str,
    signatures: tuple[Signature, ...],
    held: Name | None,
    place: Place,
) -> None:
    holds_resource = held is not None and is_resource(held, place.modules)
    if name.startswith("_"):
        members.internal += [name] if signatures or holds_resource else []
    elif signatures:
        members.signatures.setdefault(name, []).extend(signatures)
    elif held is not None and holds_resource:
        members.resources.append(ResourceLink(attribute=name, target=held))
    else:
        members.others.append(name)
        members.objects += [name] if held is not None and is_of_the_api(held) else []


def members_with_inherited(name: Name, place: Place) -> Members:
    """The members of a class and of those that it extends in the package."""
    declared = place.modules.declarations(name.module).classes[name.name]
    members = members_of(declared, place)
    base = _base(name, place.modules)
    if base is None or place.modules.outlined_class(base) is None:
        return members
    above = members_with_inherited(base, _place_of(base, place))
    return Members(
        signatures=above.signatures | members.signatures,
        resources=list(
            {link.attribute: link for link in above.resources + members.resources}.values()
        ),
        others=above.others + members.others,
        objects=above.objects + members.objects,
        internal=above.internal + members.internal,
    )


def extended_resource(name: Name, modules: Modules) -> Name | None:
    """The resource class that a class extends, where that is another one of the API."""
    base = _base(name, modules)
    return base if base is not None and is_resource(base, modules) else None


def foreign_base(name: Name, modules: Modules) -> Name | None:
    """The class of another package that a class extends."""
    base = _base(name, modules)
    return base if base is not None and not modules.exists(base.module) else None


def _is_public(node: Node, name: Node) -> bool:
    modifier = named(node, "accessibility_modifier")
    is_own = name.type == "private_property_identifier"
    return not is_own and (modifier is None or text(modifier) not in _NOT_PUBLIC)


def signatures_of(node: Node, comment: Node | None) -> tuple[Signature, ...]:
    """The signature of a method, or those of a property that holds a function."""
    if any(token.type in ("static", "get", "set") for token in node.children):
        return ()
    return tuple(_signature(node, comment, called) for called in _callables(node))


def _callables(node: Node) -> list[Node]:
    """What says how a member is called: itself, its type, or each `(id: string): Thing` of `{ … }`."""
    if node.type in _METHODS:
        return [node]
    annotation = child(node, "type")
    expression = annotation.named_children[0] if annotation is not None else node
    if expression.type == "function_type":
        return [expression]
    held = [each for each in expression.named_children if each.type != "comment"]
    is_overloaded = expression.type == "object_type"
    return held if is_overloaded and all(each.type == "call_signature" for each in held) else []


def _signature(node: Node, comment: Node | None, called: Node) -> Signature:
    parameters, returned = child(called, "parameters"), child(called, "return_type")
    is_annotation = returned is not None and returned.type == "type_annotation"
    return Signature(
        node=node,
        comment=comment,
        parameters=tuple(parameters.named_children) if parameters is not None else (),
        returns=returned.named_children[0] if returned is not None and is_annotation else returned,
        is_generic=child(called, "type_parameters") is not None,
    )


def _held(node: Node, place: Place) -> Name | None:
    """The class whose object a property holds."""
    annotation = child(node, "type")
    if node.type != "public_field_definition" or annotation is None:
        return None
    expression = annotation.named_children[0]
    if expression.type not in ("type_identifier", "nested_type_identifier"):
        return None
    target = place.modules.resolve(place.module, place.scope, text(expression))
    is_class = target is not None and place.modules.outlined_class(target) is not None
    return target if is_class else None


def is_resource(name: Name, modules: Modules) -> bool:
    """Whether a class extends, however far away, the class that all resources do."""
    return name.leaf != _ROOT and any(base.leaf == _ROOT for base in _bases(name, modules))


def is_error(name: Name, modules: Modules) -> bool:
    """Whether objects of a class are raised."""
    return any(base.leaf == "Error" for base in _bases(name, modules))


def _bases(name: Name, modules: Modules) -> Iterator[Name]:
    seen = {name}
    base = _base(name, modules)
    while base is not None and base not in seen:
        yield base
        seen.add(base)
        base = _base(base, modules)


def _place_of(name: Name, place: Place) -> Place:
    """The place of another declaration."""
    return place._replace(module=name.module, scope=name.scope)


def _base(name: Name, modules: Modules) -> Name | None:
    """The class that a class extends."""
    declared = modules.outlined_class(name)
    if declared is None or declared.leads_to is None:
        return None
    resolved = modules.resolve(name.module, name.scope, declared.leads_to)
    return _mixed_in(resolved, modules) or resolved or Name(name.module, declared.leads_to)


def _mixed_in(name: Name | None, modules: Modules) -> Name | None:
    """The class to which a mixin adds: `declare const Base: (new () => Helpers) & typeof Things;`"""
    declared = modules.outlined(name) if name is not None else None
    if name is None or declared is None or declared.kind != "value" or declared.leads_to is None:
        return None
    return modules.resolve(name.module, "", declared.leads_to)
