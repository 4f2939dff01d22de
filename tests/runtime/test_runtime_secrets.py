"""No key and no token is ever shown."""

from __future__ import annotations

import logging
import traceback

import pytest

from both_kinds import Api
from runtime import errors
from runtime.encoding import EncodedBody
from runtime.redaction import HIDDEN, redact_header_pairs, redact_headers, redact_url
from server import Answer, Server, json_answer

KEY = "sk-very-secret"
EPHEMERAL = "ek_ephemeral"
ANSWER = {"id": "t1", "secret": {"value": EPHEMERAL, "expires_at": 1}}


def test_a_client_does_not_show_its_key(api: Api) -> None:
    client = api.client(webhook_secret="whsec_1")
    shown = f"{client!r} {client} {client.things!r} {client.with_options(timeout=1)!r}"
    assert KEY not in shown
    assert "whsec_1" not in shown
    assert "base_url=" in repr(client)


def test_user_information_in_the_base_url_is_not_shown(api: Api, server: Server) -> None:
    url = server.url.replace("http://", "http://user:hunter2@")
    client = api.client(base_url=url, max_retries=0)
    server.answer(Answer(close=True))
    with pytest.raises(errors.APIConnectionError) as caught:
        api.run(client.things.create(name="a"))
    assert "hunter2" not in f"{client!r} {caught.value}"


@pytest.mark.parametrize(
    "answer",
    [
        json_answer(ANSWER),
        json_answer({"error": {"message": f"bad key {KEY}"}}, status=401),
        Answer(status=500, body=f"trace: {KEY}".encode(), headers={"retry-after": "0"}),
        Answer(close=True),
        json_answer({**ANSWER, "id": 1, "secret": {"value": [EPHEMERAL], "expires_at": "1"}}),
        Answer(body=f'{{"secret": {{"value": "{EPHEMERAL}"'.encode()),
        json_answer(ANSWER, set_cookie="session=abcdefgh"),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_no_log_line_and_no_error_shows_a_secret(
    api: Api, server: Server, caplog: pytest.LogCaptureFixture, answer: Answer, strict: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answer(answer)
    client = api.client(_strict_response_validation=strict, max_retries=1)
    shown = ""
    try:
        api.run(client.things.create(name="a", extra_query={"api_key": KEY}))
    except errors.APIError as error:
        shown = "".join(traceback.format_exception(error)) + repr(error) + str(error.args)
    logged = [r.getMessage() for r in caplog.records if r.name.startswith("runtime")]
    assert any("Request: POST" in line for line in logged)
    for text in (shown, *logged):
        assert KEY not in text
        assert EPHEMERAL not in text
        assert "abcdefgh" not in text
    assert answer.close or any(record.name == "httpx2" for record in caplog.records)
    for line in caplog.messages:
        assert EPHEMERAL not in line
        assert KEY not in line
        assert "abcdefgh" not in line


def test_a_name_tells_which_headers_are_secret() -> None:
    headers = [("X-Api-Key", "a"), ("Set-Cookie", "b"), ("Accept", "c"), ("X-Custom", "d")]
    shown = {"X-Api-Key": HIDDEN, "Set-Cookie": HIDDEN, "Accept": "c", "X-Custom": HIDDEN}
    assert redact_headers(headers, ["x-custom"]) == shown


def test_headers_in_a_log_line_are_shown_without_their_secrets() -> None:
    line = """200, [(b'Set-Cookie', b'a="1"; it\\'s'), (b'X-Token', b"'b'"), (b'Accept', b'c')]"""
    shown = f"200, [(Set-Cookie, {HIDDEN}), (X-Token, {HIDDEN}), (b'Accept', b'c')]"
    assert redact_header_pairs(line) == shown


def test_a_url_is_shown_without_its_secrets() -> None:
    url = "https://u:p@h.example/p?token=abc&limit=5#f"
    assert redact_url(url) == f"https://{HIDDEN}@h.example/p?token={HIDDEN}&limit=5#f"


def test_an_error_keeps_the_answer_for_those_who_ask(api: Api, server: Server) -> None:
    server.answer(json_answer({"error": {"message": f"bad key {KEY}"}}, status=401))
    with pytest.raises(errors.AuthenticationError) as caught:
        api.run(api.client().things.create(name="a"))
    assert HIDDEN in str(caught.value)
    assert caught.value.body == {"message": f"bad key {KEY}"}


def test_what_calls_are_made_of_has_no_repr_that_shows_it(api: Api, server: Server) -> None:
    server.answer(json_answer({"data": [], "has_more": False}))
    things = api.client().things
    page = api.run(things.list(extra_headers={"X-Api-Key": KEY}, extra_body={"token": KEY}))
    shown = f"{page!r} {page._call!r} {page._client!r} {things.list!r}"
    body = EncodedBody(content_type=None, content=KEY.encode())
    assert KEY not in f"{shown} {body!r}"
