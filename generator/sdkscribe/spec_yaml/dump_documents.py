"""A spec to the plain trees of its files: `spec.yaml`, and one for each module beside it.

What has its usual value is left out of a module's tree, so that a diff shows what is said and no more.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.spec import (
    FORMAT_VERSION,
    Client,
    ClientOption,
    Credential,
    Exclusion,
    KeptNames,
    Module,
    Name,
    ObjectType,
    Package,
    Spec,
    Style,
    TypeDeclaration,
)
from sdkscribe.spec_texts import SPEC_MODULE, SUFFIX
from sdkscribe.spec_yaml.dump_pages import page_node
from sdkscribe.spec_yaml.dump_resources import links_node, resource_node
from sdkscribe.spec_yaml.dump_types import (
    Link,
    described,
    header_list,
    object_node,
    parameters_node,
    type_node,
)
from sdkscribe.spec_yaml.kept_names import names_node
from sdkscribe.spec_yaml.links import link
from sdkscribe.spec_yaml.style import style_node
from sdkscribe.spec_yaml.tree import Node, Tree, given, unique


def file_of(module: Module, others: Container[str]) -> str:
    """The path of a module's file. Raises `SdkscribeError` where another one has it."""
    path = module.path + SUFFIX
    if path in others:
        raise SdkscribeError(Problem(message=f"two modules would be the file `{path}`"))
    return path


def page_names(spec: Spec) -> frozenset[Name]:
    return frozenset(page.name for page in spec.pages)


# ------------------------------------------------------------------------------------ spec.yaml


def spec_document(spec: Spec) -> Node:
    """The tree of `spec.yaml`. Raises `SdkscribeError` where two things have one name."""
    found: Node = {"format": FORMAT_VERSION, "package": _package(spec.package)}
    if spec.only:
        found["only"] = list(spec.only)
    found["client"] = _client(spec.client)
    if spec.pages:
        to_type = _link_from(SPEC_MODULE, page_names(spec))
        pages = ((str(page.name), page_node(page, to_type)) for page in spec.pages)
        found["pages"] = unique("page class", pages)
    found["modules"] = [module.path + SUFFIX for module in spec.modules]
    if spec.exclusions:
        found["exclusions"] = [_exclusion(exclusion) for exclusion in spec.exclusions]
    if spec.names != KeptNames():
        found["names"] = names_node(spec.names)
    if spec.style != Style():
        found["typescript"] = style_node(spec.style)
    return found


def _package(package: Package) -> Node:
    return given(
        name=package.name,
        version=package.version,
        integrity=package.integrity,
        license=package.license,
    )


def _client(client: Client) -> Node:
    found = given(
        description=client.description,
        **{"class": client.class_name},
        error_class=client.error_class,
        error_field=client.error_field,
        base_url=client.base_url,
        base_url_env=client.base_url_env,
    )
    if client.environments:
        found["environments"] = unique("environment", client.environments)
    if client.options:
        found["options"] = unique("option", ((o.name, _option(o)) for o in client.options))
    if client.auth:
        found["auth"] = [_credential(credential) for credential in client.auth]
    if client.auth_sends != "all":
        found["auth_sends"] = client.auth_sends
    if client.is_auth_optional:
        found["auth_optional"] = True
    if client.headers:
        found["headers"] = header_list(client.headers)
    if client.query:
        found["query"] = header_list(client.query)
    for key, value in _conventions(client):
        found[key] = value
    return found | given(
        idempotency_header=client.idempotency_header,
        timeout=client.timeout,
        max_retries=client.max_retries,
        resources=links_node(client.resources, SPEC_MODULE),
        methods=(
            link(client.methods, "resources", SPEC_MODULE) if client.methods is not None else None
        ),
    )


def _conventions(client: Client) -> Iterator[tuple[str, Tree]]:
    """How values are written: in queries always, elsewhere where it is not as usual."""
    yield "query_arrays", client.query_arrays
    yield "query_objects", client.query_objects
    if client.form_arrays != "brackets":
        yield "form_arrays", client.form_arrays
    if client.form_objects != "brackets":
        yield "form_objects", client.form_objects
    if client.stream_errors != "all":
        yield "stream_errors", client.stream_errors


def _credential(credential: Credential) -> Node:
    headers = ((header.name, header.value) for header in credential.headers)
    return unique("header", headers) | given(scheme=credential.scheme)


def _option(option: ClientOption) -> Node:
    return given(
        description=option.description,
        env=option.env,
        default=option.default,
        default_today=option.is_today_by_default or None,
        required=option.required or None,
    )


def _exclusion(exclusion: Exclusion) -> Node:
    return {"name": str(exclusion.name), "rule": exclusion.rule, "reason": exclusion.reason}


# --------------------------------------------------------------------------------- module files


def module_document(module: Module, pages: frozenset[Name]) -> Node:
    """The tree of a module's file, in a spec with these classes of pages. Raises `SdkscribeError` where
    two things have one name."""
    to_type = _link_from(module.path, pages)
    found = given(
        types_package=module.types_package,
        leaves_out_resources=module.leaves_out_resources or None,
    )
    if module.imports is not None:
        found["imports"] = list(module.imports)
    if module.resources:
        found["resources"] = unique(
            "resource",
            ((r.name.name, resource_node(r, module.path, to_type)) for r in module.resources),
        )
    if module.types:
        found["types"] = unique(
            "type", ((d.name.name, _declaration(d, to_type)) for d in module.types)
        )
    if module.verbatim:
        found["verbatim"] = [given(text=v.text, follows=v.follows) for v in module.verbatim]
    if module.remarks:
        found["remarks"] = [{"text": r.text, "line": r.line} for r in module.remarks]
    return found


def _declaration(declaration: TypeDeclaration, to_type: Link) -> Node:
    found = described(declaration.description)
    usual = "interface" if isinstance(declaration.type, ObjectType) else "alias"
    if declaration.kind != usual:
        found["kind"] = declaration.kind
    if not declaration.exported:
        found["exported"] = False
    found |= given(
        spelling=declaration.spelling,
        python_name=declaration.python_name,
        python_alias=declaration.python_alias,
    )
    if declaration.members:
        members = ((m.name, described(m.description)) for m in declaration.members)
        found["members"] = unique("member", members)
    if declaration.parameters:
        found["parameters"] = parameters_node(declaration.parameters, to_type)
    if isinstance(declaration.type, ObjectType):
        return found | object_node(declaration.type, declaration.extends, to_type)
    return found | type_node(declaration.type, to_type)


# ------------------------------------------------------------------------------------------ both


def _link_from(module: str, pages: frozenset[Name]) -> Link:
    """How the file of a module links to a type, or to a page class where one is used as a type."""
    return lambda target: link(target, "pages" if target in pages else "types", module)
