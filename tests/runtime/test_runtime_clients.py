"""How clients are made, copied, closed, and where their settings come from."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from both_kinds import Api
from runtime.connections import DefaultAsyncHttpxClient, DefaultHttpxClient
from runtime.errors import APIConnectionError, AuthenticationError, SDKError
from runtime.types import not_given
from sample_api import AsyncSample, Sample
from server import Answer, Server, json_answer

OK = json_answer({"id": "t1"})


def test_a_missing_key_is_an_error_that_says_what_to_do(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMPLE_API_KEY", " ")
    with pytest.raises(SDKError, match=r"`api_key`.*Sample\(api_key=\.\.\.\).*SAMPLE_API_KEY"):
        api.client(api_key=None)


def test_options_and_base_url_come_from_the_environment_and_arguments_win(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMPLE_API_KEY", "sk-environment")
    monkeypatch.setenv("SAMPLE_ORG", "org-environment")
    monkeypatch.setenv("SAMPLE_BASE_URL", "http://environment.example/v2")
    client = api.client(api_key=None, base_url=None)
    assert client.api_key == "sk-environment"
    assert client.organization == "org-environment"
    assert str(client.base_url) == "http://environment.example/v2/"
    client = api.client(organization="org-argument")
    assert (client.api_key, client.organization) == ("sk-very-secret", "org-argument")


def test_without_any_word_the_apis_own_settings_hold(api: Api) -> None:
    client = api.client(base_url=None, http_client=None)
    assert str(client.base_url) == "https://api.example.com/v1/"
    assert client.timeout == httpx2.Timeout(600, connect=5.0)
    assert client.max_retries == 2


def test_a_base_url_that_is_none_is_an_error(api: Api) -> None:
    with pytest.raises(SDKError, match="`base_url` is not a URL"):
        api.client(base_url="http://[::1")
    with pytest.raises(APIConnectionError, match="UnsupportedProtocol"):
        api.run(api.client(base_url="ftp://x.example").things.create(name="a"))


def test_a_client_of_its_own_making_calls(api: Api, server: Server) -> None:
    server.answer(OK)
    assert api.run(api.client(http_client=None).things.create(name="a")).id == "t1"


def test_a_changed_key_is_used_from_then_on(api: Api, server: Server) -> None:
    server.answer(OK)
    client = api.client()
    client.api_key = "sk-changed"
    api.run(client.things.create(name="a"))
    assert server.requests[0].header("X-Api-Key") == "sk-changed"


def test_a_copy_shares_connections_and_changes_what_it_is_told(api: Api, server: Server) -> None:
    server.answer(OK)
    client = api.client(default_headers={"A": "1"}, default_query={"q": "1"}, organization="o")
    copy = client.with_options(
        max_retries=7, timeout=None, api_key="sk-copy", default_headers={"B": "2"}
    )
    assert (copy.max_retries, copy.timeout, copy.organization) == (7, None, "o")
    assert (client.max_retries, client.api_key) == (2, "sk-very-secret")
    api.run(copy.things.create(name="a"))
    api.run(client.things.create(name="a"))
    first, second = server.requests
    assert [first.header(n) for n in ("A", "B", "X-Api-Key")] == ["1", "2", "sk-copy"]
    assert [second.header(n) for n in ("A", "B", "X-Api-Key")] == ["1", None, "sk-very-secret"]
    assert first.path == "/v1/things?q=1"
    assert server.connections == 1


def test_a_copy_can_have_headers_and_query_of_its_own(api: Api, server: Server) -> None:
    server.answer(OK)
    client = api.client(default_headers={"A": "1"}, default_query={"q": "1"})
    copy = client.copy(set_default_headers={"B": "2"}, set_default_query={})
    api.run(copy.things.create(name="a"))
    assert (server.requests[0].header("A"), server.requests[0].header("B")) == (None, "2")
    assert server.requests[0].path == "/v1/things"
    with pytest.raises(ValueError, match="not both"):
        client.copy(default_headers={}, set_default_headers={})


def test_a_key_can_be_a_function_that_is_asked_before_each_try(api: Api, server: Server) -> None:
    keys = iter(["sk-1", "sk-2", "sk-3"])
    server.answer(json_answer({}, status=500, retry_after="0"), OK)
    client = api.client(api_key=lambda: next(keys))
    api.run(client.things.create(name="a"))
    api.run(client.with_options(max_retries=0).things.create(name="a"))
    assert [r.header("X-Api-Key") for r in server.requests] == ["sk-1", "sk-2", "sk-3"]


def test_an_async_function_for_the_key_needs_the_async_client(api: Api, server: Server) -> None:
    async def key() -> str:
        return "sk-async"

    server.answer(OK)
    client = api.client(api_key=key)
    if api.kind == "sync":
        with pytest.raises(SDKError, match="needs the async client"):
            client.things.create(name="a")
    else:
        api.run(client.things.create(name="a"))
        assert server.requests[0].header("X-Api-Key") == "sk-async"


@pytest.mark.parametrize("value", ["", None, 5])
def test_a_function_that_has_no_key_is_an_error(api: Api, value: Any) -> None:
    with pytest.raises(SDKError, match="`api_key` function must return a string"):
        api.run(api.client(api_key=lambda: value).things.create(name="a"))


def test_a_client_closes_its_connections_when_it_is_left(api: Api, server: Server) -> None:
    server.answer(OK)
    client = api.client()
    used = api.entered(client, lambda entered: entered.things.create(name="a"))
    assert used.id == "t1"
    assert client.is_closed()
    with pytest.raises(RuntimeError, match="closed"):
        api.run(client.things.create(name="a"))


def test_the_users_own_http_client_brings_its_settings(api: Api, server: Server) -> None:
    server.answer(OK)
    make = httpx2.Client if api.kind == "sync" else httpx2.AsyncClient
    http_client = make(headers={"Via": "mine"}, timeout=httpx2.Timeout(3.0))
    client = api.client(http_client=http_client)
    assert client.timeout == httpx2.Timeout(3.0)
    api.run(client.things.create(name="a"))
    assert server.requests[0].header("Via") == "mine"
    assert api.client(http_client=http_client, timeout=not_given).timeout == httpx2.Timeout(3.0)


@pytest.fixture
def quick_collection() -> Iterator[None]:
    """To walk what other tests have left may take longer than a connection is kept open."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("quick_collection")
