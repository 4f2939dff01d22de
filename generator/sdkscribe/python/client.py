"""The module of the client: what defines the API's client, and its classes, sync and async."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdkscribe.plan import (
    ClientClassPlan,
    ClientPlan,
    FilePlan,
    OptionPlan,
    OwnMethodPlan,
    OwnMethodsPlan,
)
from sdkscribe.python.accessors import (
    VIEW_ATTRIBUTES,
    resource_accessor,
    view_accessors,
    wrapper,
)
from sdkscribe.python.docstrings import LINE_LENGTH, docstring, literal
from sdkscribe.python.flavors import FLAVORS, VIEWS, Flavor
from sdkscribe.python.homes import Home, resource_home
from sdkscribe.python.imports import Imports, ModulePath, path_of
from sdkscribe.python.members import client_members, members_of, option_name
from sdkscribe.python.names import ClassName
from sdkscribe.python.prose import cleaned, wrapped
from sdkscribe.spec import Client, ClientOption, Credential, Header, Package, Spec

CLIENT_MODULE: ModulePath = ("_client",)
_CLASS_INDENT = 4
_BODY_INDENT = 8
_TYPES = ("_runtime", "types")
_COMMON_DOCS = {
    "base_url": "Where the API is{fallback}.",
    "timeout": "The seconds that a request may take, or an `httpx2.Timeout`; `None` is no limit.",
    "max_retries": "How often a request is tried again that failed for a passing reason.",
    "default_headers": "Headers to send with every request.",
    "default_query": "Query parameters to send with every request.",
    "http_client": "An httpx2 client of your own, for proxies, transports or limits.",
}


def client_home(spec: Spec, flavor: Flavor) -> Home:
    return Home(module=CLIENT_MODULE, name=flavor.named(spec.client.class_name))


def plan_client(spec: Spec) -> FilePlan:
    """The module of the client."""
    client = spec.client
    class_name = ClassName(client.class_name)
    imports = Imports(here=CLIENT_MODULE, taken=frozenset(_own_names(spec, class_name)))
    _import_what_templates_name(imports, client)
    classes = tuple(_class(spec, class_name, flavor, imports) for flavor in FLAVORS)
    environments = _environments(client, imports)
    members = client_members(spec)
    wrappers = tuple(
        wrapper(class_name, client.resources, members, view, flavor, imports)
        for view in VIEWS
        for flavor in FLAVORS
    )
    return FilePlan(
        path=path_of(CLIENT_MODULE),
        imports=imports.plan(),
        content=ClientPlan(
            definition=tuple(_definition(client, spec.package)),
            environments=environments,
            max_retries=client.max_retries,
            clients=classes,
            wrappers=wrappers,
        ),
    )


def _environments(client: Client, imports: Imports) -> str | None:
    """The type of the argument that names an environment."""
    if not client.environments:
        return None
    imports.inside(("_runtime", "client"), "environment_url")
    literal = imports.outside("typing", "Literal", is_checking=True)
    return f"{literal}[{', '.join(repr(name) for name, _ in client.environments)}]"


def _own_names(spec: Spec, class_name: str) -> Iterator[str]:
    for flavor in FLAVORS:
        yield flavor.named(class_name)
        yield from (flavor.view(class_name, view) for view in VIEWS)
    members = client_members(spec)
    yield from (*members.resources.values(), *members.methods.values())
    yield from VIEW_ATTRIBUTES.values()


def _import_what_templates_name(imports: Imports, client: Client) -> None:
    imports.outside("functools", "cached_property")
    imports.whole("httpx2", is_checking=True)
    imports.outside("collections.abc", "Mapping", is_checking=True)
    parts = {"ClientOption": client.options, "Credential": client.auth}
    for name in (
        "ClientDefinition",
        "default_timeout",
        *(part for part, used in parts.items() if used),
    ):
        imports.inside(("_runtime", "client"), name)
    imports.inside(_TYPES, "not_given")
    for name in ("NotGiven", "Timeout"):
        imports.inside(_TYPES, name, is_checking=True)


def _class(spec: Spec, class_name: str, flavor: Flavor, imports: Imports) -> ClientClassPlan:
    client = spec.client
    names = client_members(spec).resources
    links = (
        resource_accessor(link, names[link.attribute], flavor, imports, "self")
        for link in client.resources
    )
    return ClientClassPlan(
        name=flavor.named(class_name),
        base=imports.inside(("_runtime", "client"), flavor.client),
        doc=docstring(cleaned(client.description), indent=_CLASS_INDENT),
        constructor_doc=_constructor_doc(client),
        options=tuple(_option(option, client, flavor, imports) for option in client.options),
        http_client=flavor.http_client,
        accessors=(*links, *view_accessors(class_name, flavor)),
        own_methods=_own_methods(spec, flavor, imports),
    )


def _own_methods(spec: Spec, flavor: Flavor, imports: Imports) -> OwnMethodsPlan | None:
    if spec.client.methods is None:
        return None
    home = resource_home(spec.client.methods)
    names = client_members(spec).methods
    resource = members_of(spec.resources()[spec.client.methods], spec.names)
    return OwnMethodsPlan(
        class_name=imports.inside(home.module, flavor.named(home.name)),
        methods=tuple(
            OwnMethodPlan(name=own, method=resource.methods[method])
            for method, own in names.items()
        ),
    )


def _option(option: ClientOption, client: Client, flavor: Flavor, imports: Imports) -> OptionPlan:
    """An option; one that carries credentials may be a function that is asked for them."""
    is_credential = any(
        f"{{{option.name}}}" in header.value for header in (*client.auth_headers(), *client.query)
    )
    types = ["str", "None"]
    if is_credential:
        types.insert(1, flavor.key_function)
        for name in ("Callable", "Awaitable") if flavor.is_async else ("Callable",):
            imports.outside("collections.abc", name, is_checking=True)
    return OptionPlan(
        name=option_name(option.name),
        parameter=" | ".join(types),
        attribute="str" if option.required else "str | None",
    )


def _definition(client: Client, package: Package) -> Iterator[str]:
    yield f"name={client.class_name!r}"
    yield f"source={f'{package.name} {package.version}'!r}"
    yield f"base_url={_with_python_names(client.base_url, client)!r}"
    yield f"base_url_env={client.base_url_env!r}"
    if client.environments:
        pairs = ((name, _with_python_names(url, client)) for name, url in client.environments)
        yield f"environments={{{', '.join(f'{name!r}: {url!r}' for name, url in pairs)}}}"
    yield f"options={_tuple(_option_definition(option) for option in client.options)}"
    yield f"headers={_tuple(_header(header, client) for header in client.headers)}"
    yield f"auth={_tuple(_credential(credential, client) for credential in client.auth)}"
    if client.auth_sends != "all":
        yield f"auth_sends={client.auth_sends!r}"
    if client.is_auth_optional:
        yield f"auth_optional={client.is_auth_optional!r}"
    if client.query:
        yield f"query={_tuple(_header(parameter, client) for parameter in client.query)}"
    yield f"query_arrays={client.query_arrays!r}"
    yield f"query_objects={client.query_objects!r}"
    usual = Client(class_name="", error_class="", base_url="")
    for name in ("form_arrays", "form_objects", "stream_errors"):
        if getattr(client, name) != getattr(usual, name):
            yield f"{name}={getattr(client, name)!r}"
    yield f"idempotency_header={client.idempotency_header!r}"
    yield f"error_field={client.error_field!r}"
    yield f"timeout={float(client.timeout)!r}"
    yield f"max_retries={client.max_retries!r}"


def _option_definition(option: ClientOption) -> str:
    default = "" if option.default is None else f", default={option.default!r}"
    default += ", default_today=True" if option.is_today_by_default else ""
    return (
        f"ClientOption({str(option_name(option.name))!r}, "
        f"env={option.env!r}, required={option.required!r}{default})"
    )


def _header(header: Header, client: Client) -> str:
    return f"({header.name!r}, {_with_python_names(header.value, client)!r})"


def _credential(credential: Credential, client: Client) -> str:
    pairs = ((h.name, _with_python_names(h.value, client)) for h in credential.headers)
    headers = ", ".join(f"{name!r}: {value!r}" for name, value in pairs)
    scheme = "" if credential.scheme is None else f", scheme={credential.scheme!r}"
    return f"Credential({{{headers}}}{scheme})"


def _with_python_names(value: str, client: Client) -> str:
    """A header's value or a URL, with the options in it by their Python names."""
    for option in client.options:
        value = value.replace(f"{{{option.name}}}", f"{{{option_name(option.name)}}}")
    return value


