"""Plain trees to a spec: the way back from `dump_documents`, for files that a person may have edited.

Every problem of every file is found in one reading, links that lead nowhere among them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import get_args

from sdkscribe.errors import Problem, SdkscribeError, nearest
from sdkscribe.spec import (
    FORMAT_VERSION,
    AuthSends,
    Client,
    ClientOption,
    Exclusion,
    FormArrays,
    FormObjects,
    Module,
    Name,
    Package,
    QueryArrays,
    QueryObjects,
    Spec,
    StreamErrors,
)
from sdkscribe.spec_texts import SPEC_FILE, SUFFIX
from sdkscribe.spec_yaml.kept_names import names_of
from sdkscribe.spec_yaml.links import Section, named
from sdkscribe.spec_yaml.load_modules import module_of
from sdkscribe.spec_yaml.load_pages import pages_of
from sdkscribe.spec_yaml.load_resources import credentials, headers, resource_link, resource_links
from sdkscribe.spec_yaml.style import style_of
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Document, Node

_AUTH_SENDS: tuple[AuthSends, ...] = get_args(AuthSends)
_QUERY_ARRAYS: tuple[QueryArrays, ...] = get_args(QueryArrays)
_FORM_ARRAYS: tuple[FormArrays, ...] = get_args(FormArrays)
_FORM_OBJECTS: tuple[FormObjects, ...] = get_args(FormObjects)
_STREAM_ERRORS: tuple[StreamErrors, ...] = get_args(StreamErrors)
_QUERY_OBJECTS: tuple[QueryObjects, ...] = get_args(QueryObjects)
_SPEC_KEYS = known(
    "format", "package", "only", "client", "pages", "modules", "exclusions", "names", "typescript"
)
_CLIENT_KEYS = known(
    "description",
    "class",
    "error_class",
    "base_url",
    "base_url_env",
    "environments",
    "error_field",
    "options",
    "auth",
    "auth_sends",
    "auth_optional",
    "headers",
    "query",
    "query_arrays",
    "query_objects",
    "form_arrays",
    "form_objects",
    "stream_errors",
    "idempotency_header",
    "timeout",
    "max_retries",
    "resources",
    "methods",
)


def spec_of(documents: Mapping[str, Document]) -> Spec:
    """The spec that the documents hold, by relative path. Raises `SdkscribeError` with every problem."""
    if SPEC_FILE not in documents:
        raise SdkscribeError(Problem(message=f"there is no {SPEC_FILE}"))
    takers = {
        path: Taker(document=document, module=path.removesuffix(SUFFIX), problems=[])
        for path, document in documents.items()
    }
    taker = takers[SPEC_FILE]
    _check_format(taker, taker.document.root)
    paths = list(_module_paths(taker, taker.document.root, takers))
    modules = tuple(module_of(takers[path], takers[path].document.root) for path in paths)
    spec = _spec(taker, taker.document.root, modules)
    _check_links(takers.values(), spec)
    problems = [problem for each in takers.values() for problem in each.problems]
    if problems:
        raise SdkscribeError(problems)
    return spec


def _check_format(taker: Taker, root: Node) -> None:
    """Raise at once where the rest of the file may mean something else than it says."""
    version = root.get("format")
    if isinstance(version, int) and version > FORMAT_VERSION:
        location = taker.document.location(root, "format")
        message = f"format {version} is made by a newer sdkscribe; this one knows {FORMAT_VERSION}"
        raise SdkscribeError(Problem(message=message, location=location, hint="update sdkscribe"))
    if taker.whole_number(root, "format", 0) < 1:
        taker.complain(root, "format", f"`format` must be {FORMAT_VERSION}")


def _module_paths(taker: Taker, root: Node, files: Mapping[str, Taker]) -> Iterator[str]:
    """The files of the modules, in the spec's order."""
    unlisted = {path for path in files if path != SPEC_FILE}
    items = taker.items(root, "modules")
    for index, path in enumerate(taker.texts(root, "modules")):
        if path in unlisted:
            unlisted.remove(path)
            yield path
        elif path in files:
            taker.complain(items, index, f"`{path}` is listed twice")
        else:
            taker.complain(
                items, index, f"there is no file `{path}`", nearest(path, sorted(unlisted))
            )
    for path in sorted(unlisted):
        message = f"{SPEC_FILE} does not list this file under `modules`"
        files[path].complain(files[path].document.root, None, message)


