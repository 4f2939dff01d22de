"""A spec as an OpenAPI 3.1 document: its endpoints, and its types as components.

Calls that share a verb and a path are one operation with what all of them send and answer. What OpenAPI
has no words for is an error with its method: nothing is left out in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.export.endpoints import Endpoint, NoWordsError, endpoints
from sdkscribe.export.json_schema import Declared, Schema, declared_in, definitions, described
from sdkscribe.export.openapi_answers import responses
from sdkscribe.export.openapi_requests import parameters, request_body
from sdkscribe.export.openapi_security import (
    component_name,
    option_names,
    requirements,
    security_schemes,
)
from sdkscribe.spec import Client, Header, Spec

_NOT_PARAMETERS = ("accept", "content-type", "authorization")


def export_openapi(spec: Spec) -> Schema:
    """The document. Raises `SdkscribeError` with every method that OpenAPI has no words for."""
    declared = declared_in(spec, pointer="#/components/schemas/")
    shared = _client_parameters(spec.client)
    document = _Document(spec=spec, declared=declared, shared=list(shared))
    paths = document.paths()
    if document.problems:
        raise SdkscribeError(document.problems)
    components: Schema = {
        "schemas": definitions(declared),
        "parameters": shared,
        "securitySchemes": security_schemes(spec.client),
    }
    return {
        "openapi": "3.1.1",
        "info": _about(spec),
        "servers": [{"url": spec.client.base_url}],
        "security": requirements(spec.client),
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
        security = requirements(self.spec.client, endpoint.security)
        if security != requirements(self.spec.client):
            operation["security"] = security
        sent = parameters(endpoint, self.spec.client, self.declared)
        without = {component_name(name).lower() for name in endpoint.without_headers}
        shared = [
            {"$ref": f"#/components/parameters/{name}"}
            for name in self.shared
            if name.lower() not in without
        ]
        if sent or shared:
            operation["parameters"] = [*sent, *shared]
        body = request_body(endpoint, self.declared)
        if body is not None:
            operation["requestBody"] = body
        operation["responses"] = responses(endpoint, self.spec, self.declared)
        return operation


def _client_parameters(client: Client) -> dict[str, Schema]:
    """The headers that the client sends with every request, but for those with credentials."""
    elsewhere = {*_NOT_PARAMETERS, *(header.name.lower() for header in client.auth_headers())}
    return {
        component_name(header.name): _header(header, client)
        for header in client.headers
        if header.name.lower() not in elsewhere
    }


def _header(header: Header, client: Client) -> Schema:
    required = {option.name for option in client.options if option.required}
    named = set(option_names(header.value))
    text: Schema = {"type": "string"} if named else {"const": header.value}
    return {"name": header.name, "in": "header", "required": named <= required, "schema": text}
