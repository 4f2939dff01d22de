"""For each kind of change a small API before and after it, with programs that use what changed and payloads
that hold it: what the table of verdicts says is what happens to them.

A witness of types has one type that is asked for (`Sent`) and one that is answered (`Received`), each of which
changes. Its programs run over a `client`, with `$row` as its resource.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from python.declare import (
    INTEGER,
    NOTHING,
    NULL,
    NUMBER,
    OPEN_STRING,
    STRING,
    alias,
    argument,
    array,
    dictionary,
    interface,
    link,
    literals,
    method,
    optional,
    ref,
    required,
    resource,
    spec,
    union,
    value,
)
from sdkscribe.diff.changes import Kind
from sdkscribe.spec import (
    Cursor,
    Field,
    Header,
    Method,
    Module,
    Name,
    ObjectType,
    Overload,
    PageClass,
    PageNumber,
    Place,
    Placement,
    Returns,
    Spec,
    Type,
    TypeDeclaration,
    TypeParameter,
    VariableType,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeWitness:
    """`old` and `new` are what both types are, before and after. `caller` and `reader` are good programs
    for the old API; `sent` is what such a program sends, `received` what the new API may answer.
    `beside` are further types that they are made of."""

    kind: Kind
    old: tuple[Field, ...]
    new: tuple[Field, ...]
    caller: str
    reader: str
    sent: object = field(default_factory=dict[str, object])
    received: object = field(default_factory=dict[str, object])
    beside: tuple[TypeDeclaration, ...] = ()
    beside_new: tuple[TypeDeclaration, ...] | None = None
    name: str = ""

    @property
    def id(self) -> str:
        return self.name or self.kind


def one(type: Type) -> tuple[Field, ...]:
    return (required("item", type),)


def read(statement: str) -> str:
    return f"item = client.$row.receive().item\n{statement}"


SEND_A = 'client.$row.send(item="a")'
UNION = "resources/object_became_union"
REFERENCE = "resources/reference_changed"
REWRITTEN = "resources/type_rewritten"


TYPE_WITNESSES: tuple[TypeWitness, ...] = (
    TypeWitness(
        kind="field-added-optional",
        old=(required("name", STRING),),
        new=(required("name", STRING), optional("size", INTEGER)),
        caller='client.$row.send(name="a")',
        reader="name: str = client.$row.receive().name",
        sent={"name": "a"},
        received={"name": "a", "size": 1},
    ),
    TypeWitness(
        kind="field-added-required",
        old=(required("name", STRING),),
        new=(required("name", STRING), required("size", INTEGER)),
        caller='client.$row.send(name="a")',
        reader="name: str = client.$row.receive().name",
        sent={"name": "a"},
        received={"name": "a", "size": 1},
    ),
    TypeWitness(
        kind="field-removed-optional",
        old=(required("name", STRING), optional("size", INTEGER)),
        new=(required("name", STRING),),
        caller='client.$row.send(name="a", size=1)',
        reader="size = client.$row.receive().size",
        sent={"name": "a", "size": 1},
        received={"name": "a"},
    ),
    TypeWitness(
        kind="field-removed-required",
        old=(required("name", STRING), required("size", INTEGER)),
        new=(required("name", STRING),),
        caller='client.$row.send(name="a", size=1)',
        reader="size: int = client.$row.receive().size",
        sent={"name": "a", "size": 1},
        received={"name": "a"},
    ),
    TypeWitness(
        kind="field-became-required",
        old=(optional("size", INTEGER),),
        new=(required("size", INTEGER),),
        caller="client.$row.send()",
        reader="size = client.$row.receive().size\nif size is not None:\n    print(size + 1)",
        received={"size": 1},
    ),
    TypeWitness(
        kind="field-became-optional",
        old=(required("size", INTEGER),),
        new=(optional("size", INTEGER),),
        caller="client.$row.send(size=1)",
        reader="print(client.$row.receive().size + 1)",
        sent={"size": 1},
    ),
    TypeWitness(
        kind="field-renamed",
        old=(required("max_response_output_tokens", INTEGER, "The most tokens to answer with."),),
        new=(required("max_output_tokens", INTEGER, "The most tokens to answer with."),),
        caller="client.$row.send(max_response_output_tokens=1)",
        reader="print(client.$row.receive().max_response_output_tokens)",
        sent={"max_response_output_tokens": 1},
        received={"max_output_tokens": 1},
    ),
    TypeWitness(
        name="optional-field-renamed",
        kind="field-renamed",
        old=(optional("max_response_output_tokens", INTEGER, "The most tokens to answer with."),),
        new=(optional("max_output_tokens", INTEGER, "The most tokens to answer with."),),
        caller="client.$row.send(max_response_output_tokens=1)",
        reader="print(client.$row.receive().max_response_output_tokens)",
        sent={"max_response_output_tokens": 1},
        received={"max_output_tokens": 1},
    ),
    TypeWitness(
        kind="null-added",
        old=one(STRING),
        new=one(union(STRING, NULL)),
        caller=SEND_A,
        reader=read("print(item.upper())"),
        sent={"item": "a"},
        received={"item": None},
    ),
    TypeWitness(
        kind="null-removed",
        old=one(union(STRING, NULL)),
        new=one(STRING),
        caller="client.$row.send(item=None)",
        reader=read("if item is not None:\n    print(item.upper())"),
        sent={"item": None},
        received={"item": "a"},
    ),
    TypeWitness(
        kind="literals-added",
        old=one(literals("a", "b")),
        new=one(literals("a", "b", "c")),
        caller=SEND_A,
        reader=read(
            'if item == "a":\n    pass\nelif item == "b":\n    pass\nelse:\n    assert_never(item)'
        ),
        sent={"item": "a"},
        received={"item": "c"},
    ),
    TypeWitness(
        kind="literals-removed",
        old=one(literals("a", "b", "c")),
        new=one(literals("a", "b")),
        caller='client.$row.send(item="c")',
        reader=read('if item == "c":\n    pass'),
        sent={"item": "c"},
        received={"item": "a"},
    ),
    TypeWitness(
        kind="known-literals-added",
        old=one(union(OPEN_STRING, *literals("a", "b").members)),
        new=one(union(OPEN_STRING, *literals("a", "b", "c").members)),
        caller=SEND_A,
        reader=read('if item == "a":\n    pass\nelse:\n    print(item.upper())'),
        sent={"item": "a"},
        received={"item": "c"},
    ),
    TypeWitness(
        kind="known-literals-removed",
        old=one(union(OPEN_STRING, *literals("a", "b", "c").members)),
        new=one(union(OPEN_STRING, *literals("a", "b").members)),
        caller='client.$row.send(item="c")',
        reader=read('if item == "c":\n    pass'),
        sent={"item": "c"},
        received={"item": "a"},
    ),
    TypeWitness(
        kind="enum-opened",
        old=one(literals("a", "b")),
        new=one(union(OPEN_STRING, *literals("a", "b").members)),
        caller=SEND_A,
        reader=read(
            'if item == "a":\n    pass\nelif item == "b":\n    pass\nelse:\n    assert_never(item)'
        ),
        sent={"item": "a"},
        received={"item": "z"},
    ),
    TypeWitness(
        kind="enum-closed",
        old=one(union(OPEN_STRING, *literals("a", "b").members)),
        new=one(literals("a", "b")),
        caller='client.$row.send(item="z")',
        reader=read("print(item.upper())"),
        sent={"item": "z"},
        received={"item": "a"},
    ),
    TypeWitness(
        kind="union-member-added",
        old=one(union(STRING, INTEGER)),
        new=one(union(STRING, INTEGER, array(STRING))),
        caller=SEND_A,
        reader=read(
            "if isinstance(item, str):\n    pass\nelif isinstance(item, int):\n    pass\nelse:\n    assert_never(item)"
        ),
        sent={"item": "a"},
        received={"item": ["a"]},
    ),
    TypeWitness(
        kind="union-member-removed",
        old=one(union(STRING, INTEGER, array(STRING))),
        new=one(union(STRING, INTEGER)),
        caller='client.$row.send(item=["a"])',
        reader=read("if isinstance(item, list):\n    pass\nelse:\n    print(item)"),
        sent={"item": ["a"]},
        received={"item": "a"},
    ),
    TypeWitness(
        kind="type-replaced",
        old=one(STRING),
        new=one(INTEGER),
        caller=SEND_A,
        reader=read("print(item.upper())"),
        sent={"item": "a"},
        received={"item": 1},
    ),
    TypeWitness(
        kind="type-widened",
        old=one(INTEGER),
        new=one(NUMBER),
        caller="client.$row.send(item=1)",
        reader=read("whole: int = item"),
        sent={"item": 1},
        received={"item": 1.5},
    ),
    TypeWitness(
        kind="type-narrowed",
        old=one(NUMBER),
        new=one(INTEGER),
        caller="client.$row.send(item=1.5)",
        reader=read("print(item + 1)"),
        sent={"item": 1.5},
        received={"item": 1},
    ),
    TypeWitness(
        name="items-widened",
        kind="type-widened",
        old=one(array(INTEGER)),
        new=one(array(NUMBER)),
        caller="whole: list[int] = [1]\nclient.$row.send(item=whole)",
        reader=read("whole: list[int] = item"),
        sent={"item": [1]},
        received={"item": [1.5]},
    ),
    TypeWitness(
        name="items-narrowed",
        kind="type-narrowed",
        old=one(array(NUMBER)),
        new=one(array(INTEGER)),
        caller="client.$row.send(item=[1.5])",
        reader=read("numbers: list[int | float] = item"),
        sent={"item": [1.5]},
        received={"item": [1]},
    ),
    TypeWitness(
        name="values-widened",
        kind="type-widened",
        old=one(dictionary(INTEGER)),
        new=one(dictionary(NUMBER)),
        caller='whole: dict[str, int] = {"a": 1}\nclient.$row.send(item=whole)',
        reader=read("whole: dict[str, int] = item"),
        sent={"item": {"a": 1}},
        received={"item": {"a": 1.5}},
    ),
    TypeWitness(
        name="values-narrowed",
        kind="type-narrowed",
        old=one(dictionary(NUMBER)),
        new=one(dictionary(INTEGER)),
        caller='client.$row.send(item={"a": 1.5})',
        reader=read("numbers: dict[str, int | float] = item"),
        sent={"item": {"a": 1.5}},
        received={"item": {"a": 1}},
    ),
    TypeWitness(
        kind="object-became-union",
        old=one(ref(UNION, "Thing")),
        new=one(ref(UNION, "Thing")),
        beside=(interface(UNION, "Thing", required("name", STRING)),),
        beside_new=(
            alias(UNION, "Thing", union(ref(UNION, "Named"), ref(UNION, "Sized"))),
            interface(UNION, "Named", required("name", STRING)),
            interface(UNION, "Sized", required("size", INTEGER)),
        ),
        caller='thing = types.ThingParam(name="a")\nclient.$row.send(item=thing)',
        reader=read("print(item.name)"),
        sent={"item": {"name": "a"}},
        received={"item": {"size": 1}},
    ),
    TypeWitness(
        kind="reference-changed",
        old=one(ref(REFERENCE, "First")),
        new=one(ref(REFERENCE, "Second")),
        beside=(
            interface(REFERENCE, "First", required("name", STRING)),
            interface(REFERENCE, "Second", required("name", STRING)),
        ),
        caller='client.$row.send(item={"name": "a"})',
        reader=read("thing: types.First = item"),
        sent={"item": {"name": "a"}},
        received={"item": {"name": "a"}},
    ),
    TypeWitness(
        kind="type-rewritten",
        old=one(ref(REWRITTEN, "Third")),
        new=one(ref(REWRITTEN, "Fourth")),
        beside=(
            interface(REWRITTEN, "Third", required("name", STRING)),
            interface(REWRITTEN, "Fourth", required("name", STRING), optional("size", INTEGER)),
        ),
        caller='client.$row.send(item={"name": "a"})',
        reader=read("thing: types.Third = item"),
        sent={"item": {"name": "a"}},
        received={"item": {"name": "a", "size": 1}},
    ),
    TypeWitness(
        kind="default-changed",
        old=(optional("size", INTEGER, "How large. Defaults to 1."),),
        new=(optional("size", INTEGER, "How large. Defaults to 2."),),
        caller="client.$row.send()",
        reader="print(client.$row.receive().size)",
    ),
    TypeWitness(
        kind="deprecated-added",
        old=(optional("size", INTEGER, "How large."),),
        new=(optional("size", INTEGER, "How large.\n\n@deprecated Say nothing."),),
        caller="client.$row.send(size=1)",
        reader="print(client.$row.receive().size)",
        sent={"size": 1},
        received={"size": 1},
    ),
    TypeWitness(
        kind="deprecated-removed",
        old=(optional("size", INTEGER, "How large.\n\n@deprecated Say nothing."),),
        new=(optional("size", INTEGER, "How large."),),
        caller="client.$row.send(size=1)",
        reader="print(client.$row.receive().size)",
        sent={"size": 1},
        received={"size": 1},
    ),
    TypeWitness(
        kind="documentation-changed",
        old=(optional("size", INTEGER, "How large."),),
        new=(optional("size", INTEGER, "How very large."),),
        caller="client.$row.send(size=1)",
        reader="print(client.$row.receive().size)",
        sent={"size": 1},
        received={"size": 1},
    ),
)


# -------------------------------------------------------------------------------------- methods


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodWitness:
    """A resource before and after, the types beside it and the resources below it. `program` is a good one
    for the old API."""

    kind: Kind
    old: tuple[Method, ...]
    new: tuple[Method, ...]
    program: str
    types: tuple[TypeDeclaration, ...] = ()
    types_new: tuple[TypeDeclaration, ...] | None = None
    below: Mapping[str, tuple[Method, ...]] = field(default_factory=dict[str, tuple[Method, ...]])
    below_new: Mapping[str, tuple[Method, ...]] = field(
        default_factory=dict[str, tuple[Method, ...]]
    )

    @property
    def id(self) -> str:
        return self.kind


def in_row(kind: Kind, name: str) -> tuple[str, str]:
    return f"resources/{kind.replace('-', '_')}", name


def item(verb: str = "GET", path: str = "/items/{item_id}", **more: object) -> Method:
    given = argument(
        "itemID", STRING, "path", Placement(field="", place="path", wire_name="item_id")
    )
    return replace(method("get", verb, path, given, returns=value(STRING)), **more)  # type: ignore[arg-type]


def taking(name: str, type: Type, place: Place, *placements: Placement) -> Method:
    return method(name, "POST", f"/{name}", argument("params", type, place, *placements))


def answering(returns: Returns) -> Method:
    return method("get", "GET", "/things", returns=returns)


PAGED = PageClass(
    name=Name("pagination", "CursorPage"),
    parameters=(TypeParameter(name="Item"),),
    type=ObjectType(fields=(required("data", array(VariableType(name="Item"))),)),
    items=("data",),
    forward=Cursor(param="after", path=("id",), of="last_item"),
)
NUMBERED = replace(PAGED, name=Name("pagination", "NumberPage"), forward=PageNumber(param="page"))


def page_of(page: PageClass) -> Returns:
    return Returns(
        kind="page", type=ref(*in_row("pagination-changed", "PagedThing")), page_class=page.name
    )


SESSION = (required("voice", STRING), optional("speed", NUMBER), optional("tools", array(STRING)))
OVEN = (required("heat", INTEGER), required("minutes", INTEGER), optional("grill", STRING))


def overloaded(kind: Kind, *params: str) -> Method:
    """A method with a signature for each of several types of arguments."""
    each = (argument("params", ref(*in_row(kind, f"{name}SendParams")), "body") for name in params)
    signatures = tuple(Overload(arguments=(one,), returns=NOTHING) for one in each)
    return replace(method("send", "POST", f"/{params[0]}"), overloads=signatures)


def two_params(kind: Kind, prefix: str) -> tuple[TypeDeclaration, ...]:
    return (
        interface(*in_row(kind, f"{prefix}FirstSendParams"), required("first", STRING)),
        interface(*in_row(kind, f"{prefix}SecondSendParams"), required("second", STRING)),
    )


METHOD_WITNESSES: tuple[MethodWitness, ...] = (
    MethodWitness(
        kind="method-added",
        old=(item(),),
        new=(item(), method("count", "PUT", "/size", returns=value(INTEGER))),
        program='client.$row.get("a")',
    ),
    MethodWitness(
        kind="method-removed",
        old=(item(), method("count", "POST", "/numbers", returns=value(INTEGER))),
        new=(item(),),
        program="client.$row.count()",
    ),
    MethodWitness(
        kind="method-renamed",
        old=(replace(item(), name="fetch_item"),),
        new=(replace(item(), name="get_item"),),
        program='client.$row.fetch_item("a")',
    ),
    MethodWitness(
        kind="endpoint-changed",
        old=(item("POST"),),
        new=(item("PATCH"),),
        program='client.$row.get("a")',
    ),
    MethodWitness(
        kind="path-parameter-added",
        old=(item(),),
        new=(
            method(
                "get",
                "GET",
                "/boxes/{box_id}/items/{item_id}",
                argument("box_id", STRING, "path"),
                argument("item_id", STRING, "path"),
                returns=value(STRING),
            ),
        ),
        program='client.$row.get("a")',
    ),
    MethodWitness(
        kind="path-parameter-removed",
        old=(
            method(
                "get",
                "GET",
                "/boxes/{box_id}/items/{item_id}",
                argument("box_id", STRING, "path"),
                argument("item_id", STRING, "path"),
                returns=value(STRING),
            ),
        ),
        new=(item(),),
        program='client.$row.get("a", box_id="b")',
    ),
    MethodWitness(
        kind="path-parameter-renamed",
        old=(item(),),
        new=(
            method(
                "get", "GET", "/items/{id}", argument("id", STRING, "path"), returns=value(STRING)
            ),
        ),
        program='client.$row.get(item_id="a")',
    ),
    MethodWitness(
        kind="path-parameter-keyword",
        old=(item(),),
        new=(
            method(
                "get",
                "GET",
                "/items/{item_id}",
                argument(
                    "params",
                    ref(*in_row("path-parameter-keyword", "KeywordGetParams")),
                    None,
                    Placement(field="item_id", place="path", wire_name="item_id"),
                ),
                returns=value(STRING),
            ),
        ),
        types=(),
        types_new=(
            interface(
                *in_row("path-parameter-keyword", "KeywordGetParams"), required("item_id", STRING)
            ),
        ),
        program='client.$row.get("a")',
    ),
    MethodWitness(
        kind="argument-added-optional",
        old=(method("send", "POST", "/send"),),
        new=(
            taking("send", ref(*in_row("argument-added-optional", "OptionalSendParams")), "body"),
        ),
        types_new=(
            interface(
                *in_row("argument-added-optional", "OptionalSendParams"), optional("name", STRING)
            ),
        ),
        program="client.$row.send()",
    ),
    MethodWitness(
        kind="argument-added-required",
        old=(method("send", "POST", "/send"),),
        new=(
            taking("send", ref(*in_row("argument-added-required", "RequiredSendParams")), "body"),
        ),
        types_new=(
            interface(
                *in_row("argument-added-required", "RequiredSendParams"), required("name", STRING)
            ),
        ),
        program="client.$row.send()",
    ),
    MethodWitness(
        kind="argument-removed",
        old=(taking("send", ref(*in_row("argument-removed", "RemovedSendParams")), "body"),),
        new=(method("send", "POST", "/send"),),
        types=(
            interface(*in_row("argument-removed", "RemovedSendParams"), optional("name", STRING)),
        ),
        types_new=(),
        program='client.$row.send(name="a")',
    ),
    MethodWitness(
        kind="placement-changed",
        old=(taking("send", ref(*in_row("placement-changed", "PlacedSendParams")), "query"),),
        new=(taking("send", ref(*in_row("placement-changed", "PlacedSendParams")), "body"),),
        types=(
            interface(*in_row("placement-changed", "PlacedSendParams"), required("name", STRING)),
        ),
        program='client.$row.send(name="a")',
    ),
    MethodWitness(
        kind="encoding-changed",
        old=(taking("send", ref(*in_row("encoding-changed", "EncodedSendParams")), "body"),),
        new=(
            replace(
                taking("send", ref(*in_row("encoding-changed", "EncodedSendParams")), "body"),
                encoding="multipart",
            ),
        ),
        types=(
            interface(*in_row("encoding-changed", "EncodedSendParams"), required("name", STRING)),
        ),
        program='client.$row.send(name="a")',
    ),
    MethodWitness(
        kind="header-changed",
        old=(item(headers=(Header(name="Kitchen-Beta", value="v1"),)),),
        new=(item(headers=(Header(name="Kitchen-Beta", value="v2"),)),),
        program='client.$row.get("a")',
    ),
    MethodWitness(
        kind="pagination-changed",
        old=(answering(page_of(PAGED)),),
        new=(answering(page_of(NUMBERED)),),
        types=(interface(*in_row("pagination-changed", "PagedThing"), required("id", STRING)),),
        program="page: SyncCursorPage[types.PagedThing] = client.$row.get()",
    ),
    MethodWitness(
        kind="answer-changed",
        old=(answering(value(STRING)),),
        new=(answering(Returns(kind="bytes")),),
        program="print(client.$row.get().upper())",
    ),
    MethodWitness(
        kind="overload-added",
        old=(overloaded("overload-added", "AddedFirst"),),
        new=(overloaded("overload-added", "AddedFirst", "AddedSecond"),),
        types=two_params("overload-added", "Added"),
        program='client.$row.send(first="a")',
    ),
    MethodWitness(
        kind="overload-removed",
        old=(overloaded("overload-removed", "GoneFirst", "GoneSecond"),),
        new=(overloaded("overload-removed", "GoneFirst"),),
        types=two_params("overload-removed", "Gone"),
        program='client.$row.send(second="a")',
    ),
    MethodWitness(
        kind="argument-nested",
        old=(taking("send", ref(*in_row("argument-nested", "SessionSendParams")), "body"),),
        new=(taking("send", ref(*in_row("argument-nested", "SecretSendParams")), "body"),),
        types=(interface(*in_row("argument-nested", "SessionSendParams"), *SESSION),),
        types_new=(
            interface(
                *in_row("argument-nested", "SecretSendParams"),
                optional("session", ref(*in_row("argument-nested", "SessionSendRequest"))),
            ),
            interface(*in_row("argument-nested", "SessionSendRequest"), *SESSION),
        ),
        program='client.$row.send(voice="a")',
    ),
    MethodWitness(
        kind="answer-nested",
        old=(answering(value(ref(*in_row("answer-nested", "SessionAnswer")))),),
        new=(answering(value(ref(*in_row("answer-nested", "SecretAnswer")))),),
        types=(interface(*in_row("answer-nested", "SessionAnswer"), *SESSION),),
        types_new=(
            interface(
                *in_row("answer-nested", "SecretAnswer"),
                required("session", ref(*in_row("answer-nested", "SessionObjectAnswer"))),
            ),
            interface(*in_row("answer-nested", "SessionObjectAnswer"), *SESSION),
        ),
        program="print(client.$row.get().voice)",
    ),
    MethodWitness(
        kind="resource-added",
        old=(),
        new=(),
        below_new={"inner": (method("look", "GET", "/looks/inside"),)},
        program="client.$row",
    ),
    MethodWitness(
        kind="resource-removed",
        old=(),
        new=(),
        below={"inner": (method("peek", "DELETE", "/peeks"),)},
        program="client.$row.inner.peek()",
    ),
    MethodWitness(
        kind="resource-renamed",
        old=(),
        new=(),
        below={"inner_thing": (method("weigh", "PATCH", "/weights/once"),)},
        below_new={"inner_things": (method("weigh", "PATCH", "/weights/once"),)},
        program="client.$row.inner_thing.weigh()",
    ),
    MethodWitness(
        kind="type-added",
        old=(),
        new=(),
        types=(),
        types_new=(interface(*in_row("type-added", "AddedThing"), required("added", STRING)),),
        program="print(types)",
    ),
    MethodWitness(
        kind="type-removed",
        old=(),
        new=(),
        types=(interface(*in_row("type-removed", "GoneThing"), required("gone", STRING)),),
        types_new=(),
        program="print(types.GoneThing)",
    ),
    MethodWitness(
        kind="type-renamed",
        old=(),
        new=(),
        types=(interface(*in_row("type-renamed", "OvenSettings"), *OVEN),),
        types_new=(interface(*in_row("type-renamed", "OvenSetting"), *OVEN),),
        program="print(types.OvenSettings)",
    ),
    MethodWitness(
        kind="type-extracted",
        old=(answering(value(union(STRING, array(STRING)))),),
        new=(answering(value(ref(*in_row("type-extracted", "ExtractedText")))),),
        types=(),
        types_new=(
            alias(*in_row("type-extracted", "ExtractedText"), union(STRING, array(STRING))),
        ),
        program="item: str | list[str] = client.$row.get()",
    ),
    MethodWitness(
        kind="type-inlined",
        old=(answering(value(ref(*in_row("type-inlined", "InlinedText")))),),
        new=(answering(value(union(INTEGER, dictionary(INTEGER)))),),
        types=(alias(*in_row("type-inlined", "InlinedText"), union(INTEGER, dictionary(INTEGER))),),
        types_new=(),
        program="item: types.InlinedText = client.$row.get()",
    ),
)


# ---------------------------------------------------------------------------------------- specs


Witness: TypeAlias = TypeWitness | MethodWitness
WITNESSES: tuple[Witness, ...] = (*TYPE_WITNESSES, *METHOD_WITNESSES)


def row_of(witness: Witness) -> str:
    return witness.id.replace("-", "_")


def class_of(row: str) -> str:
    return "".join(word.capitalize() for word in row.split("_"))


def spec_of(witnesses: Iterable[Witness], *, is_new: bool) -> Spec:
    """One API with a resource for each witness, as it was or as it is."""
    modules = [_module(witness, is_new=is_new) for witness in witnesses]
    links = tuple(
        link(row_of(one), f"resources/{row_of(one)}", class_of(row_of(one))) for one in witnesses
    )
    return replace(spec(*modules, links=links), pages=(PAGED, NUMBERED))


def _module(witness: Witness, *, is_new: bool) -> Module:
    row = row_of(witness)
    path = f"resources/{row}"
    match witness:
        case TypeWitness(old=old, new=new):
            declared = _type_module(path, row, new if is_new else old)
            beside = witness.beside if not is_new else (witness.beside_new or witness.beside)
            types, methods = (*declared, *beside), _methods(path, row)
            below: Mapping[str, tuple[Method, ...]] = {}
        case MethodWitness():
            types, methods = witness.types, witness.new if is_new else witness.old
            if is_new and witness.types_new is not None:
                types = witness.types_new
            below = witness.below_new if is_new else witness.below
    links = tuple(link(name, path, f"{class_of(row)}{class_of(name)}") for name in below)
    inner = (
        resource(path, f"{class_of(row)}{class_of(name)}", *own) for name, own in below.items()
    )
    outer = resource(path, class_of(row), *methods, links=links)
    return Module(path=path, types=types, resources=(outer, *inner))


def _type_module(path: str, row: str, fields: tuple[Field, ...]) -> tuple[TypeDeclaration, ...]:
    name = class_of(row)
    return (
        interface(path, f"{name}SendParams", *fields),
        interface(path, f"{name}Received", *fields),
    )


def _methods(path: str, row: str) -> tuple[Method, ...]:
    name = class_of(row)
    sent = argument("params", ref(path, f"{name}SendParams"), "body")
    return (
        method("send", "POST", f"/{row}", sent),
        method("receive", "GET", f"/{row}", returns=value(ref(path, f"{name}Received"))),
    )
