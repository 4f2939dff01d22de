"""What real pairs of versions taught: one cause that used to be several entries, or no change at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diff.test_compare import API, api, causes, only
from python.declare import (
    ANYTHING,
    INTEGER,
    NUMBER,
    STRING,
    alias,
    argument,
    array,
    interface,
    link,
    literals,
    method,
    optional,
    ref,
    required,
    resource,
    spec,
    union,
    value,
)
from sdkscribe.diff.compare import compare
from sdkscribe.diff.verdicts import Policy, verdicts_of
from sdkscribe.spec import Argument, Field, Module, Placement, Spec, Type

ITEM = "/boxes/{box_id}/items/{item_id}"


def boxes(*fields: Field, box: str | None = "box_id", kind: Type = STRING) -> Spec:
    """An API that updates an item in a box: the box is an argument of its own, or one of the fields."""
    arguments: list[Argument] = [argument("item_id", STRING, "path")]
    placements: tuple[Placement, ...] = ()
    if box is not None:
        arguments.insert(0, argument(box, kind, "path"))
    else:
        placements = (Placement(field="box_id", place="path", wire_name="box_id"),)
    arguments.append(argument("params", ref(API, "ItemUpdateParams"), "body", *placements))
    path = ITEM.replace("box_id", box or "box_id")
    update = method("update", "POST", path, *arguments)
    types = (interface(API, "ItemUpdateParams", *fields),)
    things = resource(API, "Things", update)
    return spec(
        Module(path=API, types=types, resources=(things,)), links=(link("things", *things.name),)
    )


SIZE = optional("size", INTEGER)


def test_a_parameter_of_the_path_that_stands_among_the_fields_is_no_new_field() -> None:
    """In Python it is a keyword before and after."""
    old, new = boxes(SIZE), boxes(required("box_id", STRING), SIZE, box=None)
    assert causes(old, new) == []
    assert causes(new, old) == []


def test_a_parameter_of_the_path_whose_name_changed_on_the_way_is_one_change() -> None:
    old, new = boxes(SIZE, box="id"), boxes(required("box_id", STRING), SIZE, box=None)
    assert causes(old, new) == ["path-parameter-renamed things.update"]
    assert causes(new, old) == ["path-parameter-renamed things.update"]


@pytest.mark.parametrize("new", [boxes(kind=NUMBER), boxes(required("box_id", NUMBER), box=None)])
def test_a_parameter_of_the_path_may_be_of_another_type(new: Spec) -> None:
    assert causes(boxes(kind=INTEGER), new) == ["type-widened things.update(box_id)"]


def test_a_field_of_a_body_is_a_new_field_whatever_paths_hold() -> None:
    new = boxes(required("box_id", STRING))
    assert causes(boxes(), new) == ["field-added-required ItemUpdateParams.box_id"]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (union(STRING, array(ANYTHING)), union(STRING, ref(API, "Named")), "narrowed Thing.item[]"),
        (union(STRING, INTEGER), union(STRING, NUMBER), "widened Thing.item"),
    ],
)
def test_a_member_of_a_union_that_allows_more_or_less_is_one_change(
    before: Type, after: Type, found: str
) -> None:
    def made(type: Type) -> Spec:
        return api(interface(API, "Thing", required("item", type)), named)

    named = alias(API, "Named", array(literals("a", "b")))
    assert causes(made(before), made(after)) == [f"type-{found}"]


def test_arguments_that_are_sent_elsewhere_together_are_one_change() -> None:
    def made(place: str) -> Spec:
        params = replace(argument("params", ref(API, "ThingSendParams"), "body"), place=place)  # type: ignore[arg-type]
        types = (interface(API, "ThingSendParams", required("a", STRING), optional("b", STRING)),)
        things = resource(API, "Things", method("send", "POST", "/things", params))
        module = Module(path=API, types=types, resources=(things,))
        return spec(module, links=(link("things", *things.name),))

    assert only(made("body"), made("query"), "placement-changed").subject == ("a", "b")


def test_what_only_new_methods_answer_is_nothing_that_an_old_one_answered() -> None:
    """However alike the types are: the old method is still there, and answers with something else."""

    def made(*, is_new: bool) -> Spec:
        fields = required("value", STRING), required("expires_at", INTEGER)
        answer = "Other" if is_new else "SecretCreateResponse"
        more = [method("add", "POST", "/more", returns=value(ref(API, "MoreSecretCreateResponse")))]
        get = method("create", "POST", "/secrets", returns=value(ref(API, answer)))
        types = [interface(API, "Other", required("token", STRING))]
        types.append(interface(API, "MoreSecretCreateResponse" if is_new else answer, *fields))
        things = resource(API, "Things", get, *(more if is_new else []))
        module = Module(path=API, types=tuple(types), resources=(things,))
        return spec(module, links=(link("things", *things.name),))

    kinds = {change.kind for change in compare(made(is_new=False), made(is_new=True)).changes}
    assert "type-renamed" not in kinds


def test_a_type_inside_a_renamed_one_is_renamed_with_it() -> None:
    def made(name: str) -> Spec:
        fields = required("a", STRING), required("b", INTEGER), required("c", NUMBER)
        inner = interface(API, f"{name}.Inner", *fields)
        outer = interface(API, name, optional("inner", ref(API, f"{name}.Inner")))
        return api(interface(API, "Thing", required("first", ref(API, name))), outer, inner)

    assert causes(made("Detail"), made("DetailAgain")) == ["type-renamed DetailAgain"]


def test_a_type_that_moved_with_its_field_is_known_by_its_place() -> None:
    """Another type that looks more like it stands elsewhere."""
    fields = [
        optional(name, INTEGER, f"The {name} of the turn.") for name in ("silence", "padding")
    ]
    said = "How turns are detected."
    old = api(
        interface(API, "Thing", required("turn_detection", ref(API, "Thing.TurnDetection"), said)),
        interface(API, "Thing.TurnDetection", *fields),
        interface(API, "Other", optional("name", STRING)),
    )
    more = optional("threshold", NUMBER)
    new = api(
        interface(API, "Thing", required("input", ref(API, "Thing.Input"))),
        interface(API, "Thing.Input", required("turn_detection", ref(API, "Vad"), said)),
        interface(API, "Vad", *fields, more),
        interface(API, "Other", optional("name", STRING), optional("x", ref(API, "Detector"))),
        interface(API, "Detector", *fields),
    )
    assert "type-renamed Vad" in causes(old, new)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_method_that_is_gone_breaks_the_wire_where_its_endpoint_is_gone(is_there: bool) -> None:
    def made(*names: str) -> Spec:
        methods = [
            method(name, "GET", f"/boxes/{name if name == 'other' or not is_there else 'other'}")
            for name in names
        ]
        things = resource(API, "Things", *methods)
        return spec(Module(path=API, resources=(things,)), links=(link("things", *things.name),))

    (change,) = compare(made("peek", "other"), made("other")).changes
    assert change.kind == "method-removed"
    found = verdicts_of(change, Policy())
    assert found == {
        "wire request": "safe" if is_there else "breaking",
        "Python caller": "breaking",
    }
