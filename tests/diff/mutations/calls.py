"""What one method takes or answers, changed."""

from __future__ import annotations

from dataclasses import replace

from diff.editing import (
    with_method,
    with_type,
)
from diff.mutations.methods import inside, method_changed, place_of, with_each
from diff.mutations.values import is_object
from diff.mutations.whole import MARK, Mutation, Whole
from python.declare import (
    INTEGER,
    STRING,
    interface,
    optional,
    ref,
    required,
    value,
)
from sdkscribe.diff.changes import (
    TypePlace,
)
from sdkscribe.diff.surface import Call
from sdkscribe.spec import (
    Argument,
    Method,
    Name,
    PageNumber,
    Returns,
    Spec,
)


def argument_added(whole: Whole, *, is_required: bool) -> Mutation:
    call = whole.any(c for c in whole.calls if _is_bare(c.method))
    name = Name(call.owner.module, "ZzParams")
    field = (required if is_required else optional)(MARK, STRING)
    more = Argument(name="query", type=ref(*name), place="query", required=is_required)
    new = with_each(call.method, lambda o: replace(o, arguments=(*o.arguments, more)))
    after = with_type(
        with_method(whole.spec, call.owner, call.method, new), interface(*name, field)
    )
    word = "required" if is_required else "optional"
    return Mutation(
        kind=f"argument-added-{word}",  # type: ignore[arg-type]
        inverse="argument-removed",
        before=whole.spec,
        after=after,
        old=place_of(call),
        new=place_of(call),
    )


def _is_bare(m: Method) -> bool:
    return all(a.place == "path" for o in m.overloads for a in o.arguments)


def placement_changed(whole: Whole) -> Mutation:
    def moved(m: Method) -> Method:
        return with_each(
            m,
            lambda o: replace(
                o,
                arguments=tuple(
                    replace(a, place="query") if a.place == "body" else a for a in o.arguments
                ),
            ),
        )

    return method_changed(
        whole,
        "placement-changed",
        "placement-changed",
        moved,
        lambda m: len(m.overloads) == 1
        and any(_takes_object(a, whole.spec) for a in m.overloads[0].arguments),
    )


def _takes_object(argument: Argument, spec: Spec) -> bool:
    return argument.place == "body" and is_object(argument.type, spec)


def overload_added(whole: Whole) -> Mutation:
    call = whole.any(
        c for c in whole.calls if len(c.method.overloads) == 1 and not _is_bare(c.method)
    )
    name = Name(call.owner.module, "ZzParams")
    first = call.method.overloads[0]
    kept = tuple(a for a in first.arguments if a.place == "path")
    more = Argument(name="body", type=ref(*name), place="body")
    new = replace(call.method, overloads=(first, replace(first, arguments=(*kept, more))))
    after = with_type(
        with_method(whole.spec, call.owner, call.method, new),
        interface(*name, required(MARK, STRING)),
    )
    return Mutation(
        kind="overload-added",
        inverse="overload-removed",
        before=whole.spec,
        after=after,
        old=place_of(call),
        new=place_of(call),
    )


def answer_changed(whole: Whole) -> Mutation:
    changed = method_changed(
        whole,
        "answer-changed",
        "answer-changed",
        lambda m: with_each(m, lambda o: replace(o, returns=Returns(kind="bytes"))),
        lambda m: len(m.overloads) == 1 and m.overloads[0].returns.kind == "value",
    )
    return inside(changed, "answer")


def page_class_changed(whole: Whole) -> Mutation:
    names = [page.name for page in whole.spec.pages]
    return inside(
        method_changed(
            whole,
            "pagination-changed",
            "pagination-changed",
            lambda m: with_each(
                m,
                lambda o: replace(
                    o,
                    returns=replace(
                        o.returns,
                        page_class=next(n for n in names if n != o.returns.page_class),
                    ),
                ),
            ),
            lambda m: m.overloads[0].returns.kind == "page",
        ),
        "answer",
    )


def page_rule_changed(whole: Whole) -> Mutation:
    page = whole.any(whole.spec.pages)
    pages = tuple(
        replace(one, forward=PageNumber(param="zz")) if one is page else one
        for one in whole.spec.pages
    )
    place = TypePlace(name=page.name)
    return Mutation(
        kind="pagination-changed",
        inverse="pagination-changed",
        before=whole.spec,
        after=replace(whole.spec, pages=pages),
        old=place,
        new=place,
    )


def answer_nested(whole: Whole) -> Mutation:
    call = whole.any(c for c in whole.calls if _answers_with_object(c, whole.spec))
    returns = call.method.overloads[0].returns
    assert returns.type is not None
    name = Name(call.owner.module, "ZzAnswer")
    new = with_each(call.method, lambda o: replace(o, returns=value(ref(*name))))
    after = with_type(
        with_method(whole.spec, call.owner, call.method, new),
        interface(*name, required(MARK, returns.type), required("zz_at", INTEGER)),
    )
    place = replace(place_of(call), path="answer")
    return Mutation(
        kind="answer-nested",
        inverse="type-replaced",
        before=whole.spec,
        after=after,
        old=place,
        new=place,
    )


def argument_nested(whole: Whole) -> Mutation:
    call = whole.any(
        c
        for c in whole.calls
        if len(c.method.overloads) == 1
        and any(
            _takes_object(a, whole.spec) and not a.placements
            for a in c.method.overloads[0].arguments
        )
    )
    (taken,) = (a for a in call.method.overloads[0].arguments if a.place == "body")
    name = Name(call.owner.module, "ZzParams")
    outer = replace(taken, type=ref(*name))
    new = with_each(
        call.method,
        lambda o: replace(o, arguments=tuple(outer if a is taken else a for a in o.arguments)),
    )
    after = with_type(
        with_method(whole.spec, call.owner, call.method, new),
        interface(*name, required(MARK, taken.type)),
    )
    place = replace(place_of(call), path=taken.name)
    return Mutation(
        kind="argument-nested",
        inverse="type-replaced",
        before=whole.spec,
        after=after,
        old=place,
        new=place,
    )


def _answers_with_object(call: Call, spec: Spec) -> bool:
    first, *more = call.method.overloads
    returns = first.returns
    return (
        not more
        and returns.kind == "value"
        and returns.type is not None
        and is_object(returns.type, spec)
    )
