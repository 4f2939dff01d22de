"""What types and methods become, one rule at a time, as the text of the generated files."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias

import pytest

from python.declare import (
    ANYTHING,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    OPEN_STRING,
    STRING,
    UNDEFINED,
    alias,
    argument,
    array,
    dictionary,
    interface,
    link,
    literal,
    literals,
    method,
    optional,
    ref,
    required,
    resource,
    spec,
    union,
    value,
    without,
)
from python.kitchen import kitchen
from sdkscribe.errors import SdkscribeError
from sdkscribe.python.generate import generate
from sdkscribe.spec import (
    DerivedType,
    Field,
    ForeignType,
    IntersectionType,
    LiteralType,
    Method,
    Module,
    Name,
    ObjectType,
    Overload,
    PageClass,
    Placement,
    ReferenceType,
    Returns,
    ScalarType,
    Spec,
    Type,
    TypeDeclaration,
    TypeParameter,
    UnionType,
    UnknownType,
    VariableType,
)

M = "resources/things"
Utility: TypeAlias = Literal["Omit", "Pick", "Partial", "Required"]


def files(*types: TypeDeclaration, methods: tuple[Method, ...] = ()) -> dict[str, str]:
    """The files of a package with these types and one resource."""
    things = resource(M, "Things", *methods)
    module = Module(path=M, types=types, resources=(things,))
    return generate(spec(module, links=(link("things", M, "Things"),)), package="things")


def code(text: str) -> str:
    """A file without its header and imports, each line break and indentation one space."""
    body = text.partition("from __future__ import annotations")[2]
    return " ".join(body.split())


def model_field(node: Type, *, is_required: bool = True) -> str:
    """How a model declares a field of a type."""
    made = files(interface(M, "Thing", Field(wire_name="it", type=node, required=is_required)))
    return code(made["types/thing.py"]).partition(" it: ")[2]


def params_field(node: Type, *, is_required: bool = True) -> str:
    """How a TypedDict declares a field of a type."""
    it = Field(wire_name="it", type=node, required=is_required)
    made = files(interface(M, "ThingParams", it))
    return code(made["types/thing_params.py"]).partition(" it: ")[2]


CAT = interface(M, "Cat", required("type", literal("cat")))
DOG = interface(M, "Dog", required("type", literals("dog", "puppy")))
FISH = interface(M, "Fish", optional("type", literal("fish")))
ANIMALS = (ref(M, "Cat"), ref(M, "Dog"))


@pytest.mark.parametrize(
    ("node", "is_required", "written"),
    [
        (STRING, True, "str"),
        (STRING, False, "Maybe[str] = None"),
        (union(STRING, NULL), True, "Optional[str]"),
        (union(STRING, NULL), False, "Optional[str] = None"),
        (union(STRING, UNDEFINED), False, "Maybe[str] = None"),
        (NUMBER, True, "Number"),
        (INTEGER, True, "int"),
        (ANYTHING, True, "object"),
        (ANYTHING, False, "Optional[object] = None"),
        (union(INTEGER, literal("inf")), True, 'Union[int, Literal["inf"]]'),
        (union(literal("a"), INTEGER, literal("b")), True, 'Union[Literal["a", "b"], int]'),
        (union(INTEGER, union(STRING, NULL)), True, "Optional[Union[int, str]]"),
        (union(union(literal(False), NULL), literal(True)), True, "Optional[Literal[False, True]]"),
        (union(OPEN_STRING, literal("a")), True, 'Union[str, Literal["a"]]'),
        (literals(True, 3), True, "Literal[True, 3]"),
        (LiteralType(value=2.0), True, "Literal[2]"),
        (array(STRING), True, "List[str]"),
        (dictionary(ANYTHING), True, "Dict[str, object]"),
        (ScalarType(kind="never"), False, "None = None"),
        (ForeignType(kind="date", spelling="Date"), True, "DateTime"),
    ],
)
def test_a_model_reads_a_type_so(node: Type, is_required: bool, written: str) -> None:
    assert model_field(node, is_required=is_required) == written


@pytest.mark.parametrize(
    ("node", "is_required", "written"),
    [
        (STRING, True, "Required[str]"),
        (STRING, False, "str"),
        (union(STRING, NULL), False, "Optional[str]"),
        (NUMBER, False, "float"),
        (array(STRING), False, "SequenceNotStr[str]"),
        (array(union(NUMBER, STRING)), False, "SequenceNotStr[Union[float, str]]"),
        (array(literals("a", "b")), False, 'Iterable[Literal["a", "b"]]'),
        (array(array(INTEGER)), False, "Iterable[Iterable[int]]"),
        (dictionary(NUMBER), False, "Dict[str, float]"),
        (ForeignType(kind="upload", spelling="Uploadable"), True, "Required[FileTypes]"),
        (ForeignType(kind="date", spelling="Date"), False, "Union[str, datetime]"),
    ],
)
def test_a_typed_dict_writes_a_type_so(node: Type, is_required: bool, written: str) -> None:
    assert params_field(node, is_required=is_required) == written


def model_alias(node: Type, *more: TypeDeclaration) -> str:
    """How a name for a type is written among models."""
    return code(files(alias(M, "It", node), *more)["types/it.py"]).partition("TypeAlias = ")[2]


def test_a_union_that_a_tag_tells_apart_says_so() -> None:
    tagged = 'Annotated[Union[Cat, Dog], Field(discriminator="type")]'
    assert model_alias(union(*ANIMALS), CAT, DOG) == tagged
    assert model_alias(union(*ANIMALS, NULL), CAT, DOG) == f"Optional[{tagged}]"
    assert model_alias(union(literal("none"), *ANIMALS), CAT, DOG) == (
        f'Union[Literal["none"], {tagged}]'
    )
    assert model_alias(union(*ANIMALS, ref(M, "Fish")), CAT, DOG, FISH) == (
        f"Union[{tagged}, Fish]"
    )


def test_an_alias_in_a_tagged_union_stands_for_its_members() -> None:
    pet = alias(M, "Pet", union(*ANIMALS))
    bird = interface(M, "Bird", required("type", literal("bird")))
    written = model_alias(union(ref(M, "Pet"), ref(M, "Bird")), CAT, DOG, pet, bird)
    assert written == 'Annotated[Union[Cat, Dog, Bird], Field(discriminator="type")]'


def test_a_union_without_values_of_their_own_is_plain() -> None:
    other = interface(M, "Other", required("type", literal("cat")))
    assert model_alias(union(ref(M, "Cat"), ref(M, "Other")), CAT, other) == "Union[Cat, Other]"
    assert model_alias(union(ref(M, "Cat"), ref(M, "Fish")), CAT, FISH) == "Union[Cat, Fish]"
    params = files(alias(M, "ItParams", union(*ANIMALS)), CAT, DOG)["types/it_params.py"]
    assert "ItParams: TypeAlias = Union[CatParam, DogParam]" in params


def test_a_field_with_another_name_keeps_its_wire_name() -> None:
    made = files(
        interface(M, "Thing", optional("isNew", BOOLEAN), required("from", STRING)),
        interface(M, "ThingParams", optional("isNew", BOOLEAN), required("from", STRING)),
    )
    assert 'is_new: Maybe[bool] = Field(default=None, alias="isNew")' in made["types/thing.py"]
    assert 'from_: str = Field(alias="from")' in made["types/thing.py"]
    params = made["types/thing_params.py"]
    assert 'is_new: Annotated[bool, PropertyInfo(alias="isNew")]' in params
    assert 'from_: Required[Annotated[str, PropertyInfo(alias="from")]]' in params


def test_a_text_that_is_not_sent_is_a_property_of_what_is() -> None:
    joined = Field(
        wire_name="allText",
        type=STRING,
        required=False,
        joins="parts[partType=text].innerText",
        description="All of it.",
    )
    part = interface(M, "Thing.Part", required("partType", STRING), required("innerText", STRING))
    made = files(
        interface(M, "Thing", required("parts", array(ref(M, "Thing.Part"))), joined),
        interface(M, "ThingParams", joined),
        part,
    )
    assert code(made["types/thing.py"]).endswith(
        'class Thing(BaseModel): parts: List[Part] @property def all_text(self) -> str: """All of it.""" '
        'return joined_text(self, ("parts", "part_type", "text"), ("inner_text",))'
    )
    assert "all_text" not in made["types/thing_params.py"]


def test_fields_that_hide_a_builtin_do_not_hide_it_from_each_other() -> None:
    text = code(
        files(interface(M, "T", required("int", STRING), required("n", INTEGER)))["types/t.py"]
    )
    assert "int: str n: builtins.int" in text
    fields = (required("int", STRING), required("builtins", STRING), required("n", INTEGER))
    text = code(files(interface(M, "T", *fields))["types/t.py"])
    assert text.startswith("import builtins as _builtins")
    assert text.endswith("int: str builtins: str n: _builtins.int")


def test_an_argument_called_like_a_decorator_leaves_it_alone() -> None:
    params = interface(M, "ThingParams", required("cached_property", STRING))
    create = method("create", "POST", "/things", argument("body", ref(M, "ThingParams"), "body"))
    made = files(params, methods=(create,))["resources/things.py"]
    assert "from functools import cached_property\n" in made
    assert "cached_property: str," in made


def test_types_may_be_called_like_what_the_module_imports() -> None:
    names = ("List", "Union", "BaseModel", "Field", "Literal")
    made = files(
        *(interface(M, name, optional("xY", array(ref(M, name)))) for name in names),
        interface(M, "User", *(optional(name, array(ref(M, name))) for name in names)),
    )
    for name in names:
        compile(
            made[f"types/{name.lower() if name != 'BaseModel' else 'base_model'}.py"], name, "exec"
        )
    assert "class List(BaseModel):" in made["types/list.py"]
    assert "x_y: Maybe[_List[List]]" in made["types/list.py"]
    assert "class BaseModel(_BaseModel):" in made["types/base_model.py"]


def test_bases_become_base_classes_where_python_can_inherit() -> None:
    base = interface(M, "Base", required("id", STRING))
    child = interface(M, "Child", required("name", STRING), extends=(ref(M, "Base"),))
    narrow = interface(M, "Narrow", required("id", literal("x")), extends=(ref(M, "Base"),))
    assert code(files(base, child)["types/child.py"]).endswith("class Child(Base): name: str")
    narrowed = code(files(base, narrow)["types/narrow.py"])
    assert narrowed.endswith('class Narrow(BaseModel): id: Literal["x"]')


def test_an_intersection_of_objects_is_one_object() -> None:
    both = alias(
        M,
        "Both",
        IntersectionType(members=(ref(M, "Base"), ObjectType(fields=(required("name", STRING),)))),
    )
    base = interface(M, "Base", required("id", STRING))
    assert code(files(base, both)["types/both.py"]).endswith(
        "class Both(BaseModel): id: str name: str"
    )


THING = interface(
    M, "Thing", required("id", STRING), optional("name", STRING), optional("size", INTEGER)
)


@pytest.mark.parametrize(
    ("utility", "keys", "written"),
    [
        ("Omit", ("id", "gone"), "name: Maybe[str] = None size: Maybe[int] = None"),
        ("Pick", ("size", "id"), "id: str size: Maybe[int] = None"),
        ("Partial", (), "id: Maybe[str] = None name: Maybe[str] = None size: Maybe[int] = None"),
        ("Required", (), "id: str name: str size: int"),
    ],
)
def test_a_part_of_an_object_is_an_object(
    utility: Utility, keys: tuple[str, ...], written: str
) -> None:
    derived = DerivedType(utility=utility, of=ref(M, "Thing"), keys=keys)
    part = files(THING, alias(M, "Part", derived))["types/part.py"]
    assert code(part).endswith(f"class Part(BaseModel): {written}")


def test_a_base_that_is_a_part_of_another_lends_its_fields() -> None:
    child = interface(M, "Child", required("x", INTEGER), extends=(without(ref(M, "Thing"), "id"),))
    assert code(files(THING, child)["types/child.py"]).endswith(
        "class Child(BaseModel): name: Maybe[str] = None size: Maybe[int] = None x: int"
    )


def test_a_part_of_a_generic_object_has_its_arguments() -> None:
    box = interface(
        M,
        "Box",
        required("of", VariableType(name="T")),
        required("id", STRING),
        parameters=(TypeParameter(name="T"),),
    )
    part = alias(M, "Part", without(ref(M, "Box", INTEGER), "id"))
    assert code(files(box, part)["types/part.py"]).endswith("class Part(BaseModel): of: int")


def test_a_part_of_an_open_object_is_open_but_for_one_that_picks() -> None:
    some = interface(M, "Some", required("id", STRING), others=dictionary(INTEGER))
    picked = DerivedType(utility="Pick", of=ref(M, "Some"), keys=("id",))
    made = files(
        some,
        alias(M, "Picked", picked),
        alias(M, "Whole", DerivedType(utility="Partial", of=ref(M, "Some"))),
    )
    assert "__pydantic_extra__" in made["types/whole.py"]
    assert "__pydantic_extra__" not in made["types/picked.py"]


def test_named_fields_beside_an_index_signature_keep_both() -> None:
    declaration = interface(M, "Open", required("id", STRING), others=dictionary(INTEGER))
    params = replace(declaration, name=declaration.name._replace(name="OpenParams"))
    made = files(declaration, params)
    assert "__pydantic_extra__: Dict[str, int] = Field(init=False)" in made["types/open.py"]
    assert code(made["types/open_params.py"]).endswith(
        "class OpenParamsTyped(TypedDict, total=False): id: Required[str] "
        "OpenParams: TypeAlias = Union[OpenParamsTyped, Dict[str, int]]"
    )


def test_type_parameters_become_variables_or_their_bounds() -> None:
    free, bound = TypeParameter(name="T"), TypeParameter(name="B", constraint=STRING)
    box = interface(
        M,
        "Box",
        required("of", VariableType(name="T")),
        required("label", VariableType(name="B")),
        parameters=(free, bound),
    )
    user = interface(M, "User", required("box", ref(M, "Box", INTEGER, literal("x"))))
    made = files(box, user)
    assert "class Box(BaseModel, Generic[T]): of: T label: str" in code(made["types/box.py"])
    assert "box: Box[int]" in made["types/user.py"]


def test_a_type_of_both_requests_and_answers_has_both_forms_and_a_shared_one_has_one() -> None:
    thing = interface(M, "Thing", required("kind", ref(M, "Kind")))
    kind = alias(M, "Kind", literals("a", "b"))
    params = interface(M, "ThingMakeParams", required("thing", ref(M, "Thing")))
    make = method(
        "make",
        "POST",
        "/things",
        argument("body", ref(M, "ThingMakeParams"), "body"),
        returns=value(ref(M, "Thing")),
    )
    made = files(thing, kind, params, methods=(make,))
    names = {p for p in made if p.startswith("types/") and not p.endswith("__init__.py")}
    assert names == {
        "types/kind.py",
        "types/thing.py",
        "types/thing_make_params.py",
        "types/thing_param.py",
    }
    assert "thing: Required[ThingParam]" in made["types/thing_make_params.py"]


def test_nested_types_are_named_by_the_chain_below_the_top_level() -> None:
    text = files(
        interface(M, "Top", optional("a", ref(M, "Top.A"))),
        interface(M, "Top.A", optional("b", ref(M, "Top.A.B")), optional("t", ref(M, "Top.Top"))),
        interface(M, "Top.A.B", optional("x", STRING)),
        interface(M, "Top.AB", optional("y", STRING)),
        interface(M, "Top.Top", optional("z", STRING)),
    )["types/top.py"]
    assert {"class Top(", "class A(", "class AB(", "class TopAB(", "class TopTop("} <= {
        line.partition("(")[0] + "(" for line in text.splitlines() if line.startswith("class ")
    }
    assert "b: Maybe[TopAB]" in text
    assert "t: Maybe[TopTop]" in text


def layout(*modules: Module) -> set[str]:
    made = generate(spec(*modules), package="p")
    return {path for path in made if path.startswith("types/") and not path.endswith("__init__.py")}


def holding(path: str, *, has_resource: bool = True, types_package: str | None = None) -> Module:
    name = path.rpartition("/")[2].replace("-", "").capitalize()
    return Module(
        path=path,
        types=(interface(path, f"{name}Thing", required("x", STRING)),),
        resources=(resource(path, f"{name}s"),) if has_resource else (),
        types_package=types_package,
    )


def test_types_live_in_the_package_of_the_parent_resource() -> None:
    assert layout(
        holding("resources/files"),
        holding("resources/beta/realtime/sessions"),
        holding("resources/beta/beta"),
        holding("resources/chat/chat", has_resource=False),
        holding("resources/shared", has_resource=False),
        holding("resources/realtime/realtime", types_package="realtime"),
        holding("resources/realtime/client-secrets"),
    ) == {
        "types/files_thing.py",
        "types/beta/realtime/sessions_thing.py",
        "types/beta_thing.py",
        "types/chat_thing.py",
        "types/shared/shared_thing.py",
        "types/shared_params/shared_thing.py",
        "types/realtime/realtime_thing.py",
        "types/realtime/clientsecrets_thing.py",
    }


def test_names_that_would_collide_are_qualified_by_their_module() -> None:
    def one(path: str, name: str) -> Module:
        thing = interface(path, name, required("x", STRING))
        return Module(path=path, types=(thing,), resources=(resource(path, "R"),))

    same = generate(spec(one("resources/a", "Thing"), one("resources/b", "Thing")), package="p")
    assert "class Thing(" in same["types/thing.py"]
    assert "class BThing(" in same["types/b_thing.py"]
    assert {"Thing", "BThing"} <= set(same["types/__init__.py"].replace('"', " ").split())
    case = generate(spec(one("resources/a", "FOo"), one("resources/b", "Foo")), package="p")
    assert "class FOo(" in case["types/foo.py"] or "class FOo(" in case["types/f_oo.py"]
    package = generate(spec(one("resources/a", "B"), one("resources/b/c", "D")), package="p")
    assert "types/b.py" not in package
    assert "class B(" in package["types/b/b.py"]
    assert "from .b import B" in package["types/b/__init__.py"]
    assert "from .b.b import B" in package["types/__init__.py"]


def test_files_that_need_each_other_are_written_as_one() -> None:
    made = files(
        interface(M, "Hen", optional("egg", ref(M, "Egg")), optional("nest", ref(M, "Hen.Nest"))),
        interface(M, "Hen.Nest", optional("x", STRING)),
        interface(M, "Egg", optional("hen", ref(M, "Hen"))),
    )
    assert "class Hen(" in made["types/_egg_cycle.py"]
    assert "class HenNest(" in made["types/_egg_cycle.py"]
    assert code(made["types/hen.py"]) == (
        "from ._egg_cycle import Hen from ._egg_cycle import HenNest as Nest "
        '__all__ = [ "Hen", "Nest", ]'
    )


def test_overloads_take_what_earlier_ones_leave() -> None:
    def one(kind: Type, answer: Type) -> Overload:
        params = ref(M, "ThingGetParams", kind)
        return Overload(arguments=(argument("query", params, "query"),), returns=value(answer))

    params = interface(
        M,
        "ThingGetParams",
        optional("kind", VariableType(name="K")),
        parameters=(TypeParameter(name="K", constraint=literals("a", "b", "c")),),
    )
    get = Method(
        name="get",
        verb="GET",
        path="/things",
        overloads=(
            one(union(literal("a"), UNDEFINED), STRING),
            one(literal("b"), INTEGER),
            one(literals("a", "b", "c"), BOOLEAN),
            one(literals("a", "b"), NUMBER),
        ),
    )
    text = code(files(params, methods=(get,))["resources/things.py"])
    sync = text.partition("class AsyncThings")[0]
    assert sync.count("@overload") == 3
    assert 'kind: Literal["a"] | Omit = omit' in sync
    assert 'kind: Literal["b"],' in sync
    assert 'kind: Literal["c"],' in sync


def test_an_empty_object_adds_nothing_to_what_it_is_intersected_with() -> None:
    cat, dog = interface(M, "Cat", required("c", STRING)), interface(
        M, "Dog", required("d", STRING)
    )
    pet = alias(M, "Pet", union(ref(M, "Cat"), ref(M, "Dog")))
    same = alias(M, "Same", IntersectionType(members=(ref(M, "Pet"), ObjectType())))
    assert "Same: TypeAlias = Pet" in files(cat, dog, pet, same)["types/same.py"]


def test_an_argument_without_fields_that_nothing_is_sent_of_is_none_in_python() -> None:
    params = interface(M, "ThingInsertParams")
    insert = method("insert", "POST", "/x", argument("body", ref(M, "ThingInsertParams"), None))
    text = code(files(params, methods=(insert,))["resources/things.py"])
    assert "def insert( self, *, extra_headers:" in text


def test_a_resource_that_is_called_resources_leaves_the_client_where_it_is() -> None:
    module = "resources/resources"
    things = resource(module, "Resources", method("get", "GET", "/x"))
    made = spec(Module(path=module, resources=(things,)), links=(link("r", module, "Resources"),))
    root = generate(made, package="p")["__init__.py"]
    assert "_client" in root
    assert "AsyncResources" not in root


def test_an_intersection_with_a_union_is_a_union_of_intersections() -> None:
    cat, dog = interface(M, "Cat", required("c", STRING)), interface(
        M, "Dog", required("d", STRING)
    )
    pet = alias(M, "Pet", union(ref(M, "Cat"), ref(M, "Dog")))
    more = ObjectType(fields=(required("age", INTEGER),))
    old = alias(M, "OldPet", IntersectionType(members=(ref(M, "Pet"), more)))
    text = code(files(cat, dog, pet, old)["types/old_pet.py"])
    assert "class Cat(BaseModel): c: str age: int" in text
    assert "class Dog(BaseModel): d: str age: int" in text
    assert "OldPet: TypeAlias = Union[Cat, Dog]" in text


def problems_of(made: Spec) -> list[str]:
    with pytest.raises(SdkscribeError) as caught:
        generate(made, package="p")
    return [str(problem).splitlines()[0] for problem in caught.value.problems]


def test_all_that_has_no_rule_is_reported_together_and_by_name() -> None:
    objects = (ObjectType(fields=(optional(name, STRING),)) for name in "yz")
    inline = interface(M, "A", required("x", UnionType(members=tuple(objects))))
    half = interface(M, "B", required("x", LiteralType(value=0.5)))
    lost = interface(M, "CParams", required("x", STRING))
    broken = Method(
        name="broken",
        verb="POST",
        path="/c/{id}",
        overloads=(Overload(arguments=(), returns=value(STRING)),),
    )
    nowhere = method("nowhere", "POST", "/c", argument("params", ref(M, "CParams"), None))
    types = Module(path=M, types=(inline, half, lost))
    methods = Module(path="resources/r", resources=(resource("resources/r", "R", broken),))
    others = Module(path="resources/s", resources=(resource("resources/s", "S", nowhere),))
    assert problems_of(spec(types)) == [
        "resources/things: no rule for an object type inside another type: A",
        "resources/things: no rule for a literal number that is not whole: B",
    ]
    assert problems_of(spec(Module(path=M, types=(lost,)), methods, others)) == [
        "resources/r: no rule for the path /c/{id} with the arguments []: R.broken",
        "resources/s: no rule for where the field x goes: S.nowhere",
    ]


def test_a_page_is_no_type_of_a_field() -> None:
    page = PageClass(
        name=Name("core/pagination", "Page"),
        parameters=(TypeParameter(name="Item"),),
        type=ObjectType(fields=(required("data", array(VariableType(name="Item"))),)),
        items=("data",),
    )
    things = TypeDeclaration(
        name=Name(M, "ThingsPage"), kind="class", type=ref("core/pagination", "Page", STRING)
    )
    user = interface(M, "User", required("things", ref(M, "ThingsPage")))
    made = replace(spec(Module(path=M, types=(things, user))), pages=(page,))
    assert problems_of(made) == [
        "resources/things: no rule for a use of what is no type in Python, such as a page:"
        " ThingsPage"
    ]
    (module,) = made.modules
    without_user = replace(made, modules=(replace(module, types=(things,)),))
    written = generate(without_user, package="p")
    assert not any(path.startswith("types/") for path in written)


def test_a_class_that_only_extends_another_is_another_name_for_it() -> None:
    same = TypeDeclaration(name=Name(M, "Same"), kind="class", type=ref(M, "Thing"))
    assert "Same: TypeAlias = Thing" in files(THING, same)["types/same.py"]


@pytest.mark.parametrize(
    ("returns", "problem"),
    [
        (
            (Returns(kind="value_or_stream", type=STRING, events=INTEGER),),
            "a value or a stream without an argument `stream`",
        ),
        ((Returns(kind="stream", type=STRING), Returns(kind="bytes")), "bytes or stream"),
        (
            (replace(value(STRING), unwrap="a"), replace(value(INTEGER), unwrap="b")),
            "a method whose answers are in several fields",
        ),
    ],
)
def test_answers_that_one_call_cannot_have_are_reported(
    returns: tuple[Returns, ...], problem: str
) -> None:
    overloads = tuple(Overload(arguments=(), returns=one) for one in returns)
    get = Method(name="get", verb="GET", path="/things", overloads=overloads)
    module = Module(path=M, resources=(resource(M, "Things", get),))
    (found,) = problems_of(spec(module))
    assert problem in found


def test_the_type_of_an_answer_goes_by_the_argument_that_asks_for_a_stream() -> None:
    event = interface(M, "Event", required("name", STRING))
    params = interface(M, "ThingGetParams", optional("streaming", BOOLEAN))
    returns = Returns(kind="value_or_stream", type=ref(M, "Thing"), events=ref(M, "Event"))
    get = method(
        "get", "POST", "/t", argument("p", ref(M, "ThingGetParams"), "body"), returns=returns
    )
    things = resource(M, "Things", replace(get, streams_by="streaming"))
    module = Module(path=M, types=(THING, event, params), resources=(things,))
    written = generate(spec(module), package="p")["resources/things.py"]
    assert "stream=streaming or False" in written
    assert "(Event if streaming else Thing)" in written


def test_a_header_that_is_neither_text_nor_a_list_of_texts_is_reported() -> None:
    params = interface(M, "ThingGetParams", required("x", dictionary(STRING)))
    placement = Placement(field="x", place="header", wire_name="X")
    get = method("get", "GET", "/t", argument("p", ref(M, "ThingGetParams"), None, placement))
    module = Module(path=M, types=(params,), resources=(resource(M, "Things", get),))
    assert problems_of(spec(module)) == [
        "resources/things: no rule for the header argument x, which is no text: Things.get"
    ]


@pytest.mark.parametrize(
    ("type", "written"),
    [(STRING, "x"), (BOOLEAN, "header_text(x)"), (union(INTEGER, STRING, NULL), "header_text(x)")],
)
def test_a_header_that_is_one_value_is_sent_as_text(type: Type, written: str) -> None:
    params = interface(M, "ThingGetParams", required("x", type))
    placement = Placement(field="x", place="header", wire_name="X")
    get = method("get", "GET", "/t", argument("p", ref(M, "ThingGetParams"), None, placement))
    assert f'"X": {written},' in files(params, methods=(get,))["resources/things.py"]


def test_a_package_needs_a_name_that_python_can_import() -> None:
    with pytest.raises(SdkscribeError, match="`my-api` is no name"):
        generate(kitchen(), package="my-api")


def test_adding_declarations_changes_no_other_file() -> None:
    before = generate(kitchen(), package="p")
    recipes, *others = kitchen().modules
    added = interface(recipes.path, "Spoon", required("x", STRING), description="New.")
    lend = method("lend", "POST", "/spoons", returns=value(ref(recipes.path, "Spoon")))
    more = Module(
        path="resources/spoons",
        resources=(resource("resources/spoons", "Spoons", lend),),
    )
    modules = (replace(recipes, types=(added, *recipes.types)), *others, more)
    after = generate(replace(kitchen(), modules=modules), package="p")
    changed = {path for path in before if after.get(path) != before[path]}
    assert changed == {"types/__init__.py", "resources/__init__.py"}
    assert set(after) - set(before) == {"types/spoon.py", "resources/spoons.py"}


def test_the_same_spec_gives_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    code_ = (
        "import hashlib; from python.kitchen import kitchen;"
        "from sdkscribe.python.generate import generate;"
        "print(hashlib.sha256(repr(generate(kitchen(), package='p')).encode()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(root / "generator"), str(root / "tests")])
    digests = {
        subprocess.run(
            [sys.executable, "-c", code_],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1


def test_a_package_named_annotations_is_not_taken_for_a_feature_of_python() -> None:
    tags = "resources/annotations/tags"
    modules = (
        Module(path=M, resources=(resource(M, "Things"),)),
        Module(path=tags, types=(interface(tags, "Tag"),), resources=(resource(tags, "Tags"),)),
    )
    made = generate(spec(*modules, links=(link("things", M, "Things"),)), package="things")
    assert "from . import annotations" in made["types/__init__.py"]
    assert "__future__" not in made["types/__init__.py"]


def test_a_namespace_that_is_no_type_itself_is_the_file_of_the_types_in_it() -> None:
    made = files(interface(M, "Outer.Inner", required("id", STRING)), interface(M, "Other"))
    assert "class Inner(BaseModel):" in made["types/outer.py"]
    assert "Outer" not in made["types/__init__.py"]
    assert "Other" in made["types/__init__.py"]


def test_a_field_that_an_intersection_narrows_keeps_the_values_of_both() -> None:
    params = interface(M, "ThingCreateParams", optional("form", literals("a", "b", "c")))
    narrowed = IntersectionType(
        members=(
            ref(M, "ThingCreateParams"),
            ObjectType(fields=(required("form", literals("b", "a")),)),
        )
    )
    create = method("create", "POST", "/things", argument("body", narrowed, "body"))
    made = files(params, methods=(create,))["resources/things.py"]
    assert 'form: Literal["b", "a"],' in made


def test_a_field_that_an_intersection_takes_away_is_never_given() -> None:
    params = interface(M, "ThingListParams", optional("query", STRING), optional("limit", INTEGER))
    without_query = IntersectionType(
        members=(ref(M, "ThingListParams"), ObjectType(fields=(optional("query", UNDEFINED),)))
    )
    listed = method("list", "GET", "/things", argument("query", without_query, "query"))
    made = files(params, methods=(listed,))["resources/things.py"]
    assert "limit: int | Omit = omit," in made
    assert "query: str" not in made


def test_nobody_knows_the_fields_of_a_base_that_the_source_does_not_hold() -> None:
    base = TypeDeclaration(name=Name(M, "Elsewhere"), kind="external", type=UnknownType())
    thing = replace(interface(M, "Thing", required("id", STRING)), extends=(ref(M, "Elsewhere"),))
    assert code(files(base, thing)["types/thing.py"]).endswith("class Thing(BaseModel): id: str")


def test_a_field_that_may_never_be_given_is_no_argument() -> None:
    off = interface(M, "Off", optional("stream", literal(False)), optional("on", UNDEFINED))
    on = interface(M, "On", required("stream", literal(True)), optional("on", STRING))
    create = Method(
        name="create",
        verb="POST",
        path="/things",
        overloads=tuple(
            Overload(arguments=(argument("body", ref(M, name), "body"),), returns=value(answer))
            for name, answer in (("Off", STRING), ("On", INTEGER))
        ),
    )
    made = code(files(off, on, methods=(create,))["resources/things.py"])
    first, second, *_ = made.split("@overload")[1:]
    assert "stream: Literal[False] | Omit = omit, extra_headers" in first
    assert "stream: Literal[True], on: str | Omit = omit, extra_headers" in second


def test_overloads_that_type_checkers_may_confuse_are_meant_so() -> None:
    def made(*configs: TypeDeclaration) -> str:
        params = [
            interface(M, f"{c.name.name}Params", required("config", ref(M, c.name.name)))
            for c in configs
        ]
        union_of_params = union(*(ref(M, p.name.name) for p in params))
        create = method("create", "POST", "/things", argument("body", union_of_params, "body"))
        return files(*configs, *params, methods=(create,))["resources/things.py"]

    some = interface(M, "Some", optional("a", STRING))
    more = interface(M, "More", optional("a", STRING), optional("b", STRING))
    assert "# pyright: reportOverlappingOverload=false" in made(some, more)
    assert "# pyright" not in made(some)


def test_a_number_is_a_class_to_type_checkers() -> None:
    get = method("get", "GET", "/things", returns=value(NUMBER))
    assert "cast_to=Number," in files(methods=(get,))["resources/things.py"]


def test_an_answer_of_literals_is_a_type_that_is_no_class() -> None:
    get = method("get", "GET", "/things", returns=value(literals("a", "b")))
    made = files(methods=(get,))["resources/things.py"]
    assert """cast_to=cast("TypeForm[Literal['a', 'b']]", Literal["a", "b"]),""" in made


def test_an_answer_that_overloads_agree_on_is_a_class_like_any_other() -> None:
    answers = (ref(M, "Thing"), ReferenceType(target=Name(M, "Thing"), spelling="API.Thing"))
    overloads = tuple(Overload(arguments=(), returns=value(answer)) for answer in answers)
    get = Method(name="get", verb="GET", path="/things", overloads=overloads)
    made = files(interface(M, "Thing"), methods=(get,))["resources/things.py"]
    assert "cast_to=Thing," in made


def test_a_long_union_that_may_be_left_out_is_one_union() -> None:
    values = [f"{letter * 20}" for letter in "abcd"]
    given = optional("dish", union(literals(*values), INTEGER, NULL))
    send = method("send", "POST", "/x", argument("body", ref(M, "SendParams"), "body"))
    made = files(interface(M, "SendParams", given), methods=(send,))["resources/things.py"]
    listed = ", ".join(f'"{value}"' for value in values)
    assert f"dish: Union[ Literal[ {listed}, ], int, None, Omit, ] = omit" in code(made)


def test_a_resource_imports_no_more_than_its_signatures_say() -> None:
    """A parameter whose type is too long for a line is written member by member, `Omit` among them."""
    words = literals(*(f"a value of some length {number}" for number in range(4)))
    params = interface(
        "resources/things", "ThingListParams", optional("kind", union(*words.members, NULL))
    )
    asked = argument(
        "query",
        ref("resources/things", "ThingListParams"),
        None,
        Placement(field="kind", place="query", wire_name="kind"),
    )
    things = resource("resources/things", "Things", method("list", "GET", "/things", asked))
    module = Module(path="resources/things", types=(params,), resources=(things,))
    files = generate(
        spec(module, links=(link("things", "resources/things", "Things"),)), package="p"
    )
    text = files["resources/things.py"]
    assert "kind: Union[" in text
    assert "Optional" not in text
