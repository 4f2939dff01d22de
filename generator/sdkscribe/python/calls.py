"""What a method's body sends and expects: the arguments of the one call to the runtime.

Where each parameter goes is known; here it becomes the text of a path, a query, headers and a body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from sdkscribe.python.annotations import RUNTIME, Scope, annotation
from sdkscribe.python.imports import Imports
from sdkscribe.python.members import option_name
from sdkscribe.python.names import PythonName
from sdkscribe.python.problems import no_rule
from sdkscribe.python.shapes import is_null, union_members
from sdkscribe.python.signatures import Parameter
from sdkscribe.spec import ArrayType, Header, LiteralType, Method, Name, Place, ScalarType, Type
from sdkscribe.spec_walk import references

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
        values.append(f"{key}={_value(parameter)}")
    filled = sending.scope.runtime("resource", "path_template")
    return f"{filled}({path!r}, {', '.join(values)})"


def request_arguments(sending: Sending, body: Imports) -> Iterator[str]:
    """The keyword arguments for what is sent; `body` is the imports of the method's body."""
    if sending.method.base_url is not None:
        yield f"base_url={sending.method.base_url!r}"
    headers = _headers(sending)
    if headers:
        yield f"headers={_mapping(headers.values())}"
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


def _headers(sending: Sending) -> dict[str, tuple[str, str]]:
    """The name and the value of each header, by its name in lower case."""
    constant: dict[str, list[Header]] = {}
    for header in sending.method.headers:
        constant.setdefault(header.name.lower(), []).append(header)
    headers = {key: (same[-1].name, repr(same[-1].value)) for key, same in constant.items()}
    for parameter in sending.placed("header"):
        name = parameter.wire_name or ""
        beside = [header.value for header in constant.get(name.lower(), ())]
        headers[name.lower()] = (name, _header_value(parameter, beside, sending.scope))
    return headers


def _header_value(parameter: Parameter, beside: list[str], scope: Scope) -> str:
    """An argument as a header, which is a list where it is an array or has constants beside it."""
    members = list(union_members(parameter.type, scope.types))
    if not beside and all(_is_text(member) for member in members):
        return _value(parameter)
    arrays = [member for member in members if isinstance(member, ArrayType)]
    items = [item for array in arrays for item in union_members(array.items, scope.types)]
    if not all(_is_text(m) or is_null(m) or m in arrays for m in (*members, *items)):
        raise no_rule(f"the header argument {parameter.name}, which is no string", scope.owner)
    listed = scope.runtime("headers", "header_list")
    return f"{listed}({', '.join([_value(parameter), *map(repr, beside)])})"


def _is_text(node: Type) -> bool:
    match node:
        case ScalarType(kind=kind):
            return kind in ("string", "undefined")
        case LiteralType(value=value):
            return isinstance(value, str)
        case _:
            return False


def _value(parameter: Parameter) -> str:
    """What is sent for a parameter: the argument, or the client's option in its place."""
    if parameter.option is None:
        return parameter.name
    return f"self._or_option({parameter.name}, {str(option_name(parameter.option))!r})"


def _content(sending: Sending, place: Place) -> str | None:
    """The text of a query or a body."""
    parameters = sending.placed(place)
    if not parameters:
        return None
    whole = [p for p in parameters if p.wire_name is None]
    if whole and len(parameters) > 1:
        raise no_rule(f"a {place} that is one argument and fields of another", sending.scope.owner)
    if whole:
        return _sent(parameters[0], sending)
    return _mapping((p.wire_name or "", _sent(p, sending)) for p in parameters)


def _sent(parameter: Parameter, sending: Sending) -> str:
    """What is sent for a parameter, with the names that its fields have on the wire."""
    value = _value(parameter)
    if not any(r.target in sending.renaming for r in references(parameter.type)):
        return value
    transform = sending.scope.runtime("transform", "transform")
    return f"{transform}({value}, {annotation(parameter.type, sending.scope)})"


def _mapping(items: Iterable[tuple[str, str]]) -> str:
    return "{" + "".join(f"{key!r}: {value}, " for key, value in items) + "}"
