"""A spec as an OpenAPI 3.1 document: its endpoints, and its types as components.

Calls that share a verb and a path are one operation with what all of them send and answer. What OpenAPI
has no words for is an error with its method: nothing is left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.export.endpoints import Endpoint, NoWordsError, endpoints
from sdkscribe.export.json_schema import Declared, Schema, declared_in, definitions, described
from sdkscribe.export.openapi_answers import responses
from sdkscribe.export.openapi_requests import parameters, request_body
from sdkscribe.spec import Client, Header, Spec

_OPTION = re.compile(r"\{(\w+)\}")
_SCHEMES = {"bearer": "bearer", "basic": "basic"}
_NOT_PARAMETERS = ("accept", "content-type", "authorization")


def export_openapi(spec: Spec) -> Schema:
    """The document. Raises `SdkscribeError` with every method that OpenAPI has no words for."""
    declared = declared_in(spec, pointer="#/components/schemas/")
    shared = _client_parameters(spec.client)
    schemes = _security_schemes(spec.client)
    document = _Document(spec=spec, declared=declared, shared=list(shared))
    paths = document.paths()
    if document.problems:
        raise SdkscribeError(document.problems)
    components: Schema = {
        "schemas": definitions(declared),
        "parameters": shared,
        "securitySchemes": schemes,
    }
    return {
        "openapi": "3.1.1",
        "info": _about(spec),
        "servers": [{"url": spec.client.base_url}],
        "security": [{name: []} for name in schemes],
        "paths": paths,
        "components": {name: of for name, of in components.items() if of},
    }


def _about(spec: Spec) -> Schema:
    package = spec.package
    about: Schema = {"title": package.name, "version": package.version}
    licence: Schema = {"license": {"name": package.license}} if package.license else {}
    return {**about, **described(spec.client.description), **licence}


@dataclass(slots=True, kw_only=True)
class _Document:
    """The operations of a document, and what there are no words for."""

    spec: Spec
    declared: Declared
    shared: list[str]
    problems: list[Problem] = field(default_factory=list[Problem])

    def paths(self) -> dict[str, Schema]:
        paths: dict[str, Schema] = {}
        for endpoint in endpoints(self.spec, self.problems):
            try:
                operation = self._operation(endpoint)
            except NoWordsError as error:
                self.problems.append(error.problem(endpoint.called))
            else:
                paths.setdefault(endpoint.path, {})[endpoint.verb.lower()] = operation
        return paths

    def _operation(self, endpoint: Endpoint) -> Schema:
        operation: Schema = {
            "operationId": endpoint.called,
            "tags": [endpoint.called.rpartition(".")[0] or "client"],
            **described(endpoint.description),
        }
        if endpoint.base_url is not None:
            operation["servers"] = [{"url": endpoint.base_url}]
        sent = parameters(endpoint, self.spec.client, self.declared)
        shared = [{"$ref": f"#/components/parameters/{name}"} for name in self.shared]
        if sent or shared:
            operation["parameters"] = [*sent, *shared]
        body = request_body(endpoint, self.declared)
        if body is not None:
            operation["requestBody"] = body
        operation["responses"] = responses(endpoint, self.spec, self.declared)
        return operation


def _client_parameters(client: Client) -> dict[str, Schema]:
    """The headers that the client sends with every request."""
    return {
        _component_name(header.name): _header(header, client)
        for header in client.headers
        if header.name.lower() not in _NOT_PARAMETERS
    }


def _header(header: Header, client: Client) -> Schema:
    required = {option.name for option in client.options if option.required}
    named = set(_OPTION.findall(header.value))
    text: Schema = {"type": "string"} if named else {"const": header.value}
    return {"name": header.name, "in": "header", "required": named <= required, "schema": text}


def _security_schemes(client: Client) -> dict[str, Schema]:
    """One of them is enough: a client has one kind of credentials."""
    return dict(_schemes(client))


def _schemes(client: Client) -> Iterator[tuple[str, Schema]]:
    for header in client.auth:
        option = _component_name("_".join(_OPTION.findall(header.value)) or header.name)
        scheme = _SCHEMES.get(header.value.partition(" ")[0].lower())
        if header.name.lower() == "authorization" and scheme is not None:
            yield option, {"type": "http", "scheme": scheme}
        else:
            yield option, {"type": "apiKey", "in": "header", "name": header.name}


def _component_name(text: str) -> str:
    return re.sub(r"[^a-zA-Z0-9._-]", "_", text)
