"""What an endpoint is sent, in OpenAPI's words: parameters, and a body for each way to write one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from sdkscribe.export.endpoints import Call, Endpoint, NoWordsError, Sent
from sdkscribe.export.json_schema import (
    Declared,
    Schema,
    described,
    object_schema,
    schema_of,
)
from sdkscribe.spec import (
    ArrayType,
    Client,
    Field,
    MapType,
    Name,
    ObjectType,
    QueryArrays,
    ReferenceType,
    Type,
    UnionType,
)
from sdkscribe.spec_walk import object_fields

CONTENT_TYPES: Mapping[str, tuple[str, ...]] = {
    "json": ("application/json",),
    "multipart": ("multipart/form-data",),
    "multipart_if_files": ("multipart/form-data", "application/json"),
    "form": ("application/x-www-form-urlencoded",),
    "binary": ("application/octet-stream",),
    "text": ("text/plain",),
}
_PLACES: tuple[Literal["path", "query", "header"], ...] = ("path", "query", "header")
_NOT_PARAMETERS = ("accept", "content-type", "authorization")
_ARRAYS: Mapping[QueryArrays, tuple[str, Schema]] = {
    "brackets": ("[]", {"style": "form", "explode": True}),
    "comma": ("", {"style": "form", "explode": False}),
    "repeat": ("", {"style": "form", "explode": True}),
}
"""What follows the name of a query parameter that is an array, and how its values are written."""

_ALL = "*"
"""The parameter that stands for a whole query of any names: written out, its own name is not seen."""


def parameters(endpoint: Endpoint, client: Client, declared: Declared) -> list[Schema]:
    """Path, query and header parameters, each once."""
    constant = [_constant(name, value, "query") for name, value in endpoint.query]
    constant += [
        _constant(header.name, header.value, "header")
        for header in endpoint.headers
        if header.name.lower() not in _NOT_PARAMETERS
    ]
    taken = {(str(p["in"]), str(p["name"]).lower()) for p in constant}
    found = [
        _parameter(place, name, same, len(endpoint.calls), client, declared)
        for place in _PLACES
        for name, same in _by_name(endpoint, place).items()
        if (place, name.lower()) not in taken
    ]
    return found + constant


def request_body(endpoint: Endpoint, declared: Declared) -> Schema | None:
    """The bodies that the calls send, by content type; None where none sends any."""
    content: dict[str, list[Schema]] = {}
    sending = 0
    for call in endpoint.calls:
        sent = [one for one in call.sent if one.place == "body"]
        if sent:
            for kind, schema in _written(call, sent, declared):
                schemas = content.setdefault(kind, [])
                schemas += [] if schema in schemas else [schema]
            sending += any(one.required for one in sent)
    if not content:
        return None
    return {
        "required": sending == len(endpoint.calls),
        "content": {
            kind: {"schema": either(schemas)} | _part_types(kind, endpoint)
            for kind, schemas in content.items()
        },
    }


def _written(call: Call, sent: list[Sent], declared: Declared) -> Iterator[tuple[str, Schema]]:
    """The content types that a body may be of, each with its schema. A field that is the body where
    it is alone is one of them."""
    fields = dict(_body_fields(sent, declared))
    for part in call.parts:
        if part.is_body_if_alone and part.name in fields:
            yield part.content_type, schema_of(fields[part.name], declared)
    for kind in CONTENT_TYPES[call.encoding]:
        yield kind, _body(sent, declared)


def _body_fields(sent: list[Sent], declared: Declared) -> Iterator[tuple[str, Type]]:
    """The types of a body's fields, also where one object is the whole of it."""
    for one in sent:
        if one.wire_name is not None:
            yield one.wire_name, one.type
        else:
            fields = object_fields(one.type, declared.types) or ()
            yield from ((field.wire_name, field.type) for field in fields)


def _part_types(kind: str, endpoint: Endpoint) -> Schema:
    """The content types of a form's parts, where they are not as the values say."""
    types = {
        part.name: {"contentType": part.content_type}
        for call in endpoint.calls
        for part in call.parts
        if kind == "multipart/form-data"
    }
    return {"encoding": types} if types else {}


def either(schemas: Iterable[Schema]) -> Schema:
    """One schema for values of any of them."""
    distinct: list[Schema] = []
    for schema in schemas:
        if schema not in distinct:
            distinct.append(schema)
    return distinct[0] if len(distinct) == 1 else {"anyOf": distinct}


def _constant(name: str, value: str, place: str) -> Schema:
    return {"name": name, "in": place, "required": True, "schema": {"const": value}}


def _by_name(endpoint: Endpoint, place: str) -> dict[str, list[Sent]]:
    found: dict[str, list[Sent]] = {}
    for call in endpoint.calls:
        for sent in call.sent:
            if sent.place == place:
                found.setdefault(sent.wire_name or _ALL, []).append(sent)
    return found


def _parameter(
    place: Literal["path", "query", "header"],
    name: str,
    same: list[Sent],
    calls: int,
    client: Client,
    declared: Declared,
) -> Schema:
    suffix, style = _query_style(same, client, declared) if place == "query" else ("", {})
    in_all = len(same) == calls and all(sent.required for sent in same)
    return {
        "name": name + suffix,
        "in": place,
        "required": place == "path" or in_all,
        **described(next((sent.description for sent in same if sent.description), None)),
        **style,
        "schema": either(schema_of(sent.type, declared) for sent in same),
    }


def _query_style(same: list[Sent], client: Client, declared: Declared) -> tuple[str, Schema]:
    """How the values of a query parameter are written."""
    if any(sent.wire_name is None for sent in same):
        return "", {"style": "form", "explode": True}
    if any(_holds(sent.type, (ArrayType,), declared) for sent in same):
        if client.query_arrays not in _ARRAYS:
            raise NoWordsError(f"an array in a query is written with {client.query_arrays}")
        return _ARRAYS[client.query_arrays]
    if any(_holds(sent.type, (ObjectType, MapType), declared) for sent in same):
        if client.query_objects != "brackets":
            raise NoWordsError(f"an object in a query is written with {client.query_objects}")
        return "", {"style": "deepObject", "explode": True}
    return "", {}


def _holds(node: Type, kinds: tuple[type[Type], ...], declared: Declared) -> bool:
    """Whether a value of the type may be of one of the kinds."""
    waiting, seen = [node], set[Name]()
    while waiting:
        current = waiting.pop()
        if isinstance(current, UnionType):
            waiting.extend(current.members)
        elif isinstance(current, ReferenceType) and current.target not in seen:
            seen.add(current.target)
            if current.target in declared.types:
                waiting.append(declared.types[current.target].type)
        elif isinstance(current, kinds):
            return True
    return False


def _body(sent: list[Sent], declared: Declared) -> Schema:
    whole = [one for one in sent if one.wire_name is None]
    if whole and len(sent) > 1:
        raise NoWordsError("a body that is one argument and fields of another")
    if whole:
        return schema_of(whole[0].type, declared)
    fields = (
        Field(
            wire_name=one.wire_name or "",
            type=one.type,
            required=one.required,
            description=one.description,
        )
        for one in sent
    )
    return object_schema(ObjectType(fields=tuple(fields)), declared)
