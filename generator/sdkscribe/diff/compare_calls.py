"""Two methods, of which one became the other: the request that is sent, its parameters, its answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sdkscribe.diff.changes import Change, MethodPlace
from sdkscribe.diff.compare_answers import answer_changes
from sdkscribe.diff.compare_types import type_changes
from sdkscribe.diff.counterparts import is_counterpart
from sdkscribe.diff.match_calls import endpoint_template
from sdkscribe.diff.nesting import path_to_counterpart
from sdkscribe.diff.notation import notation
from sdkscribe.diff.path_parameters import path_parameter_changes
from sdkscribe.diff.shapes import fields_of, is_required
from sdkscribe.diff.sides import At, Sides
from sdkscribe.diff.surface import Call, Types
from sdkscribe.diff.wording import wording_changes
from sdkscribe.spec import (
    Argument,
    BodyPart,
    Client,
    Field,
    Header,
    Method,
    Overload,
)


def call_changes(old: Call, new: Call, sides: Sides) -> Iterator[Change]:
    """What changed in one method."""
    at = At(old=place_of(old), new=place_of(new))
    yield from _endpoint_changes(old.method, new.method, at, sides)
    yield from _body_changes(old.method, new.method, at)
    yield from _credential_changes(old.method, new.method, at, sides)
    yield from header_changes(_headers(old.method), _headers(new.method), at)
    yield from wording_changes(old.method.description, new.method.description, at)
    for one, other in _overload_pairs(old.method, new.method, sides):
        if one is None or other is None:
            yield _overload_change(one, other, at)
        else:
            yield from _argument_changes(one, other, at, sides)
            yield from answer_changes(one.returns, other.returns, at, sides)


def place_of(call: Call) -> MethodPlace:
    return MethodPlace(resource=call.resource, method=call.name)


def _endpoint_changes(old: Method, new: Method, at: At, sides: Sides) -> Iterator[Change]:
    """A path with more or fewer parameters is another one: that is said with the parameters."""
    before, after = _endpoint(old), _endpoint(new)
    parameters = list(path_parameter_changes(old, new, at, sides))
    counts = {change.kind for change in parameters} & {
        "path-parameter-added",
        "path-parameter-removed",
    }
    is_other = endpoint_template(before) != endpoint_template(after)
    if is_other and not (counts and old.verb == new.verb):
        yield at.change("endpoint-changed", before=before, after=after)
    for change in parameters:
        yield replace(change, before=before, after=after) if change.kind in counts else change


def _endpoint(method: Method) -> str:
    paths = (f"{method.base_url or ''}{path}" for path in (method.path, *method.other_paths))
    return f"{method.verb} {' or '.join(paths)}"


def _body_changes(old: Method, new: Method, at: At) -> Iterator[Change]:
    before, after = _body(old), _body(new)
    if before != after:
        yield at.change("encoding-changed", before=before, after=after)


def _body(method: Method) -> str:
    """`multipart, with file as image/png`"""
    parts = [_part(part) for part in method.body_parts]
    return f"{method.encoding}, with {', '.join(parts)}" if parts else method.encoding


def _part(part: BodyPart) -> str:
    alone = ", or alone" if part.is_body_if_alone else ""
    return f"{part.name} as {part.content_type}{alone}"


def _credential_changes(old: Method, new: Method, at: At, sides: Sides) -> Iterator[Change]:
    """What a method does not send any more though the client still has it."""
    before = _credentials(old, sides.old.spec.client)
    after = _credentials(new, sides.new.spec.client)
    if set(before) & set(credentials(sides.new.spec.client)) - set(after):
        yield at.change("credentials-changed", before=", ".join(before), after=", ".join(after))


def _credentials(method: Method, client: Client) -> list[str]:
    """The credentials that a method sends: those of the schemes that it takes. Of a kind that names no
    scheme nothing else is known than that it is sent where any is."""
    taken = method.security
    if taken is None:
        return credentials(client)
    kinds = (c for c in client.auth if taken and (c.scheme is None or c.scheme in taken))
    return credentials(replace(client, auth=tuple(kinds)))


def credentials(client: Client) -> list[str]:
    """`Authorization: Bearer {apiKey}`, and `none` where a client may do without."""
    kinds = [" with ".join(f"{h.name}: {h.value}" for h in kind.headers) for kind in client.auth]
    return [*kinds, "none"] if client.is_auth_optional and kinds else kinds


def header_changes(old: tuple[Header, ...], new: tuple[Header, ...], at: At) -> Iterator[Change]:
    """Headers that are constant, or made of the client's options."""
    before, after = _by_name(old), _by_name(new)
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield at.change(
                "header-changed",
                subject=(name,),
                before=before.get(name, ""),
                after=after.get(name, ""),
            )


