"""Types that an expression works out from others: what they come to, and their text beside it."""

from __future__ import annotations

import pytest

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    ArrayType,
    ComputedType,
    Field,
    LiteralType,
    MapType,
    Name,
    ObjectType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    UnionType,
    UnknownType,
)
from sdkscribe.spec_meaning import worked_out
from sdkscribe.spec_yaml import dump, load
from spec.samples import with_type
from typescript.test_types import declare, placed

STRING = ScalarType(kind="string")
NEVER = ScalarType(kind="never")
WORLD = """
    interface Message { type: 'message'; content: string | Array<Part> | null; id?: string }
    interface Call { type: 'call'; name: string }
    interface Reply extends Message { to: string }
    interface Part { text: string }
    type Item = Message | Call;
    type Items = Item | Reply;
    type Parts = Array<Part>;
    interface Optional { readonly a?: string }
    declare const NAMES: readonly ['a', 'b'];
    declare const LIMIT = 5;
    declare enum Level { Low = 'low', High = 'high' }
    interface Vague { [key: string]: unknown }
"""


def reference(name: str) -> ReferenceType:
    return ReferenceType(target=Name("resources/m", name))


def either(*values: str) -> Type:
    return UnionType(members=tuple(LiteralType(value=value) for value in values))


def read(expression: str) -> tuple[Type, list[Problem]]:
    declaration, problems = declare(f"{WORLD} export type T = {expression};")
    return declaration.type, problems


MEANINGS: list[tuple[str, Type]] = [
    ("Call['name']", STRING),
    ("Message['id']", STRING),
    ("Item['type']", either("message", "call")),
    ("Message['content' | 'type']", UnionType(members=(
        STRING, ArrayType(items=reference("Part")), ScalarType(kind="null"),
        LiteralType(value="message"),
    ))),
    ("Array<Part>[number]", reference("Part")),
    ("['a', 'b'][number]", either("a", "b")),
    ("['a', 'b'][1]", LiteralType(value="b")),
    ("Extract<Message['content'], any[]>[number]", reference("Part")),
    ("`call_${Call['type']}`", LiteralType(value="call_call")),
    ("`${'a' | 'b'}-${1 | 2}`", either("a-1", "a-2", "b-1", "b-2")),
    ("Capitalize<'a' | 'b'>", either("A", "B")),
    ("NoInfer<Part>", reference("Part")),
    ("bigint", ScalarType(kind="integer", evidence="bigint")),
    ("URL", STRING),
    ("import('./m').Part", reference("Part")),
    ("Message['content'] extends Array<infer I> ? I : Call", reference("Call")),
    ("Parts extends (infer I)[] ? I : Call", reference("Part")),
    ("Call extends { name: infer N } ? N : never", STRING),
    ("string extends infer P ? P : never", STRING),
    ("{ -readonly [K in keyof Optional]-?: Optional[K] }", ObjectType(fields=(
        Field(wire_name="a", type=ComputedType(spelling="Optional[K]", meaning=STRING)),
    ))),
    ("{ [K in keyof Optional]: null }", ObjectType(fields=(
        Field(wire_name="a", type=ScalarType(kind="null"), required=False, readonly=True),
    ))),
    ("typeof NAMES", TupleType(readonly=True, items=(LiteralType(value="a"), LiteralType(value="b")))),
    ("(typeof NAMES)[number]", either("a", "b")),
    ("typeof LIMIT", LiteralType(value=5)),
    ("(typeof Level)[keyof typeof Level]", either("low", "high")),
    ("keyof Call", either("type", "name")),
    ("keyof Reply", either("type", "content", "id", "to")),
    ("Exclude<'a' | 'b' | 'c', 'b'>", either("a", "c")),
    ("Exclude<'a', string>", NEVER),
    ("Exclude<Item, Call>", reference("Message")),
    ("Exclude<Items, Message>", reference("Call")),
    ("Extract<'a' | 1, string>", LiteralType(value="a")),
    ("NonNullable<string | null | undefined>", STRING),
    ("Readonly<Part>", reference("Part")),
    ("'a' extends string ? Part : Call", reference("Part")),
    ("string extends 'a' ? Part : Call", reference("Call")),
    ("{ [K in 'a' | 'b']?: never }", ObjectType(fields=(
        Field(wire_name="a", type=NEVER, required=False),
        Field(wire_name="b", type=NEVER, required=False),
    ))),
    ("{ readonly [K in Exclude<keyof Call, 'type'>]: Call[K] }", ObjectType(fields=(
        Field(wire_name="name", readonly=True, type=ComputedType(spelling="Call[K]", meaning=STRING)),
    ))),
    ("{ [K in string]: Part }", MapType(keys=STRING, values=reference("Part"))),
    ("Omit<Part & Call, 'type' | 'name'>", ObjectType(fields=(Field(wire_name="text", type=STRING),))),
    ("Pick<Call, keyof Call>", ObjectType(fields=(
        Field(wire_name="type", type=LiteralType(value="call")),
        Field(wire_name="name", type=STRING),
    ))),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "meaning"), MEANINGS, ids=[e for e, _ in MEANINGS])
