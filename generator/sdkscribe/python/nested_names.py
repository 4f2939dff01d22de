"""What types are called that are nested in others: by the chain of names that leads to them, as users of
the vendors' Python SDKs know it.

TypeScript's chain has the field that holds a type only where the type is called for it. Where a field
has one of several types, Python's SDKs say the field as well: `Attachment.tools`, which holds
`Attachment.FileSearch` or others, makes that `AttachmentToolFileSearch`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdkscribe.python.names import ClassName
from sdkscribe.python.shapes import is_null
from sdkscribe.python.usage import without_variant
from sdkscribe.spec import (
    ArrayType,
    MapType,
    Name,
    ObjectType,
    ReferenceType,
    Type,
    TypeDeclaration,
    UnionType,
)
from sdkscribe.words import snake_case

# Words that these SDKs write in capitals wherever they stand in a name.
_INITIALISMS = frozenset(
    {
        "api", "dns", "html", "http", "https", "id", "ip", "iso", "json", "jwks", "jwt", "sql",
        "ssl", "tls", "ui", "uri", "url", "uuid", "xml",
    }
)  # fmt: skip


def word_of(field: str) -> str:
    """A field's name, in snake_case, as a part of a type's: `global_ip_id` is `GlobalIPID`."""
    parts = field.split("_")
    return ClassName(*(part.upper() if part in _INITIALISMS else part for part in parts))


# Stands in the name of a union that has none of its own: no declaration is called so.
_IN_PLACE = "|"


def union_in_place(owner: Name, word: str, field: str) -> Name:
    """The name of a union that stands in a field of a type: the field's word for it, and what sets it
    apart from those of fields with the same word."""
    apart = field.replace(".", "/")
    return Name(owner.module, f"{owner.name}.{word_of(word)}{_IN_PLACE}{apart}")


def is_union_in_place(name: Name) -> bool:
    return _IN_PLACE in name.name


def holding_fields(types: Mapping[Name, TypeDeclaration]) -> dict[Name, str]:
    """For each nested type that a field of the enclosing one has among others, that field in the
    singular; of several fields, the first."""
    found: dict[Name, str] = {}
    for name, declaration in types.items():
        if isinstance(declaration.type, ObjectType):
            scopes = (name, without_variant(name))
            for field in declaration.type.fields:
                if _may_hold(field.type):
                    for target, word in _held(field.type, snake_case(field.wire_name), types):
                        if Name(target.module, target.scope) in scopes:
                            found.setdefault(target, word)
    return found


def _may_hold(node: Type) -> bool:
    """Whether a field may have one of several types: few have."""
    if isinstance(node, ReferenceType):
        return is_union_in_place(node.target)
    return type(node) in _OF_OTHERS


_OF_OTHERS = frozenset({ArrayType, MapType, UnionType})


def chain_of(name: Name, fields: Mapping[Name, str]) -> tuple[str, ...]:
    """The words of a nested type's name, below the top level."""
    words: list[str] = []
    parts = name.name.partition(_IN_PLACE)[0].split(".")
    for depth in range(2, len(parts) + 1):
        field = fields.get(Name(name.module, ".".join(parts[:depth])))
        words += [parts[depth - 1]] if field is None else [field, parts[depth - 1]]
    return tuple(words)


def _held(
    node: Type,
    field: str,
    types: Mapping[Name, TypeDeclaration],
    *,
    is_one_of_several: bool = False,
) -> Iterator[tuple[Name, str]]:
    """The types that are members of the unions in a field, and the field's word for one of them."""
    match node:
        case ReferenceType(target=target) if is_union_in_place(target):
            yield from _held(types[target].type, field, types)
        case ReferenceType(target=target) if is_one_of_several:
            yield target, word_of(field)
        case ArrayType(items=ReferenceType() as items) if is_one_of_several:
            yield items.target, word_of(field)
        case ArrayType(items=items):
            yield from _held(items, singular(field), types)
        case MapType(values=values):
            yield from _held(values, field, types)
        case UnionType(members=members):
            present = [member for member in members if not is_null(member)]
            for member in present:
                yield from _held(member, field, types, is_one_of_several=len(present) > 1)
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
