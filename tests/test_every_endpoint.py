"""Every endpoint of a whole SDK is called, sync and async: what arrives is what the spec says, and
what is answered comes back as it was sent."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator
from email.parser import BytesParser
from email.policy import HTTP
from functools import reduce
from importlib import import_module
from random import Random
from typing import Any, cast
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import httpx2
import pytest

from endpoints import OPTION, Example, endpoints, examples
from sdkscribe.python.generate import generate
from sdkscribe.python.members import option_name
from sdkscribe.python.names import ClassName
from sdkscribe.python.types import Types
from sdkscribe.source import open_source
from sdkscribe.spec import Client, Spec
from sdkscribe.transcribe import transcribe
from server import Answer, Request, Server, events_answer, json_answer
from type_samples import UPLOAD, Json

SEEDS = (1, 2)


@pytest.fixture(scope="module")
def spec() -> Spec:
    return transcribe(open_source("openai@6.8.1"))


@pytest.fixture(scope="module")
def package(spec: Spec, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("every_endpoint")
    for path, text in generate(spec, package="whole_sdk").items():
        (folder / "whole_sdk" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "whole_sdk" / path).write_text(text)
    sys.path.insert(0, str(folder))
    yield import_module("whole_sdk")
    sys.path.remove(str(folder))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_every_endpoint_sends_and_returns_what_the_spec_says(
    spec: Spec, package: Any, kind: str
) -> None:
    types = Types(spec.types())
    found = list(endpoints(spec))
    assert len(found) == sum(len(resource.methods) for resource in spec.resources().values())
    with Server() as server, asyncio.Runner() as runner:
        caller = Caller(package, spec.client, kind, server, runner)
        for endpoint in found:
            for seed in SEEDS:
                for example in examples(endpoint, types, Random(f"{endpoint.path}{seed}")):
                    server.answer(*answers_of(example, spec))
                    server.requests.clear()
                    answered = caller.call(example)
                    check_request(server.requests[0], example, spec.client)
                    check_answer(answered, example)
        caller.close()


class Caller:
    """Calls examples through a client of one kind, and brings their answers back as plain values."""

    def __init__(
        self, package: Any, client: Client, kind: str, server: Server, runner: asyncio.Runner
    ) -> None:
        connect, prefix = (httpx2.Client, "") if kind == "sync" else (httpx2.AsyncClient, "Async")
        make = getattr(package, f"{prefix}{ClassName(client.class_name)}")
        options = {option_name(option.name): OPTION for option in client.options}
        self._client = make(
            **options, base_url=f"{server.url}/v1", http_client=connect(), max_retries=0
        )
        self._runner = runner

    def call(self, example: Example) -> Json:
        resource = reduce(getattr, example.endpoint.path.split("."), self._client)
        method = getattr(resource, example.endpoint.name)
        return self._runner.run(self._answered(method, example))

    async def _answered(self, method: Any, example: Example) -> Json:
        answer = method(*example.positional, **example.keywords)
        if inspect.isawaitable(answer):
            answer = await answer
        if example.kind in ("stream", "page"):
            if hasattr(answer, "__aiter__"):
                return [plain(item) async for item in answer]
            return [plain(item) for item in answer]
        return answer.content if example.kind == "bytes" else plain(answer)

    def close(self) -> None:
        closed = self._client.close()
        if closed is not None:
            self._runner.run(closed)


def plain(value: Any) -> Json:
    """A value as JSON."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, list):
        return [plain(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in cast("dict[str, object]", value).items()}
    return value


def answers_of(example: Example, spec: Spec) -> list[Answer]:
    """What the server answers to a call, and to those for the next pages."""
    match example.kind:
        case "stream":
            done = "event: done\ndata: [DONE]\n\n"
            return [events_answer(*map(event_of, example.values), done)]
        case "page":
            page = next(p for p in spec.pages if p.name == example.returns.page_class)
            return [json_answer(nested(items, page.items)) for items in (example.values, ())]
        case "bytes":
            return [Answer(body=b"\x00bytes")]
        case "text":
            return [Answer(body=b"text", headers={"content-type": "text/plain"})]
        case "nothing":
            return [Answer(status=204)]
        case _:
            unwrap = example.returns.unwrap
            return [json_answer(nested(example.values[0], [unwrap] if unwrap else []))]


def nested(value: Json, path: Iterable[str]) -> Json:
    """The value, as the field of a field that a path leads to."""
    for name in reversed([*path]):
        value = {name: value}
    return value


def is_named(value: Json) -> bool:
    """Whether a value comes as an event with a name beside its data: nothing else comes with it."""
    return bool(value.keys() >= {"event", "data"}) and value["event"] != "error"


def event_of(value: Json) -> str:
    """An event as the API writes it."""
    if is_named(value):
        return f"event: {value['event']}\ndata: {json.dumps(value['data'])}\n\n"
    return f"data: {json.dumps(value)}\n\n"


def check_request(request: Request, example: Example, client: Client) -> None:
    method, sent = example.endpoint.method, example.sent
    url = urlsplit(request.path)
    assert request.method == method.verb
    values = {name: quote(encoded(value), safe="") for name, value in sent.get("path", {}).items()}
    placeholder = re.compile(r"\{(\w+)\}")
    paths = (method.path, *method.other_paths)
    route = next(path for path in paths if set(placeholder.findall(path)) <= values.keys())
    path, _, query = f"/v1/{route.lstrip('/')}".partition("?")
    path = placeholder.sub(lambda found: values[found[1]], path)
    assert unquote(url.path) == unquote(path)
    assert url.path.count("/") == path.count("/")
    asked = flat(sent.get("query", {}), client.query_arrays, client.query_objects)
    assert parse_qsl(url.query, keep_blank_values=True) == [*parse_qsl(query), *asked]
    for header in method.headers:
        if header.name.lower() == "content-type" and "multipart" in method.encoding:
            continue  # It has the form's boundary in it.
        assert header.value in (request.header(header.name) or "")
    check_body(request, example, client)


def check_body(request: Request, example: Example, client: Client) -> None:
    if "body" not in example.sent:
        assert request.body in (b"", b"{}") or "multipart" in example.endpoint.method.encoding
        return
    body = example.sent["body"].get("", example.sent["body"])
    encoding = example.endpoint.method.encoding
    if encoding == "multipart_if_files":
        values = [value for _, value in flat(body, "brackets", "brackets", raw=True)]
        encoding = "multipart" if UPLOAD in values else "json"
    match encoding:
        case "json":
            assert request.json() == body
        case "multipart":
            as_json = {part.name for part in example.endpoint.method.body_parts if part.is_json}
            arrived = [
                (name, json.loads(content) if name in as_json else content)
                for name, content in parts(request)
            ]
            plainly = {name: value for name, value in body.items() if name not in as_json}
            wanted = [
                (name, encoded(value))
                for name, value in flat(plainly, "brackets", "brackets", raw=True)
            ]
            typed = [(name, body[name]) for name in as_json & body.keys()]
            assert by_name(arrived) == by_name([*wanted, *typed])
        case "form":
            assert parse_qsl(request.body.decode()) == flat(
                body, client.query_arrays, client.query_objects
            )
        case "binary" | "text":
            assert request.body == encoded(body)


def flat(
    value: Json, arrays: str, objects: str, name: str = "", *, raw: bool = False
) -> list[tuple[str, Any]]:
    """Nested values by name, as texts unless `raw`; `arrays` and `objects` say how they are named."""
    if isinstance(value, dict):
        members = cast("dict[str, Json]", value).items()
        nested_name = f"{name}.{{}}" if objects == "dots" else f"{name}[{{}}]"
        pairs = [(nested_name.format(key) if name else key, inner) for key, inner in members]
    elif isinstance(value, list) and arrays == "comma":
        items = [encoded(item).decode() for item in cast("list[object]", value) if item is not None]
        return [(name, ",".join(items))]
    elif isinstance(value, list):
        listed = cast("list[object]", value)
        pairs = [(f"{name}[]" if arrays == "brackets" else name, inner) for inner in listed]
    else:
        return [] if value is None else [(name, value if raw else encoded(value).decode())]
    return [pair for key, inner in pairs for pair in flat(inner, arrays, objects, key, raw=raw)]


def encoded(value: Json) -> bytes:
    if isinstance(value, bytes):
        return value
    return (str(value).lower() if isinstance(value, bool) else str(value)).encode()


def parts(request: Request) -> list[tuple[str, bytes]]:
    """The names and the contents of a form's parts."""
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    found: list[tuple[str, bytes]] = []
    for part in message.iter_parts():
        content: Any = part.get_payload(decode=True)
        found.append((str(part.get_param("name", header="content-disposition")), content))
    return found


def by_name(pairs: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """In the order of names; those of one name stay in theirs."""
    return sorted(pairs, key=lambda pair: pair[0])


def check_answer(answered: Json, example: Example) -> None:
    match example.kind:
        case "bytes":
            assert answered == b"\x00bytes"
        case "text":
            assert answered == "text"
        case "nothing":
            assert answered is None
        case "page":
            assert answered == list(example.values)
        case "stream":
            assert answered == [
                {"event": value["event"], "data": value["data"]} if is_named(value) else value
                for value in example.values
            ]
        case _:
            assert [answered] == list(example.values)
