"""What becomes of answers: as declared, drifted, and strictly."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema

from both_kinds import Api
from runtime import errors
from runtime.models import FROM_ARRAY, BaseModel, DateTime, Maybe, Number, UnknownModel, build
from sample_api import ImagePart, Part, Sample, Secret, TextPart, Thing
from server import Answer, Server, json_answer

FULL = {
    "id": "t1",
    "kind": "big",
    "color": "mauve",
    "size": 2,
    "limit": "inf",
    "note": None,
    "part": {"type": "image", "url": "u", "width": 3},
    "parts": [{"type": "text", "text": "hi"}],
    "secret": {"value": "ek", "expires_at": 1},
    "labels": {"a": 1},
    "isActive": True,
}


class Open(BaseModel):
    name: str
    __pydantic_extra__: dict[str, Secret]  # pyright: ignore[reportIncompatibleVariableOverride]


class Node(BaseModel):
    name: str
    children: Maybe[list[Node]] = None


class Left(BaseModel):
    left: int
    shared: str


class Right(BaseModel):
    right: int
    shared: str


def test_an_answer_is_the_declared_type(api: Api, server: Server) -> None:
    server.answer(json_answer(FULL, x_request_id="req_1"))
    thing = api.run(api.client().things.retrieve("t1"))
    values = (thing, thing.part, thing.parts[0])
    assert [type(value) for value in values] == [Thing, ImagePart, TextPart]
    assert thing.secret.value == "ek"
    assert thing.is_active is True
    assert thing._request_id == "req_1"
    assert thing.to_dict() == FULL
    assert json.loads(thing.to_json()) == FULL
    assert "_request_id" not in repr(thing)


def test_a_whole_number_stays_whole_and_a_fraction_a_fraction() -> None:
    assert repr(build(Thing, {"id": "t", "size": 2}).size) == "2"
    assert repr(build(Thing, {"id": "t", "size": 2.0}).size) == "2.0"
    assert build(Thing, {"id": "t", "size": 2}, strict=True).to_json(indent=None).endswith(":2}")


def test_null_and_missing_are_told_apart() -> None:
    missing, null = build(Thing, {"id": "t"}), build(Thing, {"id": "t", "note": None})
    assert missing.note is null.note is None
    assert "note" not in missing.model_fields_set
    assert "note" in null.model_fields_set
    assert missing.to_dict() == {"id": "t"}
    assert null.to_dict() == {"id": "t", "note": None}


def test_unknown_fields_are_kept() -> None:
    thing: Any = build(Thing, {"id": "t", "new": {"a": 1}, "model_dump": 1})
    assert thing.new == {"a": 1}
    assert thing.to_dict() == {"id": "t", "new": {"a": 1}, "model_dump": 1}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "gigantic"),
        ("size", "2"),
        ("limit", "none"),
        ("secret", "flat"),
        ("secret", None),
        ("labels", {"a": "1"}),
        ("parts", {"type": "text"}),
        ("part", [1]),
        ("isActive", 1),
        ("id", None),
        ("id", 7),
    ],
)
def test_a_field_of_another_type_is_kept_as_it_came(field: str, value: object) -> None:
    drifted = {**FULL, field: value}
    thing = build(Thing, drifted)
    assert type(thing) is Thing
    assert thing.to_dict() == drifted
    if field != "part":
        assert type(thing.part) is ImagePart


class Tagged(BaseModel):
    part: Maybe[Annotated[Part, Field(discriminator="type")]] = None


@pytest.mark.parametrize("data", [{}, {"part": None}, {"part": {"type": "text", "text": "x"}}])
def test_a_field_that_may_be_absent_is_dumped_without_a_warning(data: dict[str, Any]) -> None:
    built = build(Tagged, data)
    assert built.model_dump(exclude_unset=True) == data
    assert json.loads(built.model_dump_json(exclude_unset=True)) == data


@pytest.mark.parametrize("tag", [["text"], {"of": "text"}, [], {}, None, 1, True])
def test_an_answer_whose_tag_is_no_text_can_be_dumped(tag: object) -> None:
    data = {"part": {"type": tag, "text": "x"}}
    built = build(Tagged, data)
    part: Any = built.part
    assert part.type == tag
    assert built.to_dict() == data
    assert json.loads(built.to_json()) == data
    assert copy.deepcopy(built) == built == pickle.loads(pickle.dumps(built))


def test_a_missing_required_field_is_none_and_not_set() -> None:
    thing = build(Thing, {"size": 1})
    assert thing.id is None
    assert thing.to_dict() == {"size": 1}


def test_an_unknown_member_of_a_union_keeps_its_fields_as_attributes() -> None:
    thing = build(Thing, {"id": "t", "part": {"type": "sound", "hertz": 440}})
    part: Any = thing.part
    assert [type(part)] == [UnknownModel]
    assert (part.type, part.hertz) == ("sound", 440)
    assert thing.to_dict()["part"] == {"type": "sound", "hertz": 440}


def test_a_known_member_that_drifted_is_still_that_member() -> None:
    parts = [{"type": "image", "url": 5}, {"type": "text", "text": "ok"}]
    thing = build(Thing, {"id": "t", "parts": parts})
    assert [type(part) for part in thing.parts or []] == [ImagePart, TextPart]
    assert thing.to_dict()["parts"] == parts


def test_members_without_a_tag_are_told_apart_by_their_fields() -> None:
    cast_to: Any = Left | Right | None
    assert type(build(cast_to, {"right": "x", "shared": "y"})) is Right
    assert type(build(cast_to, {"left": "x"})) is Left
    assert type(build(cast_to, {"other": 1})) is UnknownModel
    assert build(cast_to, 5) == 5


def test_the_type_of_other_fields_is_honoured_in_drifted_data_too() -> None:
    drifted: Any = build(Open, {"name": 1, "a": {"value": "v", "expires_at": 2}, "b": 3})
    assert type(drifted.a) is Secret
    assert drifted.b == 3
    fine: Any = build(Open, {"name": "n", "a": {"value": "v", "expires_at": 2}})
    assert type(fine.a) is Secret


def test_recursive_models_drift_only_where_they_must() -> None:
    node = build(Node, {"name": "a", "children": [{"name": 1, "children": [{"name": "c"}]}]})
    inner: Any = (node.children or [])[0]
    assert inner.name == 1
    assert inner.children == [Node(name="c")]


def test_other_types_than_models_are_built_too() -> None:
    listed: Any = list[Thing]
    part: Any = Part
    mapped: Any = dict[str, Thing]
    assert type(build(listed, [{"id": "t"}])[0]) is Thing
    assert type(build(mapped, {"a": {"id": 1}})["a"]) is Thing
    assert build(dict, {"a": 1}) == {"a": 1}
    assert build(part, {"type": "text", "text": "x"}) == TextPart(type="text", text="x")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": 1}, "id: Input should be a valid string"),
        ({"secret": None}, "secret: Input should be"),
        ({"secret": {"value": "v", "expires_at": 1.5}}, "secret.expires_at"),
        ({"kind": "gigantic"}, "kind: Input should be 'big' or 'small'"),
        ({"part": {"type": "sound"}}, "part: Input tag 'sound'"),
        ({"part": {"type": "image", "url": "u", "width": None}}, "part.image.width"),
    ],
)
def test_strict_validation_says_where_an_answer_differs(
    api: Api, server: Server, change: dict[str, object], says: str
) -> None:
    server.answer(json_answer({**FULL, **change}))
    with pytest.raises(errors.APIResponseValidationError) as caught:
        api.run(api.client(_strict_response_validation=True).things.retrieve("t1"))
    assert says in str(caught.value)


def test_strict_validation_accepts_what_was_declared(api: Api, server: Server) -> None:
    server.answer(json_answer({**FULL, "new": 1}))
    thing = api.run(api.client(_strict_response_validation=True).things.retrieve("t1"))
    assert thing == build(Thing, {**FULL, "new": 1})


def test_strict_validation_wants_json_to_be_declared(api: Api, server: Server) -> None:
    server.answer(Answer(body=json.dumps(FULL).encode(), headers={"content-type": "text/plain"}))
    assert api.run(api.client().things.retrieve("t1")).id == "t1"
    with pytest.raises(errors.APIResponseValidationError, match="not declared to be JSON"):
        api.run(api.client(_strict_response_validation=True).things.retrieve("t1"))


def test_a_call_without_an_answer_returns_none(api: Api, server: Server) -> None:
    server.answer(Answer(status=204))
    assert api.run(api.client().things.delete("t1")) is None
    server.answer(json_answer({"deleted": True}))
    assert api.run(api.client().things.delete("t1")) is None


def test_text_and_bytes_come_as_they_are(api: Api, server: Server, tmp_path: Any) -> None:
    server.answer(Answer(body="hü".encode(), headers={"content-type": "text/plain"}))
    assert api.run(api.client().things.text()) == "hü"
    content = api.run(api.client().things.content())
    assert (content.read(), content.text) == ("hü".encode(), "hü")
    content.write_to_file(tmp_path / "file")
    content.stream_to_file(tmp_path / "streamed", chunk_size=1)
    asyncio.run(content.astream_to_file(tmp_path / "awaited"))
    for name in ("file", "streamed", "awaited"):
        assert (tmp_path / name).read_bytes() == content.content


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from([*FULL, "new", "cls", "self", "__class__", "_request_id"])


@given(st.dictionaries(FIELDS, JSON | st.sampled_from([*FULL.values()]), max_size=6))
@settings(deadline=None)
def test_any_object_becomes_a_thing_and_nothing_is_lost(data: dict[str, Any]) -> None:
    thing = build(Thing, data)
    assert type(thing) is Thing
    assert thing.to_dict() == data


@given(st.dictionaries(FIELDS, JSON, max_size=6))
@settings(deadline=None)
def test_strict_validation_raises_one_kind_of_error_only(data: dict[str, Any]) -> None:
    try:
        assert build(Thing, data, strict=True).to_dict() == data
    except ValidationError:
        assert build(Thing, data).to_dict() == data


def test_threads_that_meet_at_an_unbuilt_model_all_get_it_whole() -> None:
    # The lock is in pydantic, from 2.14 on.
    at_work: list[int] = []
    most_at_work = 0

    class Fresh(BaseModel):
        id: str
        size: Maybe[Number] = None
        kind: Literal["a"] | None = None

        @classmethod
        def __get_pydantic_core_schema__(
            cls, source: Any, handler: GetCoreSchemaHandler
        ) -> CoreSchema:
            nonlocal most_at_work
            at_work.append(1)
            most_at_work = max(most_at_work, len(at_work))
            time.sleep(0.02)
            at_work.pop()
            return handler(source)

    ready = threading.Barrier(8)
    built: list[object] = []

    def run() -> None:
        ready.wait()
        built.append(build(Fresh, {"id": "t", "size": 1, "kind": "a"}))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(value) for value in built] == [Fresh] * 8
    assert {repr(value) for value in built} == {"Fresh(id='t', size=1, kind='a')"}
    assert most_at_work == 1


def test_threads_never_see_half_of_a_deferred_model() -> None:
    """Rounds of threads that switch all the time, in which models that lie in each other are built
    from either end."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            for _ in range(60):
                at_work = [pool.submit(use) for use in _first_uses() * 2]
                assert [each.result() for each in at_work] == ["t"] * 8
    finally:
        sys.setswitchinterval(usual)


