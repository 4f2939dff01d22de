"""What a method answers: how its signature says it, and the runtime's method that makes it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from sdkscribe.python.annotations import Scope, annotation
from sdkscribe.python.flavors import Flavor
from sdkscribe.python.homes import Home
from sdkscribe.python.imports import Imports
from sdkscribe.python.overloads import PythonOverload
from sdkscribe.python.pages import page_home
from sdkscribe.python.problems import no_rule
from sdkscribe.python.shapes import flat_members, is_class, without_alias
from sdkscribe.spec import (
    ArrayType,
    ForeignType,
    MapType,
    Method,
    ReferenceType,
    Returns,
    ScalarType,
    Spec,
    Type,
    UnknownType,
)

_STREAMABLE = {"value", "stream", "value_or_stream"}
_STRING = ScalarType(kind="string")
_PAGINATOR = Home(module=("_runtime", "pagination"), name="AsyncPaginator")
_TYPE_FORM = Home(module=("_runtime", "types"), name="TypeForm")
_BYTES = Home(module=("_runtime", "response"), name="HttpxBinaryResponseContent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The runtime's method that a call goes to, and the arguments that say what comes back."""

    request: str
    arguments: tuple[str, ...]
    is_awaited: bool = True


def returned(returns: Returns, flavor: Flavor, scope: Scope) -> Iterator[str]:
    """The return annotations of a signature: two where it answers with a value or a stream."""
    match returns.kind:
        case "value":
            yield annotation(_type(returns, scope), scope)
        case "page":
            page = _of_type(_checked(_page_home(returns, flavor, scope), scope), returns, scope)
            item = annotation(_type(returns, scope), scope)
            yield f"{_checked(_PAGINATOR, scope)}[{item}, {page}]" if flavor.is_async else page
        case "stream":
            stream = _checked(stream_home(flavor), scope)
            yield f"{stream}[{annotation(_events(returns, scope), scope)}]"
        case "value_or_stream":
            yield annotation(_type(returns, scope), scope)
            stream = _checked(stream_home(flavor), scope)
            yield f"{stream}[{annotation(_events(returns, scope), scope)}]"
        case "bytes":
            yield _checked(_BYTES, scope)
        case "text":
            yield scope.builtin("str")
        case "nothing":
            yield "None"
        case _:
            assert_never(returns.kind)


def answer(
    method: Method, whole: PythonOverload, flavor: Flavor, scope: Scope, body: Imports
) -> Answer:
    """The call for a method that answers in one way, or with a value or a stream of events as one
    of its arguments says. `scope` is that of the method's body, and `body` its imports."""
    distinct = _distinct(whole.returns)
    kinds = {returns.kind for returns in distinct}
    if kinds <= _STREAMABLE and kinds not in ({"value"}, {"stream"}):
        chosen_by = [p.name for p in whole.parameters if p.wire_name == method.streams_by]
        if not chosen_by:
            what = f"a value or a stream without an argument `{method.streams_by}`"
            raise no_rule(what, scope.owner)
        return _value_or_stream(chosen_by[0], distinct, flavor, scope, body)
    if len(kinds) > 1 or (len(distinct) > 1 and kinds != {"value"}):
        raise no_rule(f"a method that answers with {' or '.join(sorted(kinds))}", scope.owner)
    match distinct[0].kind:
        case "value":
            types = dict.fromkeys(_type(returns, scope) for returns in distinct)
            return _value(list(types), tuple(_unwrapping(distinct, scope)), scope)
        case "stream" | "value_or_stream":
            events = _events(distinct[0], scope)
            stream = f"stream_cls={_stream(events, flavor, scope, body)}"
            arguments = (f"cast_to={annotation(events, scope)}", stream)
            return Answer(request="_request_stream", arguments=arguments)
        case "page":
            home = _used(_page_home(distinct[0], flavor, scope), body)
            page = _of_type(home, distinct[0], scope)
            return Answer(request="_request_page", arguments=(f"page={page}",), is_awaited=False)
        case "bytes":
            return Answer(request="_request_bytes", arguments=())
        case "text":
            return Answer(request="_request_text", arguments=())
        case "nothing":
            return Answer(request="_request_nothing", arguments=())
        case _:
            assert_never(distinct[0].kind)


def _distinct(all_returns: Iterable[Returns]) -> list[Returns]:
    """The ways to answer. Text is a string in JSON where it is one of several, or is unwrapped."""
    distinct = list(dict.fromkeys(all_returns))
    return [
        (
            replace(returns, kind="value", type=_STRING)
            if returns.kind == "text" and (len(distinct) > 1 or returns.unwrap is not None)
            else returns
        )
        for returns in distinct
    ]