def _spec(taker: Taker, root: Node, modules: tuple[Module, ...]) -> Spec:
    taker.expect_keys(root, _SPEC_KEYS)
    return Spec(
        package=package_of(taker, root),
        client=_client(taker, taker.mapping(root, "client")),
        modules=modules,
        pages=tuple(pages_of(taker, root)),
        only=tuple(taker.texts(root, "only")),
        exclusions=tuple(_exclusion(taker, node) for node in taker.mappings(root, "exclusions")),
        names=names_of(taker, taker.optional_mapping(root, "names")),
        style=style_of(taker, taker.optional_mapping(root, "typescript")),
    )


def package_of(taker: Taker, root: Node) -> Package:
    """The package that a `spec.yaml` names."""
    node = taker.mapping(root, "package")
    taker.expect_keys(node, known("name", "version", "integrity", "license"))
    return Package(
        name=taker.text(node, "name"),
        version=taker.text(node, "version"),
        integrity=taker.optional_text(node, "integrity"),
        license=taker.optional_text(node, "license"),
    )


def _client(taker: Taker, node: Node) -> Client:
    taker.expect_keys(node, _CLIENT_KEYS)
    options = taker.entries(node, "options")
    return Client(
        class_name=taker.text(node, "class"),
        error_class=taker.text(node, "error_class"),
        base_url=taker.text(node, "base_url"),
        error_field=taker.optional_text(node, "error_field"),
        base_url_env=taker.optional_text(node, "base_url_env"),
        environments=tuple(_environments(taker, node)),
        description=taker.optional_text(node, "description"),
        options=tuple(_option(taker, name, option) for name, option in options),
        headers=headers(taker, node, "headers"),
        auth=credentials(taker, node),
        auth_sends=taker.choice(node, "auth_sends", _AUTH_SENDS, "all"),
        is_auth_optional=taker.flag(node, "auth_optional", False),
        query=headers(taker, node, "query"),
        resources=resource_links(taker, node),
        methods=resource_link(taker, node, "methods") if "methods" in node else None,
        query_arrays=taker.choice(node, "query_arrays", _QUERY_ARRAYS, "repeat"),
        query_objects=taker.choice(node, "query_objects", _QUERY_OBJECTS, "brackets"),
        form_arrays=taker.choice(node, "form_arrays", _FORM_ARRAYS, "brackets"),
        form_objects=taker.choice(node, "form_objects", _FORM_OBJECTS, "brackets"),
        stream_errors=taker.choice(node, "stream_errors", _STREAM_ERRORS, "all"),
        idempotency_header=taker.optional_text(node, "idempotency_header"),
        timeout=float(taker.number(node, "timeout", 60.0)),
        max_retries=taker.whole_number(node, "max_retries", 2),
    )


def _environments(taker: Taker, client: Node) -> Iterator[tuple[str, str]]:
    """The base URL of each environment, by its name."""
    urls = taker.optional_mapping(client, "environments")
    for name in urls:
        yield name, taker.text(urls, name)


def _option(taker: Taker, name: str, node: Node) -> ClientOption:
    taker.expect_keys(node, known("description", "env", "default", "default_today", "required"))
    return ClientOption(
        name=name,
        env=taker.optional_text(node, "env"),
        default=taker.optional_text(node, "default"),
        is_today_by_default=taker.flag(node, "default_today", False),
        required=taker.flag(node, "required", False),
        description=taker.optional_text(node, "description"),
    )


def _exclusion(taker: Taker, node: Node) -> Exclusion:
    taker.expect_keys(node, known("name", "rule", "reason"))
    text = taker.text(node, "name")
    name = named(text)
    if name is None and text:
        taker.complain(node, "name", f"`{text}` is no name of the form `module#Name`")
    return Exclusion(
        name=name or Name(module="", name=""),
        rule=taker.text(node, "rule"),
        reason=taker.text(node, "reason"),
    )


def _check_links(takers: Iterable[Taker], spec: Spec) -> None:
    declared: dict[Section, set[Name]] = {
        "types": set(spec.types()),
        "resources": set(spec.resources()),
        "pages": {page.name for page in spec.pages},
    }
    for taker in takers:
        for link in taker.links:
            if link.target not in declared[link.section]:
                file = SPEC_FILE if link.section == "pages" else f"{link.target.module}{SUFFIX}"
                message = f"{file} has no {link.section.removesuffix('s')} `{link.target.name}`"
                hint = _nearest(link.target, declared[link.section])
                taker.complain(link.holder, link.key, message, hint)


def _nearest(target: Name, declared: Collection[Name]) -> str | None:
    """A suggestion: of the same name in another module, else of a similar one in the same."""
    elsewhere = sorted(name for name in declared if name.name == target.name)
    if elsewhere:
        return f"did you mean `{elsewhere[0].module}{SUFFIX}`?"
    return nearest(target.name, sorted(n.name for n in declared if n.module == target.module))