def _first_uses() -> list[Callable[[], object]]:
    class Inner(BaseModel):
        id: str
        parts: Maybe[list[Part]] = None

    class Outer(BaseModel):
        inner: Inner
        others: Maybe[dict[str, Inner]] = None

    return [
        lambda: build(Outer, {"inner": {"id": "t"}}).inner.id,
        lambda: build(Inner, {"id": "t"}).id,
        lambda: Inner(id="t").id,
        lambda: Outer.model_validate({"inner": {"id": "t"}}).inner.id,
    ]


class Dated(BaseModel):
    at: Maybe[DateTime] = None
    pair: Maybe[Annotated[tuple[int, Secret], FROM_ARRAY]] = None
    note: Maybe[str] = None


@pytest.mark.parametrize(("note", "strict"), [("x", False), ("x", True), (7, False)])
def test_dates_and_tuples_are_what_json_has_for_them(note: object, strict: bool) -> None:
    data = {
        "at": "2024-10-01T12:00:00Z",
        "pair": [1, {"value": "v", "expires_at": 2}],
        "note": note,
    }
    built = build(Dated, data, strict=strict)
    assert built.at == datetime(2024, 10, 1, 12, tzinfo=UTC)
    assert built.pair == (1, Secret(value="v", expires_at=2))


