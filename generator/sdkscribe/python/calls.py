"""What a method's body sends and expects: the arguments of the one call to the runtime.

Where each parameter goes is known; here it becomes the text of a path, a query, headers and a body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from sdkscribe.python.annotations import RUNTIME, Scope, annotation
from sdkscribe.python.imports import Imports
from sdkscribe.python.members import option_name
from sdkscribe.python.names import PythonName
from sdkscribe.python.problems import no_rule
from sdkscribe.python.shapes import is_null, union_members
from sdkscribe.python.signatures import IDEMPOTENCY_KEY, Parameter
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
    """The path, with its arguments put in; where there are several, the choice of one."""
    parameters = {str(p.wire_name): p for p in sending.placed("path")}
    paths = (sending.method.path, *sending.method.other_paths)
    routes = [_filled(path, parameters, sending) for path in paths]
    if parameters.keys() - {name for path in paths for name in _placeholders(path)}:
        raise no_rule(
            f"the path {paths[0]} with the arguments {list(parameters)}", sending.scope.owner
        )
    if len(routes) == 1:
        path, values = routes[0]
        if not values:
            return repr(path)
        filled = sending.scope.runtime("resource", "path_template")
        return f"{filled}({path!r}, {', '.join(f'{k}={v}' for k, v in values.items())})"
    chosen = sending.scope.runtime("resource", "first_path")
    return f"{chosen}({', '.join(f'({path!r}, {_mapping(v.items())})' for path, v in routes)})"


def _placeholders(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]


def _filled(
    path: str, parameters: Mapping[str, Parameter], sending: Sending
) -> tuple[str, dict[str, str]]:
    """A path with its placeholders by their Python names, and what is put in for each."""
    values: dict[str, str] = {}
    for wire_name in _placeholders(path):
        if wire_name not in parameters:
            raise no_rule(
                f"the path {path} with the arguments {list(parameters)}", sending.scope.owner
            )
        key = PythonName(wire_name)
        path = path.replace(f"{{{wire_name}}}", f"{{{key}}}")
        values[key] = _value(parameters[wire_name])
    return path, values


def request_arguments(sending: Sending, body: Imports) -> Iterator[str]:
    """The keyword arguments for what is sent; `body` is the imports of the method's body."""
    if sending.method.base_url is not None:
        yield f"base_url={sending.method.base_url!r}"
    if sending.method.security is not None:
        yield f"security=({''.join(f'{scheme!r}, ' for scheme in sending.method.security)})"
    headers = _headers(sending)
    if headers:
        yield f"headers={_mapping(headers.values())}"
    for place in ("query", "body"):
        content = _content(sending, place)
        if content is not None:
            yield f"{place}={content}"
    if sending.method.encoding in ("multipart", "multipart_if_files"):
        yield f"encoding={_multipart(sending.method, body)}"
    elif sending.method.encoding != "json":
        yield f"encoding={sending.method.encoding!r}"
    yield from (f"{extra}={extra}" for extra in _EXTRAS)
    if sending.takes_key:
        yield f"{IDEMPOTENCY_KEY}={IDEMPOTENCY_KEY}"


def _multipart(method: Method, body: Imports) -> str:
    """The encoder of a form, which may send some fields in their own ways."""
    module = (RUNTIME, "multipart")
    if not method.body_parts:
        return body.inside(module, method.encoding)
    typed = _mapping((p.name, f"({p.content_type!r}, {p.is_json})") for p in method.body_parts)
    alone = "".join(f", alone={p.name!r}" for p in method.body_parts if p.is_body_if_alone)
    return f"{body.inside(module, 'multipart_with')}({typed}{alone})"


def _headers(sending: Sending) -> dict[str, tuple[str, str]]:
    """The name and the value of each header, by its name in lower case."""
    constant: dict[str, list[Header]] = {}
    for header in sending.method.headers:
        constant.setdefault(header.name.lower(), []).append(header)
    headers = {name.lower(): (name, repr(None)) for name in sending.method.without_headers}
    headers |= {key: (same[-1].name, repr(same[-1].value)) for key, same in constant.items()}
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
    if not beside and all(_is_primitive(member) for member in members):
        return f"{scope.runtime('headers', 'header_text')}({_value(parameter)})"
    arrays = [member for member in members if isinstance(member, ArrayType)]
    items = [item for array in arrays for item in union_members(array.items, scope.types)]
    if not all(_is_text(m) or is_null(m) or m in arrays for m in (*members, *items)):
        raise no_rule(f"the header argument {parameter.name}, which is no text", scope.owner)
    listed = scope.runtime("headers", "header_list")
    return f"{listed}({', '.join([_value(parameter), *map(repr, beside)])})"


def _is_primitive(node: Type) -> bool:
    """Whether a value is a boolean, a number, a string or nothing."""
    if isinstance(node, ScalarType):
        return node.kind in ("boolean", "integer", "null", "number", "string", "undefined")
    return isinstance(node, LiteralType)


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
    if len(parameters) == 1 and whole:
        return _sent(parameters[0], sending)
    fields = _mapping((p.wire_name, _sent(p, sending)) for p in parameters if p.wire_name)
    if not whole:
        return fields
    joined = sending.scope.runtime("resource", "joined")
    return f"{joined}({', '.join([*(_sent(p, sending) for p in whole), fields])})"


def _sent(parameter: Parameter, sending: Sending) -> str:
    """What is sent for a parameter, with the names that its fields have on the wire."""
    value = _value(parameter)
    if not any(r.target in sending.renaming for r in references(parameter.type)):
        return value
    transform = sending.scope.runtime("transform", "transform")
    return f"{transform}({value}, {annotation(parameter.type, sending.scope)})"


def _mapping(items: Iterable[tuple[str, str]]) -> str:
    return "{" + "".join(f"{key!r}: {value}, " for key, value in items) + "}"
