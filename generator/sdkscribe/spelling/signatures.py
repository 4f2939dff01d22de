"""The signatures of a method as a resource class declares them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdkscribe.spec import Argument, Method, Name, Overload, Returns
from sdkscribe.spelling.comments import comment_lines
from sdkscribe.spelling.speller import Speller, returned_pages
from sdkscribe.spelling.types import Scope, type_text

_BARE_ANSWERS = {"bytes": "Response", "text": "string", "nothing": "void", "value": "unknown"}


def method_lines(method: Method, module: str, speller: Speller) -> list[str]:
    """The method's signatures, each after its documentation."""
    if method.spelling is not None:
        return [*comment_lines(method.overloads[0].description), *method.spelling.split("\n")]
    lines: list[str] = []
    for description, signature in usual_signatures(method, module, speller):
        lines += [*comment_lines(description), *signature.split("\n")]
    return lines


def usual_signatures(
    method: Method, module: str, speller: Speller
) -> Iterator[tuple[str | None, str]]:
    """The documentation and the text of each signature."""
    for overload in method.overloads:
        yield overload.description, _signature(
            method.name, overload, overload.arguments, module, speller
        )
        given = overload.arguments
        if speller.style.short_forms and given and not given[-1].required:
            yield None, _signature(method.name, overload, given[:-1], module, speller)


def _signature(
    name: str, overload: Overload, arguments: Sequence[Argument], module: str, speller: Speller
) -> str:
    scope = Scope(module=module)
    parameters = [_parameter(argument, scope, speller) for argument in arguments]
    parameters.append(f"options?: {speller.style.options}")
    return f"{name}({', '.join(parameters)}): {_promise(overload.returns, scope, speller)};"


def _parameter(argument: Argument, scope: Scope, speller: Speller) -> str:
    text = type_text(argument.type, scope)
    if argument.required:
        return f"{argument.name}: {text}"
    return f"{argument.name}?: {text}{speller.style.optional}"


def _promise(returns: Returns, scope: Scope, speller: Speller) -> str:
    style = speller.style
    if returns.kind == "page" and returns.type is not None:
        item = type_text(returns.type, scope)
        return f"{style.page_promise}<{_page(returns, item, scope, speller)}, {item}>"
    return f"{style.promise}<{_answer(returns, scope)}>"


def _answer(returns: Returns, scope: Scope) -> str:
    if returns.type is None:
        return _BARE_ANSWERS[returns.kind]
    text = type_text(returns.type, scope)
    if returns.events is not None:
        return f"Stream<{type_text(returns.events, scope)}> | {text}"
    return f"Stream<{text}>" if returns.kind == "stream" else text


def _page(returns: Returns, item: str, scope: Scope, speller: Speller) -> str:
    """The declared name of the pages; the generic class, where there is none."""
    name = page_name(returns, scope.module, speller)
    if name is not None:
        return name.name
    generic = returns.page_class.name if returns.page_class is not None else "Page"
    return f"{generic}<{item}>"


def page_name(returns: Returns, module: str, speller: Speller) -> Name | None:
    """What the pages that a method answers with are declared as, in its own module first."""
    key = returned_pages(returns)
    names = speller.page_types.get(key, ()) if key is not None else ()
    return min(names, key=lambda name: name.module != module, default=None)
