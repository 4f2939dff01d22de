"""What a method's body sends and expects: the arguments of the one call to the runtime.

Where each parameter goes is known; here it becomes the text of a path, a query, headers and a body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from sdkscribe.python.annotations import RUNTIME, Scope, annotation
from sdkscribe.python.imports import Imports
from sdkscribe.python.names import PythonName, field_names
from sdkscribe.python.problems import no_rule
from sdkscribe.python.shapes import shape_of, union_members
from sdkscribe.python.signatures import Parameter
from sdkscribe.spec import (
    Header,
    LiteralType,
    Method,
    Name,
    Place,
    ReferenceType,
    ScalarType,
    Type,
    references,
)

_EXTRAS = ("extra_headers", "extra_query", "extra_body", "timeout")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A method's request to write: its parameters, the scope of its body, the types that hold
    fields with other names on the wire, and whether it takes an idempotency key."""

    method: Method
    parameters: tuple[Parameter, ...]
    scope: Scope
    renaming: Set[Name]
    takes_key: bool

    def placed(self, place: Place) -> list[Parameter]:
        return [p for p in self.parameters if p.place == place]


def route(sending: Sending) -> str:
    """The path, with its arguments put in."""
    path = sending.method.path
    parameters = {str(p.wire_name): p for p in sending.placed("path")}
    placeholders = [part.partition("}")[0] for part in path.split("{")[1:]]
    if sorted(placeholders) != sorted(parameters):
        raise no_rule(f"the path {path} with the arguments {list(parameters)}", sending.scope.owner)
    if not parameters:
        return repr(path)
    values: list[str] = []
    for wire_name, parameter in parameters.items():
        key = PythonName(wire_name)
        path = path.replace(f"{{{wire_name}}}", f"{{{key}}}")
        values.append(f"{key}={parameter.name}")
    filled = sending.scope.runtime("resource", "path_template")
    return f"{filled}({path!r}, {', '.join(values)})"


def request_arguments(sending: Sending, body: Imports) -> Iterator[str]:
    """The keyword arguments for what is sent; `body` is the imports of the method's body."""
    headers = [*_constant_headers(sending.method.headers), *_sent_headers(sending)]
    if headers:
        yield f"headers={_mapping(headers)}"
    for place in ("query", "body"):
        content = _content(sending, place)
        if content is not None:
            yield f"{place}={content}"
    if sending.method.encoding == "multipart":
        yield f"encoding={body.inside((RUNTIME, 'multipart'), 'multipart')}"
    elif sending.method.encoding != "json":
        yield f"encoding={sending.method.encoding!r}"
    yield from (f"{extra}={extra}" for extra in _EXTRAS)
    if sending.takes_key:
        yield "idempotency_key=idempotency_key"


def _constant_headers(headers: Iterable[Header]) -> Iterator[tuple[str, str]]:
    return ((header.name, repr(header.value)) for header in headers)


def _sent_headers(sending: Sending) -> Iterator[tuple[str, str]]:
    for parameter in sending.placed("header"):
        if not _is_text(parameter.type, sending.scope):
            raise no_rule(
                f"the header argument {parameter.name}, which is no string", sending.scope.owner
            )
        yield parameter.wire_name or "", parameter.name


def _is_text(node: Type, scope: Scope) -> bool:
    return all(
        (isinstance(member, ScalarType) and member.kind in ("string", "undefined"))
        or (isinstance(member, LiteralType) and isinstance(member.value, str))
        for member in union_members(node, scope.types)
    )


def _content(sending: Sending, place: Place) -> str | None:
    """The text of a query or a body."""
    parameters = sending.placed(place)
    if not parameters:
        return None
    whole = [p for p in parameters if p.wire_name is None]
    if whole and len(parameters) > 1:
        raise no_rule(f"a {place} that is one argument and fields of another", sending.scope.owner)
    renamed = any(_needs_renaming(p, sending) for p in parameters)
    if whole and renamed:
        raise no_rule(f"renamed fields in a {place} that is one argument", sending.scope.owner)
    if whole:
        return parameters[0].name
    if not renamed:
        return _mapping((p.wire_name or "", p.name) for p in parameters)
    body = _mapping((_typed_dict_key(p, sending), p.name) for p in parameters)
    transform = sending.scope.runtime("transform", "transform")
    return f"{transform}({body}, {annotation(_params_type(parameters, sending), sending.scope)})"


def _mapping(items: Iterable[tuple[str, str]]) -> str:
    return "{" + "".join(f"{key!r}: {value}, " for key, value in items) + "}"


def _needs_renaming(parameter: Parameter, sending: Sending) -> bool:
    return any(r.target in sending.renaming for r in references(parameter.type))


def _params_type(parameters: list[Parameter], sending: Sending) -> Type:
    """The type of the params object that these parameters are the fields of."""
    node, *others = dict.fromkeys(p.argument for p in parameters)
    if others or not isinstance(node, ReferenceType):
        raise no_rule(
            "renamed fields in params that are a union or have no name", sending.scope.owner
        )
    return node


def _typed_dict_key(parameter: Parameter, sending: Sending) -> str:
    """What the params object that a parameter is a field of calls it in Python."""
    shape = shape_of(parameter.argument, sending.scope.types) if parameter.argument else None
    fields = shape.fields if shape is not None else ()
    names = field_names((field.wire_name for field in fields), frozenset())
    return str(names[parameter.wire_name or ""])
