"""One small spec that holds together, with something of everything, and ways to vary it."""

from __future__ import annotations

from dataclasses import replace

from sdkscribe.spec import (
    Argument,
    ArrayType,
    Client,
    ClientOption,
    Credential,
    Cursor,
    Exclusion,
    Field,
    Header,
    LiteralType,
    MapType,
    Method,
    Module,
    Name,
    ObjectType,
    Overload,
    Package,
    PageClass,
    Placement,
    ReferenceType,
    Resource,
    ResourceLink,
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

SESSIONS = "resources/beta/sessions"
SHARED = "resources/shared"

STRING = ScalarType(kind="string")
NULL = ScalarType(kind="null")


def text(value: str) -> LiteralType:
    return LiteralType(value=value)


def reference(module: str, name: str, *arguments: Type) -> ReferenceType:
    return ReferenceType(target=Name(module, name), arguments=arguments)


def interface(module: str, name: str, *fields: Field) -> TypeDeclaration:
    return TypeDeclaration(
        name=Name(module, name), kind="interface", type=ObjectType(fields=fields)
    )


SESSION = interface(
    SESSIONS,
    "Session",
    Field(wire_name="id", type=STRING),
    Field(
        wire_name="model",
        required=False,
        type=UnionType(members=(ScalarType(kind="string", open=True), text("a"), text("b"))),
    ),
    Field(
        wire_name="max_tokens",
        required=False,
        type=UnionType(members=(ScalarType(kind="integer", evidence="a count"), text("inf"))),
    ),
    Field(
        wire_name="tool",
        type=UnionType(members=(reference(SESSIONS, "Session.Tool"), NULL)),
        description="The tool.\n\n@deprecated use `tools`",
    ),
    Field(wire_name="tools", type=ArrayType(items=reference(SESSIONS, "Session.Tool"))),
    Field(
        wire_name="metadata", required=False, type=reference(SHARED, "Metadata/odd ~name", STRING)
    ),
)
TOOL = interface(
    SESSIONS,
    "Session.Tool",
    Field(wire_name="type", type=text("function")),
    Field(wire_name="parameters", type=UnknownType(), required=False),
)
PARAMS = interface(
    SESSIONS,
    "SessionCreateParams",
    Field(wire_name="id", type=STRING),
    Field(wire_name="model", type=STRING),
    Field(wire_name="betas", type=ArrayType(items=STRING), required=False),
)
METADATA = TypeDeclaration(
    name=Name(SHARED, "Metadata/odd ~name"),
    kind="alias",
    type=MapType(keys=STRING, values=UnionType(members=(STRING, VariableType(name="T")))),
    parameters=(TypeParameter(name="T", default=NULL),),
)
EXTERNAL = TypeDeclaration(name=Name(SHARED, "Elsewhere"), kind="external", type=UnknownType())

CREATE = Method(
    name="create",
    verb="POST",
    path="/sessions/{id}/{kind}",
    headers=(Header(name="OpenAI-Beta", value="assistants=v2"),),
    overloads=(
        Overload(
            arguments=(
                Argument(
                    name="kindID",
                    type=STRING,
                    placements=(Placement(field="", place="path", wire_name="kind"),),
                ),
                Argument(
                    name="params",
                    type=reference(SESSIONS, "SessionCreateParams"),
                    place="body",
                    placements=(
                        Placement(field="id", place="path", wire_name="id"),
                        Placement(field="betas", place="header", wire_name="x-betas"),
                    ),
                ),
            ),
            returns=Returns(kind="value", type=reference(SESSIONS, "Session")),
            description="Creates a session.",
        ),
    ),
)
LIST = Method(
    name="list",
    verb="GET",
    path="/sessions",
    overloads=(
        Overload(
            arguments=(),
            returns=Returns(
                kind="page",
                type=reference(SESSIONS, "Session"),
                page_class=Name("core/pagination", "CursorPage"),
            ),
        ),
        Overload(arguments=(), returns=Returns(kind="nothing"), description="Another one."),
    ),
)

PAGE = PageClass(
    name=Name("core/pagination", "CursorPage"),
    parameters=(TypeParameter(name="Item"),),
    type=ObjectType(
        fields=(Field(wire_name="data", type=ArrayType(items=VariableType(name="Item"))),)
    ),
    items=("data",),
    has_more=("has_more",),
    forward=Cursor(param="after", path=("id",), of="last_item"),
)

SPEC = Spec(
    pages=(PAGE,),
    package=Package(name="example", version="1.0", integrity="sha512-x", license="MIT"),
    client=Client(
        class_name="Example",
        error_class="ExampleError",
        base_url="https://api.example.com/v1",
        base_url_env="EXAMPLE_BASE_URL",
        options=(ClientOption(name="apiKey", env="EXAMPLE_API_KEY", required=True),),
        auth=(Credential(headers=(Header(name="Authorization", value="Bearer {apiKey}"),)),),
        resources=(ResourceLink(attribute="sessions", target=Name(SESSIONS, "Sessions")),),
    ),
    modules=(
        Module(
            path=SESSIONS,
            imports=('import * as Shared from "../shared.js";',),
            types=(SESSION, TOOL, PARAMS),
            resources=(Resource(name=Name(SESSIONS, "Sessions"), methods=(CREATE, LIST)),),
        ),
        Module(path=SHARED, types=(METADATA, EXTERNAL)),
    ),
    exclusions=(Exclusion(name=Name(SHARED, "Elsewhere"), rule="external", reason="not there"),),
)


def with_module(module: Module) -> Spec:
    """The sample with one module in place of the one of its path, or added."""
    others = tuple(m for m in SPEC.modules if m.path != module.path)
    return replace(SPEC, modules=(*others, module))


def with_type(node: Type) -> Spec:
    """The sample with one more type, `resources/added#Added`."""
    name = Name("resources/added", "Added")
    added = TypeDeclaration(name=name, kind="alias", type=node)
    if isinstance(node, ObjectType):
        added = replace(added, kind="interface")
    return with_module(Module(path="resources/added", types=(added,)))


def with_method(method: Method) -> Spec:
    """The sample with another method in place of `Sessions.create`."""
    resource = Resource(name=Name(SESSIONS, "Sessions"), methods=(method,))
    return with_module(replace(SPEC.modules[0], resources=(resource,)))
