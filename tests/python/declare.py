"""Short forms for writing specs in tests."""

from __future__ import annotations

from dataclasses import replace

from sdkscribe.spec import (
    Argument,
    ArrayType,
    Client,
    ClientOption,
    Credential,
    DerivedType,
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
    Place,
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
)

STRING = ScalarType(kind="string")
OPEN_STRING = ScalarType(kind="string", open=True)
NUMBER = ScalarType(kind="number")
INTEGER = ScalarType(kind="integer", evidence="count")
BOOLEAN = ScalarType(kind="boolean")
NULL = ScalarType(kind="null")
UNDEFINED = ScalarType(kind="undefined")
ANYTHING = UnknownType()
NOTHING = Returns(kind="nothing")


def literal(value: str | int | bool) -> LiteralType:
    return LiteralType(value=value)


def literals(*values: str | int | bool) -> UnionType:
    return UnionType(members=tuple(literal(value) for value in values))


def union(*members: Type) -> UnionType:
    return UnionType(members=members)


def array(items: Type) -> ArrayType:
    return ArrayType(items=items)


def dictionary(values: Type) -> MapType:
    return MapType(keys=STRING, values=values)


def ref(module: str, name: str, *arguments: Type) -> ReferenceType:
    return ReferenceType(target=Name(module, name), arguments=arguments)


def without(node: ReferenceType, *keys: str) -> DerivedType:
    return DerivedType(utility="Omit", of=node, keys=keys)


def required(wire_name: str, type: Type, description: str | None = None) -> Field:
    return Field(wire_name=wire_name, type=type, description=description)


def optional(wire_name: str, type: Type, description: str | None = None) -> Field:
    return Field(wire_name=wire_name, type=type, required=False, description=description)


def interface(
    module: str,
    name: str,
    *fields: Field,
    extends: tuple[ReferenceType | DerivedType, ...] = (),
    others: MapType | None = None,
    parameters: tuple[TypeParameter, ...] = (),
    description: str | None = None,
) -> TypeDeclaration:
    return TypeDeclaration(
        name=Name(module, name),
        kind="interface",
        type=ObjectType(fields=fields, others=others),
        extends=extends,
        parameters=parameters,
        description=description,
    )


def alias(
    module: str,
    name: str,
    type: Type,
    *,
    parameters: tuple[TypeParameter, ...] = (),
    description: str | None = None,
) -> TypeDeclaration:
    return TypeDeclaration(
        name=Name(module, name),
        kind="alias",
        type=type,
        parameters=parameters,
        description=description,
    )


def value(type: Type) -> Returns:
    return Returns(kind="value", type=type)


def argument(name: str, type: Type, place: Place | None, *placements: Placement) -> Argument:
    return Argument(name=name, type=type, place=place, placements=placements)


def method(
    name: str,
    verb: str,
    path: str,
    *arguments: Argument,
    returns: Returns = NOTHING,
    description: str | None = None,
    headers: tuple[Header, ...] = (),
) -> Method:
    overload = Overload(arguments=arguments, returns=returns, description=description)
    return Method(name=name, verb=verb, path=path, overloads=(overload,), headers=headers)


def resource(
    module: str, name: str, *methods: Method, links: tuple[ResourceLink, ...] = ()
) -> Resource:
    return Resource(name=Name(module, name), methods=methods, resources=links)


def link(attribute: str, module: str, name: str) -> ResourceLink:
    return ResourceLink(attribute=attribute, target=Name(module, name))


CLIENT = Client(
    class_name="Kitchen",
    error_class="KitchenError",
    base_url="https://kitchen.example/v1",
    base_url_env="KITCHEN_BASE_URL",
    options=(
        ClientOption(name="apiKey", env="KITCHEN_API_KEY", required=True),
        ClientOption(name="account", env="KITCHEN_ACCOUNT"),
    ),
    headers=(Header(name="Kitchen-Account", value="{account}"),),
    auth=(Credential(headers=(Header(name="Authorization", value="Bearer {apiKey}"),)),),
    query_arrays="brackets",
)


def spec(*modules: Module, links: tuple[ResourceLink, ...] = (), client: Client = CLIENT) -> Spec:
    return Spec(
        package=Package(name="kitchen", version="1.2.3", license="MIT"),
        client=replace(client, resources=links),
        modules=modules,
    )
