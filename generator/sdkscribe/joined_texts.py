"""Fields that no server sends, where overlays say of what the SDK's own code joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from sdkscribe.errors import Problem, SdkscribeError, nearest
from sdkscribe.overlay import JoinedText, Overlay
from sdkscribe.spec import Field, Module, Name, ObjectType, TypeDeclaration
from sdkscribe.types_packages import is_since


def with_joined_texts(
    modules: tuple[Module, ...],
    overlays: Iterable[Overlay],
    version: str,
    module_of: Callable[[str], str | None],
    *,
    is_slice: bool,
) -> tuple[Module, ...]:
    """The modules, with what overlays say of fields. `module_of` gives the module of the resource at a
    path.

    Raises `SdkscribeError` with each entry whose field does not exist, but where a slice may not reach
    its type.
    """
    entries = [
        e for overlay in overlays for e in overlay.joined_texts if is_since(e.since, version)
    ]
    if not entries:
        return modules
    declared = {each.name: each for module in modules for each in module.types}
    problems: list[Problem] = []
    for entry in entries:
        name = Name(module_of(entry.of) or "", entry.type)
        if name in declared and _field(declared[name], entry) is not None:
            declared[name] = _joined(declared[name], entry)
        elif name in declared or not is_slice:
            problems.append(_missing(entry, declared.get(name)))
    if problems:
        raise SdkscribeError(problems)
    return tuple(
        replace(module, types=tuple(declared[each.name] for each in module.types))
        for module in modules
    )


def _fields(declaration: TypeDeclaration) -> tuple[Field, ...]:
    return declaration.type.fields if isinstance(declaration.type, ObjectType) else ()


def _field(declaration: TypeDeclaration, entry: JoinedText) -> Field | None:
    return next((f for f in _fields(declaration) if f.wire_name == entry.wire_name), None)


def _joined(declaration: TypeDeclaration, entry: JoinedText) -> TypeDeclaration:
    assert isinstance(declaration.type, ObjectType)
    fields = tuple(
        replace(f, joins=entry.joins, required=False) if f.wire_name == entry.wire_name else f
        for f in declaration.type.fields
    )
    return replace(declaration, type=replace(declaration.type, fields=fields))


def _missing(entry: JoinedText, declaration: TypeDeclaration | None) -> Problem:
    if declaration is None:
        message = f"the module of `{entry.of}` declares no type `{entry.type}`"
        return Problem(message=message, location=entry.location)
    return Problem(
        message=f"`{entry.type}` has no field `{entry.wire_name}`",
        location=entry.location,
        hint=nearest(entry.wire_name, (field.wire_name for field in _fields(declaration))),
    )
