"""What an endpoint answers, in OpenAPI's words: one response with all that its calls may get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sdkscribe.export.endpoints import Endpoint
from sdkscribe.export.json_schema import Declared, Schema, object_schema, schema_of
from sdkscribe.export.openapi_requests import CONTENT_TYPES, either
from sdkscribe.spec import Name, ObjectType, PageClass, Returns, Spec, Type

_EVENTS = "text/event-stream"


def responses(endpoint: Endpoint, spec: Spec, declared: Declared) -> Schema:
    pages = {page.name: page for page in spec.pages}
    content: dict[str, list[Schema]] = {}
    headers: Schema = {}
    for call in endpoint.calls:
        for kind, schema in _contents(call.returns, pages, declared):
            content.setdefault(kind, []).append(schema)
        if call.returns.page_class is not None:
            headers.update(_headers(pages[call.returns.page_class], declared))
    failure: Schema = {"default": {"description": "The request failed."}}
    if not content:
        return {"204": {"description": "Done."}, **failure}
    media = {kind: {"schema": either(schemas)} for kind, schemas in content.items()}
    answer: Schema = {"description": "Done.", "content": media}
    return {"200": {**answer, "headers": headers} if headers else answer, **failure}


def _contents(
    returns: Returns, pages: dict[Name, PageClass], declared: Declared
) -> Iterator[tuple[str, Schema]]:
    """Each content type that a call may answer with, and what is in it."""
    (json,) = CONTENT_TYPES["json"]
    match returns.kind:
        case "value" | "value_or_stream":
            yield json, _unwrapped(returns, declared)
            if returns.events is not None:
                yield _EVENTS, schema_of(returns.events, declared)
        case "stream":
            yield _EVENTS, _typed(returns.type, declared)
        case "page":
            assert returns.page_class is not None
            yield json, _page(pages[returns.page_class], _typed(returns.type, declared), declared)
        case "bytes":
            yield CONTENT_TYPES["binary"][0], {}
        case "text":
            yield CONTENT_TYPES["text"][0], {"type": "string"}
        case "nothing":
            return


def _typed(node: Type | None, declared: Declared) -> Schema:
    return {} if node is None else schema_of(node, declared)


def _unwrapped(returns: Returns, declared: Declared) -> Schema:
    schema = _typed(returns.type, declared)
    if returns.unwrap is None:
        return schema
    inner = {returns.unwrap: schema}
    return {"type": "object", "properties": inner, "required": [returns.unwrap]}


def _page(page: PageClass, item: Schema, declared: Declared) -> Schema:
    """A page of items, but for what of it arrives as headers."""
    if not page.items:
        return {"type": "array", "items": item}
    bound = replace(declared, variables={parameter.name: item for parameter in page.parameters})
    in_headers = {header.name for header in page.headers}
    fields = tuple(f for f in page.type.fields if f.wire_name not in in_headers)
    return object_schema(ObjectType(fields=fields, others=page.type.others), bound)


def _headers(page: PageClass, declared: Declared) -> Schema:
    types = {field.wire_name: field.type for field in page.type.fields}
    return {
        header.value: {"schema": _typed(types.get(header.name), declared)}
        for header in page.headers
    }