def test_a_client_that_is_forgotten_closes_its_connections(server: Server) -> None:
    server.answer(OK)
    client = Sample(api_key="k", base_url=server.url)
    client.things.create(name="a")
    http_client = weakref.ref(vars(client)["_http_client"])
    copy = client.with_options(timeout=5)
    del client
    gc.collect()
    assert copy.things.create(name="b").id == "t1"
    assert server.connections == server.open_connections == 1
    del copy
    gc.collect()  # Under -W error a socket that was not closed would fail the test.
    assert http_client() is None


def test_an_async_client_that_is_forgotten_closes_its_connections(server: Server) -> None:
    server.answer(OK)

    async def forget() -> None:
        client = AsyncSample(api_key="k", base_url=server.url)
        await client.things.create(name="a")
        assert server.open_connections == 1
        del client
        gc.collect()
        while server.open_connections:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(forget(), 5))


# The transport is the closed loop's: asyncio warns that nobody closed it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_async_client_may_be_forgotten_in_another_loop(server: Server) -> None:
    server.answer(OK)
    client = AsyncSample(api_key="k", base_url=server.url)
    asyncio.run(client.things.create(name="a"))
    complaints: list[dict[str, Any]] = []

    async def forget() -> None:
        nonlocal client
        asyncio.get_running_loop().set_exception_handler(lambda _, what: complaints.append(what))
        del client
        gc.collect()
        await asyncio.sleep(0.01)
        gc.collect()

    asyncio.run(forget())
    assert complaints == []


def test_a_default_http_client_has_the_settings_of_our_own_but_for_those_given(
    api: Api, server: Server
) -> None:
    server.answer(Answer(status=307, headers={"location": f"{server.url}/v1/moved"}), OK)
    make: Any = DefaultHttpxClient if api.kind == "sync" else DefaultAsyncHttpxClient
    http_client = make(headers={"Via": "mine"})
    client = api.client(http_client=http_client, base_url=f"{server.url}/v1")
    assert api.run(client.things.create(name="a")).id == "t1"
    assert [request.header("Via") for request in server.requests] == ["mine", "mine"]
    assert client.timeout == httpx2.Timeout(600, connect=5)
    pool = http_client._transport._pool
    assert (pool._max_connections, pool._max_keepalive_connections) == (1000, 100)
    assert make(follow_redirects=False).follow_redirects is False


def test_a_wrong_key_is_an_authentication_error(api: Api, server: Server) -> None:
    server.answer(json_answer({"error": {"message": "who are you?"}}, status=401))
    with pytest.raises(AuthenticationError, match="who are you"):
        api.run(api.client().things.create(name="a"))
