"""Old ⊑ New: which values of one type are values of another."""

from __future__ import annotations

import pytest

from python.declare import (
    ANYTHING,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    OPEN_STRING,
    STRING,
    alias,
    array,
    dictionary,
    interface,
    literal,
    literals,
    optional,
    ref,
    required,
    union,
    without,
)
from sdkscribe.diff.assignable import Assignability
from sdkscribe.spec import ForeignType, IntersectionType, ObjectType, TupleType, Type

M = "resources/m"
TYPES = {
    declared.name: declared
    for declared in (
        interface(M, "Named", required("name", STRING)),
        interface(M, "Sized", required("name", STRING), optional("size", INTEGER)),
        interface(M, "Tree", required("name", STRING), optional("inner", array(ref(M, "Tree")))),
        interface(M, "Wood", required("name", STRING), optional("inner", array(ref(M, "Wood")))),
        interface(M, "Iron", required("name", STRING), optional("inner", array(ref(M, "Named2")))),
        interface(M, "Named2", required("inner", INTEGER)),
        alias(M, "Either", union(ref(M, "Named"), STRING)),
    )
}
NAMED, SIZED = ref(M, "Named"), ref(M, "Sized")
DATE = ForeignType(kind="date", spelling="Date")

FITS: list[tuple[Type, Type]] = [
    (STRING, STRING),
    (OPEN_STRING, STRING),
    (literal("a"), STRING),
    (literals("a", "b"), literals("b", "a", "c")),
    (literal(1), INTEGER),
    (INTEGER, NUMBER),
    (DATE, STRING),
    (STRING, union(STRING, NULL)),
    (BOOLEAN, literals(True, False)),
    (array(INTEGER), array(NUMBER)),
    (TupleType(items=(STRING, INTEGER)), array(union(STRING, INTEGER))),
    (TupleType(items=(STRING,)), TupleType(items=(STRING, INTEGER), optional=1)),
    (TupleType(items=(STRING, INTEGER)), TupleType(items=(STRING, NUMBER), optional=1)),
    (TupleType(items=(STRING, INTEGER)), TupleType(items=(STRING,), rest=NUMBER)),
    (TupleType(items=(STRING,), rest=INTEGER), TupleType(items=(STRING,), rest=NUMBER)),
    (TupleType(items=(STRING,), rest=INTEGER), array(union(STRING, NUMBER))),
    (dictionary(INTEGER), dictionary(NUMBER)),
    (STRING, ANYTHING),
    (NAMED, SIZED),
    (SIZED, NAMED),
    (NAMED, ref(M, "Either")),
    (ref(M, "Either"), union(STRING, SIZED)),
    (ref(M, "Tree"), ref(M, "Wood")),
    (ref(M, "Wood"), ref(M, "Tree")),
    (ObjectType(fields=(required("name", STRING),)), NAMED),
    (SIZED, without(SIZED, "size")),
    (ObjectType(), ObjectType(fields=(optional("size", INTEGER),))),
    (NAMED, dictionary(STRING)),
    (IntersectionType(members=(NAMED, ObjectType(fields=(required("x", STRING),)))), NAMED),
]
MISFITS: list[tuple[Type, Type]] = [
    (STRING, literals("a")),
    (literals("a", "b"), literal("a")),
    (literal(True), INTEGER),
    (NUMBER, INTEGER),
    (STRING, DATE),
    (ANYTHING, STRING),
    (union(STRING, NULL), STRING),
    (array(NUMBER), array(INTEGER)),
    (array(STRING), TupleType(items=(STRING,))),
    (TupleType(items=(STRING, INTEGER), optional=1), TupleType(items=(STRING, INTEGER))),
    (TupleType(items=(STRING,), rest=INTEGER), TupleType(items=(STRING, INTEGER), optional=1)),
    (TupleType(items=(STRING,), rest=NUMBER), TupleType(items=(STRING,), rest=INTEGER)),
    (TupleType(items=(STRING,)), TupleType(items=(STRING, INTEGER))),
    (dictionary(STRING), NAMED),
    (SIZED, dictionary(STRING)),
    (without(SIZED, "name"), SIZED),
    (ref(M, "Tree"), ref(M, "Iron")),
    (ref(M, "Either"), NAMED),
    (ObjectType(fields=(optional("name", STRING),)), NAMED),
    (NAMED, ObjectType(fields=(optional("size", INTEGER),))),
]


@pytest.mark.parametrize(("source", "target"), FITS)
def test_every_value_fits(source: Type, target: Type) -> None:
    assert Assignability(source=TYPES, target=TYPES).holds(source, target)


@pytest.mark.parametrize(("source", "target"), MISFITS)
def test_some_value_does_not_fit(source: Type, target: Type) -> None:
    assert not Assignability(source=TYPES, target=TYPES).holds(source, target)


def test_the_answer_does_not_depend_on_what_was_asked_before() -> None:
    """What is only assumed while it is found out is forgotten where it turns out otherwise."""
    for before in FITS + MISFITS:
        warm = Assignability(source=TYPES, target=TYPES)
        warm.holds(*before)
        for source, target in FITS:
            assert warm.holds(source, target)
        for source, target in MISFITS:
            assert not warm.holds(source, target)
