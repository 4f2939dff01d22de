"""What arrives at the server."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from both_kinds import Api
from runtime.errors import SDKError
from runtime.models import build
from runtime.resource import path_template
from runtime.types import omit
from sample_api import Thing
from server import Server, json_answer

OK = json_answer({"id": "t1"})


class Color(Enum):
    RED = "red"


def test_method_path_headers_and_body_arrive_as_declared(api: Api, server: Server) -> None:
    server.answer(OK)
    api.run(api.client(organization="org-1").things.create(name="a"))
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/things")
    assert request.body == b'{"name":"a"}'
    expected = {
        "Accept": "application/json",
        "Authorization": "Bearer sk-very-secret",
        "Content-Type": "application/json",
        "Sample-Organization": "org-1",
        "User-Agent": "Sample/Python (sample 1.2.3)",
        "X-Api-Key": "sk-very-secret",
        "X-Beta": "things=v1",
        "x-stainless-retry-count": "0",
    }
    assert {name: request.header(name) for name in expected} == expected
    assert len({name.lower() for name, _ in request.headers}) == len(request.headers)


def test_a_request_without_a_body_has_no_content_type(api: Api, server: Server) -> None:
    server.answer(OK)
    api.run(api.client().things.retrieve("t1"))
    assert server.requests[0].body == b""
    assert server.requests[0].header("content-type") is None


def test_a_header_that_a_call_leaves_out_is_as_the_client_sends_it(
    api: Api, server: Server
) -> None:
    server.answer(OK)
    resource = api.client(default_headers={"X-Trace": "t"}).things
    headers = {"Accept": omit, "X-Trace": omit}
    api.run(resource._request("GET", "/x", cast_to=object, headers=headers))
    (request,) = server.requests
    assert (request.header("accept"), request.header("x-trace")) == ("application/json", "t")


@pytest.mark.parametrize(
    ("body", "encoding", "arrives"),
    [
        (None, "json", b"null"),
        (omit, "json", b""),
        (None, "binary", b""),
        (None, "form", b""),
    ],
)
def test_a_body_that_is_null_as_a_whole_is_null_in_json_and_nothing_elsewhere(
    api: Api, server: Server, body: Any, encoding: Any, arrives: bytes
) -> None:
    server.answer(OK)
    things = api.client().things
    api.run(things._request("PUT", "/x", cast_to=object, body=body, encoding=encoding))
    assert server.requests[0].body == arrives
    kind = server.requests[0].header("content-type")
    assert kind == ("application/json" if arrives else None)


def test_a_header_whose_option_is_not_set_is_not_sent(api: Api, server: Server) -> None:
    server.answer(OK)
    api.run(api.client().things.create(name="a"))
    assert server.requests[0].header("Sample-Organization") is None


def test_extras_win_over_what_the_method_sends(api: Api, server: Server) -> None:
    server.answer(OK)
    client = api.client(default_headers={"X-Beta": "default"}, default_query={"a": "default"})
    api.run(
        client.things.create(
            name="a",
            extra_headers={"x-beta": "mine", "X-Api-Key": omit},
            extra_query={"a": "mine", "b": [1, 2]},
            extra_body={"name": "b", "other": None},
        )
    )
    (request,) = server.requests
    assert request.header("X-Beta") == "mine"
    assert request.header("X-Api-Key") is None
    assert request.path == "/v1/things?a=mine&b%5B%5D=1&b%5B%5D=2"
    assert request.json() == {"name": "b", "other": None}


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (1, 1),
        (1.5, 1.5),
        (None, None),
        ("ü\ud800\u2028", "ü\ud800\u2028"),
        (datetime(2024, 10, 1, 12, 30, tzinfo=UTC), "2024-10-01T12:30:00+00:00"),
        (date(2024, 10, 1), "2024-10-01"),
        (Color.RED, "red"),
        ((x for x in "ab"), ["a", "b"]),
        ({"a": range(2)}, {"a": [0, 1]}),
        (Thing.model_validate({"id": "t", "isActive": True}), {"id": "t", "isActive": True}),
        (build(Thing, {"id": 5, "part": {"type": "new"}}), {"id": 5, "part": {"type": "new"}}),
    ],
)
def test_a_value_arrives_as_the_json_it_stands_for(
    server: Server, value: object, arrives: object
) -> None:
    server.answer(OK)
    sync = Api("sync", server)
    sync.client().things.create(name="a", extra_body={"value": value})
    sync.close()
    assert server.requests[0].json()["value"] == arrives


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=[])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.lists(JSON, min_size=20, max_size=20))
@settings(max_examples=20, deadline=None)
def test_any_json_value_arrives_as_itself(values: list[object]) -> None:
    with Server() as server:
        sync = Api("sync", server)
        server.answer(OK)
        for value in values:
            sync.client().things.create(name="a", extra_body={"value": value})
            assert server.requests[-1].json()["value"] == value
        sync.close()


@pytest.mark.parametrize(
    ("value", "error"),
    [(float("nan"), ValueError), (float("inf"), ValueError), (b"x", TypeError), (omit, TypeError)],
)
def test_what_json_has_no_word_for_is_refused(
    api: Api, server: Server, value: object, error: type[Exception]
) -> None:
    with pytest.raises(error):
        api.run(api.client().things.create(name="a", extra_body={"value": value}))
    assert server.requests == []


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("a b", "/things/a%20b"),
        ("a/b?c#d", "/things/a%2Fb%3Fc%23d"),
        ("ü%", "/things/%C3%BC%25"),
        ("...", "/things/..."),
        ("%2e%2e", "/things/%252e%252e"),
    ],
)
def test_a_path_argument_is_one_percent_encoded_segment(
    api: Api, server: Server, value: str, path: str
) -> None:
    server.answer(OK)
    api.run(api.client().things.retrieve(value))
    assert server.requests[0].path == f"/v1{path}"


@pytest.mark.parametrize("value", ["", None, omit])
def test_an_empty_path_argument_is_a_value_error_that_names_it(value: Any) -> None:
    with pytest.raises(ValueError, match="non-empty value for `thing_id`"):
        path_template("/things/{thing_id}", thing_id=value)


@pytest.mark.parametrize("value", [".", ".."])
def test_a_dot_segment_is_a_value_error(value: str) -> None:
    with pytest.raises(ValueError, match="another path"):
        path_template("/things/{thing_id}/content", thing_id=value)


def test_a_body_may_be_no_json(api: Api, server: Server, tmp_path: Any) -> None:
    server.answer(OK)
    client = api.client()
    (tmp_path / "f").write_bytes(b"\x01")
    form = {"a": [1, True], "b": {"c": None, "d": "e f"}}
    encoded = b"a%5B%5D=1&a%5B%5D=true&b%5Bd%5D=e%20f"
    cases: list[tuple[Any, str, bytes, str]] = [
        (form, "form", encoded, "application/x-www-form-urlencoded"),
        ("hü", "text", "hü".encode(), "text/plain; charset=utf-8"),
        (b"\xff", "text", b"\xff", "text/plain; charset=utf-8"),
        (b"\x00", "binary", b"\x00", "application/octet-stream"),
        ({"a": [1]}, "binary", b'{"a":[1]}', "application/octet-stream"),
        (tmp_path / "f", "binary", b"\x01", "application/octet-stream"),
    ]
    for body, encoding, arrives, content_type in cases:
        api.run(client.post("/x", cast_to=object, body=body, encoding=encoding))
        assert server.requests[-1].body == arrives
        assert server.requests[-1].header("content-type") == content_type


def test_undocumented_endpoints_have_every_verb(api: Api, server: Server) -> None:
    server.answer(OK)
    client = api.client()
    for verb in ("get", "post", "put", "patch", "delete"):
        thing = api.run(getattr(client, verb)("/other", cast_to=Thing))
        assert thing.id == "t1"
        assert (server.requests[-1].method, server.requests[-1].path) == (
            verb.upper(),
            "/v1/other",
        )
    options = {"headers": {"a": "b"}, "params": {"c": "d"}, "extra_json": {"e": 1}}
    api.run(client.post("/other", cast_to=object, body={"f": 2}, options=options))
    assert server.requests[-1].path == "/v1/other?c=d"
    assert server.requests[-1].header("a") == "b"
    assert server.requests[-1].json() == {"f": 2, "e": 1}


def test_an_undocumented_answer_may_be_the_response_itself(api: Api, server: Server) -> None:
    server.answer(OK)
    response = api.run(api.client().get("/other", cast_to=httpx2.Response))
    assert response.json() == {"id": "t1"}


def test_the_query_of_the_base_url_and_of_the_path_stay(api: Api, server: Server) -> None:
    server.answer(OK)
    client = api.client(base_url=f"{server.url}/v1?version=2")
    api.run(client.get("/x?beta=true", cast_to=object, options={"params": {"a": 1}}))
    assert server.requests[0].path == "/v1/x?beta=true&version=2&a=1"


def test_an_idempotency_key_is_sent_with_all_but_get(api: Api, server: Server) -> None:
    server.answer(OK)
    client = api.client()
    api.run(client.things.create(name="a"))
    api.run(client.things.create(name="a", idempotency_key="mine"))
    api.run(client.things.retrieve("t1"))
    first, mine, get = (request.header("Idempotency-Key") for request in server.requests)
    assert first is not None and len(first) > 20
    assert (mine, get) == ("mine", None)


@pytest.mark.parametrize("key", ["sk-secret\nX-Evil: 1", "sk-secret\x00", "sk-secrét"])
def test_a_key_that_can_not_be_sent_is_refused_without_being_shown(
    api: Api, server: Server, key: str
) -> None:
    with pytest.raises(SDKError) as caught:
        api.run(api.client(api_key=key).things.create(name="a"))
    assert "X-Api-Key" in str(caught.value)
    assert "secr" not in str(caught.value)
    assert server.requests == []


def test_credentials_do_not_follow_a_redirect_to_another_host(api: Api, server: Server) -> None:
    with Server() as elsewhere:
        elsewhere.answer(OK)
        server.answer(json_answer({}, status=307, location=f"{elsewhere.url}/there"))
        thing = api.run(api.client().things.create(name="a"))
        (request,) = elsewhere.requests
    assert thing.id == "t1"
    assert (request.method, request.path, request.json()) == ("POST", "/there", {"name": "a"})
    assert "sk-very-secret" not in str(request.headers)


def test_credentials_follow_a_redirect_on_the_same_host(api: Api, server: Server) -> None:
    server.answer(json_answer({}, status=308, location="/v2/things"), OK)
    api.run(api.client().things.create(name="a"))
    assert server.requests[1].path == "/v2/things"
    assert server.requests[1].header("X-Api-Key") == "sk-very-secret"
