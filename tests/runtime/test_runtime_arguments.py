"""Arguments that methods pass on in other forms: headers that are lists, options in their place,
base URLs of their own, fields that stand for whole answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from both_kinds import Api
from runtime.client import ClientDefinition, SyncAPIClient
from runtime.errors import APIResponseValidationError
from runtime.headers import header_list, header_text, merge_headers
from runtime.resource import SyncAPIResource
from runtime.types import Omit, not_given, omit
from sample_api import DEFINITION, Thing
from server import Server, json_answer


def things(api: Api, **settings: Any) -> Any:
    """A resource whose own methods a test calls."""
    return api.client(**settings).things


@pytest.mark.parametrize(
    ("values", "sent"),
    [
        (("a",), "a"),
        ((["a", "b"], "c"), "a,b,c"),
        ((iter(["a"]), omit, None, "c"), "a,c"),
        ((omit,), omit),
        ((None,), omit),
        (((),), omit),
    ],
)
def test_a_header_that_is_a_list_has_its_values_in_order(
    values: tuple[Any, ...], sent: str | Omit
) -> None:
    assert header_list(*values) == sent


@pytest.mark.parametrize(
    ("value", "sent"),
    [(True, {"X": "true"}), (2, {"X": "2"}), (2.5, {"X": "2.5"}), ("a", {"X": "a"}), (None, {})],
)
def test_a_header_that_is_one_value_is_text(value: object, sent: dict[str, str]) -> None:
    assert merge_headers({"X": header_text(value)}) == sent
    assert merge_headers({"X": "default"}, {"X": header_text(omit)}) == {}


def test_a_list_without_values_takes_the_header_away() -> None:
    assert merge_headers({"X-Beta": "default"}, {"x-beta": header_list(None)}) == {}


@pytest.mark.parametrize(
    ("given", "taken"), [("mine", "mine"), (omit, "org-1"), (not_given, "org-1"), (None, None)]
)
def test_the_client_stands_in_for_an_argument_that_is_not_given(
    api: Api, given: object, taken: object
) -> None:
    resource = things(api, organization="org-1")
    assert resource._or_option(given, "organization") == taken


def test_an_option_that_is_not_set_stands_for_nothing(api: Api) -> None:
    assert things(api)._or_option(omit, "organization") is omit


@pytest.fixture
def elsewhere() -> Iterator[Server]:
    with Server() as running:
        running.answer(json_answer({"id": "t1"}))
        yield running


class Sample(SyncAPIClient):
    def __init__(self, definition: ClientDefinition, base_url: str | None = None) -> None:
        super().__init__(definition, options={"api_key": "k"}, base_url=base_url)


@pytest.mark.parametrize("ending", ["", "/"])
def test_a_call_goes_to_its_own_base_url(server: Server, elsewhere: Server, ending: str) -> None:
    definition = replace(DEFINITION, base_url=f"{server.url}/v1")
    with Sample(definition, base_url=f"{server.url}/v1{ending}" if ending else None) as client:
        resource: Any = SyncAPIResource(client)
        resource._request("GET", "/a", cast_to=Thing, base_url=f"{elsewhere.url}/v2")
    assert [request.path for request in elsewhere.requests] == ["/v2/a"]
    assert server.requests == []


@pytest.mark.parametrize("way", ["argument", "environment", "attribute"])
def test_the_base_url_of_the_user_wins_over_that_of_a_call(
    server: Server, elsewhere: Server, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answer(json_answer({"id": "t1"}))
    url = f"{server.url}/mine"
    if way == "environment":
        monkeypatch.setenv("SAMPLE_BASE_URL", url)
    with Sample(DEFINITION, base_url=url if way == "argument" else None) as client:
        if way == "attribute":
            client.base_url = url
        resource: Any = SyncAPIResource(client)
        resource._request("GET", "/a", cast_to=Thing, base_url=f"{elsewhere.url}/v2")
    assert [request.path for request in server.requests] == ["/mine/a"]


def test_one_field_stands_for_the_whole_answer(api: Api, server: Server) -> None:
    resource = things(api)
    server.answer(json_answer({"result": {"id": "t1"}, "ok": True}, x_request_id="req_1"))
    thing = api.run(resource._request("GET", "/a", cast_to=Thing, unwrap="result"))
    assert (type(thing), thing.id, thing._request_id) == (Thing, "t1", "req_1")
    server.answer(json_answer({"result": "done"}))
    assert api.run(resource._request("GET", "/a", cast_to=str, unwrap="result")) == "done"


def test_a_null_in_the_place_of_the_answer_is_none_unless_strict(api: Api, server: Server) -> None:
    server.answer(json_answer({"result": None}))
    assert api.run(things(api)._request("GET", "/a", cast_to=Thing, unwrap="result")) is None
    strict = things(api, _strict_response_validation=True)
    with pytest.raises(APIResponseValidationError):
        api.run(strict._request("GET", "/a", cast_to=Thing, unwrap="result"))


@pytest.mark.parametrize("body", [{"errors": ["secret"]}, ["secret"], "secret"])
def test_an_answer_without_the_field_is_an_error_that_quotes_nothing(
    api: Api, server: Server, body: object
) -> None:
    server.answer(json_answer(body))
    with pytest.raises(APIResponseValidationError, match="no field `result`") as caught:
        api.run(things(api)._request("GET", "/a", cast_to=Thing, unwrap="result"))
    assert "secret" not in str(caught.value)
    assert caught.value.body == body


def test_the_whole_answer_can_be_had_as_another_type(api: Api, server: Server) -> None:
    server.answer(json_answer({"result": {"id": "t1"}, "ok": True}))
    resource = things(api)
    resource.answer_as = "raw"
    raw = api.run(resource._request("GET", "/a", cast_to=Thing, unwrap="result"))
    assert raw.parse().id == "t1"
    assert raw.parse(to=dict[str, object]) == {"result": {"id": "t1"}, "ok": True}
