"""What the API answers to the program: canned answers, in the shapes that its documentation shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A status, headers, and a body."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""


_ID = {"x-request-id": "req-1"}
_USAGE: Json = {"completion_tokens": 3, "prompt_tokens": 9, "total_tokens": 12}
_MODEL: dict[str, Json] = {"object": "model", "created": 1, "owned_by": "o"}
_RESPONSE: dict[str, Json] = {
    "id": "resp-1",
    "object": "response",
    "created_at": 1,
    "status": "completed",
    "error": None,
    "incomplete_details": None,
    "instructions": None,
    "metadata": {},
    "model": "gpt-5",
    "output": [
        {
            "id": "m",
            "type": "message",
            "role": "assistant",
            "status": "completed",
            "content": [{"type": "output_text", "text": "Hello.", "annotations": []}],
        }
    ],
    "parallel_tool_calls": True,
    "reasoning": {"effort": "low"},
    "temperature": 1,
    "tool_choice": "auto",
    "tools": [],
    "top_p": 1,
}


def reply_to(verb: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """The answer to a request; `target` is its path with the query."""
    path, _, query = target.partition("?")
    if "x-fail" in headers:
        return _failure(int(headers["x-fail"]), "invalid")
    asks_for_stream = b'"stream":true' in body.replace(b" ", b"")
    match verb, path.strip("/").split("/"):
        case "POST", ["chat", "completions"]:
            return _events(_chunks()) if asks_for_stream else _json(_completion())
        case "POST", ["responses"]:
            return _events(_response_events()) if asks_for_stream else _json(_RESPONSE)
        case "GET", ["responses", _]:
            return _json(_RESPONSE)
        case "DELETE", ["responses", _]:
            return Reply(status=204, headers=_ID)
        case "POST", ["files"]:
            return _json(_file("file-1"))
        case "GET", ["files"]:
            return _json(_page(query))
        case "GET", ["files", _, "content"]:
            return Reply(headers={"content-type": "application/octet-stream"}, body=b"{}\n")
        case "DELETE", ["files", name]:
            return _json({"id": name, "object": "file", "deleted": True})
        case "POST", ["realtime", "client_secrets"]:
            return _json(_secret(json.loads(body)["session"]))
        case "POST", ["embeddings"]:
            return _json(_embeddings(len(json.loads(body)["input"])))
        case "GET", ["models"]:
            return _json({"object": "list", "data": [{"id": "a", **_MODEL}]})
        case "GET", ["models", "busy"]:
            return _failure(429, "rate_limit_exceeded")
        case "GET", ["models", ("a" | "b") as name]:
            return _json({"id": name, **_MODEL})
        case "GET", ["vector_stores", store, "files", name]:
            return _json(_stored(store, name))
        case _:
            return _failure(404, "not_found")


def _json(value: Json, status: int = 200) -> Reply:
    headers = {"content-type": "application/json", **_ID}
    return Reply(status=status, headers=headers, body=json.dumps(value).encode())


def _events(events: Iterable[tuple[str, Json]]) -> Reply:
    text = "".join(
        (f"event: {name}\n" if name else "") + f"data: {json.dumps(data)}\n\n"
        for name, data in events
    )
    body = f"{text}data: [DONE]\n\n".encode()
    return Reply(headers={"content-type": "text/event-stream", **_ID}, body=body)


def _failure(status: int, code: str) -> Reply:
    error: Json = {"message": f"It is {code}.", "type": "error", "code": code, "param": None}
    return _json({"error": error}, status)


def _completion() -> Json:
    message: Json = {"role": "assistant", "content": "Mild.", "refusal": None}
    choice: Json = {"index": 0, "finish_reason": "stop", "logprobs": None, "message": message}
    return {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 1,
        "model": "gpt-4o",
        "choices": [choice],
        "usage": _USAGE,
    }


def _chunks() -> Iterable[tuple[str, Json]]:
    for word in ("It is", " mild", "."):
        choice: Json = {"index": 0, "delta": {"content": word}, "finish_reason": None}
        chunk: Json = {
            "id": "chat-1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "gpt-4o",
            "choices": [choice],
        }
        yield "", chunk


def _response_events() -> Iterable[tuple[str, Json]]:
    for number, name in enumerate(("response.created", "response.completed")):
        yield name, {"type": name, "sequence_number": number, "response": _RESPONSE}


def _file(name: str) -> Json:
    return {
        "id": name,
        "object": "file",
        "bytes": 3,
        "created_at": 1,
        "filename": "notes.jsonl",
        "purpose": "batch",
        "status": "processed",
    }


def _page(query: str) -> Json:
    is_second = "after=" in query
    names = ["file-3"] if is_second else ["file-1", "file-2"]
    files: list[Json] = [_file(name) for name in names]
    return {"object": "list", "data": files, "has_more": not is_second}


def _secret(session: Json) -> Json:
    return {"value": "ek-1", "expires_at": 61, "session": session}


def _embeddings(count: int) -> Json:
    data: list[Json] = [
        {"object": "embedding", "index": index, "embedding": [0.5, 1, -2.25]}
        for index in range(count)
    ]
    usage: Json = {"prompt_tokens": 2, "total_tokens": 2}
    return {"object": "list", "model": "m", "data": data, "usage": usage}


def _stored(store: str, name: str) -> Json:
    return {
        "id": name,
        "object": "vector_store.file",
        "created_at": 1,
        "last_error": None,
        "status": "completed",
        "usage_bytes": 7,
        "vector_store_id": store,
    }
