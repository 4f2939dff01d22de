"""A spec that does not hold together is refused, with every reason and what to do about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sdkscribe.errors import SdkscribeError
from sdkscribe.resolve import resolve
from sdkscribe.spec import (
    Argument,
    Credential,
    DerivedType,
    Exclusion,
    Field,
    Header,
    MapType,
    Module,
    Name,
    ObjectType,
    Overload,
    Placement,
    Resource,
    ResourceLink,
    Returns,
    Spec,
    TypeDeclaration,
    UnionType,
    VariableType,
    Verbatim,
)
from spec.samples import (
    CREATE,
    LIST,
    PAGE,
    SESSION,
    SESSIONS,
    SHARED,
    SPEC,
    STRING,
    interface,
    reference,
    with_method,
    with_module,
    with_type,
)


def problems(spec: Spec) -> str:
    with pytest.raises(SdkscribeError) as raised:
        resolve(spec)
    return str(raised.value)


def test_a_spec_that_holds_together_is_given_back_as_it_is() -> None:
    assert resolve(SPEC) is SPEC


CLIENT = SPEC.client
SHARED_MODULE = SPEC.modules[1]
EXCLUSION = SPEC.exclusions[0]


def with_client(**changes: object) -> Spec:
    return replace(SPEC, client=replace(CLIENT, **changes))  # type: ignore[arg-type]


def with_create(**changes: object) -> Spec:
    return with_method(replace(CREATE, **changes))  # type: ignore[arg-type]


def with_arguments(*arguments: Argument, path: str = "/sessions") -> Spec:
    overload = Overload(arguments=arguments, returns=Returns(kind="nothing"))
    return with_create(path=path, overloads=(overload,))


def with_returns(returns: Returns) -> Spec:
    return with_create(path="/", overloads=(Overload(arguments=(), returns=returns),))


def with_exclusions(*exclusions: Exclusion) -> Spec:
    return replace(SPEC, exclusions=(EXCLUSION, *exclusions))


ALIAS = TypeDeclaration(
    name=Name("resources/added", "Added"), kind="alias", type=reference(SHARED, "Generic")
)
GENERIC = replace(
    SHARED_MODULE.types[0],
    name=Name(SHARED, "Generic"),
    parameters=(replace(SHARED_MODULE.types[0].parameters[0], default=None),),
)
PARAMS = reference(SESSIONS, "SessionCreateParams")
CURSOR_PAGE = reference("core/pagination", "CursorPage", STRING)
SESSION_TYPE = reference(SESSIONS, "Session")


def with_page(**changes: object) -> Spec:
    return replace(SPEC, pages=(replace(PAGE, **changes),))  # type: ignore[arg-type]


BROKEN = [
    # the client
    (with_client(class_name=""), "the client's class is not known\n  supply it with an overlay"),
    (with_client(error_class=""), "the client's error class is not known"),
    (with_client(base_url=""), "the client's base URL is not known\n  supply it with an overlay"),
    (
        with_client(auth=(Credential(headers=(Header(name="X-Key", value="{apikey}"),)),)),
        "the client's header `X-Key` needs `apikey`, no option of the client\n"
        "  did you mean `apiKey`?",
    ),
    # names
    (replace(SPEC, modules=(*SPEC.modules, Module(path=SHARED))), "is there twice"),
    (
        with_module(replace(SHARED_MODULE, types=SHARED_MODULE.types * 2)),
        "`Elsewhere` is declared twice",
    ),
    (
        with_module(replace(SHARED_MODULE, types=(*SHARED_MODULE.types, SESSION))),
        f"`{SESSIONS}#Session` is kept in the module `{SHARED}`",
    ),
    # references
    (
        with_type(reference(SESSIONS, "Session.Tol")),
        f"resources/added: `Added` refers to `{SESSIONS}#Session.Tol`, which the spec does not have"
        f"\n  did you mean `{SESSIONS}#Session.Tool`?",
    ),
    (
        with_type(ObjectType(others=MapType(keys=STRING, values=reference("x", "Session")))),
        f"`Added` refers to `x#Session`, which the spec does not have\n"
        f"  did you mean `{SESSIONS}#Session`?",
    ),
    (
        replace(
            with_type(reference("x", "Y")),
            exclusions=(EXCLUSION, Exclusion(name=Name("x", "Y"), rule="r", reason="because")),
        ),
        "`Added` refers to `x#Y`, which the spec does not have\n  it is excluded: because",
    ),
    (
        with_returns(Returns(kind="value", type=reference("x", "Y"))),
        "`Sessions.create` refers to `x#Y`",
    ),
    (with_type(VariableType(name="T")), "`Added` uses the type variable `T`, which is not its"),
    (
        replace(
            with_module(replace(SHARED_MODULE, types=(*SHARED_MODULE.types, GENERIC))),
            modules=(
                *SPEC.modules[:1],
                replace(SHARED_MODULE, types=(*SHARED_MODULE.types, GENERIC)),
                Module(path="resources/added", types=(ALIAS,)),
            ),
        ),
        "`Added` gives `resources/shared#Generic` 0 type arguments; it takes 1",
    ),
    (
        with_type(reference(SHARED, "Metadata/odd ~name", STRING, STRING)),
        f"gives `{SHARED}#Metadata/odd ~name` 2 type arguments; it takes 0 to 1",
    ),
    # derived types
    (
        with_type(DerivedType(utility="Omit", of=SESSION_TYPE, keys=("id", "tol"))),
        "`Added` has Omit of `Session` by the field `tol`, which it does not have\n"
        "  did you mean `tool`?",
    ),
    (
        with_type(DerivedType(utility="Partial", of=CURSOR_PAGE)),
        "`Added` has Partial of `CursorPage`, which is not the type of an object",
    ),
    (
        with_type(DerivedType(utility="Partial", of=reference("x", "Y"))),
        "`Added` refers to `x#Y`, which the spec does not have",
    ),
    # pages
    (
        with_page(type=ObjectType(fields=(Field(wire_name="a", type=reference("x", "Y")),))),
        "core/pagination: `CursorPage` refers to `x#Y`, which the spec does not have",
    ),
    (with_page(parameters=()), "`CursorPage` uses the type variable `Item`, which is not its"),
    (
        with_type(reference("core/pagination", "CursorPage")),
        "`Added` gives `core/pagination#CursorPage` 0 type arguments; it takes 1",
    ),
    (
        with_page(name=Name("pagination", "CursorPage")),
        "returns pages of the class `core/pagination#CursorPage`, which the spec does not have\n"
        "  did you mean `pagination#CursorPage`?",
    ),
    # resources
    (
        with_client(resources=(ResourceLink(attribute="a", target=Name(SESSIONS, "Session")),)),
        f"`a` of the client is `{SESSIONS}#Session`, no resource of the spec\n"
        f"  did you mean `{SESSIONS}#Sessions`?",
    ),
    (
        with_client(resources=()),
        "no attribute of the client leads to the resource `Sessions`\n"
        "  link it under `resources` of the client or of a resource, with an overlay",
    ),
    (
        with_module(
            replace(
                SPEC.modules[0],
                resources=(replace(SPEC.modules[0].resources[0], methods=(CREATE, LIST, LIST)),),
            )
        ),
        "`Sessions` has `list` twice",
    ),
    # methods
    (with_create(verb=""), "`Sessions.create` has no verb\n  supply it with an overlay"),
    (with_create(path=""), "`Sessions.create` has no path\n  supply it with an overlay"),
    (with_create(verb="post"), "has the verb `post`\n  known: GET, POST"),
    (with_create(overloads=()), "has no signature"),
    (
        with_create(path="/sessions/{ids}/{kind}"),
        "has no argument for `{ids}` of its path /sessions/{ids}/{kind}\n  did you mean `id`?",
    ),
    (
        with_create(path="/sessions/{id}"),
        "has no `{kind}` in its path /sessions/{id}",
    ),
    (
        with_arguments(Argument(name="id", type=STRING, place="path")),
        "has no `{id}` in its path /sessions",
    ),
    (
        with_arguments(
            Argument(
                name="params",
                type=UnionType(members=(PARAMS, PARAMS)),
                placements=(Placement(field="modle", place="query", wire_name="model"),),
            )
        ),
        "sends `modle` of `params`, which has no such field\n  did you mean `model`?",
    ),
    (with_create(headers=(Header(name="X", value="{y}"),)), "`Sessions.create`'s header `X` needs"),
    (with_returns(Returns(kind="value")), "returns a value without a type"),
    (with_returns(Returns(kind="text", type=STRING)), "returns a text with a type"),
    (with_returns(Returns(kind="page", type=STRING)), "returns a page and its page class is None"),
    (
        with_returns(Returns(kind="value_or_stream", type=STRING)),
        "returns a value_or_stream and its events are None",
    ),
    # exclusions
    (with_exclusions(EXCLUSION), f"`{SHARED}#Elsewhere` is excluded twice"),
    (
        with_exclusions(replace(EXCLUSION, name=Name(SESSIONS, "Session"))),
        f"`{SESSIONS}#Session` is excluded, and yet the spec has it",
    ),
    (
        with_exclusions(replace(EXCLUSION, name=Name(SESSIONS, "Sessions.create"))),
        f"`{SESSIONS}#Sessions.create` is excluded, and yet the spec has it",
    ),
    (
        replace(SPEC, exclusions=(replace(EXCLUSION, reason=""),)),
        f"the exclusion of `{SHARED}#Elsewhere` gives no reason",
    ),
    (
        replace(SPEC, exclusions=()),
        f"`{SHARED}#Elsewhere` is external, and no exclusion says why",
    ),
]


@pytest.mark.parametrize(("spec", "message"), BROKEN, ids=[message for _, message in BROKEN])
def test_what_does_not_hold_together_is_reported(spec: Spec, message: str) -> None:
    assert message in problems(spec)


def test_a_field_that_an_interface_inherits_can_be_placed() -> None:
    child = replace(
        interface("resources/added", "Child", Field(wire_name="own", type=STRING)),
        extends=(PARAMS,),
    )
    sent = Argument(
        name="params",
        type=reference("resources/added", "Child"),
        placements=(
            Placement(field="own", place="query", wire_name="own"),
            Placement(field="model", place="query", wire_name="model"),
        ),
    )
    spec = with_arguments(sent)
    added = Module(path="resources/added", types=(child,))
    assert resolve(replace(spec, modules=(*spec.modules, added)))


def test_a_class_of_pages_can_be_renamed() -> None:
    renamed = TypeDeclaration(
        name=Name("resources/added", "StringsPage"), kind="class", type=CURSOR_PAGE
    )
    added = Module(path="resources/added", types=(renamed,))
    assert resolve(replace(SPEC, modules=(*SPEC.modules, added)))


def test_a_field_that_a_derived_type_keeps_can_be_placed() -> None:
    params = DerivedType(utility="Omit", of=SESSION_TYPE, keys=("tool",))

    def sent(field: str) -> Argument:
        placement = Placement(field=field, place="query", wire_name=field)
        return Argument(name="params", type=params, placements=(placement,))

    assert resolve(with_arguments(sent("tools")))
    assert "sends `tool` of `params`" in problems(with_arguments(sent("tool")))


def test_a_resource_that_is_its_own_descendant_does_not_end_in_a_loop() -> None:
    name = Name(SESSIONS, "Sessions")
    looped = Resource(name=name, resources=(ResourceLink(attribute="again", target=name),))
    assert resolve(with_module(replace(SPEC.modules[0], resources=(looped,))))


def test_the_place_of_a_problem_is_in_the_file_that_the_caller_names() -> None:
    spec = with_method(replace(CREATE, verb="", line=7))
    with pytest.raises(SdkscribeError) as raised:
        resolve(spec, file_of=lambda module: f"specs/{module}.yaml")
    assert str(raised.value).startswith(f"specs/{SESSIONS}.yaml:7:1: `Sessions.create` has no verb")


def test_what_follows_nothing_that_is_declared_is_refused() -> None:
    module = SPEC.modules[0]
    (resource,) = module.resources
    assert resolve(with_module(replace(module, resources=(replace(resource, follows="Session"),))))
    lost = with_module(replace(module, resources=(replace(resource, follows="Sesion"),)))
    assert "something follows `Sesion`" in problems(lost)
    assert "did you mean `Session`?" in problems(lost)
    statement = Verbatim(text="export { A };", follows="Nowhere")
    assert "something follows `Nowhere`" in problems(
        with_module(replace(module, verbatim=(statement,)))
    )
