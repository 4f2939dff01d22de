"""The two committed packages, called as a user would, sync and async, over a real local server."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

import httpx2
import pytest

from server import Answer, Request, Server, json_answer

TLS = httpx2.create_ssl_context()
KEY = "sk-test-0123456789"
EPHEMERAL = "ek_ephemeral_0123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """One of the two endpoints: how to call it, what has to arrive, and an answer to it."""

    package: str
    call: Callable[[Any], Any]
    path: str
    body: object
    headers: dict[str, str | None]
    answer: dict[str, Any]
    secret: Callable[[Any], str]


LEGACY = Surface(
    package="legacy_sessions",
    call=lambda client: client.beta.realtime.sessions.create(
        model="gpt-4o-realtime-preview",
        modalities=["text", "audio"],
        max_response_output_tokens="inf",
        turn_detection={"type": "server_vad", "silence_duration_ms": 500},
    ),
    path="/v1/realtime/sessions",
    body={
        "model": "gpt-4o-realtime-preview",
        "modalities": ["text", "audio"],
        "max_response_output_tokens": "inf",
        "turn_detection": {"type": "server_vad", "silence_duration_ms": 500},
    },
    headers={"OpenAI-Beta": "assistants=v2"},
    answer={
        "client_secret": {"value": EPHEMERAL, "expires_at": 1763700000},
        "max_response_output_tokens": 4096,
        "temperature": 1,
        "turn_detection": {"type": "server_vad", "threshold": 0.5},
        "a_field_of_tomorrow": {"kept": True},
    },
    secret=lambda session: session.client_secret.value,
)
CLIENT_SECRETS = Surface(
    package="client_secrets",
    call=lambda client: client.realtime.client_secrets.create(
        expires_after={"anchor": "created_at", "seconds": 600},
        session={"type": "realtime", "model": "gpt-realtime", "prompt": None},
    ),
    path="/v1/realtime/client_secrets",
    body={
        "expires_after": {"anchor": "created_at", "seconds": 600},
        "session": {"type": "realtime", "model": "gpt-realtime", "prompt": None},
    },
    headers={"OpenAI-Beta": None},
    answer={
        "value": EPHEMERAL,
        "expires_at": 1763700000,
        "session": {
            "type": "realtime",
            "client_secret": {"value": EPHEMERAL, "expires_at": 1763700000},
            "audio": {
                "input": {"turn_detection": {"type": "semantic_vad"}},
                "output": {"speed": 1},
            },
        },
    },
    secret=lambda secret: secret.value,
)

Make = Callable[..., Any]


class User:
    """A user of one package, of its sync or of its async client."""

    def __init__(self, surface: Surface, kind: str, url: str) -> None:
        self.surface = surface
        self.package = import_module(surface.package)
        self._async = kind == "async"
        self._url = url
        self._runner = asyncio.Runner()
        self._clients: list[Any] = []

    def client(self, **settings: Any) -> Any:
        transport = httpx2.AsyncClient if self._async else httpx2.Client
        settings = {"api_key": KEY, "http_client": transport(verify=TLS), **settings}
        make = self.package.AsyncOpenAI if self._async else self.package.OpenAI
        self._clients.append(make(base_url=f"{self._url}/v1", **settings))
        return self._clients[-1]

    def create(self, **settings: Any) -> Any:
        return self.wait(self.surface.call(self.client(**settings)))

    def fail(self, **settings: Any) -> Any:
        with pytest.raises(self.package.OpenAIError) as caught:
            self.create(**settings)
        return caught.value

    def wait(self, result: Any) -> Any:
        async def awaited() -> Any:
            return await result

        return self._runner.run(awaited()) if inspect.isawaitable(result) else result

    def close(self) -> None:
        for client in self._clients:
            self.wait(client.close())
        self._runner.close()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[LEGACY, CLIENT_SECRETS], ids=["legacy_sessions", "client_secrets"])
def surface(request: pytest.FixtureRequest) -> Surface:
    found: Surface = request.param
    return found


@pytest.fixture
def user(surface: Surface, kind: str, server: Server) -> Iterator[User]:
    server.answer(json_answer(surface.answer, x_request_id="req_1"))
    user = User(surface, kind, server.url)
    yield user
    user.close()


def test_the_request_that_arrives_is_the_endpoints(user: User, server: Server) -> None:
    user.create(organization="org-1")
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", user.surface.path)
    assert request.json() == user.surface.body
    assert request.header("Content-Type") == "application/json"
    assert request.header("Accept") == "application/json"
    assert request.header("Authorization") == f"Bearer {KEY}"
    assert request.header("OpenAI-Organization") == "org-1"
    assert request.header("OpenAI-Project") is None
    for name, value in user.surface.headers.items():
        assert request.header(name) == value


def test_the_answer_is_a_model_that_keeps_everything(user: User) -> None:
    answer = user.create()
    assert user.surface.secret(answer) == EPHEMERAL
    assert answer.to_dict() == user.surface.answer
    assert answer._request_id == "req_1"


def test_whole_numbers_stay_whole(user: User) -> None:
    dumped = user.create().to_json()
    assert "1.0" not in dumped
    assert "1763700000" in dumped


STATUSES = [
    (400, "BadRequestError"),
    (401, "AuthenticationError"),
    (403, "PermissionDeniedError"),
    (404, "NotFoundError"),
    (422, "UnprocessableEntityError"),
]


@pytest.mark.parametrize(("status", "name"), STATUSES)
def test_a_refusal_is_raised_at_once_as_its_class(
    user: User, server: Server, status: int, name: str
) -> None:
    server.answer(json_answer({"error": {"message": "no", "code": "c"}}, status=status))
    error = user.fail()
    assert type(error).__name__ == name
    assert (error.status_code, error.code) == (status, "c")
    assert len(server.requests) == 1


def test_a_429_waits_as_long_as_it_is_told_and_tries_again(user: User, server: Server) -> None:
    busy = json_answer({"error": {"message": "slow down"}}, status=429, retry_after="0.01")
    server.answer(busy, json_answer(user.surface.answer))
    assert user.surface.secret(user.create()) == EPHEMERAL
    assert len(server.requests) == 2
    assert server.requests[0].body == server.requests[1].body


def test_a_500_is_tried_again(user: User, server: Server) -> None:
    server.answer(json_answer({}, status=500, retry_after_ms="1"), json_answer(user.surface.answer))
    assert user.surface.secret(user.create()) == EPHEMERAL
    assert len(server.requests) == 2


def test_retries_end(user: User, server: Server) -> None:
    server.answer(json_answer({}, status=500, retry_after_ms="1"))
    error = user.fail(max_retries=1)
    assert type(error).__name__ == "InternalServerError"
    assert len(server.requests) == 2


BROKEN: list[tuple[Answer, str]] = [
    (Answer(delay=2), "APITimeoutError"),
    (Answer(close=True), "APIConnectionError"),
    (Answer(reset=True), "APIConnectionError"),
    (Answer(headers={"content-type": "application/json"}, body=b'{"value"', truncate=True),
     "APIConnectionError"),
    (Answer(headers={"content-type": "application/json"}, body=b"{not json"),
     "APIResponseValidationError"),
    (Answer(headers={"content-type": "text/html"}, body=b"<html></html>"),
     "APIResponseValidationError"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "name"), BROKEN, ids=["late", "closed", "reset", "truncated", "not json", "html"]
)
def test_an_answer_that_is_none_is_a_typed_error(
    user: User, server: Server, answer: Answer, name: str
) -> None:
    server.answer(answer)
    error = user.fail(max_retries=0, timeout=0.3)
    assert type(error).__name__ == name


def test_values_that_the_declaration_does_not_know_do_not_raise(user: User, server: Server) -> None:
    drifted = {**user.surface.answer, "tools": "soon", "modalities": ["smell"], "session": 7}
    server.answer(json_answer(drifted))
    assert user.create().to_dict() == drifted


def test_strict_validation_raises_and_says_where(user: User, server: Server) -> None:
    drifted = {**user.surface.answer, "expires_at": "soon", "modalities": ["smell"]}
    server.answer(json_answer(drifted))
    error = user.fail(_strict_response_validation=True)
    assert type(error).__name__ == "APIResponseValidationError"
    assert "expires_at" in str(error) or "modalities" in str(error)


def test_a_missing_key_is_an_error_that_says_what_to_do(
    surface: Surface, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    package = import_module(surface.package)
    make = package.AsyncOpenAI if kind == "async" else package.OpenAI
    with pytest.raises(package.OpenAIError, match=r"api_key.*OPENAI_API_KEY"):
        make()


def test_the_environment_configures_the_client(
    user: User, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-env")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")
    user.create(api_key=None)
    assert server.requests[0].header("Authorization") == "Bearer sk-from-env"
    assert server.requests[0].header("OpenAI-Project") == "proj-1"


def test_no_secret_in_a_repr_an_error_or_a_log_line(
    user: User, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = user.client(max_retries=1)
    answer = user.wait(user.surface.call(client))
    server.answer(json_answer({"error": {"message": "no"}}, status=500, retry_after_ms="1"))
    with pytest.raises(user.package.OpenAIError) as caught:
        user.wait(user.surface.call(client))
    said = [repr(client), str(client), repr(caught.value), str(caught.value), caplog.text]
    said += [repr(vars(record)) for record in caplog.records]
    assert caplog.records, "a call that logs nothing cannot show that it hides anything"
    for text in said:
        assert KEY not in text
        assert EPHEMERAL not in text
    assert user.surface.secret(answer) == EPHEMERAL


def test_the_raw_response_has_the_headers_and_the_parsed_answer(user: User, kind: str) -> None:
    client = user.client()
    holder = client.beta.realtime.sessions if hasattr(client, "beta") else (
        client.realtime.client_secrets
    )  # fmt: skip
    arguments = dict(cast("dict[str, Any]", user.surface.body))
    response = user.wait(holder.with_raw_response.create(**arguments))
    assert response.headers["x-request-id"] == "req_1"
    assert response.status_code == 200
    assert user.surface.secret(user.wait(response.parse())) == EPHEMERAL


def test_many_calls_at_once_each_get_their_own_answer(surface: Surface) -> None:
    def answer(request: Request) -> Answer:
        return json_answer({**surface.answer, "echo": request.header("X-Number")})

    async def call_all(url: str) -> list[Any]:
        package = import_module(surface.package)
        async with package.AsyncOpenAI(api_key=KEY, base_url=f"{url}/v1") as client:
            numbered = [
                client.with_options(default_headers={"X-Number": str(n)}) for n in range(50)
            ]
            return await asyncio.gather(*(surface.call(one) for one in numbered))

    with Server() as server:
        server.answer(answer)
        answers = asyncio.run(call_all(server.url))
    assert [one.to_dict()["echo"] for one in answers] == [str(n) for n in range(50)]
