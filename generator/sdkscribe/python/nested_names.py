"""What types are called that are nested in others: by the chain of names that leads to them, as users of
the vendors' Python SDKs know it.

TypeScript's chain has the field that holds a type only where the type is called for it. Where a field
has one of several types, Python's SDKs say the field as well: `Attachment.tools`, which holds
`Attachment.FileSearch` or others, makes that `AttachmentToolFileSearch`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdkscribe.python.names import camel_case
from sdkscribe.python.shapes import is_null
from sdkscribe.spec import (
    ArrayType,
    Name,
    ObjectType,
    ReferenceType,
    Type,
    TypeDeclaration,
    UnionType,
)
from sdkscribe.words import snake_case


def holding_fields(types: Mapping[Name, TypeDeclaration]) -> dict[Name, str]:
    """For each nested type that a field of the enclosing one has among others, that field in the
    singular; of several fields, the first."""
    found: dict[Name, str] = {}
    for name, declaration in types.items():
        if isinstance(declaration.type, ObjectType):
            for field in declaration.type.fields:
                for target, word in _held(field.type, snake_case(field.wire_name)):
                    if (target.module, target.scope) == (name.module, name.name):
                        found.setdefault(target, word)
    return found


def chain_of(name: Name, fields: Mapping[Name, str]) -> tuple[str, ...]:
    """The words of a nested type's name, below the top level."""
    words: list[str] = []
    parts = name.name.split(".")
    for depth in range(2, len(parts) + 1):
        field = fields.get(Name(name.module, ".".join(parts[:depth])))
        words += [parts[depth - 1]] if field is None else [field, parts[depth - 1]]
    return tuple(words)


def _held(node: Type, field: str) -> Iterator[tuple[Name, str]]:
    """The types that are members of the unions in a field, and the field's word for one of them."""
    match node:
        case ArrayType(items=items):
            yield from _held(items, singular(field))
        case UnionType(members=members):
            present = [member for member in members if not is_null(member)]
            for member in present:
                if isinstance(member, ReferenceType) and len(present) > 1:
                    yield member.target, camel_case(field)
                else:
                    yield from _held(member, field)
        case _:
            pass


# The first that a word ends in, and what it ends in then.
_PLURALS = (
    ("ies", "y"),
    ("criteria", "criterion"),
    ("sses", "ss"),
    ("ss", "ss"),
    ("us", "us"),
    ("s", ""),
)


def singular(plural: str) -> str:
    """The singular of an English plural, or the word as it is: `tools` is `tool`."""
    for ending, replacement in _PLURALS:
        if plural.endswith(ending):
            return plural.removesuffix(ending) + replacement
    return plural
