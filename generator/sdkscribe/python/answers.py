"""What a method answers: how its signature says it, and the runtime's method that makes it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from sdkscribe.python.annotations import Scope, annotation
from sdkscribe.python.flavors import Flavor
from sdkscribe.python.imports import Imports
from sdkscribe.python.layout import Home
from sdkscribe.python.pages import page_home
from sdkscribe.python.problems import no_rule
from sdkscribe.python.shapes import is_class, without_alias
from sdkscribe.spec import (
    ArrayType,
    ForeignType,
    MapType,
    ReferenceType,
    Returns,
    ScalarType,
    Type,
    UnknownType,
)

_STRING = ScalarType(kind="string")
_PAGINATOR = Home(module=("_runtime", "pagination"), name="AsyncPaginator")
_BYTES = Home(module=("_runtime", "response"), name="HttpxBinaryResponseContent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The runtime's method that a call goes to, and the arguments that say what comes back."""

    request: str
    arguments: tuple[str, ...]
    is_awaited: bool = True


def returned(returns: Returns, flavor: Flavor, scope: Scope) -> str:
    """The return annotation of a signature."""
    match returns.kind:
        case "value":
            return annotation(_type(returns, scope), scope)
        case "page":
            page = _of_type(_checked(_page_home(returns, flavor, scope), scope), returns, scope)
            if not flavor.is_async:
                return page
            paginator = _checked(_PAGINATOR, scope)
            return f"{paginator}[{annotation(_type(returns, scope), scope)}, {page}]"
        case "stream":
            return _of_type(_checked(_stream_home(flavor), scope), returns, scope)
        case "bytes":
            return _checked(_BYTES, scope)
        case "text":
            return scope.builtin("str")
        case "nothing":
            return "None"
        case _:
            assert_never(returns.kind)


def answer(all_returns: Iterable[Returns], flavor: Flavor, scope: Scope, body: Imports) -> Answer:
    """The call for a method that answers in one way, or with a value or a stream of events as its
    `stream` argument says. `scope` is that of the method's body, and `body` its imports."""
    distinct = list(dict.fromkeys(all_returns))
    if len(distinct) > 1:
        distinct = [
            replace(r, kind="value", type=_STRING) if r.kind == "text" else r for r in distinct
        ]
    kinds = {returns.kind for returns in distinct}
    if kinds == {"value", "stream"}:
        return _value_or_stream(distinct, flavor, scope, body)
    if len(kinds) > 1 or (len(distinct) > 1 and kinds != {"value"}):
        raise no_rule(f"a method that answers with {' or '.join(sorted(kinds))}", scope.owner)
    match distinct[0].kind:
        case "value":
            types = dict.fromkeys(_type(returns, scope) for returns in distinct)
            return Answer(request="_request", arguments=(f"cast_to={_cast(types, scope)}",))
        case "stream":
            stream = _of_type(_used(_stream_home(flavor), body), distinct[0], scope)
            return Answer(
                request="_request",
                arguments=tuple(_only_stream(distinct[0], stream, scope)),
            )
        case "page":
            home = _page_home(distinct[0], flavor, scope)
            page = _of_type(_used(home, body), distinct[0], scope)
            return Answer(request="_request_page", arguments=(f"page={page}",), is_awaited=False)
        case "bytes":
            return Answer(request="_request_bytes", arguments=())
        case "text":
            return Answer(request="_request_text", arguments=())
        case "nothing":
            return Answer(request="_request", arguments=("cast_to=None",))
        case _:
            assert_never(distinct[0].kind)


def _value_or_stream(
    distinct: list[Returns], flavor: Flavor, scope: Scope, body: Imports
) -> Answer:
    """A call that says what it makes of the answer: the events of a stream, or the one value."""
    values = dict.fromkeys(_type(r, scope) for r in distinct if r.kind == "value")
    streams = [r for r in distinct if r.kind == "stream"]
    if len(streams) > 1:
        raise no_rule("a method with several streams", scope.owner)
    value = _union(values, scope)
    event = annotation(_type(streams[0], scope), scope)
    cast = scope.typing("cast")
    # The inner parentheses are black's: where a condition needs several lines, it puts them.
    return Answer(
        request="_request",
        arguments=(
            f"cast_to={cast}({f'type[{value}]'!r}, ({event} if stream else {value}))",
            "stream=stream or False",
            f"stream_cls={_of_type(_used(_stream_home(flavor), body), streams[0], scope)}",
        ),
    )


def _only_stream(returns: Returns, stream: str, scope: Scope) -> Iterator[str]:
    event = annotation(_type(returns, scope), scope)
    yield f"cast_to={scope.typing('cast')}({f'type[{stream}]'!r}, {event})"
    yield "stream=True"
    yield f"stream_cls={stream}"


def _cast(types: Iterable[Type], scope: Scope) -> str:
    """The answer's type as a value. Type checkers know a class as one, but not a union."""
    nodes = list(types)
    whole = _union(nodes, scope)
    if len(nodes) == 1 and _is_class(nodes[0], scope):
        return whole
    return f"{scope.typing('cast')}({f'type[{whole}]'!r}, {whole})"


def _union(types: Iterable[Type], scope: Scope) -> str:
    written = list(dict.fromkeys(annotation(node, scope) for node in types))
    if len(written) == 1:
        return written[0]
    return f"{scope.typing('Union')}[{', '.join(written)}]"


def _is_class(node: Type, scope: Scope) -> bool:
    match without_alias(node, scope.types):
        case ReferenceType(target=target):
            return is_class(scope.types[target], scope.types)
        case ArrayType() | MapType() | UnknownType() | ForeignType():
            return True
        case ScalarType(kind=kind):
            return kind in ("string", "integer", "boolean", "object")
        case _:
            return False


def _stream_home(flavor: Flavor) -> Home:
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
