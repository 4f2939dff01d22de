"""Unions that stand in a field have the name of where they stand."""

from __future__ import annotations

import pytest

from python.declare import (
    NULL,
    STRING,
    alias,
    argument,
    array,
    dictionary,
    interface,
    link,
    literal,
    literals,
    method,
    ref,
    required,
    resource,
    spec,
    union,
)
from sdkscribe.python.generate import generate
from sdkscribe.python.unions_in_place import with_named_unions
from sdkscribe.spec import Module, Spec, Type, TypeDeclaration, VariableType

M = "resources/things"
LOGS, IMAGE = ref(M, "Thing.Logs"), ref(M, "Thing.Image")
PARTS = (interface(M, "Thing.Logs"), interface(M, "Thing.Image"))
EITHER = union(LOGS, IMAGE)


def made_of(*types: TypeDeclaration) -> Spec:
    module = Module(path=M, types=types, resources=(resource(M, "Things"),))
    return spec(module, links=(link("things", M, "Things"),))


def files(*types: TypeDeclaration) -> dict[str, str]:
    return generate(made_of(*types), package="things")


@pytest.mark.parametrize(
    ("wire_name", "field", "name"),
    [
        ("output", EITHER, "Output"),
        ("outputs", array(EITHER), "Output"),
        ("outputs", dictionary(EITHER), "Outputs"),
        ("nextOutput", union(EITHER, NULL), "NextOutput"),
        ("criteria", union(array(EITHER), NULL), "Criterion"),
        ("choice", union(literals("auto", "none"), LOGS), "Choice"),
        ("image_url", union(STRING, IMAGE), "ImageURL"),
    ],
)
def test_a_union_is_named_for_its_field(wire_name: str, field: Type, name: str) -> None:
    made = files(interface(M, "Thing", required(wire_name, field)), *PARTS)["types/thing.py"]
    assert f"\n{name}: TypeAlias = " in made


@pytest.mark.parametrize(
    "field",
    [
        union(STRING, NULL),
        union(LOGS, NULL),
        union(STRING, literal("auto")),
        union(STRING, array(LOGS)),
        union(STRING, dictionary(STRING)),
        union(LOGS, VariableType(name="T")),
        ref(M, "Named"),
    ],
)
def test_what_is_no_union_of_objects_or_has_a_name_gets_none(field: Type) -> None:
    named = alias(M, "Named", EITHER)
    before = made_of(interface(M, "Thing", required("it", field)), *PARTS, named)
    assert with_named_unions(before) == before


def test_null_is_no_part_of_what_is_named() -> None:
    thing = interface(M, "Thing", required("it", union(EITHER, NULL)))
    made = files(thing, *PARTS)["types/thing.py"]
    assert "\nIt: TypeAlias = Union[ItLogs, ItImage]\n" in made
    assert "    it: Optional[It]\n" in made


def test_a_nested_union_has_the_chain_before_it() -> None:
    inner = interface(M, "Thing.Logs", required("parts", array(union(IMAGE, STRING))))
    outer = interface(M, "Thing", required("sources", array(EITHER)))
    made = files(outer, inner, interface(M, "Thing.Image"))["types/thing.py"]
    assert "SourceLogsPart: TypeAlias = Union[" in made
    assert "parts: List[SourceLogsPart]" in made


def test_a_declared_type_keeps_its_name_before_a_union_in_place() -> None:
    declared = interface(M, "Thing.It", required("id", STRING))
    made = files(interface(M, "Thing", required("it", EITHER)), *PARTS, declared)["types/thing.py"]
    assert "class It(BaseModel):" in made
    assert "ThingIt: TypeAlias = Union[ItLogs, ItImage]" in made


def test_both_forms_of_a_type_name_their_unions() -> None:
    thing = interface(M, "Thing", required("it", EITHER))
    ask = method("ask", "POST", "/ask", argument("body", ref(M, "Thing"), "body"))
    module = Module(path=M, types=(thing, *PARTS), resources=(resource(M, "Things", ask),))
    made = generate(spec(module, links=(link("things", M, "Things"),)), package="things")
    assert "It: TypeAlias = Union[ItLogs, ItImage]" in made["types/thing_param.py"]
    assert "    it: Required[It]" in made["types/thing_param.py"]
