"""One resource or method added or renamed, or sent otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from diff.editing import (
    with_method,
    with_resource,
)
from diff.mutations.methods import method_changed, place_of, with_each
from diff.mutations.whole import Mutation, Whole
from python.declare import (
    BOOLEAN,
    STRING,
    link,
    method,
    value,
)
from sdkscribe.diff.changes import (
    MethodPlace,
    ResourcePlace,
)
from sdkscribe.spec import (
    Argument,
    Header,
    Method,
    Name,
    Overload,
)
from sdkscribe.words import snake_case


def method_added(whole: Whole) -> Mutation:
    call = whole.any(whole.calls)
    owner = whole.spec.resources()[call.owner]
    more = method("zzLook", "PUT", "/zz/looks", returns=value(BOOLEAN))
    return Mutation(
        kind="method-added",
        inverse="method-removed",
        before=whole.spec,
        after=with_resource(whole.spec, replace(owner, methods=(*owner.methods, more))),
        old=None,
        new=MethodPlace(resource=call.resource, method="zz_look"),
    )


def method_renamed(whole: Whole) -> Mutation:
    call = whole.any(whole.calls)
    new = replace(call.method, name=f"{call.method.name}Again")
    return Mutation(
        kind="method-renamed",
        inverse="method-renamed",
        before=whole.spec,
        after=with_method(whole.spec, call.owner, call.method, new),
        old=place_of(call),
        new=MethodPlace(resource=call.resource, method=f"{call.name}_again"),
    )


def resource_added(whole: Whole) -> Mutation:
    module = whole.any(whole.calls).owner.module
    name = Name(module, "ZzResource")
    made = replace(whole.spec.resources()[whole.calls[0].owner], name=name, extends=None)
    made = replace(made, methods=(method("zzLook", "PUT", "/zz/looks"),), resources=())
    links = (*whole.spec.client.resources, link("zz", *name))
    after = with_resource(whole.spec, made)
    return Mutation(
        kind="resource-added",
        inverse="resource-removed",
        before=whole.spec,
        after=replace(after, client=replace(after.client, resources=links)),
        old=None,
        new=ResourcePlace(resource="zz"),
    )


def resource_renamed(whole: Whole) -> Mutation:
    methods = {call.resource for call in whole.calls}
    chosen = whole.any(
        one for one in whole.spec.client.resources if snake_case(one.attribute) in methods
    )
    links = tuple(
        replace(one, attribute=f"{one.attribute}Again") if one is chosen else one
        for one in whole.spec.client.resources
    )
    old = snake_case(chosen.attribute)
    return Mutation(
        kind="resource-renamed",
        inverse="resource-renamed",
        before=whole.spec,
        after=replace(whole.spec, client=replace(whole.spec.client, resources=links)),
        old=ResourcePlace(resource=old),
        new=ResourcePlace(resource=f"{old}_again"),
    )


def endpoint_changed(whole: Whole) -> Mutation:
    return method_changed(
        whole, "endpoint-changed", "endpoint-changed", lambda m: replace(m, path=f"{m.path}/zz")
    )


def verb_changed(whole: Whole) -> Mutation:
    return method_changed(
        whole, "endpoint-changed", "endpoint-changed", lambda m: replace(m, verb="HEAD")
    )


def encoding_changed(whole: Whole) -> Mutation:
    changed = {"encoding": "text", "body_parts": ()}
    return method_changed(
        whole, "encoding-changed", "encoding-changed", lambda m: replace(m, **changed)  # type: ignore[arg-type]
    )


def header_changed(whole: Whole) -> Mutation:
    more = Header(name="Zz-Beta", value="v1")
    return method_changed(
        whole,
        "header-changed",
        "header-changed",
        lambda m: replace(m, headers=(*m.headers, more)),
    )


def path_parameter_added(whole: Whole) -> Mutation:
    first = Argument(name="zzID", type=STRING, place="path", required=True)
    return method_changed(
        whole,
        "path-parameter-added",
        "path-parameter-removed",
        lambda m: replace(
            with_each(m, lambda o: replace(o, arguments=(first, *o.arguments))),
            path=f"/zz/{{zzID}}{m.path}",
        ),
        lambda m: not m.other_paths and all(a.place != "path" for a in m.overloads[0].arguments),
    )


def path_parameter_renamed(whole: Whole) -> Mutation:
    def renamed(m: Method) -> Method:
        wire_name = next(iter(_path_arguments(m))).name
        path = m.path.replace(f"{{{wire_name}}}", "{zzID}")
        return replace(with_each(m, _with_renamed), path=path)

    def _with_renamed(overload: Overload) -> Overload:
        first, *rest = overload.arguments
        return replace(overload, arguments=(replace(first, name="zzID"), *rest))

    return method_changed(
        whole,
        "path-parameter-renamed",
        "path-parameter-renamed",
        renamed,
        lambda m: not m.other_paths
        and len(path := list(_path_arguments(m))) == 1
        and m.overloads[0].arguments[0] is path[0]
        and all(not a.placements for a in m.overloads[0].arguments),
    )


def _path_arguments(m: Method) -> Iterable[Argument]:
    return (a for a in m.overloads[0].arguments if a.place == "path")
