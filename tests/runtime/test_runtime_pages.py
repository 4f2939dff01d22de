"""Lists that come in pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from both_kinds import Api
from runtime.call import Call
from runtime.errors import InternalServerError, SDKError
from runtime.models import Maybe
from runtime.page_rules import Cursor, PageLink, PageNumber, PageOffset, PageRule, next_page
from runtime.pagination import BaseAsyncPage, BaseSyncPage
from sample_api import Thing
from server import Server, json_answer

T = TypeVar("T")

RULE = PageRule(items=(), headers=(("per_page", "x-per-page"), ("after", "x-after")))


class SyncArray(BaseSyncPage[T], Generic[T]):
    page_rule: ClassVar[PageRule] = RULE
    items: list[T]
    per_page: Maybe[int] = None
    after: Maybe[str] = None


class AsyncArray(BaseAsyncPage[T], Generic[T]):
    page_rule: ClassVar[PageRule] = RULE
    items: list[T]
    per_page: Maybe[int] = None
    after: Maybe[str] = None


def things(*ids: str, more: bool | None = None) -> Any:
    answer: dict[str, Any] = {"data": [{"id": each} for each in ids]}
    return json_answer(answer if more is None else {**answer, "has_more": more})


def test_iteration_goes_over_all_pages(api: Api, server: Server) -> None:
    server.answer(things("a", "b", more=True), things("c"), things())
    paginator = api.client().things.list(limit=2, extra_query={"after": "0", "x": "y"})
    assert [thing.id for thing in api.each(paginator)] == ["a", "b", "c"]
    assert [request.path for request in server.requests] == [
        "/v1/things?limit=2&after=0&x=y",
        "/v1/things?limit=2&after=b&x=y",
        "/v1/things?limit=2&after=c&x=y",
    ]


def test_a_page_can_be_had_by_itself(api: Api, server: Server) -> None:
    server.answer(things("a", more=True), things("b", more=False))
    page = api.run(api.client().things.list())
    assert [thing.id for thing in page.data] == ["a"]
    assert type(page.data[0]) is Thing
    assert page.has_next_page()
    assert page.next_page_info().params == {"after": "a"}
    assert page.to_dict() == {"data": [{"id": "a"}], "has_more": True}
    assert "client" not in repr(page)
    following = api.run(page.get_next_page())
    assert [thing.id for thing in following.data] == ["b"]
    assert not following.has_next_page()
    with pytest.raises(SDKError, match="no next page"):
        api.run(following.get_next_page())


def test_pages_can_be_iterated_over(api: Api, server: Server) -> None:
    server.answer(things("a", more=True), things("b", more=False))
    page = api.run(api.client().things.list())
    assert [len(each.data) for each in api.each(page.iter_pages())] == [1, 1]


def test_a_request_that_goes_backwards_stays_on_its_way(api: Api, server: Server) -> None:
    server.answer(things("c", "d", more=True), things("a", more=False))
    listed = api.client().things.list(extra_query={"before": "e"})
    assert [thing.id for thing in api.each(listed)] == ["c", "d", "a"]
    assert server.requests[1].path == "/v1/things?before=c"


def test_a_failure_on_a_later_page_raises_there(api: Api, server: Server) -> None:
    server.answer(things("a", more=True), json_answer({}, status=500, x_should_retry="false"))
    with pytest.raises(InternalServerError):
        api.each(api.client().things.list())


def test_drifted_items_are_still_items(api: Api, server: Server) -> None:
    server.answer(json_answer({"data": [{"id": 1}], "has_more": False}))
    assert [type(thing) for thing in api.each(api.client().things.list())] == [Thing]


def test_an_array_is_a_page_with_fields_from_headers(api: Api, server: Server) -> None:
    server.answer(json_answer([{"id": "a"}], x_per_page="25", x_after="z"))
    resource = api.client().things
    kind: Any = SyncArray if api.kind == "sync" else AsyncArray
    page = api.run(resource._request_page("GET", "/x", page=kind[Thing]))
    assert [thing.id for thing in page.items] == ["a"]
    assert (page.per_page, page.after) == (25, "z")
    assert not page.has_next_page()


CALL = Call(method="GET", path="/x", cast_to=None, query={"page": 3})
ITEMS = [{"id": 1}, {"id": 2}]


@pytest.mark.parametrize(
    ("rule", "page", "params"),
    [
        (Cursor(param="c", path=("meta", "next")), {"meta": {"next": "n"}}, {"c": "n"}),
        (Cursor(param="c", path=("meta", "next")), {"meta": None}, None),
        (Cursor(param="c", path=("next",)), {"next": ""}, None),
        (Cursor(param="c", path=("id",), of="last_item"), {}, {"c": 2}),
        (Cursor(param="c", path=("id",), of="first_item"), {}, {"c": 1}),
        (PageNumber(param="page"), {}, {"page": 4}),
        (PageNumber(param="other"), {}, {"other": 2}),
        (PageNumber(param="page", last=("last",)), {"last": 3}, None),
        (PageNumber(param="page", last=("last",)), {"last": 4}, {"page": 4}),
        (PageNumber(param="p", current=("at",)), {"at": 7}, {"p": 8}),
        (PageOffset(param="o"), {}, {"o": 2}),
        (PageOffset(param="page"), {}, {"page": 5}),
        (PageOffset(param="o", current=("at",), total=("all",)), {"at": 4, "all": 7}, {"o": 6}),
        (PageOffset(param="o", current=("at",), total=("all",)), {"at": 4, "all": 6}, None),
        (PageOffset(param="o", current=("at",), total=("all",)), {"at": 4}, None),
        (None, {}, None),
    ],
)
def test_each_rule_finds_the_next_page(
    rule: Any, page: dict[str, object], params: dict[str, object] | None
) -> None:
    found = next_page(PageRule(items=("data",), forward=rule), page, ITEMS, CALL)
    assert (found.params if found else None) == params
    assert next_page(PageRule(items=("data",), forward=rule), page, [], CALL) is None


def test_a_page_without_items_may_have_a_next_one() -> None:
    cursor = Cursor(param="c", path=("next",))
    rule = PageRule(items=("data",), forward=cursor, may_be_empty=True)
    found = next_page(rule, {"next": "n"}, [], CALL)
    assert found is not None
    assert found.params == {"c": "n"}
    last = PageRule(items=("data",), forward=replace(cursor, of="last_item"), may_be_empty=True)
    assert next_page(last, {"next": "n"}, [], CALL) is None


def test_parameters_in_the_body_are_compared_with_the_body() -> None:
    call = replace(CALL, body={"page": 8})
    rule = PageRule(items=("data",), forward=PageNumber(param="page"), in_body=True)
    found = next_page(rule, {}, ITEMS, call)
    assert found is not None
    assert found.params == {"page": 9}


class SyncLinked(BaseSyncPage[T], Generic[T]):
    page_rule: ClassVar[PageRule] = PageRule(items=("data",), forward=PageLink(path=("next",)))
    data: list[T]
    next: Maybe[str] = None


class AsyncLinked(BaseAsyncPage[T], Generic[T]):
    page_rule: ClassVar[PageRule] = PageRule(items=("data",), forward=PageLink(path=("next",)))
    data: list[T]
    next: Maybe[str] = None


def linked_pages(api: Api) -> Any:
    kind: Any = SyncLinked if api.kind == "sync" else AsyncLinked
    resource = api.client().things
    query = {"limit": 1, "at": "x"}
    return resource._request_page("GET", "/x", page=kind[Thing], query=query)


def test_a_page_may_name_the_url_of_the_next(api: Api, server: Server) -> None:
    first = {"data": [{"id": "a"}], "next": f"{server.url}/v1/x?at=2"}
    second = {"data": [{"id": "b"}], "next": f"{server.url}/v1/x?at=3"}
    last = {"data": [{"id": "c"}], "next": None}
    server.answer(*map(json_answer, (first, second, last)))
    assert [thing.id for thing in api.each(linked_pages(api))] == ["a", "b", "c"]
    assert [request.path for request in server.requests] == [
        "/v1/x?limit=1&at=x",
        "/v1/x?at=2&limit=1",
        "/v1/x?at=3",
    ]


def test_a_page_may_name_the_path_of_the_next(api: Api, server: Server) -> None:
    first = {"data": [{"id": "a"}], "next": "/x?at=2"}
    server.answer(json_answer(first), json_answer({"data": [{"id": "b"}], "next": None}))
    assert [thing.id for thing in api.each(linked_pages(api))] == ["a", "b"]
    assert server.requests[1].path == "/v1/x?at=2&limit=1"


def test_credentials_do_not_follow_a_link_elsewhere(api: Api, server: Server) -> None:
    server.answer(json_answer({"data": [{"id": "a"}], "next": "https://other.example/x?at=2"}))
    with pytest.raises(SDKError, match="The next page is not at"):
        api.each(linked_pages(api))
