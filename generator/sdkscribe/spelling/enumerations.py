"""The members of an enumeration as TypeScript text."""

from __future__ import annotations

import json

from sdkscribe.spec import EnumMember, LiteralType, TypeDeclaration, UnionType
from sdkscribe.spelling.comments import comment_lines
from sdkscribe.spelling.types import property_name


def enumeration_lines(declaration: TypeDeclaration) -> list[str]:
    """What stands between the braces, without indentation."""
    node = declaration.type
    values = node.members if isinstance(node, UnionType) else ()
    lines: list[str] = []
    for member, literal in zip(declaration.members, values, strict=True):
        if isinstance(literal, LiteralType):
            lines += _lines(member, literal.value)
    return [*lines[:-1], *(line.removesuffix(",") for line in lines[-1:])]


def _lines(member: EnumMember, value: str | float | bool) -> list[str]:
    """As the compiler writes it: every value is there, text between double quotes."""
    assigned = f"{property_name(member.name)} = {json.dumps(value, ensure_ascii=False)},"
    return [*comment_lines(member.description), assigned]
