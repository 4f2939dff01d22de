"""JSON Schema nodes that hold no other node, to types: literals, primitives, and the platform's types."""

from __future__ import annotations

from sdkscribe.spec import ForeignType, LiteralType, ScalarKind, ScalarType, Type, UnionType
from sdkscribe.spec_yaml.dump_types import FOREIGN_SCHEMAS
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Container, Node, Tree


def constant(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    taker.expect_keys(node, known(around, "const", "typescript"))
    spelling = taker.optional_text(node, "typescript")
    return LiteralType(value=_literal(taker, node, "const", node["const"]), spelling=spelling)


def enumeration(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    taker.expect_keys(node, known(around, "enum"))
    return UnionType(members=literals(taker, node))


def never(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    taker.expect_keys(node, known(around, "not", "typescript"))
    if node["not"] != {}:
        taker.complain(node, "not", "only `not: {}` has a meaning here")
    return scalar(taker, node, ("never", "undefined", "void"), "never")


def foreign(taker: Taker, node: Node, around: frozenset[str]) -> Type:
    spelling = taker.text(node, "typescript")
    for kind, schema in FOREIGN_SCHEMAS.items():
        if all(node.get(key) == value for key, value in schema.items()):
            taker.expect_keys(node, known(around, frozenset(schema), "typescript"))
            return ForeignType(kind=kind, spelling=spelling)
    key = "format" if "format" in node else "contentMediaType"
    usual = ", ".join(str(schema[key]) for schema in FOREIGN_SCHEMAS.values() if key in schema)
    taker.complain(node, key, f"`{key}` must be one of: {usual}")
    return ScalarType(kind="string")


def scalar(
    taker: Taker, node: Node, kinds: tuple[ScalarKind, ...], otherwise: ScalarKind
) -> ScalarType:
    """A primitive, which `typescript` may say to be open, or to be another of the same JSON."""
    spellings: dict[str, ScalarKind]
    spellings = {f"{kind}{suffix}": kind for suffix in ("", " & {}") for kind in kinds}
    spelling = taker.choice(node, "typescript", tuple(spellings), otherwise)
    return ScalarType(
        kind=spellings[spelling],
        open=spelling.endswith("{}"),
        evidence=taker.optional_text(node, "evidence"),
    )


def literals(taker: Taker, node: Node) -> tuple[LiteralType, ...]:
    values = taker.items(node, "enum")
    if not values:
        taker.complain(node, "enum", "an `enum` needs a value")
    return tuple(
        LiteralType(value=_literal(taker, values, index, value))
        for index, value in enumerate(values)
    )


def is_text_literal(node: Tree) -> bool:
    match node:
        case {"const": str()}:
            return True
        case {"enum": [*values]}:
            return any(isinstance(value, str) for value in values)
        case _:
            return False


def _literal(
    taker: Taker, holder: Container, key: str | int, value: Tree
) -> str | int | float | bool:
    if isinstance(value, str | int | float | bool):
        return value
    hint = "null is `type: 'null'`, beside others in an `anyOf`" if value is None else None
    taker.complain(holder, key, "a literal must be text, a number or a boolean", hint)
    return ""
