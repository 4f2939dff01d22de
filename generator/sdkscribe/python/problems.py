"""Going on after a problem, so that all of them are reported together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.spec import Name

Item = TypeVar("Item")
Result = TypeVar("Result")


def no_rule(what: str, name: Name, line: int = 0) -> SdkscribeError:
    """The error for a declaration that no rule carries over to Python."""
    return SdkscribeError(
        Problem(
            message=f"no rule for {what}",
            location=Location(path=name.module, line=line),
            source=name.name,
            hint="exclude the declaration, or correct it with an overlay",
        )
    )


def each(make: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """What `make` gives for each item. Raises `SdkscribeError` with the problems of all items."""
    return list(one_by_one(make, items))


def one_by_one(make: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """What `make` gives for each item, as it comes. Raises `SdkscribeError` with the problems of all
    items, after the last."""
    problems: dict[Problem, None] = {}
    for item in items:
        try:
            result = make(item)
        except SdkscribeError as error:
            problems.update(dict.fromkeys(error.problems))
        else:
            yield result
    if problems:
        raise SdkscribeError(problems)
