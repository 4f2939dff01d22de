"""The client: its class from the declarations; base URL, environment variables, credentials, headers
and query style from the JavaScript of its module. What that does not say is left for an overlay."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sdkscribe.errors import Location, Problem
from sdkscribe.spec import Client, Exclusion, Name, Resource
from sdkscribe.typescript import client_facts as facts
from sdkscribe.typescript.client_conventions import (
    FORM_WRITER,
    form_arrays,
    form_objects,
    stream_errors,
)
from sdkscribe.typescript.client_credentials import credentials
from sdkscribe.typescript.client_headers import default_headers, default_query
from sdkscribe.typescript.client_options import (
    Options,
    constructor_of,
    environment_variable,
    options_of,
    taken_option,
)
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.exclusions import CHANGE, CREDENTIALS, MEMBER, OPTION, ExclusionRule
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.members import Members, foreign_base, members_with_inherited
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.resources import methods_in_scripts, read_own_methods
from sdkscribe.typescript.syntax import Node, location, shown, too_deep
from sdkscribe.typescript.types import place_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClient:
    """A client, the resource of its own methods, and what of it is not carried over."""

    client: Client
    methods: Resource | None = None
    exclusions: tuple[Exclusion, ...] = ()


def client_name(modules: Modules) -> Name | None:
    """The client class: what the package's index exports by default. Where that is written by hand
    around it, or where there is none, it is the one class of the client module."""
    exported = modules.exported("index", "default") if modules.exists("index") else None
    if exported is not None and _has_resources(modules, exported):
        return exported
    classes = modules.classes("client")
    if len(classes) == 1:
        return Name("client", classes[0])
    return exported if exported is not None and modules.outlined_class(exported) else None


def _has_resources(modules: Modules, name: Name) -> bool:
    if modules.outlined_class(name) is None:
        return False
    place = place_in(modules, modules.declarations(name.module), name.module, "", [])
    return bool(members_with_inherited(name, place).resources)


def no_resources(modules: Modules, name: Name) -> Problem:
    """The problem of a client that has no resource in its package."""
    base = foreign_base(name, modules)
    return Problem(
        message=f"the client {name.name} has no resource: nothing of the API would be carried over",
        location=Location(path=modules.declarations(name.module).path),
        hint=(
            "sdkscribe reads SDKs whose client has attributes of classes of methods"
            if base is None
            else f"what it has is of the {base.leaf} that it extends: transcribe `{base.module}`"
        ),
    )


def read_client(modules: Modules, name: Name, problems: list[Problem]) -> ReadClient:
    """The client that a class and its JavaScript describe. Without any, an overlay must supply what
    the declarations do not say."""
    file = modules.declarations(name.module)
    place = place_in(modules, file, name.module, "", problems)
    members = members_with_inherited(name, place)
    bare = Client(
        class_name=name.name,
        error_class=facts.error_class(modules),
        base_url="",
        description=documentation(file.classes[name.name].comment),
        resources=tuple(members.resources),
    )
    script = modules.script(name.module)
    if script is None:
        return ReadClient(client=bare)
    try:
        return _read_script(bare, name, script, members, place)
    except RecursionError:
        problems.append(_too_deep(script, name))
        return ReadClient(client=bare)


def _read_script(
    bare: Client, name: Name, script: Script, members: Members, place: Place
) -> ReadClient:
    modules, problems = place.modules, place.problems
    methods = dict(methods_in_scripts(modules, name))
    constructor = constructor_of(script, name.name)
    options = options_of(modules, name, constructor) if constructor is not None else Options()
    names = {option.name for option in options.known}
    auth = credentials(modules, methods, options.known)
    if auth.unread and not auth.kinds:
        problems.append(_no_credentials(script, methods[auth.unread[0]][1]))
    headers = default_headers(modules, methods, names, problems)
    query = default_query(modules, methods, names, problems)
    environments = facts.environments(script)
    own = read_own_methods(name, members, place)
    objects_in_forms = form_objects(modules)
    left_out = (
        *((option, OPTION) for option in options.others),
        *((held, MEMBER) for held in members.objects),
        *((method, CREDENTIALS) for method in auth.unread if auth.kinds),
        *(() if objects_in_forms else ((FORM_WRITER, CHANGE),)),
    )
    return ReadClient(
        client=replace(
            bare,
            error_field=facts.error_field(modules),
            base_url=facts.base_url(script) or next((url for _, url in environments), ""),
            base_url_env=_base_url_variable(constructor),
            environments=environments,
            options=tuple(options.known),
            headers=tuple(header for header in headers if not auth.always_sends(header)),
            auth=auth.kinds,
            auth_sends=auth.sends,
            is_auth_optional=auth.is_optional,
            query=tuple(query),
            methods=name if own.resource.methods else None,
            query_arrays=facts.query_arrays(modules, script),
            query_objects=facts.query_objects(modules, script),
            form_arrays=form_arrays(modules),
            form_objects=objects_in_forms or "brackets",
            stream_errors=stream_errors(modules),
            idempotency_header=facts.assigned_string(script, "idempotencyHeader"),
            timeout=facts.timeout(script, problems),
            max_retries=facts.max_retries(script, problems),
        ),
        methods=own.resource if own.resource.methods else None,
        exclusions=(*(_excluded(name, what, rule) for what, rule in left_out), *own.exclusions),
    )


def _excluded(client: Name, what: str, rule: ExclusionRule) -> Exclusion:
    name = Name(client.module, f"{client.name}.{what}")
    return Exclusion(name=name, rule=rule.name, reason=rule.reason)


def _base_url_variable(constructor: Node | None) -> str | None:
    default = taken_option(constructor, "baseURL") if constructor is not None else None
    return environment_variable(default) if default is not None else None


def _too_deep(script: Script, name: Name) -> Problem:
    node = script.classes[name.name].node if name.name in script.classes else script.root
    return too_deep(script.path, node, "code that is")


def _no_credentials(script: Script, method: Node) -> Problem:
    return Problem(
        message="no rule for how the client sends its credentials",
        location=location(script.path, method),
        source=shown(method),
        hint="sdkscribe does not know this way to authenticate yet: report it",
    )