def _tuple(items: Iterable[str]) -> str:
    return f"({''.join(f'{item}, ' for item in items)})"


def _constructor_doc(client: Client) -> str:
    width = LINE_LENGTH - _BODY_INDENT
    lines = ["Args:"]
    for name, doc in _argument_docs(client):
        first, *rest = wrapped(f"{name}: {doc}", width - 6)
        lines.extend([f"  {first}", *(f"      {line}" for line in rest)])
    return literal("\n".join(lines), indent=_BODY_INDENT)


def _argument_docs(client: Client) -> Iterator[tuple[str, str]]:
    for option in client.options:
        need = "Required" if option.required else "Optional"
        fallback = f"; else the environment variable `{option.env}`" if option.env else ""
        fallback += f"; else `{option.default}`" if option.default is not None else ""
        fallback += "; else today's date" if option.is_today_by_default else ""
        yield option_name(option.name), f"{need}{fallback}."
    if client.environments:
        names = ", ".join(f"`{name}`" for name, _ in client.environments)
        yield "environment", f"Which of the API's environments: {names}."
    env = client.base_url_env
    fallback = f"; else the environment variable `{env}`, else {client.base_url}" if env else ""
    for name, doc in _COMMON_DOCS.items():
        yield name, doc.format(fallback=fallback)
