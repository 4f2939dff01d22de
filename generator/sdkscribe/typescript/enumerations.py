"""Enumerations: the values as a union of literals, with the names that the source has for them."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.spec import EnumMember, LiteralType, ScalarType, Type, UnionType
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.declarations import key, with_comments
from sdkscribe.typescript.exclusions import UNDECIDED
from sdkscribe.typescript.literals import literal
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.syntax import Node, child


def enumeration(body: Node, place: Place) -> tuple[Type, tuple[EnumMember, ...]]:
    """The type of an enumeration and its members, in one order. An empty one has no value."""
    found = list(_members(body, place))
    if not found:
        return ScalarType(kind="never"), ()
    literals = tuple(LiteralType(value=value) for _, value in found)
    return UnionType(members=literals), tuple(member for member, _ in found)


def _members(body: Node, place: Place) -> Iterator[tuple[EnumMember, str | float]]:
    """Each member with its value: a number that is not there is one more than the one before."""
    previous: str | float | None = -1
    for node, comment in with_comments(body):
        name, given = child(node, "name") or node, child(node, "value")
        if given is not None:
            found = literal(given)
            value = None if found is None else found.value
        else:
            value = previous + 1 if isinstance(previous, int | float) else None
        if value is None:
            place.leave_out(node, key(name), UNDECIDED)
        else:
            yield EnumMember(name=key(name), description=documentation(comment)), value
        previous = value
