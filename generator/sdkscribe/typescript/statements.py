"""What the source says in another way than the export would: the statements that declare types, and the
remarks outside of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from sdkscribe.spec import Module, Remark, TypeDeclaration
from sdkscribe.spelling.declarations import usual_statement
from sdkscribe.spelling.types import Scope
from sdkscribe.typescript.code import is_code, is_code_member
from sdkscribe.typescript.comments import comment_text
from sdkscribe.typescript.declarations import DeclarationFile
from sdkscribe.typescript.literals import literal
from sdkscribe.typescript.remarks import SOURCE_MAP, FoundRemark, without
from sdkscribe.typescript.syntax import Node, child, flattened
from sdkscribe.typescript.types import is_constructor

_COMMENT = re.compile(r"/\*\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_BODIES = ("program", "statement_block")
_MEMBERS = frozenset(
    {
        "method_signature",
        "property_signature",
        "call_signature",
        "construct_signature",
        "enum_assignment",
    }
)


def same_tokens(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space, and the stars of comments."""
    return (
        one == other
        or _squeezed(one) == _squeezed(other)
        or _squeezed(_plain(one)) == _squeezed(_plain(other))
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _plain(text: str) -> str:
    return _COMMENT.sub(lambda comment: f"/**{comment_text(comment.group())}*/", text)


def with_statements(module: Module, file: DeclarationFile) -> Module:
    """The module whose types have the statements that declare them, where these are not the usual."""
    return replace(module, types=tuple(_with_statement(each, file) for each in module.types))


def _with_statement(declaration: TypeDeclaration, file: DeclarationFile) -> TypeDeclaration:
    name = declaration.name
    declared = (file.classes if declaration.kind == "class" else file.declared).get(name.name)
    if declared is None or declaration.kind == "external":
        return declaration
    node = statement_of(declared.node)
    usual = "\n".join(usual_statement(declaration, Scope(module=name.module, namespace=name.scope)))
    if same_tokens(usual, _source(node, file, ())):
        return declaration
    source = _source(node, file, list(_cuts(node)))
    return declaration if same_tokens(usual, source) else replace(declaration, spelling=source)


def _source(node: Node, file: DeclarationFile, cuts: Sequence[tuple[int, int]]) -> str:
    """The text of a statement with its semicolon, without the spans that are cut."""
    source = file.content[node.start_byte : node.end_byte]
    for start, end in reversed(cuts):
        source = source[: start - node.start_byte].rstrip() + source[end - node.start_byte :]
    indentation = f"\n{' ' * node.start_point.column}"
    after = node.next_sibling
    semicolon = ";" if after is not None and after.type == ";" else ""
    return source.decode().replace(indentation, "\n") + semicolon


def _cuts(statement: Node) -> Iterator[tuple[int, int]]:
    """The spans, in bytes, of the members that are not carried over, each with its comment and with
    what ends it. What is inside code is code."""
    stack = [statement]
    while stack:
        node = stack.pop()
        if node.type in _MEMBERS and _is_left_out(node):
            comment, after = node.prev_named_sibling, node.next_sibling
            first = comment if comment is not None and comment.type == "comment" else node
            last = after if after is not None and after.type in (";", ",") else node
            yield first.start_byte, last.end_byte
        elif not is_code(node):
            is_union = node.type == "union_type"
            stack.extend(reversed(flattened(node, node.type) if is_union else node.named_children))


def _is_left_out(member: Node) -> bool:
    value = child(member, "value")
    if value is not None:
        return literal(value) is None
    return is_constructor(member) or is_code_member(member)


def statement_of(node: Node) -> Node:
    """The statement that a declaration is part of: `export declare …`."""
    while node.parent is not None and node.parent.type not in _BODIES:
        node = node.parent
    return node


def with_remarks(
    module: Module, file: DeclarationFile, kept: Iterable[tuple[int, int]], usual: str
) -> Module:
    """The module with the remarks that stand outside of its types and of the spans that are kept as
    they stand, each before the line of its text that it stands before in the source. What is left
    out takes the remarks before it along."""
    names = (each.name.name for each in module.types if each.kind != "external")
    nodes = (statement_of(file.declared[name].node) for name in names if name in file.declared)
    spans = [*kept, *((node.start_byte, node.end_byte) for node in nodes)]
    remarks = tuple(
        remark
        for remark in file.remarks
        if not any(start <= remark.start < end for start, end in spans)
    )
    return replace(module, remarks=tuple(_placed(remarks, file, usual))) if remarks else module


def _placed(
    remarks: tuple[FoundRemark, ...], file: DeclarationFile, usual: str
) -> Iterator[Remark]:
    source = without(file.content, remarks)
    theirs, ours = _tokens(source.decode().partition(SOURCE_MAP)[0]), _tokens(usual)
    starts = [token.start() for token in theirs]
    counterparts = _counterparts(theirs, ours)
    for remark in remarks:
        following = bisect_left(starts, len(source[: remark.start].decode()))
        if following in counterparts:
            line = usual.count("\n", 0, ours[counterparts[following]].start()) + 1
            yield Remark(text=remark.text, line=line)
        elif following == len(theirs):
            yield Remark(text=remark.text, line=usual.count("\n") + 1)


def _tokens(source: str) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(source))


def _counterparts(theirs: list[re.Match[str]], ours: list[re.Match[str]]) -> dict[int, int]:
    """The index of each token of the source that a text has too, with its index there."""
    matcher = SequenceMatcher(None, [t.group() for t in theirs], [t.group() for t in ours])
    return {
        block.a + index: block.b + index
        for block in matcher.get_matching_blocks()
        for index in range(block.size)
    }
