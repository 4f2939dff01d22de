"""Which methods a place concerns, found the slow way: by following each method's types one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdkscribe.diff.changes import MethodPlace, Place, Reach, TypePlace, Use
from sdkscribe.diff.surface import Call, surface_of
from sdkscribe.spec import Name, Spec, Type
from sdkscribe.spec_walk import references, types_of


class Reached:
    """The methods of an API that reach each type, as it is asked for."""

    def __init__(self, spec: Spec) -> None:
        self._types = spec.types()
        self._pages = {page.name: page for page in spec.pages}
        self._calls = {
            path: (self._closure(_asked(call)), self._closure(_answered(call)))
            for path, call in surface_of(spec).calls.items()
        }

    def knows(self, name: Name) -> bool:
        return name in self._types or name in self._pages

    def methods(self, name: Name) -> Iterator[Reach]:
        for path, (asked, answered) in self._calls.items():
            if name in asked or name in answered:
                use: Use = "both" if name in asked and name in answered else "request"
                yield Reach(method=path, use=use if name in asked else "response")

    def _closure(self, names: Iterable[Name]) -> set[Name]:
        found: set[Name] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found and self.knows(name):
                found.add(name)
                waiting.extend(self._next(name))
        return found

    def _next(self, name: Name) -> Iterator[Name]:
        page = self._pages.get(name)
        nodes = [page.type] if page is not None else types_of(self._types[name])
        return _targets(nodes)


def _targets(nodes: Iterable[Type]) -> Iterator[Name]:
    return (reference.target for node in nodes for reference in references(node))


def _asked(call: Call) -> Iterator[Name]:
    return _targets(a.type for o in call.method.overloads for a in o.arguments)


def _answered(call: Call) -> Iterator[Name]:
    for overload in call.method.overloads:
        returns = overload.returns
        yield from _targets(node for node in (returns.type, returns.events) if node is not None)
        if returns.page_class is not None:
            yield returns.page_class


def of_method(place: Place) -> set[Reach]:
    """A method's own place; none for what is no method."""
    if not isinstance(place, MethodPlace):
        return set()
    is_answer = place.path.startswith(("answer", "events"))
    use: Use = "both" if not place.path else "response" if is_answer else "request"
    return {Reach(method=f"{place.resource}.{place.method}", use=use)}


def reached_at(place: Place, before: Reached, after: Spec) -> set[Reach]:
    """The methods that a place concerns; the API after the change is only asked for what is new in it."""
    if not isinstance(place, TypePlace):
        return of_method(place)
    known = before if before.knows(place.name) else Reached(after)
    return set(known.methods(place.name))