def _headers(method: Method) -> tuple[Header, ...]:
    """A method's headers; of the client's that it goes without, the value is `none`."""
    without = (Header(name=name, value="none") for name in method.without_headers)
    return (*method.headers, *without)


def _by_name(headers: tuple[Header, ...]) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    for header in headers:
        values.setdefault(header.name, []).append(header.value)
    return {name: ", ".join(given) for name, given in values.items()}


# ------------------------------------------------------------------------------------- overloads


def _overload_pairs(
    old: Method, new: Method, sides: Sides
) -> Iterator[tuple[Overload | None, Overload | None]]:
    """Signatures that stand for each other: by what they take, else by their order."""
    left = list(new.overloads)
    unpaired: list[Overload] = []
    for one in old.overloads:
        other = next((o for o in left if _takes_alike(one, o, sides)), None)
        if other is None:
            unpaired.append(one)
        else:
            left.remove(other)
            yield one, other
    for index in range(max(len(unpaired), len(left))):
        yield (
            unpaired[index] if index < len(unpaired) else None,
            left[index] if index < len(left) else None,
        )


def _takes_alike(old: Overload, new: Overload, sides: Sides) -> bool:
    before, after = _params(old), _params(new)
    return len(before) == len(after) and all(
        is_counterpart(a.type, b.type, sides) for a, b in zip(before, after, strict=True)
    )


def _overload_change(old: Overload | None, new: Overload | None, at: At) -> Change:
    if new is not None:
        return at.change("overload-added", after=_signature(new))
    assert old is not None
    return at.change("overload-removed", before=_signature(old))


def _signature(overload: Overload) -> str:
    return ", ".join(f"{a.name}: {notation(a.type)}" for a in overload.arguments)


# ------------------------------------------------------------------------------------- arguments


def _params(overload: Overload) -> list[Argument]:
    """The arguments whose fields are Python's keyword arguments, and whole bodies."""
    return [a for a in overload.arguments if a.place != "path"]


def _argument_changes(old: Overload, new: Overload, at: At, sides: Sides) -> Iterator[Change]:
    before, after = _params(old), _params(new)
    for one, other in zip(before, after, strict=False):
        inside = at.field(one.name, other.name)
        path = path_to_counterpart(one.type, other.type, sides)
        if path is None:
            yield from type_changes(one.type, other.type, inside, sides)
        else:
            yield inside.change(
                "argument-nested",
                subject=(path,),
                before=notation(one.type),
                after=notation(other.type),
            )
        yield from _placement_changes(one, other, at, sides)
    for one in before[len(after) :]:
        yield at.change("argument-removed", subject=(one.name,), before=notation(one.type))
    for other in after[len(before) :]:
        fields = _python_arguments(other, sides.new.types)
        if fields:
            is_asked_for = other.required and any(is_required(field) for field in fields)
            yield at.change(
                "argument-added-required" if is_asked_for else "argument-added-optional",
                subject=tuple(field.wire_name for field in fields),
                after=notation(other.type),
            )


def _python_arguments(argument: Argument, types: Types) -> list[Field]:
    """What an argument is to a caller in Python: the fields of an object, or itself. Parameters of the
    path are the path's matter."""
    fields = fields_of(argument.type, types)
    if fields is None:
        return [Field(wire_name=argument.name, type=argument.type, required=argument.required)]
    in_path = {p.field for p in argument.placements if p.place == "path"}
    return [owned.field for name, owned in fields.items() if name not in in_path]


@dataclass(frozen=True, slots=True)
class _Sent:
    """Where a field is sent. `wire_name` is empty where that is the field's own name."""

    place: str | None
    wire_name: str

    def __str__(self) -> str:
        return f"{self.place} as `{self.wire_name}`" if self.wire_name else f"{self.place}"


def _placement_changes(old: Argument, new: Argument, at: At, sides: Sides) -> Iterator[Change]:
    """Fields that are sent in another place, or there under another name; those that moved together
    are one change. The path is not asked: its parameters have changes of their own."""
    before = fields_of(old.type, sides.old.types) or {}
    after = fields_of(new.type, sides.new.types) or {}
    moved: defaultdict[tuple[_Sent, _Sent], list[str]] = defaultdict(list)
    for name in after:
        if name in before:
            was, now = _sent(old, name), _sent(new, name)
            if was != now and "path" not in (was.place, now.place):
                moved[was, now].append(name)
    for (was, now), names in moved.items():
        yield at.change("placement-changed", subject=tuple(names), before=str(was), after=str(now))


def _sent(argument: Argument, field: str) -> _Sent:
    placed = next((p for p in argument.placements if p.field == field), None)
    if placed is None:
        return _Sent(argument.place, "")
    return _Sent(placed.place, "" if placed.wire_name == field else placed.wire_name)