def test_what_is_no_date_and_no_such_tuple_is_kept_as_it_came() -> None:
    drifted = {"at": "soon", "pair": [1], "note": None}
    assert build(Dated, drifted).to_dict() == drifted


class Forgetful(BaseModel):
    id: str
    kind: Literal["a"]
    is_old: bool = Field(alias="isOld")
    parts: Maybe[list[Part]] = None


def test_answers_that_keep_lacking_fields_are_always_built_alike() -> None:
    data: dict[str, Any] = {"id": "1", "parts": [{"type": "text", "text": "x"}], "new": 2}
    built = [build(Forgetful, data) for _ in range(6)]
    assert [type(one) for one in built] == [Forgetful] * 6
    assert [one.to_dict() for one in built] == [data] * 6
    assert len({repr(one) for one in built}) == 1
    assert [type(part) for part in built[-1].parts or []] == [TextPart]
    whole = {**data, "kind": "a", "isOld": True}
    assert build(Forgetful, whole).to_dict() == whole
    assert build(Forgetful, {**data, "kind": 5}).to_dict() == {**data, "kind": 5}
    with pytest.raises(ValidationError):
        build(Forgetful, data, strict=True)


def test_an_answer_that_is_text_or_json_is_what_its_content_type_says(
    api: Api, server: Server
) -> None:
    either: Any = Thing | str
    resource: Any = api.client().things
    server.answer(Answer(body=b'{"id": "t1"}', headers={"content-type": "text/plain"}))
    assert api.run(resource._request("POST", "/x", cast_to=either)) == '{"id": "t1"}'
    server.answer(json_answer({"id": "t1"}))
    assert api.run(resource._request("POST", "/x", cast_to=either)) == Thing(id="t1")


BODIES = st.binary(max_size=40) | JSON.map(lambda value: json.dumps(value).encode())
TYPES = st.sampled_from(["application/json", "text/plain", "text/html; charset=no-such", ""])


@given(BODIES, TYPES, st.sampled_from([200, 201, 204, 301, 400, 404, 422]), st.booleans())
def test_any_answer_is_a_value_or_an_error_of_the_package(
    body: bytes, content_type: str, status: int, strict: bool
) -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, headers={"content-type": content_type}, content=body)

    transport = httpx2.MockTransport(answer)
    client = Sample(
        api_key="k",
        http_client=httpx2.Client(transport=transport),
        _strict_response_validation=strict,
    )
    for call in (lambda: client.things.retrieve("t1"), lambda: list(client.things.list())):
        try:
            found: object = call()
        except errors.SDKError:
            continue
        assert status < 300
        assert found is None or isinstance(found, Thing | list)
