"""One cause, one entry: what a comparison finds, and what it is silent about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from python.declare import (
    INTEGER,
    NULL,
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
from python.kitchen import kitchen
from sdkscribe.diff.changes import Change, Reach
from sdkscribe.diff.compare import compare
from sdkscribe.spec import (
    DerivedType,
    Module,
    ObjectType,
    ReferenceType,
    Resource,
    Spec,
    Type,
    TypeDeclaration,
    TypeParameter,
    UnionType,
    VariableType,
)
from sdkscribe.spec_yaml import load

ROOT = Path(__file__).parents[2]
API = "resources/things"
LEGACY, CURRENT = ROOT / "spec" / "legacy_sessions", ROOT / "spec" / "client_secrets"
THING = interface(API, "Thing", required("name", STRING))


def api(*types: TypeDeclaration, answer: Type | None = None) -> Spec:
    """An API that answers with a `Thing`, or with something else."""
    things = resource(
        API,
        "Things",
        method("list", "GET", "/things", returns=value(answer or ref(API, "Thing"))),
    )
    return spec(
        Module(path=API, types=types, resources=(things,)), links=(link("things", API, "Things"),)
    )


def causes(old: Spec, new: Spec) -> list[str]:
    """Each cause as `kind place`; what is brought about by another one is left out."""
    return [f"{c.kind} {c.place}" for c in compare(old, new).changes if c.part_of is None]


def only(old: Spec, new: Spec, kind: str) -> Change:
    (found,) = (change for change in compare(old, new).changes if change.kind == kind)
    return found


@pytest.mark.parametrize(
    "made", [kitchen(), load(LEGACY), load(CURRENT)], ids=["kitchen", "legacy", "current"]
)
def test_a_spec_did_not_change_from_itself(made: Spec) -> None:
    assert compare(made, made).changes == ()


def reordered(node: Type) -> Type:
    match node:
        case UnionType(members=members):
            return UnionType(members=tuple(map(reordered, reversed(members))))
        case ObjectType(fields=fields, others=others):
            turned = tuple(replace(f, type=reordered(f.type)) for f in reversed(fields))
            return ObjectType(fields=turned, others=others)
        case _:
            return node


@pytest.mark.parametrize("folder", [LEGACY, CURRENT], ids=["legacy", "current"])
def test_another_order_is_no_change(folder: Path) -> None:
    made = load(folder)
    modules = tuple(
        replace(
            module,
            types=tuple(replace(d, type=reordered(d.type)) for d in reversed(module.types)),
            resources=tuple(replace(r, methods=r.methods[::-1]) for r in module.resources[::-1]),
        )
        for module in reversed(made.modules)
    )
    assert compare(made, replace(made, modules=modules)).changes == ()


def test_a_change_is_said_once_with_all_the_methods_that_it_reaches() -> None:
    def made(*fields: str) -> Spec:
        inner = interface(API, "Inner", *(required(name, STRING) for name in fields))
        holder = interface(API, "Thing", required("inner", ref(API, "Inner")))
        sent = argument("body", ref(API, "Thing"), "body")
        things = resource(
            API,
            "Things",
            method("list", "GET", "/things", returns=value(array(ref(API, "Thing")))),
            method("create", "POST", "/things", sent, returns=value(ref(API, "Thing"))),
            method("check", "POST", "/checks", argument("body", ref(API, "Inner"), "body")),
            method("ping", "GET", "/ping"),
        )
        module = Module(path=API, types=(inner, holder), resources=(things,))
        return spec(module, links=(link("things", API, "Things"),))

    (change,) = compare(made("a"), made("a", "b")).changes
    assert str(change.place) == "Inner.b"
    assert change.reach == (
        Reach(method="things.list", use="response"),
        Reach(method="things.create", use="both"),
        Reach(method="things.check", use="request"),
    )


def test_null_around_a_type_is_one_change() -> None:
    old = api(interface(API, "Thing", required("tags", array(STRING))))
    new = api(interface(API, "Thing", required("tags", union(array(STRING), NULL))))
    assert causes(old, new) == ["null-added Thing.tags"]


def test_a_union_around_a_type_is_one_change() -> None:
    first, second = ref(API, "First"), ref(API, "Second")
    types = (interface(API, "First", required("a", STRING)), interface(API, "Second"))
    old = api(interface(API, "Thing", required("item", first)), *types)
    new = api(interface(API, "Thing", required("item", union(first, second))), *types)
    assert causes(old, new) == ["union-member-added Thing.item"]


INNER = (required("label", STRING), optional("count", INTEGER))


def test_a_type_that_got_a_name_is_one_change() -> None:
    written = interface(API, "Thing", required("inner", ObjectType(fields=INNER)))
    named = interface(API, "Thing", required("inner", ref(API, "Inner")))
    inner = interface(API, "Inner", *INNER)
    assert causes(api(written), api(named, inner)) == ["type-extracted Inner"]
    assert causes(api(named, inner), api(written)) == ["type-inlined Inner"]


def test_a_union_that_got_a_name_shows_only_what_changed_in_it() -> None:
    written = interface(API, "Thing", required("kind", literals("a", "b")))
    named = interface(API, "Thing", required("kind", ref(API, "Kind")))
    kinds = alias(API, "Kind", literals("a", "b", "c"))
    found = causes(api(written), api(named, kinds))
    assert found == ["literals-added Thing.kind", "type-extracted Kind"]


def test_a_renamed_type_is_one_change_wherever_it_is_used() -> None:
    def made(name: str) -> Spec:
        uses = (required("first", ref(API, name)), optional("more", array(ref(API, name))))
        return api(interface(API, "Thing", *uses), interface(API, name, *INNER))

    renamed = only(made("ThingDetail"), made("ThingDetails"), "type-renamed")
    assert causes(made("ThingDetail"), made("ThingDetails")) == ["type-renamed ThingDetails"]
    assert renamed.confidence is not None and renamed.confidence > 0.8
    parts = compare(made("ThingDetail"), made("ThingDetails")).changes
    assert [(c.kind, c.part_of) for c in parts if c.part_of] == [
        ("type-removed", renamed.fingerprint),
        ("type-added", renamed.fingerprint),
    ]


def test_what_changed_in_a_renamed_type_is_still_found() -> None:
    old = api(
        interface(API, "Thing", required("item", ref(API, "Detail"))),
        interface(API, "Detail", *INNER, required("price", INTEGER)),
    )
    new = api(
        interface(API, "Thing", required("item", ref(API, "ThingDetail"))),
        interface(API, "ThingDetail", *INNER, optional("price", INTEGER)),
    )
    assert causes(old, new) == [
        "field-became-optional ThingDetail.price",
        "type-renamed ThingDetail",
    ]


def test_two_equal_candidates_are_no_rename() -> None:
    old = api(interface(API, "Thing"), interface(API, "Detail", *INNER))
    twins = (interface(API, "DetailOne", *INNER), interface(API, "DetailTwo", *INNER))
    found = causes(old, api(interface(API, "Thing"), *twins))
    assert found == ["type-added DetailOne", "type-added DetailTwo", "type-removed Detail"]


def test_a_field_that_moved_to_a_base_is_no_change() -> None:
    old = api(interface(API, "Thing", *INNER))
    new = api(interface(API, "Thing", extends=(ref(API, "Base"),)), interface(API, "Base", *INNER))
    assert causes(old, new) == ["type-added Base"]


def test_a_field_that_a_base_lost_is_the_change_of_the_base() -> None:
    def made(*fields: str) -> Spec:
        base = interface(API, "Base", *(required(name, STRING) for name in fields))
        first = interface(API, "Thing", required("own", STRING), extends=(ref(API, "Base"),))
        return api(first, interface(API, "Other", extends=(ref(API, "Base"),)), base)

    assert causes(made("a", "b"), made("a")) == ["field-removed-required Base.b"]


def test_what_a_utility_type_leaves_out_is_a_change_of_the_type_that_uses_it() -> None:
    def made(*keys: str) -> Spec:
        derived = DerivedType(utility="Omit", of=ref(API, "Base"), keys=keys)
        return api(alias(API, "Thing", derived), interface(API, "Base", *INNER))

    assert causes(made(), made("count")) == ["field-removed-optional Thing.count"]


def test_a_field_that_moved_into_a_new_object_is_a_rename() -> None:
    voice = "The voice that the model answers with."
    old = api(interface(API, "Thing", optional("output_voice", STRING, voice)))
    new = api(
        interface(API, "Thing", optional("output", ref(API, "Output"))),
        interface(API, "Output", optional("voice", STRING, voice)),
    )
    renamed = only(old, new, "field-renamed")
    assert (str(renamed.old), str(renamed.new)) == ("Thing.output_voice", "Thing.output.voice")


def test_one_type_in_the_place_of_another_is_one_change_with_all_its_places() -> None:
    def made(name: str) -> Spec:
        return api(
            interface(API, "Thing", *(required(n, ref(API, name)) for n in ("a", "b", "c"))),
            interface(API, "First", required("x", STRING)),
            interface(API, "Second", required("y", STRING)),
        )

    change = only(made("First"), made("Second"), "type-replaced")
    assert str(change.place) == "Thing.a"
    assert [str(place) for place in change.also_at] == ["Thing.b", "Thing.c"]
    assert [c.kind for c in change.details] == ["field-removed-required", "field-added-required"]


def test_types_that_hold_themselves_come_to_an_end() -> None:
    def made(name: str, leaf: Type) -> Spec:
        tree = union(leaf, array(ref(API, name)), ref(API, f"{name}Node"))
        node = interface(API, f"{name}Node", required("inner", ref(API, name)))
        return api(
            interface(API, "Thing", required("tree", ref(API, name))), alias(API, name, tree), node
        )

    assert "literals-added Tree" in causes(
        made("Tree", literals("a")), made("Tree", literals("a", "b"))
    )
    found = compare(made("Tree", STRING), made("Forest", INTEGER)).changes
    assert found


def test_a_generic_type_that_grows_without_end_comes_to_an_end() -> None:
    def made(name: str) -> Spec:
        wider: Type = ReferenceType(
            target=ref(API, name).target, arguments=(array(VariableType(name="T")),)
        )
        grown = interface(
            API,
            name,
            required("next", wider),
            parameters=(TypeParameter(name="T"),),
        )
        return api(interface(API, "Thing", required("first", ref(API, name, STRING))), grown)

    assert compare(made("Grown"), made("Other")).changes


def test_a_default_that_changed_is_not_a_change_of_documentation_too() -> None:
    def made(text: str) -> Spec:
        return api(interface(API, "Thing", optional("size", INTEGER, text)))

    old, new = made("How many. Defaults to `10`."), made("How many. Defaults to `20`.")
    change = only(old, new, "default-changed")
    assert (change.before, change.after) == ("10", "20")
    assert causes(old, new) == ["default-changed Thing.size"]
    assert causes(old, made("How many.\nDefaults to   `10`.")) == []


def test_a_parameter_of_the_path_that_became_a_keyword_is_one_change() -> None:
    from diff.witnesses import METHOD_WITNESSES, spec_of

    witness = next(w for w in METHOD_WITNESSES if w.kind == "path-parameter-keyword")
    pair = spec_of([witness], is_new=False), spec_of([witness], is_new=True)
    assert causes(*pair) == ["path-parameter-keyword path_parameter_keyword.get"]


def test_a_fingerprint_outlives_what_does_not_change_the_cause() -> None:
    old = api(THING)
    new = api(interface(API, "Thing", required("name", STRING), required("size", INTEGER)))
    found = only(old, new, "field-added-required")
    elsewhere = replace(new, package=replace(new.package, version="9.9.9"))
    more = replace(
        elsewhere,
        modules=(
            replace(
                elsewhere.modules[0],
                types=(interface(API, "Another"), *elsewhere.modules[0].types),
            ),
        ),
    )
    assert only(old, more, "field-added-required").fingerprint == found.fingerprint


def test_the_road_from_sessions_to_client_secrets_is_found() -> None:
    changes = compare(load(LEGACY), load(CURRENT)).changes
    moves = {
        (str(c.old), str(c.new)): c.confidence
        for c in changes
        if c.kind in ("field-renamed", "resource-renamed", "type-renamed")
    }
    expected = [
        ("beta.realtime.sessions", "realtime.client_secrets"),
        ("SessionCreateParams", "RealtimeSessionCreateRequest"),
        ("SessionCreateResponse", "RealtimeSessionCreateResponse"),
        *(
            (f"{old}.{before}", f"{new}.{after}")
            for old, new in (
                ("SessionCreateParams", "RealtimeSessionCreateRequest"),
                ("SessionCreateResponse", "RealtimeSessionCreateResponse"),
            )
            for before, after in (
                ("modalities", "output_modalities"),
                ("max_response_output_tokens", "max_output_tokens"),
                ("input_audio_format", "audio.input.format"),
                ("output_audio_format", "audio.output.format"),
                ("input_audio_transcription", "audio.input.transcription"),
                ("turn_detection", "audio.input.turn_detection"),
                ("voice", "audio.output.voice"),
            )
        ),
    ]
    assert set(expected) <= set(moves)
    assert all(confidence is not None and confidence >= 0.5 for confidence in moves.values())
    nested = [c for c in changes if c.kind in ("argument-nested", "answer-nested")]
    assert [c.subject for c in nested] == [("session",), ("session",)]


def test_resources_of_one_class_are_told_apart_by_their_path() -> None:
    def made(*attributes: str) -> Spec:
        shared = Resource(
            name=ref(API, "Things").target, methods=(method("list", "GET", "/things"),)
        )
        links = tuple(link(attribute, API, "Things") for attribute in attributes)
        return spec(Module(path=API, resources=(shared,)), links=links)

    assert causes(made("things", "items"), made("things")) == ["resource-removed items"]
