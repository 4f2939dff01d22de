"""Values put together and taken apart: what a choice of values is, what code makes of them, and what
a field of one, or one without a field, stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from sdkscribe.typescript.javascript.values import (
    NOTHING,
    Answer,
    Attribute,
    Base64,
    Choice,
    Client,
    Constant,
    Entry,
    Form,
    Given,
    Listed,
    Record,
    RequestOptions,
    Spread,
    Sum,
    Text,
    This,
    Unknown,
    Value,
)
from sdkscribe.typescript.syntax import Node, shown


def parts(value: Value) -> Iterator[Value]:
    """A value and the values that it is made of."""
    yield value
    inner: Iterable[Value | Spread | Entry]
    match value:
        case Record(entries=entries):
            inner = entries
        case Listed(items=items):
            inner = items
        case Text(pieces=pieces):
            inner = pieces
        case Choice(members=members):
            inner = members
        case Base64(of=of):
            inner = (of,)
        case Sum(left=left, right=right):
            inner = (left, right)
        case Form(options=options):
            inner = (options,)
        case _:
            return
    for part in inner:
        yield from parts(part.value if isinstance(part, Entry | Spread) else part)


def is_nothing(value: Value) -> bool:
    """Whether a value adds nothing to what it is spread into."""
    return value in (NOTHING, Record(), Listed())


def made(node: Node, values: Iterable[Value]) -> Value:
    """What code nobody follows makes of values: the one of them that matters, changed, if there is
    but one."""
    leaves = [leaf for value in values for leaf in parts(value)]
    answers = [leaf for leaf in leaves if isinstance(leaf, Answer)]
    if answers:
        return replace(answers[0], changed_by=shown(node))
    given = [leaf for leaf in leaves if isinstance(leaf, Given)]
    parameters = {leaf.parameter for leaf in given}
    parameters.update(*(leaf.parameters for leaf in leaves if isinstance(leaf, Unknown)))
    if len(parameters) == 1 and len({leaf.path for leaf in given}) == 1:
        return replace(given[0], changed_by=shown(node))
    return Unknown(node, frozenset(parameters))


def choice(node: Node, members: Iterable[Value]) -> Value:
    """What may be one value or another. What is sent where it is given is simply what is given."""
    kept = tuple(dict.fromkeys(members))
    some = [member for member in kept if not is_nothing(member)]
    if not some:
        return kept[0] if kept else NOTHING
    if len(some) == 1 and (len(kept) == 1 or not _says_more_than_given(some[0])):
        return some[0]
    if any(map(are_options, some)) and all(are_options(m) or isinstance(m, Given) for m in some):
        return RequestOptions()  # options that were passed where an argument may be left out
    given = [member for member in some if isinstance(member, Given)]
    if given and len({(g.parameter, g.path, g.without) for g in given}) == 1:
        rest = [member for member in some if not isinstance(member, Given)]
        return _given_or(node, given, rest, kept)
    return Choice(node.id, kept)


def are_options(value: Value) -> bool:
    """Whether a value is request options, or made of nothing else."""
    match value:
        case Record(entries=entries):
            return bool(entries) and all(are_options(entry.value) for entry in entries)
        case Listed(items=items):
            held = [item.value if isinstance(item, Spread) else item for item in items]
            return bool(held) and all(map(are_options, held))
        case Choice(members=members):
            return all(are_options(m) or is_nothing(m) for m in members)
        case _:
            return isinstance(value, RequestOptions)


def _depends(value: Value) -> bool:
    """Whether a value is made of arguments, or of something else that matters."""
    match value:
        case Constant():
            return False
        case Unknown(parameters=parameters):
            return bool(parameters)
        case _:
            return True


def _says_more_than_given(value: Value) -> bool:
    """Whether a value sends something even where no argument is given."""
    match value:
        case Record(entries=entries):
            return any(_says_more_than_given(entry.value) for entry in entries)
        case Listed(items=items):
            return any(
                _says_more_than_given(i.value if isinstance(i, Spread) else i) for i in items
            )
        case Constant(value=constant):
            return constant is not None
        case Text() | Unknown():
            return not any(isinstance(part, Given) for part in parts(value))
        case _:
            return False


def _given_or(
    node: Node, given: Sequence[Given], rest: Sequence[Value], kept: tuple[Value, ...]
) -> Value:
    """An argument, or what stands for it where it is not given."""
    changed = next((g.changed_by for g in given if g.changed_by is not None), None)
    one = replace(given[0], changed_by=changed)
    match rest:
        case []:
            return one
        case [Attribute(path=(option,))] if not one.option:
            return replace(one, option=option)
        case _ if not any(_depends(value) for value in rest):
            return replace(one, changed_by=shown(node))
        case _:
            return Choice(node.id, kept)


def member(value: Value, name: str, node: Node) -> Value:
    """`value.name`"""
    match value:
        case Given(path=(), without=without) if name in without:
            return NOTHING
        case Given(path=path):
            return replace(value, path=(*path, name), without=frozenset(), option=None)
        case This() if name == "_client":
            return Client()
        case This() | Client():
            return Attribute(value, (name,))
        case Attribute(of=of, path=path):
            return Attribute(of, (*path, name))
        case Answer(path=path):
            return replace(value, path=(*path, name))
        case Record(entries=entries):
            return _entry(entries, name, node)
        case Choice(members=members, condition=condition):
            return _each(members, condition, lambda m: member(m, name, node))
        case RequestOptions() | Constant(value=None):
            return value
        case _:
            return made(node, [value])


def _each(members: tuple[Value, ...], condition: int, change: Callable[[Value], Value]) -> Value:
    changed = tuple(map(change, members))
    if len(set(changed)) == 1:
        return changed[0]
    return Choice(condition, changed)


def _entry(entries: tuple[Entry | Spread, ...], name: str, node: Node) -> Value:
    """The last entry of a name. What is spread after it may hold the name as well."""
    found: list[Value] = []
    options: Value = NOTHING
    for entry in reversed(entries):
        if isinstance(entry, Spread):
            inner = member(entry.value, name, node)
            if isinstance(inner, RequestOptions):
                options = inner
            elif not is_nothing(inner):
                found.append(inner)
        elif entry.key == name:
            return choice(node, [*found, entry.value])
    return choice(node, found) if found else options


def without(value: Value, names: frozenset[str], node: Node) -> Value:
    """A value's fields but for some: `const { a, ...rest } = value`."""
    match value:
        case Given(path=(), without=already):
            return replace(value, without=already | names)
        case Record(entries=entries):
            return Record(
                tuple(
                    Spread(without(e.value, names, node), e.node) if isinstance(e, Spread) else e
                    for e in entries
                    if isinstance(e, Spread) or e.key not in names
                )
            )
        case Choice(members=members, condition=condition):
            return _each(members, condition, lambda m: without(m, names, node))
        case RequestOptions() | Constant(value=None):
            return value
        case _:
            return made(node, [value])


def with_entry(value: Value, name: str, entry: Value, node: Node) -> Value:
    """A value after `value.name = entry`."""
    return Record((Spread(value, node), Entry(name, entry, node)))
