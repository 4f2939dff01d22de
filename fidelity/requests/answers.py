"""What the server answers to a call: as the spec says, with a second page where there are pages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from endpoints import Example
from sdkscribe.python.shapes import substituted
from sdkscribe.python.types import Types
from sdkscribe.spec import PageClass, PageLink, Spec, Type, UnknownType
from server import Answer, events_answer, json_answer
from type_samples import Json, sample


def answers_of(example: Example, spec: Spec, types: Types, url: str) -> list[Answer]:
    """The answers to the requests of a call; the last is repeated."""
    match example.kind:
        case "stream":
            events = [f"data: {_json(value).body.decode()}\n\n" for value in example.values]
            return [events_answer(*events)]
        case "page":
            page = next(p for p in spec.pages if p.name == example.returns.page_class)
            last: Json = {} if page.items else []
            return [*_pages(page, example, types, url), _json(last)]
        case "bytes":
            return [Answer(body=b"\x00bytes")]
        case "text":
            return [Answer(body=b"text", headers={"content-type": "text/plain"})]
        case "nothing":
            return [Answer(status=204)]
        case _:
            unwrap = example.returns.unwrap
            return [_json(_nested(example.values[0], [unwrap] if unwrap else []))]


def _pages(page: PageClass, example: Example, types: Types, url: str) -> Iterable[Answer]:
    """Two pages, with all that leads to the next."""
    item: Type = example.returns.type or UnknownType()
    shape = substituted(page.type, {parameter.name: item for parameter in page.parameters})
    for number in (1, 2):
        random = Random(f"{example.endpoint.path}{number}")
        answer: Json = list(example.values)
        if page.items:
            answer = sample(shape, types, random).sent
            _put(answer, page.items, list(example.values))
        if page.has_more is not None and page.items:
            _put(answer, page.has_more, True)
        if isinstance(page.forward, PageLink):
            _put(answer, page.forward.path, f"{url}/next?page={number + 1}")
        more = {header.value for header in page.headers if (header.name,) == page.has_more}
        headers = {
            header.value: "true" if header.value in more else str(number) for header in page.headers
        }
        as_json = _json(answer)
        yield replace(as_json, headers={**as_json.headers, **headers})


def _json(value: Json) -> Answer:
    """An answer as JSON; raw bytes in it are text there."""
    return json_answer(json.dumps(value, default=bytes.decode).encode())


def _put(answer: Json, path: Iterable[str], value: Json) -> None:
    *way, name = path
    for each in way:
        if not isinstance(answer.get(each), dict):
            answer[each] = {}
        answer = answer[each]
    answer[name] = value


def _nested(value: Json, path: Iterable[str]) -> Json:
    """The value, as the field of a field that a path leads to."""
    for name in reversed([*path]):
        value = {name: value}
    return value
