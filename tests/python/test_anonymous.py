"""Objects without a name get the one of where they stand."""

from __future__ import annotations

from sdkscribe.python.anonymous import with_named_objects
from sdkscribe.spec import (
    ArrayType,
    Field,
    Name,
    ObjectType,
    ReferenceType,
    ScalarType,
    Spec,
    Type,
    UnionType,
    VariableType,
)
from spec.samples import SPEC, with_type

STRING = ScalarType(kind="string")
MODULE = "resources/added"


def thing(node: Type = STRING, name: str = "a") -> ObjectType:
    return ObjectType(fields=(Field(wire_name=name, type=node),))


def added(spec: Spec) -> dict[str, Type]:
    return {name.name: d.type for name, d in spec.types().items() if name.module == MODULE}


def test_an_object_in_a_list_of_a_field_is_named_for_the_field() -> None:
    held = thing(ArrayType(items=thing(thing(), "inner_part")), "line_items")
    reference = ReferenceType(target=Name(MODULE, "Added.LineItems"))
    assert added(with_named_objects(with_type(held))) == {
        "Added": thing(ArrayType(items=reference), "line_items"),
        "Added.LineItems": thing(
            ReferenceType(target=Name(MODULE, "Added.LineItems.InnerPart")), "inner_part"
        ),
        "Added.LineItems.InnerPart": thing(),
    }


def test_a_spec_without_any_stays_the_same() -> None:
    assert with_named_objects(SPEC) is SPEC


def test_an_object_keeps_no_name_that_is_taken_or_that_a_type_parameter_would_need() -> None:
    same = thing(name="x")
    wider = ObjectType(fields=(*same.fields, Field(wire_name="y", type=STRING, required=False)))
    named = ReferenceType(target=Name(MODULE, "Added.A"))
    assert added(with_named_objects(with_type(thing(UnionType(members=(same, wider)))))) == {
        "Added": thing(UnionType(members=(named, wider))),
        "Added.A": same,
    }
    generic = thing(thing(VariableType(name="T")))
    assert added(with_named_objects(with_type(generic))) == {"Added": generic}


def test_objects_of_one_union_are_named_for_what_only_they_have() -> None:
    never = Field(wire_name="x", type=ScalarType(kind="never"), required=False)
    two = (thing(name="x"), ObjectType(fields=(never, *thing(name="y").fields)))
    x, y = (ReferenceType(target=Name(MODULE, f"Added.{letter}")) for letter in "XY")
    assert added(with_named_objects(with_type(UnionType(members=two)))) == {
        "Added": UnionType(members=(x, y)),
        "Added.X": two[0],
        "Added.Y": two[1],
    }