def _unwrapping(distinct: Iterable[Returns], scope: Scope) -> Iterator[str]:
    """The argument that names the field of the answer that holds the value."""
    fields = {returns.unwrap for returns in distinct}
    if len(fields) > 1:
        raise no_rule("a method whose answers are in several fields", scope.owner)
    for field in fields - {None}:
        yield f"unwrap={field!r}"


def _value_or_stream(
    chosen_by: str, distinct: list[Returns], flavor: Flavor, scope: Scope, body: Imports
) -> Answer:
    """A call that says what it makes of the answer: the events of a stream, or the one value."""
    with_value = [r for r in distinct if r.kind != "stream"]
    values = list(dict.fromkeys(_type(r, scope) for r in with_value))
    events, *others = dict.fromkeys(_events(r, scope) for r in distinct if r.kind != "value")
    if others:
        raise no_rule("a method with several streams", scope.owner)
    return Answer(
        request="_request_value_or_stream",
        arguments=(
            f"cast_to={_cast_either(values, events, chosen_by, scope)}",
            f"stream={chosen_by} or False",
            f"stream_cls={_stream(events, flavor, scope, body)}",
            *_unwrapping(with_value, scope),
        ),
    )


def _cast_either(values: list[Type], events: Type, chosen_by: str, scope: Scope) -> str:
    """The type of the value, or of the events, as an argument says."""
    value, event = _union(values, scope), annotation(events, scope)
    # The inner parentheses are black's: where a condition needs several lines, it puts them.
    either = value if value == event else f"({event} if {chosen_by} else {value})"
    return _cast_to(value, either, scope)


def _value(types: list[Type], unwrapping: tuple[str, ...], scope: Scope) -> Answer:
    """A call that answers with a value. Type checkers take a class for a value, but not a union."""
    whole = _union(types, scope)
    if len(_written(types, scope)) == 1 and _is_class(types[0], scope):
        return Answer(request="_request", arguments=(f"cast_to={whole}", *unwrapping))
    form = f"cast_to={_cast_to(whole, whole, scope)}"
    return Answer(request="_request_form", arguments=(form, *unwrapping))


def _cast_to(type_: str, value: str, scope: Scope) -> str:
    form = f"{_checked(_TYPE_FORM, scope)}[{type_}]"
    return f"{scope.typing('cast')}({form!r}, {value})"


def _union(types: list[Type], scope: Scope) -> str:
    written = _written(types, scope)
    if len(written) == 1:
        return written[0]
    return f"{scope.typing('Union')}[{', '.join(written)}]"


def _written(types: list[Type], scope: Scope) -> list[str]:
    """Each type as Python writes it; of several, those in a union in its place."""
    members = flat_members(types) if len(types) > 1 else types
    return list(dict.fromkeys(annotation(node, scope) for node in members))


def _is_class(node: Type, scope: Scope) -> bool:
    match without_alias(node, scope.types):
        case ReferenceType(target=target):
            return is_class(scope.types[target], scope.types)
        case ArrayType() | MapType() | UnknownType() | ForeignType():
            return True
        case ScalarType(kind=kind):
            return kind in ("string", "integer", "number", "boolean", "object")
        case _:
            return False


def _stream(events: Type, flavor: Flavor, scope: Scope, body: Imports) -> str:
    """The class of a stream, as a value."""
    return f"{_used(stream_home(flavor), body)}[{annotation(events, scope)}]"


def has_streams(spec: Spec) -> bool:
    """Whether any method answers with a stream of events."""
    methods = (m for module in spec.modules for r in module.resources for m in r.methods)
    kinds = {overload.returns.kind for method in methods for overload in method.overloads}
    return not kinds.isdisjoint({"stream", "value_or_stream"})


def stream_home(flavor: Flavor) -> Home:
    """Where the class of streams is."""
    return Home(module=("_runtime", "streaming"), name=flavor.stream)


def _page_home(returns: Returns, flavor: Flavor, scope: Scope) -> Home:
    if returns.page_class is None:
        raise no_rule("a method that answers with pages of no class", scope.owner)
    return page_home(returns.page_class, flavor)


def _of_type(generic: str, returns: Returns, scope: Scope) -> str:
    return f"{generic}[{annotation(_type(returns, scope), scope)}]"


def _checked(home: Home, scope: Scope) -> str:
    """The local name of something that an annotation needs."""
    return scope.imports.inside(home.module, home.name, is_checking=True)


def _used(home: Home, body: Imports) -> str:
    """The local name of something that a method's body needs."""
    return body.inside(home.module, home.name)


def _type(returns: Returns, scope: Scope) -> Type:
    if returns.type is None:
        raise no_rule(f"a {returns.kind} of no type", scope.owner)
    return returns.type


def _events(returns: Returns, scope: Scope) -> Type:
    """The events of a stream, or of what may be one."""
    if returns.kind == "stream":
        return _type(returns, scope)
    if returns.events is None:
        raise no_rule("a stream of events of no type", scope.owner)
    return returns.events