def test_an_expression_comes_to(expression: str, meaning: Type) -> None:
    found, problems = read(expression)
    assert problems == []
    assert found == ComputedType(spelling=expression, meaning=meaning)


# What may come to anything is listed; what may come to one of a few types comes to any of them.
WIDER = [
    ("keyof Vague", STRING),
    ("Exclude<Item, Part | Vague>", reference("Item")),
    ("Part extends Vague ? 'a' : 'b'", either("a", "b")),
    ("{ [K in keyof Call as `x${K}`]: string }", MapType(keys=STRING, values=UnknownType())),
    ("`a${string}`", STRING),
    ("Uppercase<string>", STRING),
]


@pytest.mark.parametrize(("expression", "meaning"), WIDER, ids=[e for e, _ in WIDER])
def test_an_expression_that_is_not_worked_out_comes_to_all_that_it_may(
    expression: str, meaning: Type
) -> None:
    found, problems = read(expression)
    assert problems == []
    assert found == ComputedType(spelling=expression, meaning=meaning)


@pytest.mark.parametrize("expression", ["Call['nothing']", "Omit<Item, 'type'>", "Part[string]"])
def test_an_expression_that_may_come_to_anything_is_listed(expression: str) -> None:
    place, found = placed(f"{WORLD} export type T = {expression};")
    assert found.type == ComputedType(spelling=expression, meaning=UnknownType())
    (exclusion,) = place.exclusions
    assert str(exclusion.name) == "resources/m#T (expression)"
    assert exclusion.rule == "undecided"
    assert exclusion.reason.endswith(f": {expression}")


def test_a_reference_to_nothing_in_an_expression_is_a_problem_with_its_place() -> None:
    _, problems = read("Exclude<Item, Nowhere>")
    assert [problem.message for problem in problems] == ["a reference resolves to nothing"]


def test_a_condition_on_a_type_parameter_is_either_of_its_branches() -> None:
    source = f"{WORLD} export type T<P> = P extends string ? Part : Call[];"
    declaration, problems = declare(source)
    assert problems == []
    (computed,) = (n for n in (declaration.type,) if isinstance(n, ComputedType))
    branches = (reference("Part"), ArrayType(items=reference("Call"), spelling="[]"))
    assert computed.meaning == UnionType(members=branches)


def test_readonly_is_of_the_array_and_not_of_the_union_around_it() -> None:
    found, problems = read("string[] | readonly string[] | null")
    assert problems == []
    plain, readonly = (ArrayType(items=STRING, spelling=s) for s in ("[]", "readonly []"))
    assert found == UnionType(members=(plain, readonly, ScalarType(kind="null")))


def test_parentheses_stay_with_the_text_of_an_expression() -> None:
    found, _ = read("(keyof Part)[]")
    inner = ComputedType(spelling="(keyof Part)", meaning=LiteralType(value="text"))
    assert found == ArrayType(items=inner, spelling="[]")


def test_what_has_no_words_for_an_expression_sees_what_it_comes_to() -> None:
    meaning = UnionType(members=(STRING, UnknownType()))
    held = ArrayType(items=ComputedType(spelling="Hidden[number]", meaning=meaning))
    spec = with_type(held)
    assert load(dump(spec)) == spec
    assert worked_out(spec) == with_type(ArrayType(items=meaning))
