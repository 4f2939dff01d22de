"""A spec's resources to the plain trees of their modules' files."""

from __future__ import annotations

from sdkscribe.spec import (
    Argument,
    BodyPart,
    Method,
    Overload,
    Placement,
    Resource,
    ResourceLink,
    Returns,
)
from sdkscribe.spec_yaml.dump_types import Link, header_list, type_node
from sdkscribe.spec_yaml.links import link
from sdkscribe.spec_yaml.tree import Node, Tree, given, unique


def resource_node(resource: Resource, module: str, to_type: Link) -> Node:
    methods = unique("method", ((m.name, _method(m, to_type)) for m in resource.methods))
    extends = resource.extends
    return given(
        description=resource.description,
        extends=link(extends, "resources", module) if extends is not None else None,
        resources=links_node(resource.resources, module),
        methods=methods or None,
        spelling=None if resource.spelling is None else list(resource.spelling),
        exports=None if resource.exports is None else list(resource.exports),
        follows=resource.follows,
    )


def _method(method: Method, to_type: Link) -> Node:
    paths = (method.path, *method.other_paths)
    routes: list[Tree] = [f"{method.verb} {path}".strip() for path in paths]
    found: Node = {"http": routes[0] if len(routes) == 1 else routes}
    if method.headers:
        found["headers"] = header_list(method.headers)
    if method.without_headers:
        found["without_headers"] = list(method.without_headers)
    if method.base_url is not None:
        found["base_url"] = method.base_url
    if method.security is not None:
        found["security"] = list(method.security)
    if method.streams_by != "stream":
        found["streams_by"] = method.streams_by
    if method.encoding != "json":
        found["encoding"] = method.encoding
    if method.body_parts:
        parts = ((part.name, _body_part(part)) for part in method.body_parts)
        found["parts"] = unique("part", parts)
    if method.spelling is not None:
        found["spelling"] = method.spelling
    if len(method.overloads) == 1:
        return found | _overload(method.overloads[0], to_type)
    return {**found, "overloads": [_overload(overload, to_type) for overload in method.overloads]}


def _body_part(part: BodyPart) -> Node:
    return given(
        content_type=part.content_type,
        json=part.is_json or None,
        body_if_alone=part.is_body_if_alone or None,
    )


def _overload(overload: Overload, to_type: Link) -> Node:
    arguments = unique("argument", ((a.name, _argument(a, to_type)) for a in overload.arguments))
    return given(
        description=overload.description,
        arguments=arguments or None,
        returns=_returns(overload.returns, to_type),
    )


def _argument(argument: Argument, to_type: Link) -> Node:
    """`in` says where the argument goes as a whole: `body`, or, under a name of its own there,
    `path fileID`."""
    found: Node = {}
    match argument.place, argument.placements:
        case None, (Placement(field="") as whole,):
            found["in"] = _placement(whole)
        case place, placements:
            if place is not None:
                found["in"] = place
            if placements:
                found["placements"] = [{p.field: _placement(p)} for p in placements]
    if not argument.required:
        found["optional"] = True
    return found | type_node(argument.type, to_type)


def _placement(placement: Placement) -> str:
    if not placement.wire_name:
        return f"...{placement.place}"
    renamed = f" {placement.wire_name}" if placement.wire_name != placement.field else ""
    option = f" ?? {placement.option}" if placement.option is not None else ""
    return f"{placement.place}{renamed}{option}"


def _returns(returns: Returns, to_type: Link) -> Tree:
    if returns.type is None and returns.unwrap is None:
        return returns.kind
    found: Node = {returns.kind: None if returns.type is None else type_node(returns.type, to_type)}
    if returns.events is not None:
        found["events"] = type_node(returns.events, to_type)
    page_class = str(returns.page_class) if returns.page_class is not None else None
    return found | given(page_class=page_class, unwrap=returns.unwrap)


def links_node(links: tuple[ResourceLink, ...], seen_from: str) -> Node | None:
    found = unique(
        "resource", ((each.attribute, link(each.target, "resources", seen_from)) for each in links)
    )
    return found or None
