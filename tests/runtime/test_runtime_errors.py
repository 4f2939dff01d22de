"""What a failed call raises, and what it says."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from both_kinds import Api
from runtime import errors
from server import Answer, Server, json_answer

ONCE = {"max_retries": 0}


def failure(api: Api, **settings: Any) -> errors.APIError:
    with pytest.raises(errors.APIError) as caught:
        api.run(api.client(**ONCE, **settings).things.create(name="a"))
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequestError),
        (401, errors.AuthenticationError),
        (403, errors.PermissionDeniedError),
        (404, errors.NotFoundError),
        (409, errors.ConflictError),
        (418, errors.APIStatusError),
        (422, errors.UnprocessableEntityError),
        (429, errors.RateLimitError),
        (500, errors.InternalServerError),
        (529, errors.InternalServerError),
    ],
)
def test_each_status_has_its_class(
    api: Api, server: Server, status: int, kind: type[errors.APIStatusError]
) -> None:
    body = {"error": {"message": "no", "code": "nope", "param": "name", "type": "bad"}}
    server.answer(json_answer(body, status=status, x_request_id="req_1"))
    error = failure(api)
    assert type(error) is kind
    assert isinstance(error, errors.SDKError)
    assert (error.status_code, error.request_id) == (status, "req_1")
    assert error.body == body["error"]
    assert (error.code, error.param, error.type) == ("nope", "name", "bad")
    assert error.message == str(error) == f"Error code: {status} - {body}"
    assert error.response.status_code == status
    assert error.request.method == "POST"


@pytest.mark.parametrize("body", [b"", b"<html>Bad gateway</html>", b"[1]", b'"text"', b"\xff"])
def test_an_error_answer_need_not_be_json(api: Api, server: Server, body: bytes) -> None:
    server.answer(Answer(status=502, body=body, headers={"content-type": "text/html"}))
    error = failure(api)
    assert isinstance(error, errors.InternalServerError)
    assert str(error).startswith("Error code: 502")
    assert error.code is None


def test_a_redirect_to_nowhere_is_an_error(api: Api, server: Server) -> None:
    server.answer(Answer(status=304))
    assert isinstance(failure(api), errors.APIStatusError)
    server.answer(json_answer({}, status=307, location="/v1/things"))
    assert "redirects" in str(failure(api))


def test_no_answer_in_time_is_a_timeout_error(api: Api, server: Server) -> None:
    server.answer(Answer(delay=1))
    error = failure(api, timeout=0.1)
    assert isinstance(error, errors.APITimeoutError)
    assert isinstance(error, errors.APIConnectionError)
    assert str(error).startswith("Request timed out. (POST http://127.0.0.1:")
    assert "ReadTimeout" in str(error)


def test_the_timeout_of_a_call_wins(api: Api, server: Server) -> None:
    server.answer(Answer(delay=1))
    with pytest.raises(errors.APITimeoutError):
        api.run(api.client(**ONCE, timeout=30).things.create(name="a", timeout=0.1))


def test_a_body_that_does_not_come_in_time_is_a_timeout_error(api: Api, server: Server) -> None:
    server.answer(Answer(body=b'{"id": "x"}', body_delay=1))
    assert isinstance(failure(api, timeout=0.1), errors.APITimeoutError)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(close=True),
        Answer(reset=True),
        Answer(body=b'{"id": ', truncate=True),
        Answer(chunks=[b'{"id": '], truncate=True),
        Answer(raw=b"HTTP/1.1 200 OK\r\ncontent-len"),
        Answer(raw=b"SSH-2.0-OpenSSH\r\n"),
        Answer(headers={"content-encoding": "gzip"}, body=b"not gzip"),
    ],
)
def test_an_answer_that_breaks_off_is_a_connection_error(
    api: Api, server: Server, answer: Answer
) -> None:
    server.answer(answer)
    error = failure(api)
    assert type(error) is errors.APIConnectionError
    assert str(error).startswith(f"Connection error. (POST {server.url}/v1/things: ")
    assert error.body is None


def test_a_server_that_is_not_there_is_a_connection_error(api: Api) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    error = failure(api, base_url=f"http://127.0.0.1:{port}")
    assert type(error) is errors.APIConnectionError
    assert "ConnectError" in str(error)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "its body is empty"),
        (b"<html>", "its body is not JSON"),
        (b'{"id": NaN}', "its body is not JSON"),
        (b'{"id": "x"', "its body is not JSON"),
        (b"\xff\xfe", "its body is not JSON"),
        (b"[" * 100_000, "its body is not JSON"),
        (b'{"id": ' + b"1" * 5000 + b"}", "its body is not JSON"),
        (b"[]", "its body is not a JSON object"),
        (b"null", "its body is not a JSON object"),
        (b'"text"', "its body is not a JSON object"),
    ],
)
def test_an_answer_that_is_not_what_was_declared_is_a_validation_error(
    api: Api, server: Server, body: bytes, says: str
) -> None:
    headers = {"content-type": "text/html", "x-request-id": "req_2"}
    server.answer(Answer(body=body, headers=headers))
    error = failure(api)
    assert isinstance(error, errors.APIResponseValidationError)
    assert says in str(error)
    assert "content type text/html" in str(error)
    assert (error.status_code, error.request_id) == (200, "req_2")


def test_errors_can_be_made_as_users_make_them_in_tests(api: Api, server: Server) -> None:
    server.answer(json_answer({"id": "x"}))
    import httpx2

    response = api.run(api.client().get("/x", cast_to=httpx2.Response))
    request = response.request
    assert str(errors.APITimeoutError(request)) == "Request timed out."
    assert str(errors.APIConnectionError(request=request)) == "Connection error."
    assert errors.RateLimitError("slow down", response=response, body=None).status_code == 200
    assert errors.APIResponseValidationError(response, None).response is response
