"""Credentials: in which headers they are sent, and what is said where there are none."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from both_kinds import TLS
from runtime.client import ClientDefinition, ClientOption, Credential, SyncAPIClient
from runtime.credentials import fill
from runtime.definition import resolve_options
from runtime.errors import AuthenticationError, SDKError
from runtime.resource import SyncAPIResource
from runtime.types import omit
from sample_api import DEFINITION
from server import Server, json_answer

OPTIONAL = replace(
    DEFINITION,
    options=(
        ClientOption("user", env="SAMPLE_USER"),
        ClientOption("password", env="SAMPLE_PASSWORD"),
        ClientOption("token"),
    ),
    auth=(
        Credential({"Authorization": "Basic base64({user}:{password})"}, scheme="basic"),
        Credential({"Authorization": "Bearer {token}"}, scheme="bearer"),
    ),
)

IN_TURN = replace(
    OPTIONAL,
    auth=(
        Credential({"X-User": "{user}", "X-Password": "{password}"}),
        Credential({"Authorization": "Bearer {token}"}),
    ),
    auth_sends="first",
)


class Client(SyncAPIClient):
    def __init__(self, server: Server, *, definition: ClientDefinition = OPTIONAL, **given: Any):
        names = {option.name for option in definition.options}
        options = {name: given.pop(name, None) for name in names}
        given.setdefault("http_client", httpx2.Client(verify=TLS))
        super().__init__(definition, options=options, base_url=server.url, max_retries=0, **given)


def sent(server: Server, extra_headers: Any = None, **given: Any) -> str | None:
    """The credentials of a call that arrive."""
    server.answer(json_answer({}))
    options: Any = {"headers": extra_headers or {}}
    with Client(server, **given) as client:
        client.get("/x", cast_to=object, options=options)
    return server.requests[-1].header("Authorization")


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("Bearer {token}", "Bearer t"),
        ("Basic base64({user}:{password})", f"Basic {b64encode(b'u{token}:p)%C3%BC').decode()}"),
        ("{user}-{missing}", None),
        ("base64({missing}:{user})", None),
        ("{empty}", None),
        ("constant", "constant"),
    ],
)
def test_a_headers_value_is_made_of_options(template: str, value: str | None) -> None:
    options = {"token": "t", "user": "u{token}", "password": "p)%C3%BC", "empty": ""}
    assert fill(template, options) == value


def test_each_scheme_has_its_header(server: Server) -> None:
    basic = b64encode("me:p\u00e4ss".encode()).decode()
    assert sent(server, user="me", password="p\u00e4ss") == f"Basic {basic}"
    assert sent(server, token="abc") == "Bearer abc"
    assert sent(server, user="me", token="abc") == "Bearer abc"


@pytest.mark.parametrize(
    ("security", "arrives"),
    [(None, "Basic"), (("bearer",), "Bearer"), (("basic",), "Basic"), ((), None)],
)
def test_a_call_sends_the_credentials_of_its_schemes(
    server: Server, security: tuple[str, ...] | None, arrives: str | None
) -> None:
    server.answer(json_answer({}))
    with Client(server, user="me", password="p", token="abc") as client:
        resource: Any = SyncAPIResource(client)
        resource._request("GET", "/x", cast_to=object, security=security)
    credentials = server.requests[0].header("Authorization")
    assert (credentials.partition(" ")[0] if credentials else None) == arrives


@pytest.mark.parametrize(
    ("given", "arrive"),
    [
        ({"user": "u", "password": "p", "token": "t"}, ("u", "p", None)),
        ({"user": "u", "token": "t"}, (None, None, "Bearer t")),
        ({"token": "t"}, (None, None, "Bearer t")),
        ({"token": lambda: "t"}, (None, None, "Bearer t")),
    ],
)
def test_the_first_kind_of_credentials_is_sent_that_is_there_as_a_whole(
    server: Server, given: dict[str, Any], arrive: tuple[str | None, ...]
) -> None:
    assert sent(server, definition=IN_TURN, **given) == arrive[-1]
    names = ("X-User", "X-Password", "Authorization")
    assert tuple(map(server.requests[0].header, names)) == arrive
    everything = replace(IN_TURN, auth_sends="all")
    assert sent(server, definition=everything, **given) == (
        "Bearer t" if "token" in given else None
    )


def test_the_first_kind_may_be_of_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMPLE_USER", "u")
    monkeypatch.setenv("SAMPLE_PASSWORD", "p")
    assert sent(server, definition=IN_TURN, token="t") is None
    assert server.requests[0].header("X-User") == "u"
    assert sent(server, {"Authorization": "mine", "X-User": omit}, definition=IN_TURN) == "mine"
    assert server.requests[1].header("X-User") is None


def test_a_client_may_do_without_credentials_where_its_api_does(server: Server) -> None:
    with pytest.raises(SDKError, match=r"pass Sample\(user=\.\.\., password=\.\.\.\)"):
        sent(server, definition=IN_TURN)
    assert sent(server, definition=replace(IN_TURN, auth_optional=True)) is None


def test_a_call_without_the_credentials_of_its_scheme_says_which_it_needs(server: Server) -> None:
    with Client(server, user="me", password="p") as client:
        resource: Any = SyncAPIResource(client)
        with pytest.raises(SDKError, match=r"pass Sample\(token=\.\.\.\);"):
            resource._request("GET", "/x", cast_to=object, security=("bearer",))


def test_a_call_without_credentials_says_how_to_give_them(server: Server) -> None:
    with pytest.raises(SDKError) as caught:
        sent(server, user="me")
    message = str(caught.value)
    assert "Sample(user=..., password=...)" in message
    assert "SAMPLE_USER and SAMPLE_PASSWORD" in message
    assert "or Sample(token=...)" in message
    assert server.requests == []


@pytest.mark.parametrize(
    "given",
    [
        {"default_headers": {"authorization": "mine"}},
        {"extra_headers": {"AUTHORIZATION": "mine"}},
        {"http_client": httpx2.Client(verify=TLS, headers={"Authorization": "mine"})},
    ],
)
def test_credentials_may_be_the_users_own_headers(server: Server, given: Any) -> None:
    assert sent(server, **given) == "mine"


def test_a_user_may_want_no_credentials(server: Server) -> None:
    assert sent(server, extra_headers={"Authorization": omit}) is None


def test_credentials_of_a_scheme_are_not_shown_where_a_server_echoes_them(server: Server) -> None:
    basic = b64encode(b"somebody:password-1").decode()
    message = f"no such user: {basic}, somebody, password-1"
    server.answer(json_answer({"error": {"message": message}}, status=401))
    with (
        Client(server, user="somebody", password="password-1") as client,
        pytest.raises(AuthenticationError) as caught,
    ):
        client.get("/x", cast_to=object)
    for secret in (basic, "somebody", "password-1"):
        assert secret not in str(caught.value)


def test_an_option_may_be_todays_date_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    version = ClientOption("version", env="SAMPLE_VERSION", default_today=True)
    definition = replace(DEFINITION, options=(version,))
    days = {datetime.now(UTC).date().isoformat()}
    made = resolve_options(definition, {})["version"]
    days.add(datetime.now(UTC).date().isoformat())
    assert made in days
    assert resolve_options(definition, {"version": "2020-01-01"}) == {"version": "2020-01-01"}
    monkeypatch.setenv("SAMPLE_VERSION", "2021-01-01")
    assert resolve_options(definition, {}) == {"version": "2021-01-01"}
